import type { RecorderDatabase } from './database.ts'

/** Starts of the agent, and how far each recorded. */
export function createBootTable(db: RecorderDatabase) {
  const begin = db.prepare<[number, number]>('INSERT OR IGNORE INTO boots (boot, started_wall_ms) VALUES (?, ?)')
  const recorded = db.prepare<[number, number]>('UPDATE boots SET last_wall_ms = ? WHERE boot = ?')
  const last = db.prepare<[], { boot: number }>('SELECT boot FROM boots ORDER BY boot DESC LIMIT 1')
  const lastRecorded = db.prepare<[], { last_wall_ms: number }>(
    'SELECT last_wall_ms FROM boots WHERE last_wall_ms IS NOT NULL ORDER BY boot DESC LIMIT 1',
  )
  return {
    begin(boot: number, wallMs: number): void {
      begin.run(boot, Math.round(wallMs))
    },
    recorded(boot: number, wallMs: number): void {
      recorded.run(Math.round(wallMs), boot)
    },
    last: (): number | null => last.get()?.boot ?? null,
    lastRecordedAtMs: (): number | null => lastRecorded.get()?.last_wall_ms ?? null,
  }
}

export type BootTable = ReturnType<typeof createBootTable>
