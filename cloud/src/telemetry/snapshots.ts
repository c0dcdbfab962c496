import {
  CADENCES,
  type Layout,
  type LayoutChannel,
  type LayoutGroup,
  type Mark,
  type NotRecording,
} from '@coldrx/protocol'
import type { AlarmReader } from '../alarms/alarm-reader.ts'
import type { OpenAlarm } from '../alarms/alarm-record.ts'
import type { DeviceFaults } from '../frames/frame-log.ts'
import type { Sql } from '../lib/sql.ts'
import { type LayoutReader, recordIntervalOf } from '../projections/layouts.ts'
import { groupBy, selectForKeys } from '../projections/rows.ts'
import type { ChannelSnapshot, CompartmentSnapshot, ToldLink, TruckSnapshot } from './read-model.ts'

interface EpochRow {
  readonly device: string
  readonly epoch: string
  readonly frames: number
  readonly layout: string
  readonly lastAtMs: number
}

interface ValueRow {
  readonly device: string
  readonly epoch: string
  readonly channel: string
  readonly value: number | null
  readonly mark: Mark
  readonly atMs: number
}

interface PositionRow {
  readonly device: string
  readonly epoch: string
  readonly latitude: number
  readonly longitude: number
  readonly speedKmh: number | null
  readonly atMs: number
}

export interface Connection {
  readonly online: boolean
  readonly sinceMs: number
  /** of the last birth */
  readonly layoutHash: string | undefined
  /** null: it records, or has not said */
  readonly notRecording: NotRecording | null
  /** null: it has not said, since this process listens */
  readonly link: ToldLink | null
}

/** What stands beside the projections. */
export interface TruckBesides {
  readonly device: string
  readonly connection: Connection | undefined
  readonly faults: DeviceFaults
}

const DEVICE = { device: 'text' } as const
const EPOCH = { device: 'text', epoch: 'text' } as const

/** Puts trucks together from the projections, many at once. */
export class SnapshotReader {
  readonly #sql: Sql
  readonly #layouts: LayoutReader
  readonly #alarms: AlarmReader

  constructor(sql: Sql, { layouts, alarms }: { readonly layouts: LayoutReader; readonly alarms: AlarmReader }) {
    this.#sql = sql
    this.#layouts = layouts
    this.#alarms = alarms
  }

  async devices(): Promise<string[]> {
    const rows = await this.#sql.all<{ device: string }>('SELECT DISTINCT device FROM epoch_extents')
    return rows.map(({ device }) => device)
  }

  async knows(device: string): Promise<boolean> {
    return (await this.#sql.get('SELECT epoch FROM epoch_extents WHERE device = ? LIMIT 1', [device])) !== undefined
  }

  async layoutOf(device: string, connection: Connection | undefined): Promise<Layout | undefined> {
    const epochs = await this.#epochs([device])
    const layouts = await this.#layouts.getAll(layoutHashes(epochs.get(device) ?? [], connection))
    return currentLayout(epochs.get(device) ?? [], connection, layouts)
  }

  async trucks(wanted: readonly TruckBesides[]): Promise<TruckSnapshot[]> {
    const devices = wanted.map(({ device }) => device)
    const keys = devices.map((device) => ({ device }))
    const epochs = await this.#epochs(devices)
    const [values, positions, broken, alarms, layouts] = await Promise.all([
      this.#values(keys),
      this.#positions([...epochs.values()].flat()),
      this.#broken(keys),
      this.#alarms.openOf(devices),
      this.#layouts.getAll(
        wanted.flatMap(({ device, connection }) => layoutHashes(epochs.get(device) ?? [], connection)),
      ),
    ])
    return wanted.map(({ device, connection, faults }) => {
      const ofDevice = epochs.get(device) ?? []
      return toSnapshot({
        ...{ device, connection, epochs: ofDevice, alarms },
        layout: currentLayout(ofDevice, connection, layouts),
        values: newestValues(values.get(device) ?? [], ofDevice),
        position: ofDevice.flatMap(({ epoch }) => positions.get(`${device} ${epoch}`) ?? [])[0],
        flags: { broken: broken.get(device) ?? 0, ...faults },
      })
    })
  }

