import { toNumber } from '@coldrx/protocol'
import type { Db } from '../lib/database.ts'
import {
  type ChangeSink,
  type DecodedFrame,
  monotonicAt,
  type Projection,
  type ProjectionTables,
} from './projection.ts'

const SQL = `
  CREATE TABLE IF NOT EXISTS positions (
    device TEXT NOT NULL,
    epoch TEXT NOT NULL,
    n INTEGER NOT NULL,
    monotonic_ms INTEGER NOT NULL,
    latitude REAL NOT NULL,
    longitude REAL NOT NULL,
    speed_kmh REAL,
    PRIMARY KEY (device, epoch, n)
  ) STRICT, WITHOUT ROWID;
`

export const POSITIONS_TABLES: ProjectionTables = {
  name: 'positions',
  version: 1,
  tables: ['positions'],
  sql: SQL,
}

export interface PositionRow {
  readonly monotonicMs: number
  readonly latitude: number
  readonly longitude: number
  readonly speedKmh: number | null
}

/** The last position of each frame that has one. */
export function createPositionsProjection(db: Db, changes: ChangeSink): Projection {
  const insert = db.prepare('INSERT INTO positions VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
  return {
    ...POSITIONS_TABLES,
    takeSections(frame) {
      const last = positionsOf(frame).at(-1)
      if (last === undefined) return
      const { device, epoch, n } = frame
      insert.run(device, epoch, n, last.monotonicMs, last.latitude, last.longitude, last.speedKmh)
      changes.truck(device)
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
