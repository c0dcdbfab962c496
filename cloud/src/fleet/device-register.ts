import { toHex } from '@coldrx/protocol'
import type { Scope } from '../access/actor.ts'
import type { FleetVisibility } from '../access/fleet-visibility.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { Log } from '../lib/log.ts'
import type { RegisteredDevices } from '../telemetry/telemetry.ts'
import {
  type CredentialsDocument,
  type DeviceCredentials,
  readCredentialsFile,
  writeCredentialsFile,
} from './credentials-file.ts'
import { type DeviceKey, readDeviceKeys } from './device-keys.ts'
import { readFleetVersion } from './fleet-version.ts'

/** What another instance changes is seen after so long. */
const POLL_INTERVAL_MS = 1_000

interface Snapshot {
  readonly version: number
  readonly keys: ReadonlyMap<string, readonly DeviceKey[]>
  /** devices by the organisation that owns or drives their asset */
  readonly devicesOf: ReadonlyMap<string, ReadonlySet<string>>
  readonly credentials: readonly DeviceCredentials[]
  /** newest wanted revision of settings by device */
  readonly wanted: ReadonlyMap<string, number>
}

export interface DeviceRegisterParts {
  readonly db: BusinessDatabase
  /** what the broker reads; replaced whenever it says something else than the database */
  readonly credentialsFile: string
  readonly log: Log
  readonly pollIntervalMs?: number
}

/**
 * Devices as the database has them, in memory, because telemetry and every request ask: read again after each change of
 * this instance, and of another one within a second. An unreadable database leaves the last state in force.
 */
export class DeviceRegister implements RegisteredDevices, FleetVisibility {
  readonly #parts: DeviceRegisterParts
  readonly #listeners = new Set<() => void>()
  #snapshot: Snapshot
  /** entries of programs in the broker's file, as they were when it could be read last */
  #services: CredentialsDocument['services'] = []
  #refreshing: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  private constructor(parts: DeviceRegisterParts, snapshot: Snapshot) {
    this.#parts = parts
    this.#snapshot = snapshot
  }

  static async open(parts: DeviceRegisterParts): Promise<DeviceRegister> {
    const register = new DeviceRegister(parts, await readSnapshot(parts.db))
    await register.#writeCredentials()
    register.#schedule()
    return register
  }

  list(): readonly { readonly device: string; readonly publicKey: string }[] {
    return [...this.#snapshot.keys].flatMap(([device, keys]) =>
      keys.map(({ publicKey }) => ({ device, publicKey: toHex(publicKey) })),
    )
  }

  isRegistered(device: string): boolean {
    return this.#snapshot.keys.has(device)
  }

  keysOf(device: string): readonly DeviceKey[] {
    return this.#snapshot.keys.get(device) ?? []
  }

  async devicesOf({ actor, reach }: Scope): Promise<'all' | ReadonlySet<string>> {
    if (reach === 'all') return 'all'
    // what is a person's own, such as a driver's truck, trips say: see createFleetVisibility
    if (reach === 'own' || actor.organisationId === null) return new Set()
    return this.#snapshot.devicesOf.get(actor.organisationId) ?? new Set()
  }

  /** Newest wanted revision of settings by device. */
  wantedRevisions(): ReadonlyMap<string, number> {
    return this.#snapshot.wanted
  }

  /** Called after each change; the returned function ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Resolves when a change that was committed before the call is in force, at the broker as well. */
  async refresh(): Promise<void> {
    // one that is under way may have begun to read before the change
    await this.#refreshing?.catch(() => undefined)
    this.#refreshing ??= this.#read().finally(() => {
      this.#refreshing = undefined
    })
    await this.#refreshing
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#refreshing?.catch(() => undefined)
  }

  #schedule(): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => {
      this.#poll()
        .catch((error: unknown) => {
          this.#parts.log.error({ err: error }, 'register of devices not read, the last state stays in force')
        })
        .finally(() => this.#schedule())
    }, this.#parts.pollIntervalMs ?? POLL_INTERVAL_MS)
  }

  async #poll(): Promise<void> {
    const version = await readFleetVersion(this.#parts.db.reader)
    if (version !== this.#snapshot.version && !this.#stopped) await this.refresh()
  }

  async #read(): Promise<void> {
    const before = this.#snapshot.version
    this.#snapshot = await readSnapshot(this.#parts.db)
    await this.#writeCredentials()
    if (this.#snapshot.version === before) return
    this.#parts.log.info({ version: this.#snapshot.version }, 'register of devices read')
    for (const listener of [...this.#listeners]) listener()
  }

  /** undefined: it is damaged or gone, and is to be written again */
  #readCredentials(): CredentialsDocument | undefined {
    try {
      const document = readCredentialsFile(this.#parts.credentialsFile)
      this.#services = document.services
      return document
    } catch (error) {
      this.#parts.log.error({ err: error }, 'credentials of the broker not read, they are written anew')
      return undefined
    }
  }

  /** Until what was written is what the database says: two instances may write one file, and the older not last. */
  async #writeCredentials(): Promise<void> {
    for (;;) {
      const { credentials, version } = this.#snapshot
      const path = this.#parts.credentialsFile
      const found = this.#readCredentials()
      if (found === undefined || !isSame(found.devices, credentials))
        await writeCredentialsFile(path, { devices: [...credentials], services: this.#services })
      if ((await readFleetVersion(this.#parts.db.reader)) === version) return
      this.#snapshot = await readSnapshot(this.#parts.db)
    }
  }
}

function isSame(left: readonly DeviceCredentials[], right: readonly DeviceCredentials[]): boolean {
  const text = (entries: readonly DeviceCredentials[]) =>
    entries
      .map(({ device, publicKey, secretHash }) => `${device} ${publicKey} ${secretHash}`)
      .sort()
      .join('\n')
  return text(left) === text(right)
}

async function readSnapshot(db: BusinessDatabase): Promise<Snapshot> {
  // first: what changes while the rest is read makes it look older than it is, and is read again
  const version = await readFleetVersion(db.reader)
  const [keys, devices, wanted] = [
    await readDeviceKeys(db.reader),
    await db.reader
      .selectFrom('device')
      .leftJoin('asset', 'asset.id', 'device.asset_id')
      .select(['device.id', 'device.state', 'device.secret_hash'])
      .select(['asset.organisation_id', 'asset.carrier_organisation_id'])
      .orderBy('device.id')
      .execute(),
    await db.reader
      .selectFrom('wanted_settings')
      .select(['device_id', ({ fn }) => fn.max('revision').as('revision')])
      .groupBy('device_id')
      .execute(),
  ]
  const devicesOf = new Map<string, Set<string>>()
  const credentials: DeviceCredentials[] = []
  for (const { id, state, secret_hash: secretHash, organisation_id, carrier_organisation_id } of devices) {
    for (const organisation of [organisation_id, carrier_organisation_id]) {
      if (organisation === null) continue
      const those = devicesOf.get(organisation) ?? new Set()
      devicesOf.set(organisation, those.add(id))
    }
    const inForce = keys.get(id)?.find(({ untilMs }) => untilMs === null)
    if (state === 'active' && secretHash !== null && inForce !== undefined)
      credentials.push({ device: id, publicKey: toHex(inForce.publicKey), secretHash })
  }
  return {
    version,
    keys,
    devicesOf,
    credentials,
    wanted: new Map(wanted.map(({ device_id, revision }) => [device_id, revision])),
  }
}
