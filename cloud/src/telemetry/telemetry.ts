import { once } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { AlarmReader } from '../alarms/alarm-reader.ts'
import type { Accepted, FrameReader, KeptLayout } from '../frames/frame-log.ts'
import type { FrameLogPlace } from '../frames/open-frame-log.ts'
import type { Clock } from '../lib/clock.ts'
import { type Db, openDatabaseForReading } from '../lib/database.ts'
import { startWorker } from '../lib/worker.ts'
import { WorkerCalls } from '../lib/worker-calls.ts'
import { ChangeJournal } from './change-journal.ts'
import { LayoutReader } from './layouts.ts'
import type {
  AlarmRecord,
  Changes,
  Hint,
  ReadModel,
  Series,
  SpanQuery,
  TrackPoint,
  TruckSnapshot,
} from './read-model.ts'
import { SeriesReader } from './series.ts'
import { type Connection, SnapshotReader } from './snapshots.ts'
import { TELEMETRY_SCHEMA } from './telemetry-database.ts'
import type { TelemetryCalls, TelemetryProgress, TelemetryWorkerInput } from './telemetry-worker.ts'

/** Screens are told at most so often, however fast frames come. */
const TELLING_INTERVAL_MS = 50
const SNAPSHOTS_PER_TURN = 50
/** What a page shows of those that are closed is less. */
const RECENT_ALARMS = 100

export interface RegisteredDevices {
  /** uncompressed SM2 points, 130 hex digits */
  list(): readonly { readonly device: string; readonly publicKey: string }[]
  publicKeyOf(device: string): string | undefined
}

export interface TelemetryParts {
  readonly telemetryPath: string
  /** read by the worker thread on a connection of its own */
  readonly log: FrameLogPlace
  readonly frames: FrameReader
  readonly devices: RegisteredDevices
  readonly clock: Clock
  /** The projections have stopped: screens would show old values as if they were new. */
  readonly onFailure: (error: unknown) => void
}

/** The projections, made in a worker thread, as screens read them; connections and hints beside. */
export class Telemetry implements ReadModel {
  readonly #parts: TelemetryParts
  readonly #worker: Worker
  readonly #calls: WorkerCalls<TelemetryCalls>
  readonly #db: Db
  readonly #snapshots: SnapshotReader
  readonly #alarmReader: AlarmReader
  readonly #seriesReader: SeriesReader
  readonly #journal = new ChangeJournal()
  readonly #connections = new Map<string, Connection>()
  readonly #listeners = new Set<(changes: Changes) => void>()
  readonly #hintListeners = new Set<(hint: Hint) => void>()
  readonly #changedTrucks = new Set<string>()
  readonly #changedAlarms = new Set<string>()
  #cursors: Readonly<Record<string, number>> = {}
  #tellTimer: NodeJS.Timeout | undefined
  #telling: Promise<void> = Promise.resolve()
  #closed = false

