import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { AlarmReader } from '../alarms/alarm-reader.ts'
import type { AlarmRecord } from '../alarms/alarm-record.ts'
import type { Accepted, FrameReader, KeptLayout } from '../frames/frame-log.ts'
import type { FrameLogPlace } from '../frames/open-frame-log.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { SqlDatabase } from '../lib/sql.ts'
import { startWorker } from '../lib/worker.ts'
import { WorkerCalls } from '../lib/worker-calls.ts'
import { ChangeJournal, type JournalPoint } from '../projections/change-journal.ts'
import { LayoutReader } from '../projections/layouts.ts'
import { ChangeTeller } from './change-teller.ts'
import { ConnectionRegister, type DeviceReport } from './connections.ts'
import { formatCursor, parseCursor } from './cursors.ts'
import type {
  Changes,
  FrameRun,
  Hint,
  PlacedFrame,
  ReadModel,
  RecordedFrame,
  Series,
  SeriesQuery,
  SpanQuery,
  ToldLink,
  Track,
  TruckEvent,
  TruckPage,
  TruckSnapshot,
} from './read-model.ts'
import { SeriesReader } from './series.ts'
import { SnapshotReader } from './snapshots.ts'
import { openTelemetryDatabaseForReading, type TelemetryPlace } from './telemetry-database.ts'
import type { TelemetryCalls, TelemetryProgress, TelemetryWorkerInput } from './telemetry-worker.ts'

const SNAPSHOTS_PER_TURN = 50
/** What a page shows of those that are closed is less. */
const RECENT_ALARMS = 100

export interface RegisteredDevices {
  /** every key that a device has or had, uncompressed SM2 points, 130 hex digits; of one device the newest last */
  list(): readonly { readonly device: string; readonly publicKey: string }[]
  isRegistered(device: string): boolean
  /** called when `list` has become another; the returned function ends it */
  onChange(listener: () => void): () => void
}

export interface TelemetryParts {
  readonly place: TelemetryPlace
  /** read by the worker thread on a connection of its own */
  readonly framesPlace: FrameLogPlace
  readonly frames: FrameReader
  readonly devices: RegisteredDevices
  readonly clock: Clock
  readonly log: Log
  /** The projections have stopped: screens would show old values as if they were new. */
  readonly onFailure: (error: unknown) => void
}

/**
 * The projections, made in a worker thread, as screens read them; connections and hints beside. Of several instances on
 * one PostgreSQL some may make no projections: what the others make is told here all the same.
 */
export class Telemetry implements ReadModel {
  readonly #parts: TelemetryParts
  readonly #worker: Worker
  readonly #calls: WorkerCalls<TelemetryCalls>
  #forgetDevices: () => void = () => {}
  readonly #db: SqlDatabase
  readonly #snapshots: SnapshotReader
  readonly #alarmReader: AlarmReader
  readonly #seriesReader: SeriesReader
  readonly #layouts: LayoutReader
  readonly #journal: ChangeJournal
  readonly #connections: ConnectionRegister
  /** part of every cursor: who is connected is known to this process alone */
  readonly #process = randomBytes(4).toString('hex')
  readonly #teller: ChangeTeller
  readonly #hintListeners = new Set<(hint: Hint) => void>()
  #closed = false

