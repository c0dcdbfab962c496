import { type Area, areasFor } from '../ui/areas.ts'

const LOOKS_AT_FLEET = ['dispatcher', 'quality', 'warehouse', 'technician', 'administrator', 'inspector']

/** Whom the server shows trucks live, a driver those of his trips; for anybody else there is no feed to connect to. */
const LOOKS_AT_LIVE = [...LOOKS_AT_FLEET, 'driver']

/**
 * The parts of the console in the order of its navigation. A new one needs its routes in router.ts, a word under `area`
 * in both languages, and the roles that the server lets in.
 */
export const AREAS = [
  { key: 'live', icon: 'map', route: 'live', routes: ['live', 'truck'], roles: LOOKS_AT_LIVE },
  {
    key: 'trips',
    icon: 'trips',
    route: 'trips',
    routes: [
      'trips',
      'trip',
      'trip-new',
      'trip-edit',
      'shipments',
      'shipment',
      'shipment-new',
      'hand-over',
      'geofences',
    ],
    roles: ['dispatcher', 'quality', 'warehouse', 'driver', 'administrator', 'inspector'],
  },
  {
    key: 'fleet',
    icon: 'truck',
    route: 'assets',
    routes: ['assets', 'asset', 'probes', 'probe', 'devices', 'device', 'versions', 'authorities', 'sheets'],
    roles: LOOKS_AT_FLEET,
  },
  {
    key: 'people',
    icon: 'people',
    route: 'people',
    routes: ['people', 'person', 'organisations'],
    roles: ['administrator', 'quality'],
  },
  {
    key: 'integrations',
    icon: 'plug',
    route: 'clients',
    routes: ['clients', 'client', 'webhooks', 'webhook'],
    roles: ['administrator'],
  },
  {
    key: 'inspector',
    icon: 'inspector',
    route: 'inspection',
    routes: ['inspection', 'inspected'],
    roles: ['inspector', 'quality'],
  },
  {
    key: 'audit',
    icon: 'audit',
    route: 'audit',
    routes: ['audit', 'audit-entry'],
    roles: ['administrator', 'quality', 'inspector'],
  },
] as const satisfies readonly Area[]

type AreaKey = (typeof AREAS)[number]['key']

/** Whose work does not begin at the first area that they may open. */
const BEGINS_AT: Readonly<Record<string, AreaKey>> = { inspector: 'inspector' }

export function mayLookAtFleet(roles: readonly string[]): boolean {
  return roles.some((role) => LOOKS_AT_LIVE.includes(role))
}

export function mayLookAtTrips(roles: readonly string[]): boolean {
  return !isClosedTo('trips', roles)
}

/** The name of the first page: where the person's work begins, or their own account where there is nothing else. */
export function landingOf(roles: readonly string[]): string {
  const open = areasFor(AREAS, roles)
  const wanted = roles.map((role) => BEGINS_AT[role])
  // somebody who also has other work begins with that
  const first =
    roles.every((role) => BEGINS_AT[role] !== undefined) && open.find(({ key }) => wanted.includes(key as AreaKey))
  return (first || open[0])?.route ?? 'account'
}

/** Whether a page is of an area that these roles have no door to. */
export function isClosedTo(route: string, roles: readonly string[]): boolean {
  const area = AREAS.find(({ routes }: Area) => routes.includes(route))
  return area !== undefined && areasFor([area], roles).length === 0
}
