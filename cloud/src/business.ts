import { createFleetVisibility, type FleetVisibility } from './access/fleet-visibility.ts'
import { type AlertService, type AlertServiceParts, createAlertService } from './alerts/alert-service.ts'
import { type AuditCheckpoints, createAuditCheckpoints } from './audit/audit-checkpoints.ts'
import { type AuditChecks, createAuditChecks } from './audit/audit-checks.ts'
import type { AuditLog } from './audit/audit-log.ts'
import { type AuditSearch, createAuditSearch } from './audit/audit-search.ts'
import { readWitnesses } from './audit/audit-witness.ts'
import type { OpenedBusiness } from './business-opening.ts'
import { createDocumentStore } from './documents/document-store.ts'
import { createEpisodeStore, type EpisodeStore } from './excursions/episode-store.ts'
import { createRuleSets, type RuleSets } from './excursions/rule-sets.ts'
import type { PublishCommand } from './feed/watch-leases.ts'
import { createFleet, type Fleet } from './fleet/fleet.ts'
import type { FrameReader } from './frames/frame-log.ts'
import { type Accounts, createAccounts } from './identity/accounts.ts'
import { createOrganisations, type Organisations } from './identity/organisations.ts'
import type { People } from './identity/people.ts'
import { createSessions, type Sessions } from './identity/sessions.ts'
import { createFindableKinds, createInspection, type Inspection, visibilityBy } from './inspection/inspection.ts'
import { createInspections } from './inspection/inspections.ts'
import { namesOfPeople } from './inspection/names-of.ts'
import { createSealRequests } from './inspection/seal-requests.ts'
import type { Clock } from './lib/clock.ts'
import { createConsents } from './privacy/consents.ts'
import { createErasures } from './privacy/erasure.ts'
import { createPersonalRecord } from './privacy/personal-record.ts'
import type { Privacy } from './privacy/privacy-routes.ts'
import { createRecipientErasures } from './privacy/recipient-erasures.ts'
import { actionsOfEpisodes, alarmsOfReadModel } from './records/record-alarms.ts'
import { createRecords, type Records } from './records/records.ts'
import { createReleases, type Releases } from './releases/releases.ts'
import type { ReadModel } from './telemetry/read-model.ts'
import { readDriverDevices } from './trips/driver-devices.ts'
import type { Drivers } from './trips/driver-routes.ts'
import { createDrivers } from './trips/drivers.ts'
import { createGeofences, type Geofences } from './trips/geofences.ts'
import { createHandOvers, type HandOvers } from './trips/hand-overs.ts'
import { createShipments, type Shipments } from './trips/shipments.ts'
import { createTripPapers, type TripPapers } from './trips/trip-papers.ts'
import { createTrips, type Trips } from './trips/trips.ts'

/** Everything that stands on the business database, one part a subject. */
export interface Business {
  readonly audit: AuditLog
  readonly auditSearch: AuditSearch
  readonly auditCheckpoints: AuditCheckpoints
  readonly auditChecks: AuditChecks
  readonly inspection: Inspection
  readonly people: People
  readonly accounts: Accounts
  readonly organisations: Organisations
  readonly sessions: Sessions
  readonly privacy: Privacy
  readonly fleet: Fleet
  readonly releases: Releases
  readonly visibility: FleetVisibility
  readonly trips: Trips
  readonly drivers: Drivers
  readonly shipments: Shipments
  readonly handOvers: HandOvers
  readonly tripPapers: TripPapers
  readonly geofences: Geofences
  readonly episodes: EpisodeStore
  readonly ruleSets: RuleSets
  readonly records: Records
  readonly alertService: AlertService
}

export interface BusinessParts {
  readonly opened: OpenedBusiness
  readonly readModel: Pick<ReadModel, 'truck' | 'recorded' | 'layoutDocument' | 'alarms'>
  readonly frames: FrameReader
  readonly clock: Clock
  readonly publishCommand: PublishCommand
  readonly pause: (ms: number) => Promise<unknown>
  /** what calls people, and by what */
  readonly alerting: Pick<AlertServiceParts, 'channel' | 'receipts' | 'origin' | 'onFailure'>
}

