import { type LayoutChannel, type Mark, toNumber } from '@coldrx/protocol'
import type { Db } from '../lib/database.ts'
import {
  type ChangeSink,
  type DecodedFrame,
  monotonicAt,
  type Projection,
  type ProjectionTables,
} from './projection.ts'

const SQL = `
  CREATE TABLE IF NOT EXISTS last_values (
    device TEXT NOT NULL,
    epoch TEXT NOT NULL,
    channel TEXT NOT NULL,
    n INTEGER NOT NULL,
    monotonic_ms INTEGER NOT NULL,
    value REAL,
    mark TEXT NOT NULL,
    PRIMARY KEY (device, epoch, channel)
  ) STRICT, WITHOUT ROWID;
`

export const LAST_VALUES_TABLES: ProjectionTables = {
  name: 'last-values',
  version: 1,
  tables: ['last_values'],
  sql: SQL,
}

interface LastValue {
  readonly device: string
  readonly epoch: string
  readonly channel: string
  readonly n: number
  readonly monotonicMs: number
  readonly value: number | null
  readonly mark: Mark
}

/** The last sample of each channel by (n, row), in each epoch: a frame that comes late never covers a newer one. */
export function createLastValuesProjection(db: Db, changes: ChangeSink): Projection {
  const upsert = db.prepare(
    `INSERT INTO last_values (device, epoch, channel, n, monotonic_ms, value, mark) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET n = excluded.n, monotonic_ms = excluded.monotonic_ms, value = excluded.value,
       mark = excluded.mark
     WHERE excluded.n > last_values.n`,
  )
  // of a batch only the last sample of each channel is written
  let held = new Map<string, LastValue>()

  function hold(value: LastValue): void {
    const key = `${value.device} ${value.epoch} ${value.channel}`
    if ((held.get(key)?.n ?? -1) < value.n) held.set(key, value)
  }

  return {
    ...LAST_VALUES_TABLES,
    takeSections(frame) {
      for (const value of lastOfFrame(frame)) hold(value)
      changes.truck(frame.device)
    },
    flush() {
      for (const { device, epoch, channel, n, monotonicMs, value, mark } of held.values()) {
        upsert.run(device, epoch, channel, n, monotonicMs, value, mark)
      }
      held = new Map()
    },
    forget() {
      held = new Map()
    },
  }
}

function lastOfFrame(frame: DecodedFrame): Iterable<LastValue> {
  const { device, epoch, n } = frame
  const last = new Map<string, LastValue>()
  for (const section of frame.sections) {
    if (section.kind !== 'measurements') continue
    const { times, columns } = section.measurements
    const row = times.length - 1
    const monotonicMs = monotonicAt(frame, times[row] ?? 0)
    section.group.channels.forEach((channel: LayoutChannel, at) => {
      const integer = columns[at]?.integers[row] ?? null
      const mark = columns[at]?.marks[row] ?? 'invalid'
      const value = integer === null ? null : toNumber(integer, channel)
      if ((last.get(channel.id)?.monotonicMs ?? -1) > monotonicMs) return
      last.set(channel.id, { device, epoch, channel: channel.id, n, monotonicMs, value, mark })
    })
  }
  return last.values()
}
