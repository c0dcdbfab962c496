import { join } from 'node:path'
import { ensureHead } from './audit/audit-head.ts'
import { AUDIT_KEY_FILE, type AuditKey, ensureAuditKey } from './audit/audit-key.ts'
import { type AuditLog, createAuditLog } from './audit/audit-log.ts'
import { AUDIT_WITNESS_FILE } from './audit/audit-witness.ts'
import {
  type BusinessDatabase,
  type BusinessDatabasePlace,
  openBusinessDatabase,
} from './business-database/business-database.ts'
import { readCredentialsFile } from './fleet/credentials-file.ts'
import { importDevices } from './fleet/device-import.ts'
import { DeviceRegister } from './fleet/device-register.ts'
import { ensureDemoPeople } from './identity/demo-people.ts'
import { indexUnindexedNames } from './identity/name-index.ts'
import { type HashPassword, passwordHashing } from './identity/passwords.ts'
import { createPeople, type People, sealPlainNames } from './identity/people.ts'
import type { Clock } from './lib/clock.ts'
import { ensureFieldKeys, fieldKeysOf } from './lib/field-keys-file.ts'
import type { Log } from './lib/log.ts'
import { createSealedFields, type SealedFields } from './lib/sealed-fields.ts'

export const FIELD_KEYS_FILE = 'field-keys.json'

/** What must be there before telemetry is: it asks for the keys of devices. */
export interface OpenedBusiness {
  readonly db: BusinessDatabase
  readonly sealedFields: SealedFields
  readonly audit: AuditLog
  readonly auditKey: AuditKey
  /** where checkpoints of the audit are kept outside of the database */
  readonly auditWitnessFile: string
  readonly people: People
  readonly hashPassword: HashPassword
  readonly register: DeviceRegister
  close(): Promise<void>
}

export interface OpeningParts {
  /** where sign-ins.json and the keys of sealed fields are */
  readonly directory: string
  readonly place: BusinessDatabasePlace
  /** by which the broker admits devices */
  readonly credentialsFile: string
  readonly clock: Clock
  readonly log: Log
  readonly hashPassword?: HashPassword
}

/** Opens the business database and, at the first start of all, fills it. */
export async function openBusiness({
  directory,
  place,
  credentialsFile,
  clock,
  log,
  hashPassword = passwordHashing(),
}: OpeningParts): Promise<OpenedBusiness> {
  // before anything is written: without it no device could be admitted
  const document = readCredentialsFile(credentialsFile)
  const db = await openBusinessDatabase(place)
  try {
    const keysFile = join(directory, FIELD_KEYS_FILE)
    ensureFieldKeys(keysFile)
    const sealedFields = createSealedFields(fieldKeysOf(keysFile))
    await sealPlainNames({ db, sealedFields })
    await indexUnindexedNames({ db, sealedFields })
    const auditKey = ensureAuditKey(join(directory, AUDIT_KEY_FILE))
    await ensureHead(db, auditKey)
    const audit = createAuditLog({ engine: db.engine, clock, sealedFields, key: auditKey })
    const people = await createPeople({ db, clock, sealedFields, hashPassword })
    await ensureDemoPeople({ db, people, audit, directory, hashPassword })
    await importDevices({ db, document, audit, clock })
    const register = await DeviceRegister.open({ db, credentialsFile, log })
    return {
      ...{ db, sealedFields, audit, auditKey, people, register, hashPassword },
      auditWitnessFile: join(directory, AUDIT_WITNESS_FILE),
      async close() {
        await register.stop()
        await db.close()
      },
    }
  } catch (error) {
    await db.close()
    throw error
  }
}