export function createBusiness(parts: BusinessParts): Business {
  const { opened, readModel, frames, clock, publishCommand, pause, alerting } = parts
  const { db, sealedFields, audit, auditKey: key, people, register, hashPassword } = opened
  const sessions = createSessions({ db, clock, people, sealedFields })
  const accounts = createAccounts({ db, audit, clock, sealedFields, people, sessions, hashPassword })
  const consents = createConsents({ db, audit, clock })
  const erasures = createErasures({ db, audit, clock, sealedFields, sessions })
  const personalRecord = createPersonalRecord({ db, sealedFields, accounts, sessions, consents, erasures })
  const organisations = createOrganisations({ db, audit, clock, people })
  const fleet = createFleet({ db, clock, audit, onCommit: () => register.refresh() })
  const releases = createReleases({ db, clock, audit, onCommit: () => register.refresh() })
  const trips = createTrips({
    ...{ db, audit, clock, sealedFields },
    company: {
      isUsableDevice: (organisationId, device) => fleet.assets.isTruckInService(organisationId, device),
      isDriver: async (organisationId, personId) => {
        const person = await people.get(personId)
        return person?.organisation?.id === organisationId && person.roles.includes('driver')
      },
    },
  })
  const recipientErasures = createRecipientErasures({
    ...{ db, audit, clock, sealedFields, onTripTouched: (id) => trips.touched(id) },
  })
  const privacy = { consents, erasures, recipientErasures, personalRecord }
  const drivers = createDrivers({ accounts })
  const shipments = createShipments({
    ...{ db, audit, clock, sealedFields, onTripTouched: (id) => trips.touched(id) },
    compartments: {
      async rangeOf(reader, device, compartment) {
        const recorded = await fleet.assets.rangeOf(reader, device, compartment)
        if (recorded !== undefined) return recorded
        // a truck that was admitted by file alone has none of its compartments on record
        const found = await readModel.truck(device)
        return found?.truck.compartments.find(({ id }) => id === compartment)?.range ?? undefined
      },
    },
  })
  const handOvers = createHandOvers({
    ...{ db, audit, clock, sealedFields, shipments },
    onTripTouched: (id) => trips.touched(id),
  })
  const tripPapers = createTripPapers({ db, audit, clock, sealedFields, trips, shipments })
  const geofences = createGeofences({ db, audit, clock })
  const episodes = createEpisodeStore(db.reader)
  const ruleSets = createRuleSets({ db, audit, clock })
  const alertService = createAlertService({ db, audit, clock, sealedFields, episodes, ...alerting })
  const kinds = createFindableKinds({ db, fleet, trips, shipments })
  const auditSearch = createAuditSearch({ reader: db.reader, sealedFields, isVisible: visibilityBy(kinds) })
  const inspection = createInspection({
    ...{ kinds, readModel, frames, inspections: createInspections({ db, audit, clock }) },
    documents: createDocumentStore({ db, sealedFields }),
    sealRequests: createSealRequests({
      ...{ frames, publishCommand, pause },
      isConnected: async (device) => (await readModel.truck(device))?.truck.online ?? false,
    }),
  })
  const records = createRecords({
    ...{ db, audit, clock, kinds, trips, shipments, handOvers, readModel, frames },
    alarms: alarmsOfReadModel(
      readModel,
      actionsOfEpisodes({
        episodes,
        acknowledgementsOf: alertService.alerts.acknowledgementsOf,
        namesOf: (ids) => namesOfPeople(db.reader, ids),
      }),
    ),
  })
  const visibility = createFleetVisibility({
    register,
    devicesOfDriver: (personId) => readDriverDevices(db.reader, personId, clock.nowMs()),
  })
  const subjects = {
    fleet,
    releases,
    visibility,
    trips,
    drivers,
    shipments,
    handOvers,
    tripPapers,
    geofences,
    episodes,
    ruleSets,
    records,
    alertService,
  }
  const auditChecks = createAuditChecks({
    ...{ db, key, clock, witnesses: () => readWitnesses(opened.auditWitnessFile) },
  })
  const auditCheckpoints = createAuditCheckpoints({ db, key, clock })
  return {
    audit,
    auditSearch,
    auditChecks,
    auditCheckpoints,
    inspection,
    people,
    accounts,
    organisations,
    sessions,
    privacy,
    ...subjects,
  }
}
