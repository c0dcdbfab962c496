import type { AlarmRecord } from '../alarms/alarm-record.ts'
import type {
  Changes,
  Hint,
  ReadModel,
  Series,
  ToldLink,
  TrackPoint,
  TruckEvent,
  TruckPage,
  TruckSnapshot,
} from '../telemetry/read-model.ts'

/** The read interface without a log behind it, for tests of what stands in front of it. */
export class MemoryReadModel implements ReadModel {
  readonly #trucks = new Map<string, { truck: TruckSnapshot; at: number }>()
  readonly #alarms = new Map<string, { alarm: AlarmRecord; at: number }>()
  readonly #removed = new Map<string, number>()
  readonly #changeListeners = new Set<(changes: Changes) => void>()
  readonly #hintListeners = new Set<(hint: Hint) => void>()
  readonly asked: unknown[] = []
  /** where a device was; of one without, any span has one point */
  readonly tracks = new Map<string, TrackPoint[]>()
  readonly links = new Map<string, ToldLink>()
  /** of every device, newest first */
  told: readonly TruckEvent[] = []
  #at = 0

  /** A commit: what changed is told to everyone listening. */
  commit({ trucks = [], alarms = [], removedAlarms = [] }: Partial<Omit<Changes, 'cursor'>>): string {
    this.#at += 1
    for (const truck of trucks) this.#trucks.set(truck.device, { truck, at: this.#at })
    for (const alarm of alarms) this.#alarms.set(alarm.id, { alarm, at: this.#at })
    for (const id of removedAlarms) {
      this.#alarms.delete(id)
      this.#removed.set(id, this.#at)
    }
    const changes = { cursor: String(this.#at), trucks, alarms, removedAlarms }
    for (const listener of [...this.#changeListeners]) listener(changes)
    return changes.cursor
  }

  tellHint(hint: Hint): void {
    for (const listener of [...this.#hintListeners]) listener(hint)
  }

  listenerCount(): number {
    return this.#changeListeners.size + this.#hintListeners.size
  }

  async trucks({ limit, after = '', devices }: Partial<TruckPage> = {}) {
    const trucks = [...this.#trucks.values()]
      .map(({ truck }) => truck)
      .filter(({ device }) => device > after && (devices?.has(device) ?? true))
      .sort((left, right) => (left.device < right.device ? -1 : 1))
    return { cursor: String(this.#at), trucks: trucks.slice(0, limit === undefined ? undefined : limit + 1) }
  }

  async truck(device: string) {
    const entry = this.#trucks.get(device)
    return entry && { cursor: String(this.#at), truck: entry.truck }
  }

  async link(device: string) {
    return this.#trucks.has(device) ? (this.links.get(device) ?? null) : undefined
  }

  async series(query: Parameters<ReadModel['series']>[0]): Promise<Series | undefined> {
    this.asked.push(query)
    const compartment = this.#trucks.get(query.device)?.truck.compartments.find(({ id }) => id === query.compartment)
    if (compartment === undefined) return undefined
    const { device } = query
    return {
      device,
      compartment: compartment.id,
      range: compartment.range,
      recordIntervalMs: 60_000,
      channels: [],
      gaps: [],
    }
  }

  async track(query: Parameters<ReadModel['track']>[0]) {
    this.asked.push(query)
    if (!this.#trucks.has(query.device)) return undefined
    const points = this.tracks.get(query.device) ?? [[query.fromMs, 31.2, 121.4, 60] as const]
    return { points: points.filter(([atMs]) => atMs >= query.fromMs && atMs <= query.toMs) }
  }

  async events(query: Parameters<ReadModel['events']>[0]) {
    this.asked.push(query)
    if (!this.#trucks.has(query.device)) return undefined
    return this.told.filter(({ atMs }) => atMs >= query.fromMs && atMs <= query.toMs)
  }

  async *recorded() {}

  async unsureFrames() {
    return []
  }

  async layoutDocument() {
    return undefined
  }

  async alarms(query: Parameters<ReadModel['alarms']>[0]) {
    this.asked.push(query)
    return [...this.#alarms.values()]
      .map(({ alarm }) => alarm)
      .filter(({ closedAtMs }) => query.state === 'all' || closedAtMs === null)
      .filter(({ device }) => query.devices?.has(device) ?? true)
      .filter(({ openedAtMs, id }) => {
        const [fromMs, last] = query.after ?? [Number.MAX_SAFE_INTEGER, '']
        return openedAtMs < fromMs || (openedAtMs === fromMs && id > last)
      })
      .sort((left, right) => right.openedAtMs - left.openedAtMs || (left.id < right.id ? -1 : 1))
      .slice(0, query.limit)
  }

  async changesSince(cursor: string): Promise<Changes> {
    const after = Number(cursor)
    return {
      cursor: String(this.#at),
      trucks: [...this.#trucks.values()].filter(({ at }) => at > after).map(({ truck }) => truck),
      alarms: [...this.#alarms.values()].filter(({ at }) => at > after).map(({ alarm }) => alarm),
      removedAlarms: [...this.#removed].flatMap(([id, at]) => (at > after ? [id] : [])),
    }
  }

  onChange(listener: (changes: Changes) => void): () => void {
    this.#changeListeners.add(listener)
    return () => this.#changeListeners.delete(listener)
  }

  onHint(listener: (hint: Hint) => void): () => void {
    this.#hintListeners.add(listener)
    return () => this.#hintListeners.delete(listener)
  }

  async health() {
    return { frames: this.#at, cursors: { summaries: this.#at } }
  }
}

export const AT_MS = Date.UTC(2026, 2, 1, 8)

export function truckSnapshot(device: string, overrides: Partial<TruckSnapshot> = {}): TruckSnapshot {
  return {
    device,
    name: `沪A·${device}`,
    kind: 'truck',
    online: true,
    onlineSinceMs: AT_MS,
    lastRecordedAtMs: AT_MS + 60_000,
    frames: 3,
    recordIntervalMs: 60_000,
    flags: { broken: 0, forks: 0, quarantined: 0 },
    position: { latitude: 31.2, longitude: 121.4, speedKmh: 61, atMs: AT_MS + 60_000 },
    positionMark: 'ok',
    powerOn: true,
    notRecording: null,
    compartments: [
      {
        id: 'c1',
        name: { zh: '前舱', en: 'Front' },
        range: { minCelsius: 2, maxCelsius: 8 },
        doorOpen: false,
        defrosting: false,
        alarm: { id: 'a1', openedAtMs: AT_MS, peakCelsius: 9.1, channel: 'p1.temperature' },
        channels: [
          {
            id: 'p1.temperature',
            quantity: 'temperature',
            unit: 'Cel',
            decimals: 1,
            source: 'p1',
            value: 4.3,
            mark: 'ok',
            atMs: AT_MS + 60_000,
          },
        ],
      },
    ],
    ...overrides,
  }
}

export function alarmRecord(id: string, overrides: Partial<AlarmRecord> = {}): AlarmRecord {
  return {
    id,
    device: 'tk001',
    truckName: '沪A·tk001',
    compartment: 'c1',
    compartmentName: { zh: '前舱', en: 'Front' },
    openedAtMs: AT_MS,
    closedAtMs: null,
    peakCelsius: 9.1,
    range: { minCelsius: 2, maxCelsius: 8 },
    channel: 'p1.temperature',
    ...overrides,
  }
}