  private constructor(parts: TelemetryParts, worker: Worker, calls: WorkerCalls<TelemetryCalls>) {
    this.#parts = parts
    this.#worker = worker
    this.#calls = calls
    this.#db = openDatabaseForReading(parts.telemetryPath, TELEMETRY_SCHEMA)
    const layouts = new LayoutReader(this.#db)
    this.#alarmReader = new AlarmReader(this.#db, { layouts })
    this.#snapshots = new SnapshotReader(this.#db, { layouts, alarms: this.#alarmReader })
    this.#seriesReader = new SeriesReader({ db: this.#db, frames: parts.frames, layouts })
  }

  static async open(parts: TelemetryParts): Promise<Telemetry> {
    const input: TelemetryWorkerInput = {
      log: parts.log,
      telemetryPath: parts.telemetryPath,
      keys: parts.devices.list().map(({ device, publicKey }) => [device, publicKey] as const),
    }
    const worker = startWorker(import.meta.url, 'telemetry-worker', input)
    let telemetry: Telemetry | undefined
    const early: TelemetryProgress[] = []
    const calls = new WorkerCalls<TelemetryCalls>(worker, {
      onEvent: (event) => {
        if (telemetry === undefined) early.push(event as TelemetryProgress)
        else telemetry.#hear(event as TelemetryProgress)
      },
    })
    try {
      await calls.call('ready', undefined)
      telemetry = new Telemetry(parts, worker, calls)
    } catch (error) {
      await worker.terminate()
      throw error
    }
    const opened = telemetry
    for (const progress of early) opened.#hear(progress)
    worker.on('error', (error) => {
      if (!opened.#closed) parts.onFailure(error)
    })
    return opened
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#tellTimer)
    this.#listeners.clear()
    this.#hintListeners.clear()
    await this.#telling
    this.#db.close()
    const exited = once(this.#worker, 'exit')
    await this.#calls.call('close', undefined)
    await this.#worker.terminate()
    await exited
  }

  /** Resolves when all frames committed before the call are worked in. */
  async caughtUp(): Promise<void> {
    this.#cursors = await this.#calls.call('caughtUp', undefined)
  }

  framesCommitted({ acknowledged, forks, quarantined, outcomes }: Accepted): void {
    if (outcomes.includes('stored')) this.#send('framesCommitted', undefined)
    if (forks.length + quarantined.length > 0) this.#changed([...forks.map(({ device }) => device), ...quarantined], [])
    // who sends is there, though its birth was missed while the cloud was away
    for (const { device } of acknowledged) {
      if (!this.#connections.has(device)) this.connectionChanged(device, true)
    }
  }

  layoutKept({ bytes }: KeptLayout): void {
    this.#send('layoutKept', bytes)
  }

  layoutNamed(device: string, hash: string): void {
    const connection = this.#connections.get(device)
    if (connection !== undefined) this.#connections.set(device, { ...connection, layoutHash: hash })
    this.#changed([device], [])
  }

  connectionChanged(device: string, online: boolean): void {
    const before = this.#connections.get(device)
    if (before?.online === online) return
    const { layoutHash } = before ?? { layoutHash: undefined }
    this.#connections.set(device, { online, sinceMs: this.#parts.clock.nowMs(), layoutHash })
    this.#changed([device], [])
  }

  allConnectionsLost(): void {
    for (const device of this.#connections.keys()) this.connectionChanged(device, false)
  }

  hintArrived(hint: Hint): void {
    for (const listener of [...this.#hintListeners]) listener(hint)
  }

  onChange(listener: (changes: Changes) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onHint(listener: (hint: Hint) => void): () => void {
    this.#hintListeners.add(listener)
    return () => this.#hintListeners.delete(listener)
  }

  async trucks(): Promise<{ readonly cursor: string; readonly trucks: readonly TruckSnapshot[] }> {
    const { cursor } = this.#journal
    return { cursor, trucks: await this.#snapshotsOf(this.#devices()) }
  }

  async truck(device: string): Promise<{ readonly cursor: string; readonly truck: TruckSnapshot } | undefined> {
    const { cursor } = this.#journal
    if (!this.#knows(device)) return undefined
    const [truck] = await this.#snapshotsOf([device])
    return truck === undefined ? undefined : { cursor, truck }
  }

  async series(query: SpanQuery & { readonly compartment: string }): Promise<Series | undefined> {
    const layout = this.#snapshots.layoutOf(query.device, this.#connections.get(query.device))
    return layout === undefined ? undefined : await this.#seriesReader.series(query, layout)
  }

  async track(query: SpanQuery): Promise<{ readonly points: readonly TrackPoint[] } | undefined> {
    if (!this.#knows(query.device)) return undefined
    return { points: await this.#seriesReader.track(query) }
  }

  async alarms(query: Parameters<ReadModel['alarms']>[0]): Promise<readonly AlarmRecord[]> {
    return this.#alarmReader.newest(query)
  }

  async changesSince(cursor: string): Promise<Changes> {
    const { cursor: now } = this.#journal
    const changed = this.#journal.since(cursor)
    if (changed === undefined) {
      const alarms = this.#alarmsForStranger()
      return { cursor: now, trucks: await this.#snapshotsOf(this.#devices()), alarms, removedAlarms: [] }
    }
    return {
      cursor: now,
      trucks: await this.#snapshotsOf(changed.trucks),
      ...this.#alarmsOf(changed.alarms),
    }
  }

  async health(): Promise<{ readonly frames: number; readonly cursors: Readonly<Record<string, number>> }> {
    return { frames: await this.#parts.frames.lastPosition(), cursors: this.#cursors }
  }

  #alarmsForStranger(): AlarmRecord[] {
    const alarms = new Map<string, AlarmRecord>()
    const found = [
      ...this.#alarmReader.newest({ state: 'open' }),
      ...this.#alarmReader.newest({ state: 'all', limit: RECENT_ALARMS }),
      ...[...this.#journal.changedAlarms()].flatMap((id) => this.#alarmReader.get(id) ?? []),
    ]
    for (const alarm of found) alarms.set(alarm.id, alarm)
    return [...alarms.values()]
  }

  #devices(): string[] {
    const registered = this.#parts.devices.list().map(({ device }) => device)
    return [...new Set([...registered, ...this.#snapshots.devices(), ...this.#connections.keys()])].sort()
  }

  #knows(device: string): boolean {
    return (
      this.#parts.devices.publicKeyOf(device) !== undefined ||
      this.#connections.has(device) ||
      this.#snapshots.devices().includes(device)
    )
  }

  async #snapshotsOf(devices: Iterable<string>): Promise<TruckSnapshot[]> {
    const trucks: TruckSnapshot[] = []
    for (const device of devices) {
      // a whole fleet takes a while: other work gets its turn in between
      if (trucks.length % SNAPSHOTS_PER_TURN === SNAPSHOTS_PER_TURN - 1) await nextTurn()
      const faults = await this.#parts.frames.deviceFaults(device)
      trucks.push(this.#snapshots.truck(device, this.#connections.get(device), faults))
    }
    return trucks
  }

  #alarmsOf(ids: readonly string[]): Pick<Changes, 'alarms' | 'removedAlarms'> {
    const found = ids.map((id) => ({ id, alarm: this.#alarmReader.get(id) }))
    return {
      alarms: found.flatMap(({ alarm }) => alarm ?? []),
      removedAlarms: found.flatMap(({ id, alarm }) => (alarm === undefined ? [id] : [])),
    }
  }

  #send<M extends 'framesCommitted' | 'layoutKept' | 'addKeys'>(
    method: M,
    argument: Parameters<TelemetryCalls[M]>[0],
  ): void {
    if (this.#closed) return
    this.#calls.call(method, argument).catch((error: unknown) => {
      if (!this.#closed) this.#parts.onFailure(error)
    })
  }

  #hear({ cursors, trucks, alarms, keyless }: TelemetryProgress): void {
    if (this.#closed) return
    this.#cursors = cursors
    if (trucks.length + alarms.length > 0) this.#changed(trucks, alarms)
    const found = keyless.flatMap((device): [string, string][] => {
      const key = this.#parts.devices.publicKeyOf(device)
      return key === undefined ? [] : [[device, key]]
    })
    if (found.length > 0) this.#send('addKeys', found)
  }

  #changed(trucks: Iterable<string>, alarms: Iterable<string>): void {
    this.#journal.note({ trucks, alarms })
    if (this.#listeners.size === 0 || this.#closed) return
    for (const device of trucks) this.#changedTrucks.add(device)
    for (const id of alarms) this.#changedAlarms.add(id)
    this.#tellTimer ??= setTimeout(() => {
      this.#telling = this.#tell().catch((error: unknown) => {
        if (!this.#closed) this.#parts.onFailure(error)
      })
    }, TELLING_INTERVAL_MS)
  }

  async #tell(): Promise<void> {
    const trucks = [...this.#changedTrucks]
    const alarms = [...this.#changedAlarms]
    this.#changedTrucks.clear()
    this.#changedAlarms.clear()
    const { cursor } = this.#journal
    const changes: Changes = {
      cursor,
      trucks: await this.#snapshotsOf(trucks),
      ...this.#alarmsOf(alarms),
    }
    for (const listener of [...this.#listeners]) listener(changes)
    this.#tellTimer = undefined
    if (this.#changedTrucks.size + this.#changedAlarms.size > 0) this.#changed([], [])
  }
}
