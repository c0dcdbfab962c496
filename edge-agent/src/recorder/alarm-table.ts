import { type KeptAlarms, parseKeptAlarms } from '../alarms/kept-alarms.ts'
import type { RecorderDatabase } from './database.ts'

/** What alarms were open when the agent was last heard of. */
export function createAlarmTable(db: RecorderDatabase) {
  const select = db.prepare<[], { kept: unknown }>('SELECT kept FROM alarms')
  const upsert = db.prepare<[string]>(
    'INSERT INTO alarms (one, kept) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET kept = excluded.kept',
  )
  return {
    /** null: nothing was kept, or nothing that can be read */
    kept: (): KeptAlarms | null => parseKeptAlarms(select.get()?.kept),
    keep: (kept: KeptAlarms): void => void upsert.run(JSON.stringify(kept)),
  }
}

export type AlarmTable = ReturnType<typeof createAlarmTable>
