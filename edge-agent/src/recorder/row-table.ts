import type { RecorderDatabase } from './database.ts'
import type { RecordEntry, RecordedRow } from './entry.ts'
import { parseStoredRow, type StoredRow } from './stored-row.ts'

export interface DamagedRow {
  readonly position: number
  readonly wallMs: number
  readonly problem: string
}

/** The rows that are committed but in no frame yet. */
export function createRowTable(db: RecorderDatabase) {
  const insert = db.prepare<[number, number, number, string, string, string | null, string]>(
    'INSERT INTO rows (boot, monotonic_ms, wall_ms, clock, layout, samples, events) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const select = db.prepare<[number], StoredRow>('SELECT * FROM rows ORDER BY position LIMIT ?')
  const remove = db.prepare<[number]>('DELETE FROM rows WHERE position <= ?')
  const keepAside = db.prepare<[string, number]>('INSERT INTO damaged_rows SELECT *, ? FROM rows WHERE position = ?')
  const removeOne = db.prepare<[number]>('DELETE FROM rows WHERE position = ?')
  const first = db.prepare<[], { boot: number; monotonic_ms: number }>(
    'SELECT boot, monotonic_ms FROM rows ORDER BY position LIMIT 1',
  )
  return {
    add(
      boot: number,
      layout: string,
      { monotonicMs, wallMs, clock, samples, events }: Omit<RecordEntry, 'prompt'>,
    ): void {
      const samplesText = samples === null ? null : JSON.stringify(samples)
      insert.run(boot, Math.round(monotonicMs), Math.round(wallMs), clock, layout, samplesText, JSON.stringify(events))
    },
    /** The oldest rows, up to the first that is damaged. */
    read(limit: number): { readonly rows: readonly RecordedRow[]; readonly damaged: DamagedRow | null } {
      const rows: RecordedRow[] = []
      for (const stored of select.all(limit)) {
        const row = parseStoredRow(stored)
        if (typeof row === 'string') {
          return { rows, damaged: { position: stored.position, wallMs: stored.wall_ms, problem: row } }
        }
        rows.push(row)
      }
      return { rows, damaged: null }
    },
    removeThrough: (position: number): void => {
      remove.run(position)
    },
    /** Call inside a transaction. Out of the way of the rows behind it, but kept. */
    setAside({ position, problem }: DamagedRow): void {
      keepAside.run(problem, position)
      removeOne.run(position)
    },
    /** monotonic time of the oldest row, of whichever boot */
    oldest(): { boot: number; monotonicMs: number } | null {
      const row = first.get()
      return row === undefined ? null : { boot: row.boot, monotonicMs: row.monotonic_ms }
    },
  }
}

export type RowTable = ReturnType<typeof createRowTable>
