import type { Reach } from './actor.ts'
import type { Role } from './roles.ts'

/** How far a role reaches on a route, and in which states of the record, where not in all. */
export type Grant = Reach | { readonly reach: Reach; readonly states: readonly string[] }

export interface RouteAccess {
  readonly roles: Readonly<Partial<Record<Role, Grant>>>
  /** with which scope an OAuth token may use it; none: sessions of people only */
  readonly scope?: string
  /** which records are a person's own here; a route with a grant of `own` says it */
  readonly own?: string
}

/** `public`: anybody; `signed-in`: whoever is signed in, about nobody but themselves. */
export type Access = 'public' | 'signed-in' | RouteAccess

const OWN_TRUCKS = 'the truck of a trip that names the driver, under way, being loaded or to depart today'
const OWN_TRIPS = 'trips that name the driver'
const OWN_SHIPMENTS = 'shipments on trips that name the driver'
const OWN_INSPECTIONS = 'inspections that the person opened'

const LOOKS_AT_FLEET = {
  dispatcher: 'organisation',
  quality: 'organisation',
  warehouse: 'organisation',
  technician: 'organisation',
  administrator: 'all',
  inspector: 'all',
} as const satisfies RouteAccess['roles']

/** A driver sees the trucks that he drives today, and what they tell; how the fleet is kept is not his. */
const LOOKS_AT_TELEMETRY = { ...LOOKS_AT_FLEET, driver: 'own' } as const satisfies RouteAccess['roles']

const LOOKS_AT_TRIPS = {
  dispatcher: 'organisation',
  quality: 'organisation',
  warehouse: 'organisation',
  driver: 'own',
  administrator: 'all',
  inspector: 'all',
} as const satisfies RouteAccess['roles']

/** Records as papers, with names on them: whoever vouches for them or has to show them. */
const READS_RECORDS = {
  dispatcher: 'organisation',
  quality: 'organisation',
  administrator: 'all',
  inspector: 'all',
} as const satisfies RouteAccess['roles']

/** The quality department answers for who may do what in its organisation (GSP §13, §17). */
const LOOKS_AT_PEOPLE = { quality: 'organisation', administrator: 'all' } as const satisfies RouteAccess['roles']

const LOOKS_AT_ALERTS = LOOKS_AT_FLEET

const TAKES_ALERTS = {
  dispatcher: 'organisation',
  quality: 'organisation',
} as const satisfies RouteAccess['roles']

/** Who is called for what is a matter of quality (GSP Annex 3). */
const KEEPS_PLANS = { quality: 'organisation' } as const satisfies RouteAccess['roles']

const TENDS_FLEET = { technician: 'organisation', administrator: 'all' } as const satisfies RouteAccess['roles']

const LOOKS_AT_AUDIT = {
  quality: 'organisation',
  administrator: 'all',
  inspector: 'all',
} as const satisfies RouteAccess['roles']

/** Quality looks as an inspector would, at what is its own. */
const INSPECTS = { quality: 'organisation', inspector: 'all' } as const satisfies RouteAccess['roles']

const ERASES_RECIPIENTS = { dispatcher: 'organisation', administrator: 'all' } as const satisfies RouteAccess['roles']

/** What goes into service, and what leaves it for good, the quality department decides (GSP Annex 5). */
function passesAssets(...states: readonly string[]) {
  return {
    quality: { reach: 'organisation', states },
    administrator: { reach: 'all', states },
  } as const satisfies RouteAccess['roles']
}

/**
 * Who may do what: role × route × state. A route that is not here cannot be mounted, and what a role is not named for is
 * refused. Tests go through all of it: every route with every role, and every id with an account that it is not for.
 */
