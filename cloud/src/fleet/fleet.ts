import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessTransaction } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import { createAssets, type FleetWrite } from './assets.ts'
import { type CarrierPage, listCarriers } from './carriers.ts'
import { createCertificates } from './certificates.ts'
import { createDeviceAuthorities } from './device-authorities.ts'
import { createDevices } from './devices.ts'
import { createEnrolment, type EnrolmentRequest } from './enrolment.ts'
import { conflict, isUniqueViolation } from './fleet-errors.ts'
import { createProbes } from './probes.ts'
import { createWantedSettings } from './wanted-settings.ts'

/** Everything that the fleet's records can be asked and told; `write` is the way to tell. */
export function createFleet({
  db,
  clock,
  audit,
  onCommit,
}: {
  readonly db: BusinessDatabase
  readonly clock: Clock
  readonly audit: AuditLog
  /** after each change, so that whoever keeps a copy reads it again */
  readonly onCommit: () => Promise<void>
}) {
  const parts = { reader: db.reader, clock, audit }
  const settings = createWantedSettings(parts)
  const assets = createAssets({ ...parts, settings })
  const probes = createProbes({ ...parts, assets, settings })
  const devices = createDevices({ ...parts, assets, settings })
  const enrolment = createEnrolment({ clock, audit, devices })

  async function committed<T>(work: (tx: BusinessTransaction) => Promise<T>): Promise<T> {
    let done: T
    try {
      done = await db.inTransaction(work)
    } catch (error) {
      if (isUniqueViolation(error)) throw conflict('record', 'somebody made one of the same name just now')
      throw error
    }
    await onCommit()
    return done
  }

  return {
    assets,
    probes,
    certificates: createCertificates({ ...parts, probes }),
    devices,
    enrolment,
    authorities: createDeviceAuthorities({ ...parts, devices }),
    settings,
    carriers: (page: CarrierPage) => listCarriers(db.reader, page),

    /** One transaction of any number of changes, and then whoever must know of them does. */
    write: <T>(about: Omit<FleetWrite, 'tx'>, work: (write: FleetWrite) => Promise<T>): Promise<T> =>
      committed((tx) => work({ tx, ...about })),

    enrol: (request: EnrolmentRequest) => committed((tx) => enrolment.enrol(tx, request)),
  }
}

export type Fleet = ReturnType<typeof createFleet>
