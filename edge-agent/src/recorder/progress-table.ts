import { parseStoredProgress, type TripProgress } from '../trips/trip-progress.ts'
import type { RecorderDatabase } from './database.ts'

/** How far each trip has come by what was said in the cab: steps of the checklist, start and end. */
export function createProgressTable(db: RecorderDatabase) {
  const select = db.prepare<[string], { kept: unknown }>('SELECT kept FROM trip_progress WHERE trip = ?')
  const upsert = db.prepare<[string, string]>(
    'INSERT INTO trip_progress (trip, kept) VALUES (?, ?) ON CONFLICT (trip) DO UPDATE SET kept = excluded.kept',
  )
  return {
    /** null: nothing was said of it, or nothing that can be read */
    of: (trip: string): TripProgress | null => parseStoredProgress(select.get(trip)?.kept),
    /** Call inside a transaction. */
    keep: (progress: TripProgress): void => void upsert.run(progress.trip, JSON.stringify(progress)),
  }
}

export type ProgressTable = ReturnType<typeof createProgressTable>
