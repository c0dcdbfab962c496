import { type LayoutChannel, type Mark, toNumber } from '@coldrx/protocol'
import { ownOffsetMs } from '../projections/own-clock.ts'
import { type DecodedFrame, monotonicAt, type Projection, type ProjectionTables } from '../projections/projection.ts'
import { insertRows } from '../projections/rows.ts'

export const LAST_VALUES_TABLES: ProjectionTables = {
  name: 'last-values',
  version: 2,
  tables: ['last_values'],
  statements: [
    `CREATE TABLE IF NOT EXISTS last_values (
      device TEXT NOT NULL,
      epoch TEXT NOT NULL,
      channel TEXT NOT NULL,
      n INTEGER NOT NULL,
      -- by its own clock; unsure_frames has another of a frame whose clock was not good
      own_offset_ms INTEGER NOT NULL,
      monotonic_ms INTEGER NOT NULL,
      value REAL,
      mark TEXT NOT NULL,
      PRIMARY KEY (device, epoch, channel)
    ) STRICT, WITHOUT ROWID`,
  ],
}

interface LastValue {
  readonly device: string
  readonly epoch: string
  readonly channel: string
  readonly n: number
  readonly offsetMs: number
  readonly monotonicMs: number
  readonly value: number | null
  readonly mark: Mark
}

/** The last sample of each channel by (n, row), in each epoch: a frame that comes late never covers a newer one. */
export function createLastValuesProjection(): Projection {
  return {
    ...LAST_VALUES_TABLES,
    takesSections: true,
    async take({ decoded }, tx, changes) {
      // of a batch only the last sample of each channel is written
      const newest = new Map<string, LastValue>()
      for (const frame of decoded) {
        changes.truck(frame.device)
        for (const value of lastOfFrame(frame)) {
          const key = `${value.device} ${value.epoch} ${value.channel}`
          if ((newest.get(key)?.n ?? -1) < value.n) newest.set(key, value)
        }
      }
      await insertRows(tx, {
        table: 'last_values',
        columns: ['device', 'epoch', 'channel', 'n', 'own_offset_ms', 'monotonic_ms', 'value', 'mark'],
        rows: [...newest.values()].map(({ device, epoch, channel, n, offsetMs, monotonicMs, value, mark }) => [
          ...[device, epoch, channel, n, offsetMs, monotonicMs, value, mark],
        ]),
        onConflict: `ON CONFLICT (device, epoch, channel) DO UPDATE SET n = excluded.n,
          own_offset_ms = excluded.own_offset_ms, monotonic_ms = excluded.monotonic_ms, value = excluded.value,
          mark = excluded.mark
          WHERE excluded.n > last_values.n`,
      })
    },
  }
}

function lastOfFrame(frame: DecodedFrame): Iterable<LastValue> {
  const { device, epoch, n } = frame
  const offsetMs = ownOffsetMs(frame.header)
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
      last.set(channel.id, { device, epoch, channel: channel.id, n, offsetMs, monotonicMs, value, mark })
    })
  }
  return last.values()
}
