import { CADENCES, type Layout, type LayoutChannel, type LayoutGroup, type Mark } from '@coldrx/protocol'
import type { AlarmReader } from '../alarms/alarm-reader.ts'
import type { DeviceFaults } from '../frames/frame-log.ts'
import type { Db, Statement } from '../lib/database.ts'
import { type LayoutReader, recordIntervalOf } from './layouts.ts'
import type { ChannelSnapshot, CompartmentSnapshot, TruckSnapshot } from './read-model.ts'

interface EpochRow {
  readonly epoch: string
  readonly frames: number
  readonly layout: string
}

interface ValueRow {
  readonly epoch: string
  readonly channel: string
  readonly value: number | null
  readonly mark: Mark
  readonly atMs: number
}

export interface Connection {
  readonly online: boolean
  readonly sinceMs: number
  /** of the last birth */
  readonly layoutHash: string | undefined
}

/** Puts a truck together from the projections. */
export class SnapshotReader {
  readonly #layouts: LayoutReader
  readonly #alarms: AlarmReader
  readonly #epochs: Statement<[string], EpochRow>
  readonly #values: Statement<[string], ValueRow>
  readonly #position: Statement<
    [string, string],
    { latitude: number; longitude: number; speedKmh: number | null; atMs: number }
  >
  readonly #broken: Statement<[string, string], number>
  readonly #devices: Statement<[], string>

  constructor(db: Db, { layouts, alarms }: { readonly layouts: LayoutReader; readonly alarms: AlarmReader }) {
    this.#layouts = layouts
    this.#alarms = alarms
    this.#epochs = db.prepare(
      `SELECT e.epoch, e.frames, p.layout FROM epoch_extents e
       JOIN placement p ON p.device = e.device AND p.epoch = e.epoch AND p.n = e.last_n
       WHERE e.device = ? ORDER BY p.at_ms DESC, e.epoch`,
    )
    this.#values = db.prepare(
      `SELECT v.epoch, v.channel, v.value, v.mark, v.monotonic_ms + p.offset_ms AS atMs FROM last_values v
       JOIN placement p ON p.device = v.device AND p.epoch = v.epoch AND p.n = v.n WHERE v.device = ?`,
    )
    this.#position = db.prepare(
      `SELECT q.latitude, q.longitude, q.speed_kmh AS speedKmh, q.monotonic_ms + p.offset_ms AS atMs
       FROM positions q JOIN placement p ON p.device = q.device AND p.epoch = q.epoch AND p.n = q.n
       WHERE q.device = ? AND q.epoch = ? ORDER BY q.n DESC LIMIT 1`,
    )
    this.#broken = db
      .prepare<[string, string], number>(
        `SELECT (SELECT count(*) FROM frame_flags WHERE device = ? AND flag = 'undecodable') +
                (SELECT coalesce(sum(max(bad_seals, fault LIKE '%opening%')), 0) FROM chains WHERE device = ?)`,
      )
      .pluck()
    this.#devices = db.prepare<[], string>('SELECT DISTINCT device FROM epoch_extents').pluck()
  }

  devices(): string[] {
    return this.#devices.all()
  }

  layoutOf(device: string, connection: Connection | undefined): Layout | undefined {
    const born = connection?.layoutHash
    const fromBirth = born === undefined ? undefined : this.#layouts.get(born)
    if (fromBirth !== undefined) return fromBirth
    for (const { layout } of this.#epochs.iterate(device)) {
      const known = this.#layouts.get(layout)
      if (known !== undefined) return known
    }
    return undefined
  }

  truck(device: string, connection: Connection | undefined, faults: DeviceFaults): TruckSnapshot {
    const epochs = this.#epochs.all(device)
    const layout = this.layoutOf(device, connection)
    const values = this.#newestValues(device, epochs)
    const compartments = layout?.groups.filter(({ kind }) => kind === 'compartment') ?? []
    const channels = layout?.groups.flatMap((group) => group.channels) ?? []
    const position = epochs.flatMap(({ epoch }) => this.#position.get(device, epoch) ?? [])[0]
    return {
      device,
      name: layout?.asset.name ?? device,
      kind: layout?.asset.kind ?? 'truck',
      online: connection?.online ?? false,
      onlineSinceMs: connection?.online === true ? connection.sinceMs : null,
      lastRecordedAtMs: [...values.values()].reduce<number | null>(
        (latest, { atMs }) => Math.max(latest ?? atMs, atMs),
        null,
      ),
      frames: epochs.reduce((sum, { frames }) => sum + frames, 0),
      recordIntervalMs: layout === undefined ? CADENCES.transport.recordIntervalMs : recordIntervalOf(layout),
      flags: { broken: this.#broken.get(device, device) ?? 0, ...faults },
      position: position ?? null,
      positionMark: lastOf(channels, 'latitude', values)?.mark ?? null,
      powerOn: toSwitch(lastOf(channels, 'power', values)),
      compartments: compartments.map((group) => this.#compartment(device, group, values)),
    }
  }

  #compartment(device: string, group: LayoutGroup, values: ReadonlyMap<string, ValueRow>): CompartmentSnapshot {
    return {
      id: group.id,
      name: group.name,
      range: group.range ?? null,
      doorOpen: toSwitch(lastOf(group.channels, 'door', values)),
      alarm: this.#alarms.openOf(device, group.id),
      channels: group.channels.map((channel): ChannelSnapshot => {
        const { id, quantity, unit, decimals, source } = channel
        const last = values.get(id)
        const sample = { value: last?.value ?? null, mark: last?.mark ?? null, atMs: last?.atMs ?? null }
        return { id, quantity, unit, decimals, source, ...sample }
      }),
    }
  }

  /** By channel, from the newest epoch that has the channel. */
  #newestValues(device: string, epochs: readonly EpochRow[]): ReadonlyMap<string, ValueRow> {
    const rank = new Map(epochs.map(({ epoch }, at) => [epoch, at]))
    const newest = new Map<string, ValueRow>()
    for (const row of this.#values.all(device)) {
      const other = newest.get(row.channel)
      if (other === undefined || (rank.get(row.epoch) ?? 0) < (rank.get(other.epoch) ?? 0)) newest.set(row.channel, row)
    }
    return newest
  }
}

function lastOf(
  channels: readonly LayoutChannel[],
  quantity: LayoutChannel['quantity'],
  values: ReadonlyMap<string, ValueRow>,
): ValueRow | undefined {
  const channel = channels.find((candidate) => candidate.quantity === quantity)
  return channel === undefined ? undefined : values.get(channel.id)
}

function toSwitch(row: ValueRow | undefined): boolean | null {
  return row === undefined || row.value === null ? null : row.value !== 0
}
