import { type AuditLog, createAuditLog } from './audit/audit-log.ts'
import type { BusinessDatabase } from './business-database/business-database.ts'
import { createPeople, type People } from './identity/people.ts'
import { createSessions, type Sessions } from './identity/sessions.ts'
import type { Clock } from './lib/clock.ts'
import type { SealedFields } from './lib/sealed-fields.ts'
import type { ReadModel } from './telemetry/read-model.ts'
import { createGeofences, type Geofences } from './trips/geofences.ts'
import { createShipments, type Shipments } from './trips/shipments.ts'
import { createTrips, type Trips } from './trips/trips.ts'

/** Everything that stands on the business database, one part a subject. */
export interface Business {
  readonly audit: AuditLog
  readonly people: People
  readonly sessions: Sessions
  readonly trips: Trips
  readonly shipments: Shipments
  readonly geofences: Geofences
}

export interface BusinessParts {
  readonly db: BusinessDatabase
  readonly sealedFields: SealedFields
  readonly readModel: Pick<ReadModel, 'truck'>
  readonly clock: Clock
}

export async function createBusiness({ db, sealedFields, readModel, clock }: BusinessParts): Promise<Business> {
  const audit = createAuditLog({ engine: db.engine, clock, sealedFields })
  const people = await createPeople({ db, clock, sealedFields })
  const sessions = createSessions({ db, clock, people, sealedFields })
  const trips = createTrips({
    ...{ db, audit, clock, sealedFields },
    company: {
      isUsableDevice: async (_organisationId, device) => (await readModel.truck(device)) !== undefined,
      isDriver: async (organisationId, personId) => {
        const person = await people.get(personId)
        return person?.organisation?.id === organisationId && person.roles.includes('driver')
      },
    },
  })
  const shipments = createShipments({
    ...{ db, audit, clock, sealedFields, onTripTouched: (id) => trips.touched(id) },
    compartments: {
      async rangeOf(device, compartment) {
        const found = await readModel.truck(device)
        return found?.truck.compartments.find(({ id }) => id === compartment)?.range ?? undefined
      },
    },
  })
  const geofences = createGeofences({ db, audit, clock })
  return { audit, people, sessions, trips, shipments, geofences }
}
