import { type TripMessage, tripMessageSchema } from '@coldrx/protocol'
import { readJson } from '../read-json.ts'
import type { RecorderDatabase } from './database.ts'

/** The newest down/trip, so that a truck that starts without network knows where to go. */
export function createTripTable(db: RecorderDatabase) {
  const select = db.prepare<[], { message: string }>('SELECT message FROM trip')
  const upsert = db.prepare<[number, string]>(
    `INSERT INTO trip (one, revision, message) VALUES (1, ?, ?)
     ON CONFLICT (one) DO UPDATE SET revision = excluded.revision, message = excluded.message
     WHERE excluded.revision > trip.revision`,
  )

  function current(): TripMessage | null {
    const stored = select.get()
    return stored === undefined ? null : parseStoredTrip(stored.message)
  }

  return {
    current,
    /** Keeps it if it is newer than what is there; gives what is kept then. */
    keep(message: TripMessage): TripMessage {
      // one that cannot be read any more must not outrank all that follow
      if (current() === null) db.exec('DELETE FROM trip')
      upsert.run(message.revision, JSON.stringify(message))
      return current() ?? message
    },
  }
}

export type TripTable = ReturnType<typeof createTripTable>

export const parseStoredTrip = (text: unknown): TripMessage | null => readJson(tripMessageSchema, text)
