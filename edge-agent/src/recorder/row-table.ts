import { CLOCK_QUALITIES } from '@coldrx/protocol'
import type { RecorderDatabase } from './database.ts'
import type { RecordEntry, RecordedEvent, RecordedRow, RecordedSamples } from './entry.ts'

interface StoredRow {
  readonly position: number
  readonly boot: number
  readonly monotonic_ms: number
  readonly wall_ms: number
  readonly clock: string
  readonly layout: string
  readonly samples: string | null
  readonly events: string
}

/** The rows that are committed but in no frame yet. */
export function createRowTable(db: RecorderDatabase) {
  const insert = db.prepare<[number, number, number, string, string, string | null, string]>(
    'INSERT INTO rows (boot, monotonic_ms, wall_ms, clock, layout, samples, events) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const select = db.prepare<[number], StoredRow>('SELECT * FROM rows ORDER BY position LIMIT ?')
  const remove = db.prepare<[number]>('DELETE FROM rows WHERE position <= ?')
  const first = db.prepare<[], { boot: number; monotonic_ms: number }>(
    'SELECT boot, monotonic_ms FROM rows ORDER BY position LIMIT 1',
  )
  return {
    add(boot: number, layout: string, { monotonicMs, wallMs, clock, samples, events }: RecordEntry): void {
      const samplesText = samples === null ? null : JSON.stringify(samples)
      insert.run(boot, Math.round(monotonicMs), Math.round(wallMs), clock, layout, samplesText, JSON.stringify(events))
    },
    read: (limit: number): RecordedRow[] => select.all(limit).map(toRow),
    removeThrough: (position: number): void => {
      remove.run(position)
    },
    /** monotonic time of the oldest row, of whichever boot */
    oldest(): { boot: number; monotonicMs: number } | null {
      const row = first.get()
      return row === undefined ? null : { boot: row.boot, monotonicMs: row.monotonic_ms }
    },
  }
}

export type RowTable = ReturnType<typeof createRowTable>

function toRow(row: StoredRow): RecordedRow {
  return {
    position: row.position,
    boot: row.boot,
    layout: row.layout,
    monotonicMs: row.monotonic_ms,
    wallMs: row.wall_ms,
    clock: CLOCK_QUALITIES.find((quality) => quality === row.clock) ?? 'none',
    // our own text of the same schema version, guarded by quick_check
    samples: row.samples === null ? null : (JSON.parse(row.samples) as RecordedSamples),
    events: JSON.parse(row.events) as RecordedEvent[],
  }
}
