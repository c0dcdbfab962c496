import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { toHex } from '@coldrx/protocol'
import { AUDIT_KEY_FILE, readAuditKey } from './audit/audit-key.ts'
import { createAuditLog } from './audit/audit-log.ts'
import { AUDIT_WITNESS_FILE, readWitnesses } from './audit/audit-witness.ts'
import { type BusinessDatabase, openBusinessDatabase } from './business-database/business-database.ts'
import { FIELD_KEYS_FILE } from './business-opening.ts'
import type { Config } from './config.ts'
import { copyInstallation } from './copy/copy-installation.ts'
import { lockData } from './data-lock.ts'
import { createDocumentStore, type DocumentStore } from './documents/document-store.ts'
import { readCredentialsFile } from './fleet/credentials-file.ts'
import { readDeviceKeys } from './fleet/device-keys.ts'
import { type FrameLogPlace, openFrameReader } from './frames/open-frame-log.ts'
import { SIGNING_KEYS_FILE } from './http/web.ts'
import { SIGN_INS_FILE } from './identity/demo-people.ts'
import { passwordHashing } from './identity/passwords.ts'
import { createPeople } from './identity/people.ts'
import { systemClock } from './lib/clock.ts'
import { fieldKeysOf, readFieldKeys } from './lib/field-keys-file.ts'
import { createSealedFields } from './lib/sealed-fields.ts'
import { readSecret } from './lib/secret-file.ts'
import { rotateSigningKeys } from './oauth/signing-keys.ts'
import { refill } from './refill/refill.ts'
import { type DeviceRefill, formatRefill } from './refill/refill-progress.ts'
import { prune } from './retention/prune.ts'
import { createFieldKeyRotation, type FieldKeyState } from './sealing/field-key-rotation.ts'
import { KeyRing, type PublicKeyOf } from './telemetry/key-ring.ts'
import { isProjectionName, rebuildProjection } from './telemetry/rebuild.ts'
import { PROJECTION_NAMES, type TelemetryPlace } from './telemetry/telemetry-database.ts'
import { formatReport } from './verify/findings.ts'
import { runVerify } from './verify/verify.ts'
import type { AuditToVerify } from './verify/verify-audit.ts'
import type { SealsToVerify } from './verify/verify-seals.ts'
import { businessPlace, frameLogPlace, type StoreOptions, telemetryPlace } from './where-stores-are.ts'

type Options<Command extends Config['command']> = Extract<Config, { command: Command }>

export async function rebuild({ projection, ...options }: Options<'rebuild'>): Promise<string> {
  const { directory } = options
  if (!isProjectionName(projection)) {
    throw new Error(`NAME: there is no projection ${projection}; allowed are ${PROJECTION_NAMES.join(', ')}`)
  }
  const log = existingLog(options)
  // on PostgreSQL the leases keep it from working beside a server
  const unlock = options.databaseUrl === undefined ? lockData(directory) : () => {}
  try {
    const frames = openFrameReader(log)
    try {
      const rebuilt = await rebuildProjection(projection, {
        place: telemetryPlace(options),
        frames,
        publicKeyOf: await registeredKeys(options),
      })
      return `${rebuilt.name} rebuilt from ${rebuilt.frames} frames`
    } finally {
      await frames.close()
    }
  } finally {
    unlock()
  }
}

/** May run beside a server: it changes nothing. */
export async function printPeople(options: Options<'people'>): Promise<string> {
  const { directory } = options
  const place = businessPlace(options)
  if ('path' in place) existing(place.path)
  const keys = readFieldKeys(existing(join(directory, FIELD_KEYS_FILE)))
  const db = await openBusinessDatabase(place, { asItIs: true })
  try {
    const sealedFields = createSealedFields(keys)
    const people = await (
      await createPeople({ db, clock: systemClock, sealedFields, hashPassword: passwordHashing() })
    ).list()
    const lines = people.map(
      ({ name, displayName, roles }) => `${name}  ${displayName.zh} / ${displayName.en}  (${roles.join(', ')})`,
    )
    return [...lines, `Generated passwords: ${join(directory, SIGN_INS_FILE)}`].join('\n')
  } finally {
    await db.close()
  }
}

/** May run beside a server, and again after it. What is left to do is said. */
export async function copy(
  { from, databaseUrl, fleetFile }: Options<'copy'>,
  say: (line: string) => void,
): Promise<{ readonly ok: boolean; readonly text: string }> {
  const publicKeyOf = await registeredKeys({ directory: from, databaseUrl: undefined, fleetFile })
  const { report, evidence, throughPosition, isSourceInUse } = await copyInstallation({
    ...{ from, databaseUrl, publicKeyOf, say },
  })
  const next = isSourceInUse
    ? `A server is running on ${from}: stop it and copy again, for what came after position ${throughPosition}.`
    : `Everything is there. Start the server with the same --data ${from} (its keys are there) and DATABASE_URL.`
  const lines = ['The copy against the source:', formatReport(report)]
  lines.push('The evidence, which is the same on both sides:', formatReport(evidence))
  return { ok: report.ok, text: (report.ok ? [...lines, next] : lines).join('\n') }
}