  private constructor(
    parts: TelemetryParts,
    {
      worker,
      calls,
      db,
      toldSequence,
    }: {
      readonly worker: Worker
      readonly calls: WorkerCalls<TelemetryCalls>
      readonly db: SqlDatabase
      readonly toldSequence: number
    },
  ) {
    this.#parts = parts
    this.#worker = worker
    this.#calls = calls
    this.#db = db
    const layouts = new LayoutReader(db)
    this.#layouts = layouts
    this.#journal = new ChangeJournal(db)
    this.#alarmReader = new AlarmReader(db, { layouts })
    this.#snapshots = new SnapshotReader(db, { layouts, alarms: this.#alarmReader })
    this.#seriesReader = new SeriesReader({ sql: db, frames: parts.frames, layouts })
    this.#connections = new ConnectionRegister({
      clock: parts.clock,
      onChange: (device) => this.#teller.connectionChanged(device),
    })
    this.#teller = new ChangeTeller({
      ...{ journal: this.#journal, connections: this.#connections, toldSequence },
      ...{ log: parts.log, onFailure: parts.onFailure },
      read: (changed, point) => this.#changesAt(changed, point),
    })
  }

  static async open(parts: TelemetryParts): Promise<Telemetry> {
    const input: TelemetryWorkerInput = {
      place: parts.place,
      framesPlace: parts.framesPlace,
      keys: keysOf(parts.devices),
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
    let db: SqlDatabase | undefined
    try {
      await calls.call('ready', undefined)
      db = openTelemetryDatabaseForReading(parts.place)
      const { sequence } = await new ChangeJournal(db).now()
      telemetry = new Telemetry(parts, { worker, calls, db, toldSequence: sequence })
    } catch (error) {
      await db?.close()
      await worker.terminate()
      throw error
    }
    const opened = telemetry
    for (const progress of early) opened.#hear(progress)
    worker.on('error', (error) => {
      if (!opened.#closed) parts.onFailure(error)
    })
    if (parts.place.engine === 'postgres') opened.#teller.lookAt(parts.place.url)
    opened.#forgetDevices = parts.devices.onChange(() => opened.#send('addKeys', keysOf(parts.devices)))
    return opened
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#forgetDevices()
    this.#hintListeners.clear()
    await this.#teller.close()
    await this.#db.close()
    const exited = once(this.#worker, 'exit')
    await this.#calls.call('close', undefined)
    await this.#worker.terminate()
    await exited
  }

  /** Resolves when all frames committed before the call are worked in. */
  async caughtUp(): Promise<void> {
    await this.#calls.call('caughtUp', undefined)
  }

  framesCommitted({ acknowledged, forks, quarantined, outcomes }: Accepted): void {
    // a duplicate too: another instance may have stored it
    if (outcomes.includes('stored') || outcomes.includes('duplicate')) this.#send('framesCommitted', undefined)
    const faulty = [...forks.map(({ device }) => device), ...quarantined]
    if (faulty.length > 0) this.#send('devicesChanged', faulty)
    // who sends is there, though its birth was missed while the cloud was away
    for (const { device } of acknowledged) if (!this.#connections.has(device)) this.connectionChanged(device, true)
  }

  layoutKept({ bytes }: KeptLayout): void {
    this.#send('layoutKept', bytes)
  }

  layoutNamed(device: string, hash: string): void {
    this.#connections.nameLayout(device, hash)
  }

  connectionChanged(device: string, online: boolean): void {
    this.#connections.change(device, online)
  }

  allConnectionsLost(): void {
    this.#connections.loseAll()
  }

  hintArrived(hint: Hint): void {
    for (const listener of [...this.#hintListeners]) listener(hint)
  }

  deviceReported(device: string, report: DeviceReport): void {
    this.#connections.report(device, report)
  }

  onChange(listener: (changes: Changes) => void): () => void {
    return this.#teller.add(listener)
  }

  onHint(listener: (hint: Hint) => void): () => void {
    this.#hintListeners.add(listener)
    return () => this.#hintListeners.delete(listener)
  }

  async trucks(page?: TruckPage): Promise<{ readonly cursor: string; readonly trucks: readonly TruckSnapshot[] }> {
    const cursor = await this.#cursorNow()
    const devices = await this.#devices()
    return { cursor, trucks: await this.#snapshotsOf(page === undefined ? devices : pageOf(devices, page)) }
  }

  async truck(device: string): Promise<{ readonly cursor: string; readonly truck: TruckSnapshot } | undefined> {
    const cursor = await this.#cursorNow()
    if (!(await this.#knows(device))) return undefined
    const [truck] = await this.#snapshotsOf([device])
    return truck === undefined ? undefined : { cursor, truck }
  }

  async link(device: string): Promise<ToldLink | null | undefined> {
    return (await this.#knows(device)) ? (this.#connections.get(device)?.link ?? null) : undefined
  }

  async series(query: SeriesQuery): Promise<Series | undefined> {
    const layout = await this.#snapshots.layoutOf(query.device, this.#connections.get(query.device))
    return layout === undefined ? undefined : await this.#seriesReader.series(query, layout)
  }

  async track(query: SpanQuery): Promise<Track | undefined> {
    if (!(await this.#knows(query.device))) return undefined
    const layout = await this.#snapshots.layoutOf(query.device, this.#connections.get(query.device))
    return this.#seriesReader.track(query, layout)
  }

  async events(query: SpanQuery): Promise<readonly TruckEvent[] | undefined> {
    return (await this.#knows(query.device)) ? this.#seriesReader.events(query) : undefined
  }

  recorded(query: SpanQuery): AsyncIterable<RecordedFrame> {
    return this.#seriesReader.recorded(query)
  }

  unsureFrames(run: FrameRun): Promise<readonly PlacedFrame[]> {
    return this.#seriesReader.unsureFrames(run)
  }

  layoutDocument(hash: string): Promise<Uint8Array | undefined> {
    return this.#layouts.documentOf(hash)
  }

  async alarms(query: Parameters<ReadModel['alarms']>[0]): Promise<readonly AlarmRecord[]> {
    return this.#alarmReader.newest(query)
  }

  async changesSince(cursor: string): Promise<Changes> {
    const before = parseCursor(cursor)
    const { id, sequence } = await this.#journal.now()
    const connections = this.#connections.sequence
    if (before === undefined || before.journal !== id || before.sequence > sequence) {
      const point = { journal: id, sequence, process: this.#process, connections }
      const alarms = await this.#alarmsForStranger()
      const trucks = await this.#snapshotsOf(await this.#devices())
      return { cursor: formatCursor(point), trucks, alarms, removedAlarms: [] }
    }
    const changed = await this.#journal.since(before.sequence)
    const devices =
      before.process === this.#process
        ? new Set([...changed.trucks, ...this.#connections.changedSince(before.connections)])
        : await this.#devices()
    return this.#changesAt({ trucks: devices, alarms: changed.alarms }, { id, sequence: changed.sequence, connections })
  }

  async health(): Promise<{ readonly frames: number; readonly cursors: Readonly<Record<string, number>> }> {
    const cursors = await this.#db.all<{ projection: string; position: number }>(
      'SELECT projection, position FROM cursors ORDER BY projection',
    )
    return {
      frames: await this.#parts.frames.lastPosition(),
      cursors: Object.fromEntries(cursors.map(({ projection, position }) => [projection, position])),
    }
  }

  async #cursorNow(): Promise<string> {
    const connections = this.#connections.sequence
    const { id, sequence } = await this.#journal.now()
    return formatCursor({ journal: id, sequence, process: this.#process, connections })
  }

  async #alarmsForStranger(): Promise<AlarmRecord[]> {
    const alarms = new Map<string, AlarmRecord>()
    const found = [
      ...(await this.#alarmReader.newest({ state: 'open' })),
      ...(await this.#alarmReader.newest({ state: 'all', limit: RECENT_ALARMS })),
      ...(await this.#alarmReader.byIds(await this.#journal.alarms())),
    ]
    for (const alarm of found) alarms.set(alarm.id, alarm)
    return [...alarms.values()]
  }

  async #devices(): Promise<string[]> {
    const registered = this.#parts.devices.list().map(({ device }) => device)
    return [...new Set([...registered, ...(await this.#snapshots.devices()), ...this.#connections.devices()])].sort()
  }

  async #knows(device: string): Promise<boolean> {
    return (
      this.#parts.devices.isRegistered(device) || this.#connections.has(device) || (await this.#snapshots.knows(device))
    )
  }

  async #snapshotsOf(devices: Iterable<string>): Promise<TruckSnapshot[]> {
    const wanted = [...devices]
    const trucks: TruckSnapshot[] = []
    for (let from = 0; from < wanted.length; from += SNAPSHOTS_PER_TURN) {
      // a whole fleet takes a while: other work gets its turn in between
      if (from > 0) await nextTurn()
      const some = await Promise.all(
        wanted.slice(from, from + SNAPSHOTS_PER_TURN).map(async (device) => ({
          device,
          connection: this.#connections.get(device),
          faults: await this.#parts.frames.deviceFaults(device),
        })),
      )
      for (const truck of await this.#snapshots.trucks(some)) trucks.push(truck)
    }
    return trucks
  }

  async #changesAt(
    { trucks, alarms }: { readonly trucks: Iterable<string>; readonly alarms: readonly string[] },
    { id, sequence, connections }: JournalPoint & { readonly connections: number },
  ): Promise<Changes> {
    return {
      cursor: formatCursor({ journal: id, sequence, process: this.#process, connections }),
      trucks: await this.#snapshotsOf(trucks),
      ...(await this.#alarmsOf(alarms)),
    }
  }

  async #alarmsOf(ids: readonly string[]): Promise<Pick<Changes, 'alarms' | 'removedAlarms'>> {
    const alarms = await this.#alarmReader.byIds(ids)
    const there = new Set(alarms.map(({ id }) => id))
    return { alarms, removedAlarms: ids.filter((id) => !there.has(id)) }
  }

  #send<M extends 'framesCommitted' | 'layoutKept' | 'devicesChanged' | 'addKeys'>(
    method: M,
    argument: Parameters<TelemetryCalls[M]>[0],
  ): void {
    if (this.#closed) return
    this.#calls.call(method, argument).catch((error: unknown) => {
      if (!this.#closed) this.#parts.onFailure(error)
    })
  }

  #hear({ keyless }: TelemetryProgress): void {
    if (this.#closed) return
    this.#teller.tellSoon()
    if (keyless.some((device) => this.#parts.devices.isRegistered(device)))
      this.#send('addKeys', keysOf(this.#parts.devices))
  }
}

function keysOf(devices: RegisteredDevices): TelemetryWorkerInput['keys'] {
  return devices.list().map(({ device, publicKey }) => [device, publicKey] as const)
}

/** Of devices in their order; one more than the page holds, where there is one. */
function pageOf(sorted: readonly string[], { limit, after = '', devices }: TruckPage): string[] {
  return sorted.filter((device) => device > after && (devices?.has(device) ?? true)).slice(0, limit + 1)
}
