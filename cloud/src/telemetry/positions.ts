import { toNumber } from '@coldrx/protocol'
import type { SqlValue } from '../lib/sql.ts'
import { ownOffsetMs } from '../projections/own-clock.ts'
import { type DecodedFrame, monotonicAt, type Projection, type ProjectionTables } from '../projections/projection.ts'
import { insertRows } from '../projections/rows.ts'

export const POSITIONS_TABLES: ProjectionTables = {
  name: 'positions',
  version: 3,
  tables: ['positions'],
  statements: [
    `CREATE TABLE IF NOT EXISTS positions (
      device TEXT NOT NULL,
      epoch TEXT NOT NULL,
      n INTEGER NOT NULL,
      -- by its own clock; unsure_frames has another of a frame whose clock was not good
      own_offset_ms INTEGER NOT NULL,
      monotonic_ms INTEGER NOT NULL,
      latitude REAL NOT NULL,
      longitude REAL NOT NULL,
      speed_kmh REAL,
      PRIMARY KEY (device, epoch)
    ) STRICT, WITHOUT ROWID`,
  ],
}

export interface PositionRow {
  readonly monotonicMs: number
  readonly latitude: number
  readonly longitude: number
  readonly speedKmh: number | null
}

/** The last position of each epoch, by n: a frame that comes late never covers a newer one. */
export function createPositionsProjection(): Projection {
  return {
    ...POSITIONS_TABLES,
    takesSections: true,
    async take({ decoded }, tx, changes) {
      const newest = new Map<string, { readonly n: number; readonly row: SqlValue[] }>()
      for (const frame of decoded) {
        const { device, epoch, n } = frame
        const last = positionsOf(frame).at(-1)
        if (last === undefined) continue
        changes.truck(device)
        const key = `${device} ${epoch}`
        if ((newest.get(key)?.n ?? -1) >= n) continue
        const offset = ownOffsetMs(frame.header)
        const { monotonicMs, latitude, longitude, speedKmh } = last
        newest.set(key, { n, row: [device, epoch, n, offset, monotonicMs, latitude, longitude, speedKmh] })
      }
      await insertRows(tx, {
        table: 'positions',
        columns: ['device', 'epoch', 'n', 'own_offset_ms', 'monotonic_ms', 'latitude', 'longitude', 'speed_kmh'],
        rows: [...newest.values()].map(({ row }) => row),
        onConflict: `ON CONFLICT (device, epoch) DO UPDATE SET n = excluded.n, own_offset_ms = excluded.own_offset_ms,
          monotonic_ms = excluded.monotonic_ms, latitude = excluded.latitude, longitude = excluded.longitude, speed_kmh = excluded.speed_kmh
          WHERE excluded.n > positions.n`,
      })
    },
  }
}

/** Every row of the frame that has a position that was really received. */
export function positionsOf(frame: DecodedFrame): PositionRow[] {
  return frame.sections.flatMap((section) => {
    if (section.kind !== 'measurements') return []
    const { group, measurements } = section
    const read = (quantity: string): ((row: number) => number | null) => {
      const at = group.channels.findIndex((channel) => channel.quantity === quantity)
      const channel = group.channels[at]
      const column = measurements.columns[at]
      return (row) => {
        const integer = column?.marks[row] === 'ok' ? (column.integers[row] ?? null) : null
        return integer === null || channel === undefined ? null : toNumber(integer, channel)
      }
    }
    const [latitudeAt, longitudeAt, speedAt] = [read('latitude'), read('longitude'), read('speed')]
    return measurements.times.flatMap((time, row): PositionRow[] => {
      const latitude = latitudeAt(row)
      const longitude = longitudeAt(row)
      if (latitude === null || longitude === null) return []
      return [{ monotonicMs: monotonicAt(frame, time), latitude, longitude, speedKmh: speedAt(row) }]
    })
  })
}