/** May run beside servers that share the keys' file. */
export async function keys(options: Options<'keys'>, say: (line: string) => void): Promise<string> {
  const { directory } = options
  const keysFile = existing(join(directory, FIELD_KEYS_FILE))
  const unlock = options.task === 'list' ? () => {} : lockData(directory, 'keys-lock')
  try {
    const place = businessPlace(options)
    if ('path' in place) existing(place.path)
    const db = await openBusinessDatabase(place)
    try {
      const sealedFields = createSealedFields(fieldKeysOf(keysFile))
      const key = readAuditKey(existing(join(directory, AUDIT_KEY_FILE)))
      const audit = createAuditLog({ engine: db.engine, clock: systemClock, sealedFields, key })
      const rotation = createFieldKeyRotation({ db, audit, keysFile, clock: systemClock })
      if (options.task === 'list') return formatKeys(await rotation.list())
      if (options.task === 'retire') {
        await rotation.retire(options.key)
        return `${options.key} is gone: copies of it in backups open nothing that is sealed from now on`
      }
      const resume = options.task === 'resume'
      const { keys: newest, changed } = await rotation.rotate({
        resume,
        onBatch: (column, count) => say(`${String(count).padStart(6)}  ${column}`),
      })
      return `${changed} values are by ${newest.join(' and ')} now; \`keys list\` says which older keys may be retired`
    } finally {
      await db.close()
    }
  } finally {
    unlock()
  }
}

function formatKeys(states: readonly FieldKeyState[]): string {
  return states
    .map(({ id, kind, isNewest, uses }) => {
      const used = uses.map(({ column, count, isFixed }) => `${count} in ${column}${isFixed ? ', which stay' : ''}`)
      const about = isNewest ? 'in use' : uses.length === 0 ? 'may be retired' : 'superseded'
      return [`${id}  ${kind}  ${about}`, ...used.map((line) => `    ${line}`)].join('\n')
    })
    .join('\n')
}

/** May run beside a server, which looks at the file again within seconds. */
export async function rotateKeys({ directory }: Options<'rotate-signing-keys'>): Promise<string> {
  const kid = await rotateSigningKeys(existing(join(directory, SIGNING_KEYS_FILE)), systemClock)
  return `access tokens are signed with ${kid} from now on; those of before are taken until they expire`
}

/**
 * Runs beside the server of a cloud that has lost its records. Everything is there when each device has given all that it
 * keeps and nothing is wrong with it.
 */
export async function refillFromDevices(
  options: Options<'refill'>,
  say: (line: string) => void,
): Promise<{ readonly ok: boolean; readonly text: string }> {
  const { directory, databaseUrl, fleetFile, broker, waitMs } = options
  const admitted = readCredentialsFile(fleetFile).devices.map(({ device }) => device)
  const unknown = options.devices.filter((device) => !admitted.includes(device))
  if (unknown.length > 0) throw new Error(`--only: ${fleetFile} has no ${unknown.join(', ')}`)
  const db = await businessAsItIs(options)
  if (db === undefined) throw new Error(`${directory} holds no cloud yet: start the server first, it takes what comes`)
  const frames = openFrameReader(existingLog(options))
  let devices: readonly DeviceRefill[]
  try {
    const documents = documentsOf(db, directory)
    devices = await refill({
      devices: options.devices.length > 0 ? options.devices : admitted,
      brokerUrl: broker.url,
      brokerSecret: readSecret(broker.secretFile, 'the broker'),
      stores: { frames, countDocuments: (device) => documents.count(device) },
      waitMs,
      nowMs: () => systemClock.nowMs(),
      say,
    })
  } finally {
    await frames.close()
    await db.close()
  }
  const { ok, text } = await verify({
    ...{ command: 'verify', directory, databaseUrl, fleetFile },
    ...{ checkpointsFile: undefined, journalDirectory: undefined, truckDirectories: [] },
  })
  const missing = devices.filter(({ state }) => state !== 'complete')
  const verdict =
    missing.length === 0
      ? `all ${devices.length} devices have given all that they keep`
      : `${missing.length} of ${devices.length} devices have not given all that they keep: run it again for them`
  const lines = ['What came back:', ...devices.map(formatRefill), 'What is there now, verified:', text, verdict]
  return { ok: ok && missing.length === 0, text: lines.join('\n') }
}

/** The directories that --truck names, and those below --journal that hold a journal. */
function truckDirectories({ journalDirectory, truckDirectories }: Options<'verify'>): readonly string[] {
  if (journalDirectory === undefined) return truckDirectories
  const below = readdirSync(journalDirectory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(journalDirectory, entry.name, 'journal.ndjson')))
    .map((entry) => join(journalDirectory, entry.name))
    .sort()
  if (below.length === 0) throw new Error(`--journal: no directory below ${journalDirectory} holds a journal.ndjson`)
  return [...truckDirectories, ...below]
}