  /** By device, the newest first. */
  async #epochs(devices: readonly string[]): Promise<ReadonlyMap<string, readonly EpochRow[]>> {
    const rows = await selectForKeys<EpochRow, typeof DEVICE>(this.#sql, {
      columns: DEVICE,
      keys: devices.map((device) => ({ device })),
      query: (key) => `SELECT e.device, e.epoch, e.frames, e.layout,
          coalesce(u.at_ms, e.own_at_ms) AS "lastAtMs" FROM epoch_extents e
        LEFT JOIN unsure_frames u ON u.device = e.device AND u.epoch = e.epoch AND u.n = e.last_n
        WHERE e.device = ${key('device')}`,
    })
    const byDevice = groupBy(rows, ({ device }) => device)
    for (const epochs of byDevice.values()) {
      epochs.sort((left, right) => right.lastAtMs - left.lastAtMs || (left.epoch < right.epoch ? -1 : 1))
    }
    return byDevice
  }

  async #values(keys: readonly { readonly device: string }[]): Promise<ReadonlyMap<string, readonly ValueRow[]>> {
    const rows = await selectForKeys<ValueRow, typeof DEVICE>(this.#sql, {
      columns: DEVICE,
      keys,
      query: (key) => `SELECT v.device, v.epoch, v.channel, v.value, v.mark, 
          v.monotonic_ms + coalesce(u.offset_ms, v.own_offset_ms) AS "atMs" FROM last_values v
        LEFT JOIN unsure_frames u ON u.device = v.device AND u.epoch = v.epoch AND u.n = v.n
        WHERE v.device = ${key('device')}`,
    })
    return groupBy(rows, ({ device }) => device)
  }

  /** The last position of each epoch, by device and epoch. */
  async #positions(epochs: readonly EpochRow[]): Promise<ReadonlyMap<string, PositionRow>> {
    const rows = await selectForKeys<PositionRow, typeof EPOCH>(this.#sql, {
      columns: EPOCH,
      keys: epochs,
      query: (key) => `SELECT q.device, q.epoch, q.latitude, q.longitude, q.speed_kmh AS "speedKmh",
          q.monotonic_ms + coalesce(u.offset_ms, q.own_offset_ms) AS "atMs" FROM positions q
        LEFT JOIN unsure_frames u ON u.device = q.device AND u.epoch = q.epoch AND u.n = q.n
        WHERE q.device = ${key('device')} AND q.epoch = ${key('epoch')}`,
    })
    return new Map(rows.map((row) => [`${row.device} ${row.epoch}`, row]))
  }

  /** Frames that cannot be read, seals that do not fit and openings that name another key, by device. */
  async #broken(keys: readonly { readonly device: string }[]): Promise<ReadonlyMap<string, number>> {
    const rows = await selectForKeys<{ device: string; broken: number }, typeof DEVICE>(this.#sql, {
      columns: DEVICE,
      keys,
      query: (key) => `SELECT ${key('device')} AS device,
        (SELECT count(*) FROM frame_flags WHERE device = ${key('device')} AND flag = 'undecodable') +
        (SELECT coalesce(sum(CASE WHEN bad_seals > 0 THEN bad_seals WHEN fault LIKE '%opening%' THEN 1 ELSE 0 END), 0)
         FROM chains WHERE device = ${key('device')}) AS broken`,
    })
    return new Map(rows.map(({ device, broken }) => [device, broken]))
  }
}

function layoutHashes(epochs: readonly EpochRow[], connection: Connection | undefined): string[] {
  const named = epochs.map(({ layout }) => layout)
  return connection?.layoutHash === undefined ? named : [connection.layoutHash, ...named]
}

function currentLayout(
  epochs: readonly EpochRow[],
  connection: Connection | undefined,
  layouts: ReadonlyMap<string, Layout>,
): Layout | undefined {
  return layoutHashes(epochs, connection).flatMap((hash) => layouts.get(hash) ?? [])[0]
}

interface SnapshotParts {
  readonly device: string
  readonly connection: Connection | undefined
  readonly epochs: readonly EpochRow[]
  readonly layout: Layout | undefined
  readonly values: ReadonlyMap<string, ValueRow>
  readonly position: PositionRow | undefined
  readonly flags: TruckSnapshot['flags']
  /** by device and compartment */
  readonly alarms: ReadonlyMap<string, OpenAlarm>
}

function toSnapshot({
  device,
  connection,
  epochs,
  layout,
  values,
  position,
  flags,
  alarms,
}: SnapshotParts): TruckSnapshot {
  const compartments = layout?.groups.filter(({ kind }) => kind === 'compartment') ?? []
  const channels = layout?.groups.flatMap((group) => group.channels) ?? []
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
    flags,
    position:
      position === undefined
        ? null
        : {
            latitude: position.latitude,
            longitude: position.longitude,
            speedKmh: position.speedKmh,
            atMs: position.atMs,
          },
    positionMark: lastOf(channels, 'latitude', values)?.mark ?? null,
    powerOn: toSwitch(lastOf(channels, 'power', values)),
    notRecording: connection?.notRecording ?? null,
    compartments: compartments.map((group) =>
      toCompartment(group, values, alarms.get(`${device} ${group.id}`) ?? null),
    ),
  }
}

function toCompartment(
  group: LayoutGroup,
  values: ReadonlyMap<string, ValueRow>,
  alarm: OpenAlarm | null,
): CompartmentSnapshot {
  return {
    id: group.id,
    name: group.name,
    range: group.range ?? null,
    doorOpen: toSwitch(lastOf(group.channels, 'door', values)),
    defrosting: toSwitch(lastOf(group.channels, 'defrost', values)),
    alarm,
    channels: group.channels.map((channel): ChannelSnapshot => {
      const { id, quantity, unit, decimals, source } = channel
      const last = values.get(id)
      const sample = { value: last?.value ?? null, mark: last?.mark ?? null, atMs: last?.atMs ?? null }
      return { id, quantity, unit, decimals, source, ...sample }
    }),
  }
}

/** By channel, from the newest epoch that has the channel. */
function newestValues(rows: readonly ValueRow[], epochs: readonly EpochRow[]): ReadonlyMap<string, ValueRow> {
  const rank = new Map(epochs.map(({ epoch }, at) => [epoch, at]))
  const newest = new Map<string, ValueRow>()
  for (const row of rows) {
    const other = newest.get(row.channel)
    if (other === undefined || (rank.get(row.epoch) ?? 0) < (rank.get(other.epoch) ?? 0)) newest.set(row.channel, row)
  }
  return newest
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