export const ACCESS = {
  'GET /api/health': 'public',
  'GET /openapi.json': 'public',
  'GET /docs': 'public',
  'GET /docs/{file}': 'public',

  'POST /api/session': 'public',
  'GET /api/session': 'signed-in',
  'DELETE /api/session': 'public',
  'GET /api/session/ways': 'public',
  'GET /api/session/outside': 'public',
  'GET /api/session/outside/callback': 'public',
  'PUT /api/session/password': 'signed-in',
  'GET /api/sessions': 'signed-in',
  'DELETE /api/sessions': 'signed-in',
  'DELETE /api/sessions/{session}': 'signed-in',
  'GET /api/organisations': { roles: LOOKS_AT_PEOPLE },
  'POST /api/organisations': { roles: { administrator: 'all' } },
  'GET /api/organisations/{organisation}': { roles: LOOKS_AT_PEOPLE },
  'PATCH /api/organisations/{organisation}': { roles: { administrator: 'all' } },
  'POST /api/organisations/{organisation}/close': { roles: { administrator: 'all' } },
  'GET /api/people': { roles: LOOKS_AT_PEOPLE },
  'POST /api/people': { roles: { administrator: 'all' } },
  'GET /api/people/{person}': { roles: LOOKS_AT_PEOPLE },
  'PATCH /api/people/{person}': { roles: { administrator: 'all' } },
  'POST /api/people/{person}/disable': { roles: { administrator: 'all' } },
  'POST /api/people/{person}/enable': { roles: { administrator: 'all' } },
  'POST /api/people/{person}/reset-password': { roles: { administrator: 'all' } },
  'GET /api/people/{person}/sessions': { roles: { administrator: 'all' } },
  'DELETE /api/people/{person}/sessions': { roles: { administrator: 'all' } },
  'DELETE /api/people/{person}/sessions/{session}': { roles: { administrator: 'all' } },
  'GET /api/people/{person}/outside-identity': { roles: { administrator: 'all' } },
  'PUT /api/people/{person}/outside-identity': { roles: { administrator: 'all' } },
  'DELETE /api/people/{person}/outside-identity': { roles: { administrator: 'all' } },

  // about nobody but whoever asks
  'GET /api/privacy/purposes': 'signed-in',
  'GET /api/privacy/consents': 'signed-in',
  'POST /api/privacy/consents': 'signed-in',
  'POST /api/privacy/consents/{purpose}/withdraw': 'signed-in',
  'GET /api/privacy/record': 'signed-in',
  'GET /api/privacy/erasure': 'signed-in',
  'POST /api/privacy/erasure': 'signed-in',
  'GET /api/people/{person}/consents': { roles: { administrator: 'all' } },
  'GET /api/people/{person}/record': { roles: { administrator: 'all' } },
  'GET /api/people/{person}/erasure': { roles: { administrator: 'all' } },
  'POST /api/people/{person}/erase': { roles: { administrator: 'all' } },

  'GET /.well-known/oauth-authorization-server': 'public',
  'GET /oauth/jwks': 'public',
  'GET /oauth/authorize': 'public',
  'POST /oauth/authorize': 'signed-in',
  'POST /oauth/token': 'public',
  'POST /oauth/revoke': 'public',
  'POST /oauth/introspect': 'public',
  'GET /api/clients': { roles: { administrator: 'all' } },
  'POST /api/clients': { roles: { administrator: 'all' } },
  'GET /api/clients/{client}': { roles: { administrator: 'all' } },
  'DELETE /api/clients/{client}': { roles: { administrator: 'all' } },
  'POST /api/clients/{client}/secret': { roles: { administrator: 'all' } },
  'GET /api/grants': 'signed-in',
  'DELETE /api/grants/{grant}': 'signed-in',

  'GET /api/webhooks': { roles: { administrator: 'all' } },
  'POST /api/webhooks': { roles: { administrator: 'all' } },
  'GET /api/webhooks/{webhook}': { roles: { administrator: 'all' } },
  'DELETE /api/webhooks/{webhook}': { roles: { administrator: 'all' } },
  'GET /api/webhooks/{webhook}/deliveries': { roles: { administrator: 'all' } },

  'GET /api/channels': { roles: { dispatcher: 'all', quality: 'all', administrator: 'all' } },
  'POST /api/channels/twilio/status': 'public',

  'GET /api/trucks': { roles: LOOKS_AT_TELEMETRY, scope: 'telemetry:read', own: OWN_TRUCKS },
  'GET /api/trucks/{device}': { roles: LOOKS_AT_TELEMETRY, scope: 'telemetry:read', own: OWN_TRUCKS },
  'GET /api/trucks/{device}/link': { roles: LOOKS_AT_TELEMETRY, scope: 'telemetry:read', own: OWN_TRUCKS },
  'GET /api/trucks/{device}/series': { roles: LOOKS_AT_TELEMETRY, scope: 'telemetry:read', own: OWN_TRUCKS },
  'GET /api/trucks/{device}/events': { roles: LOOKS_AT_TELEMETRY, scope: 'telemetry:read', own: OWN_TRUCKS },
  'GET /api/trucks/{device}/track': { roles: LOOKS_AT_TELEMETRY, scope: 'telemetry:read', own: OWN_TRUCKS },
  'GET /api/alarms': { roles: LOOKS_AT_TELEMETRY, scope: 'telemetry:read', own: OWN_TRUCKS },
  'GET /api/episodes': { roles: LOOKS_AT_TELEMETRY, scope: 'telemetry:read', own: OWN_TRUCKS },
  'GET /api/episodes/{episode}': { roles: LOOKS_AT_TELEMETRY, scope: 'telemetry:read', own: OWN_TRUCKS },
  'GET /api/rule-sets': { roles: LOOKS_AT_FLEET, scope: 'fleet:read' },
  'GET /api/rule-sets/usual': { roles: LOOKS_AT_FLEET, scope: 'fleet:read' },
  // what may spoil a load the quality department says (GSP Annex 3)
  'PUT /api/rule-sets': { roles: { quality: 'organisation' }, scope: 'fleet:write' },
  'GET /api/rule-sets/{ruleSet}/versions': { roles: LOOKS_AT_FLEET, scope: 'fleet:read' },
  'DELETE /api/rule-sets/{ruleSet}': { roles: { quality: 'organisation' }, scope: 'fleet:write' },
  'GET /api/feed': { roles: LOOKS_AT_TELEMETRY, own: OWN_TRUCKS },

  'GET /api/assets': { roles: LOOKS_AT_FLEET, scope: 'fleet:read' },
  'POST /api/assets': { roles: TENDS_FLEET, scope: 'fleet:write' },
  'GET /api/assets/{asset}': { roles: LOOKS_AT_FLEET, scope: 'fleet:read' },
  'PATCH /api/assets/{asset}': { roles: TENDS_FLEET, scope: 'fleet:write' },
  'POST /api/assets/{asset}/commission': { roles: passesAssets('in-preparation') },
  'POST /api/assets/{asset}/withdraw': {
    roles: {
      ...passesAssets('in-service'),
      technician: { reach: 'organisation', states: ['in-service'] },
      dispatcher: { reach: 'organisation', states: ['in-service'] },
    },
  },
  'POST /api/assets/{asset}/return': { roles: passesAssets('out-of-service') },
  'POST /api/assets/{asset}/retire': { roles: passesAssets('in-preparation', 'out-of-service') },
  'POST /api/assets/{asset}/compartments': { roles: TENDS_FLEET, scope: 'fleet:write' },
  'PATCH /api/assets/{asset}/compartments/{compartment}': { roles: TENDS_FLEET, scope: 'fleet:write' },
  'POST /api/assets/{asset}/compartments/{compartment}/remove': { roles: TENDS_FLEET, scope: 'fleet:write' },
  'GET /api/assets/{asset}/settings': { roles: LOOKS_AT_FLEET, scope: 'fleet:read' },
  'POST /api/assets/{asset}/settings/send-again': { roles: TENDS_FLEET, scope: 'fleet:write' },
  // whoever names the broker learns the device's password
  'PATCH /api/assets/{asset}/settings': { roles: { administrator: 'all' } },
  'GET /api/probes': { roles: LOOKS_AT_FLEET, scope: 'fleet:read' },
  'POST /api/probes': { roles: TENDS_FLEET, scope: 'fleet:write' },
  'GET /api/probes/{probe}': { roles: LOOKS_AT_FLEET, scope: 'fleet:read' },
  'POST /api/probes/{probe}/fit': { roles: TENDS_FLEET, scope: 'fleet:write' },
  'POST /api/probes/{probe}/remove': { roles: TENDS_FLEET, scope: 'fleet:write' },
  'POST /api/probes/{probe}/retire': { roles: TENDS_FLEET, scope: 'fleet:write' },
  'GET /api/probes/{probe}/certificates': { roles: LOOKS_AT_FLEET, scope: 'fleet:read' },
  'POST /api/probes/{probe}/certificates': {
    roles: { ...TENDS_FLEET, quality: 'organisation' },
    scope: 'fleet:write',
  },
  'GET /api/certificates/{certificate}': { roles: LOOKS_AT_FLEET, scope: 'fleet:read' },
  'PUT /api/certificates/{certificate}/document': {
    roles: { ...TENDS_FLEET, quality: 'organisation' },
    scope: 'fleet:write',
  },
  'GET /api/certificates/{certificate}/document': { roles: LOOKS_AT_FLEET, scope: 'fleet:read' },
  'GET /api/devices': { roles: LOOKS_AT_FLEET, scope: 'fleet:read' },
  'POST /api/devices': { roles: TENDS_FLEET },
  'GET /api/devices/{device}': { roles: LOOKS_AT_FLEET, scope: 'fleet:read' },
  'POST /api/devices/{device}/bind': { roles: TENDS_FLEET },
  'POST /api/devices/{device}/revoke': { roles: TENDS_FLEET },
  'POST /api/devices/{device}/register-again': { roles: { administrator: 'all' } },
  'POST /api/devices/{device}/enrolment-codes': { roles: TENDS_FLEET },
  // whoever brings a code that a technician made, and the proof of a key
  'POST /api/enrolments': 'public',
  'POST /api/devices/{device}/certificates': { roles: TENDS_FLEET },
  'POST /api/fleet/import': { roles: TENDS_FLEET },
  'GET /api/fleet/import-template': { roles: TENDS_FLEET },
  'GET /api/fleet/export': { roles: LOOKS_AT_FLEET, scope: 'fleet:read' },
  'GET /api/carriers': { roles: LOOKS_AT_FLEET, scope: 'fleet:read' },
  'GET /api/device-authorities': { roles: LOOKS_AT_FLEET, scope: 'fleet:read' },
  'POST /api/device-authorities': { roles: { administrator: 'all' } },
  'POST /api/device-authorities/{authority}/retire': { roles: { administrator: 'all' } },

  'GET /api/releases': { roles: LOOKS_AT_FLEET, scope: 'fleet:read' },
  'POST /api/releases': { roles: { administrator: 'all' } },
  'POST /api/releases/{release}/withdraw': { roles: { administrator: 'all' } },
  'POST /api/releases/{release}/orders': { roles: { administrator: 'all' } },
  'GET /api/device-versions': { roles: LOOKS_AT_FLEET, scope: 'fleet:read' },

  'GET /api/trips': { roles: LOOKS_AT_TRIPS, scope: 'trips:read', own: OWN_TRIPS },
  'GET /api/trips/{trip}': { roles: LOOKS_AT_TRIPS, scope: 'trips:read', own: OWN_TRIPS },
  'POST /api/trips': { roles: { dispatcher: 'organisation' }, scope: 'trips:write' },
  'GET /api/trips/{trip}/papers': { roles: LOOKS_AT_TRIPS, scope: 'trips:read', own: OWN_TRIPS },
  'POST /api/trips/{trip}/papers/{paper}/file-again': { roles: { dispatcher: 'organisation' } },
  'PUT /api/trips/{trip}': {
    roles: { dispatcher: { reach: 'organisation', states: ['planned', 'released', 'loading'] } },
    scope: 'trips:write',
  },
  'POST /api/trips/{trip}/release': { roles: { dispatcher: { reach: 'organisation', states: ['planned'] } } },
  'POST /api/trips/{trip}/withdraw': { roles: { dispatcher: { reach: 'organisation', states: ['released'] } } },
  'POST /api/trips/{trip}/start-loading': {
    roles: {
      dispatcher: { reach: 'organisation', states: ['released'] },
      warehouse: { reach: 'organisation', states: ['released'] },
      driver: { reach: 'own', states: ['released'] },
    },
    own: OWN_TRIPS,
  },
  'POST /api/trips/{trip}/depart': {
    roles: {
      dispatcher: { reach: 'organisation', states: ['loading'] },
      driver: { reach: 'own', states: ['loading'] },
    },
    own: OWN_TRIPS,
  },
  'POST /api/trips/{trip}/complete': {
    roles: {
      dispatcher: { reach: 'organisation', states: ['under-way'] },
      driver: { reach: 'own', states: ['under-way'] },
    },
    own: OWN_TRIPS,
  },
  'POST /api/trips/{trip}/cancel': {
    roles: { dispatcher: { reach: 'organisation', states: ['planned', 'released', 'loading'] } },
  },

  'GET /api/drivers': {
    roles: {
      dispatcher: 'organisation',
      quality: 'organisation',
      warehouse: 'organisation',
      administrator: 'all',
      driver: 'own',
    },
    own: 'the person itself',
  },

  'GET /api/shipments': { roles: LOOKS_AT_TRIPS, scope: 'trips:read', own: OWN_SHIPMENTS },
  'GET /api/shipments/{shipment}': { roles: LOOKS_AT_TRIPS, scope: 'trips:read', own: OWN_SHIPMENTS },
  'POST /api/shipments': { roles: { dispatcher: 'organisation', warehouse: 'organisation' }, scope: 'trips:write' },
  'POST /api/shipments/{shipment}/assign': { roles: { dispatcher: 'organisation' }, scope: 'trips:write' },
  'POST /api/shipments/{shipment}/unassign': { roles: { dispatcher: 'organisation' }, scope: 'trips:write' },
  'POST /api/shipments/{shipment}/load': {
    roles: { dispatcher: 'organisation', warehouse: 'organisation', driver: 'own' },
    own: OWN_SHIPMENTS,
  },
  'POST /api/shipments/{shipment}/hand-over': {
    roles: { dispatcher: 'organisation', driver: 'own' },
    own: OWN_SHIPMENTS,
  },
  'GET /api/hand-overs': {
    roles: { dispatcher: 'organisation', quality: 'organisation', administrator: 'all', inspector: 'all' },
    scope: 'trips:read',
  },
  'GET /api/hand-overs/{handOver}': {
    roles: { dispatcher: 'organisation', quality: 'organisation', administrator: 'all', inspector: 'all' },
    scope: 'trips:read',
  },
  'GET /api/trips/{trip}/temperature-record': { roles: READS_RECORDS, scope: 'trips:read' },
  'GET /api/trips/{trip}/temperature-points': { roles: READS_RECORDS, scope: 'trips:read' },
  'GET /api/shipments/{shipment}/temperature-record': { roles: READS_RECORDS, scope: 'trips:read' },
  'GET /api/shipments/{shipment}/temperature-points': { roles: READS_RECORDS, scope: 'trips:read' },
  'GET /api/hand-overs/{handOver}/sheet': { roles: READS_RECORDS, scope: 'trips:read' },
  // who looks after a recipient who asks in writing
  'GET /api/shipments/{shipment}/recipient-erasure': { roles: ERASES_RECIPIENTS },
  'POST /api/shipments/{shipment}/erase-recipient': { roles: ERASES_RECIPIENTS },
  'POST /api/shipments/{shipment}/cancel': { roles: { dispatcher: 'organisation' }, scope: 'trips:write' },

  'GET /api/audit': { roles: LOOKS_AT_AUDIT },
  'GET /api/audit/{entry}': { roles: LOOKS_AT_AUDIT },
  'GET /api/audit-chain': { roles: LOOKS_AT_AUDIT },
  'POST /api/audit-chain/check': { roles: LOOKS_AT_AUDIT },

  // an inspection is its person's own
  'POST /api/inspections': { roles: { quality: 'own', inspector: 'own' }, own: OWN_INSPECTIONS },
  'GET /api/inspections': { roles: { quality: 'own', inspector: 'own', administrator: 'all' }, own: OWN_INSPECTIONS },
  'POST /api/inspections/{inspection}/close': { roles: { quality: 'own', inspector: 'own' }, own: OWN_INSPECTIONS },
  'GET /api/inspection/search': { roles: INSPECTS },
  'GET /api/inspection/{kind}/{id}': { roles: INSPECTS },
  'GET /api/inspection/{kind}/{id}/history': { roles: INSPECTS },
  'GET /api/inspection/{kind}/{id}/readings': { roles: INSPECTS },
  'GET /api/inspection/{kind}/{id}/proofs': { roles: INSPECTS },
  'GET /api/inspection/{kind}/{id}/documents/{document}': { roles: INSPECTS },

  'GET /api/alerts': { roles: LOOKS_AT_ALERTS, scope: 'telemetry:read' },
  'GET /api/alerts/{alert}': { roles: LOOKS_AT_ALERTS, scope: 'telemetry:read' },
  'GET /api/alerts/{alert}/told': { roles: LOOKS_AT_ALERTS },
  'POST /api/alerts/{alert}/acknowledge': { roles: TAKES_ALERTS },
  'POST /api/alerts/{alert}/undo': { roles: TAKES_ALERTS },
  'GET /api/alert-mutes': { roles: LOOKS_AT_ALERTS },
  'POST /api/alert-mutes': { roles: TAKES_ALERTS },
  'POST /api/alert-mutes/{alertMute}/end': { roles: TAKES_ALERTS },
  'GET /api/alert-plans': { roles: LOOKS_AT_ALERTS },
  'POST /api/alert-plans': { roles: KEEPS_PLANS },
  'GET /api/alert-plans/{alertPlan}': { roles: LOOKS_AT_ALERTS },
  'PUT /api/alert-plans/{alertPlan}': { roles: KEEPS_PLANS },
  'DELETE /api/alert-plans/{alertPlan}': { roles: KEEPS_PLANS },
  'GET /api/alert-plans/{alertPlan}/versions': { roles: LOOKS_AT_ALERTS },
  'GET /api/alert-plans/{alertPlan}/timetable': { roles: LOOKS_AT_ALERTS },
  'POST /api/alert-plans/{alertPlan}/test': { roles: KEEPS_PLANS },
  'GET /api/alert-rotas': { roles: LOOKS_AT_ALERTS },
  'POST /api/alert-rotas': { roles: TAKES_ALERTS },
  'GET /api/alert-rotas/{alertRota}': { roles: LOOKS_AT_ALERTS },
  'PUT /api/alert-rotas/{alertRota}': { roles: TAKES_ALERTS },
  'DELETE /api/alert-rotas/{alertRota}': { roles: TAKES_ALERTS },
  'GET /api/alert-recipients': { roles: LOOKS_AT_ALERTS },
  'GET /api/alert-recipients/{person}': { roles: LOOKS_AT_PEOPLE },
  'PUT /api/alert-recipients/{person}': { roles: LOOKS_AT_PEOPLE },

  'GET /api/geofences': {
    roles: { dispatcher: 'organisation', quality: 'organisation', administrator: 'all', inspector: 'all' },
    scope: 'trips:read',
  },
  'POST /api/geofences': { roles: { dispatcher: 'organisation' }, scope: 'trips:write' },
  'PUT /api/geofences/{geofence}': { roles: { dispatcher: 'organisation' }, scope: 'trips:write' },
  'DELETE /api/geofences/{geofence}': { roles: { dispatcher: 'organisation' }, scope: 'trips:write' },
} as const satisfies Readonly<Record<string, Access>>

export type RouteKey = keyof typeof ACCESS