/**
 * May run beside a server: it changes nothing, and sees the log as it was at one moment. A truck that --truck names must
 * have settled: what is still under way from it is in no log yet.
 */
export async function verify(options: Options<'verify'>): Promise<{ readonly ok: boolean; readonly text: string }> {
  const db = await businessAsItIs(options)
  try {
    const report = await runVerify({
      log: existingLog(options),
      telemetry: existingTelemetry(options),
      publicKeyOf: await keysFrom(db, options.fleetFile),
      documents: db && documentsOf(db, options.directory),
      audit: db && (await auditOf(db, options)),
      seals: db && sealsOf(db, options.directory),
      trucks: truckDirectories(options),
    })
    return { ok: report.ok, text: formatReport(report) }
  } finally {
    await db?.close()
  }
}

/** Unchanged, whatever schema it has; undefined: there is none yet. */
async function businessAsItIs(options: StoreOptions): Promise<BusinessDatabase | undefined> {
  const place = businessPlace(options)
  if ('path' in place && !existsSync(place.path)) return undefined
  return openBusinessDatabase(place, { asItIs: true })
}

/** undefined: the database is of a release that did not seal its audit. */
async function auditOf(
  db: BusinessDatabase,
  { directory, checkpointsFile }: Options<'verify'>,
): Promise<AuditToVerify | undefined> {
  const tables = await db.reader.introspection.getTables()
  if (!tables.some(({ name }) => name === 'audit_head')) return undefined
  const files = [
    join(directory, AUDIT_WITNESS_FILE),
    ...(checkpointsFile === undefined ? [] : [existing(checkpointsFile)]),
  ]
  return {
    reader: db.reader,
    key: readAuditKey(join(directory, AUDIT_KEY_FILE)),
    witnesses: files.flatMap(readWitnesses),
  }
}

/** May run beside a server. */
export async function pruneRecords(options: Options<'prune'>): Promise<string> {
  const { directory, retention, dryRun } = options
  const place = businessPlace(options)
  if ('path' in place) existing(place.path)
  const db = await openBusinessDatabase(place)
  try {
    const sealedFields = createSealedFields(readFieldKeys(join(directory, FIELD_KEYS_FILE)))
    const key = readAuditKey(join(directory, AUDIT_KEY_FILE))
    const audit = createAuditLog({ engine: db.engine, clock: systemClock, sealedFields, key })
    const counts = await prune({ db, audit, key, clock: systemClock, policy: retention, dryRun })
    const lines = Object.entries(counts).map(([table, count]) => `${String(count).padStart(9)}  ${table}`)
    return [dryRun ? 'rows that are past their time:' : 'rows removed, past their time:', ...lines].join('\n')
  } finally {
    await db.close()
  }
}

/** Whatever key a row is under, a rotation that goes on meanwhile included. */
function sealsOf(db: BusinessDatabase, directory: string): SealsToVerify {
  const sealedFields = createSealedFields(fieldKeysOf(join(directory, FIELD_KEYS_FILE)))
  return { reader: db.reader, sealedFields }
}

function documentsOf(db: BusinessDatabase, directory: string): DocumentStore {
  const sealedFields = createSealedFields(readFieldKeys(join(directory, FIELD_KEYS_FILE)))
  return createDocumentStore({ db, sealedFields })
}

async function registeredKeys(options: StoreOptions & { readonly fleetFile: string }): Promise<PublicKeyOf> {
  const db = await businessAsItIs(options)
  try {
    return await keysFrom(db, options.fleetFile)
  } finally {
    await db?.close()
  }
}

/** From the business database; before the first start of this release, from the file that it will import. */
async function keysFrom(db: BusinessDatabase | undefined, fleetFile: string): Promise<PublicKeyOf> {
  const tables = (await db?.reader.introspection.getTables()) ?? []
  const ring = new KeyRing()
  if (db === undefined || !tables.some(({ name }) => name === 'device_key')) {
    const { devices } = readCredentialsFile(fleetFile)
    ring.add(devices.map(({ device, publicKey }) => [device, publicKey.toLowerCase()]))
  } else {
    for (const [device, keys] of await readDeviceKeys(db.reader))
      ring.add(keys.map(({ publicKey }) => [device, toHex(publicKey)]))
  }
  return ring.find
}

function existingLog(options: StoreOptions): FrameLogPlace {
  const place = frameLogPlace(options)
  if (place.engine === 'sqlite') existing(place.path)
  return place
}

function existingTelemetry(options: StoreOptions): TelemetryPlace {
  const place = telemetryPlace(options)
  if (place.engine === 'sqlite') existing(place.path)
  return place
}

function existing(path: string): string {
  if (!existsSync(path)) throw new Error(`${path} does not exist: --data is not the directory of a cloud`)
  return path
}
