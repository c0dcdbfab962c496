import type { AssignedTrip, TripMessage } from '@coldrx/protocol'
import type { Log } from '../buses/line.ts'
import type { Recorder } from '../recorder/recorder.ts'

export interface TripKeeper {
  readonly trip: AssignedTrip | null
  /** of the newest message; null: none ever came */
  readonly revision: number | null
  /** Takes a message that came; an older one, or one that is here already, changes nothing. */
  take(message: TripMessage): void
  /** Resolves when what was taken is kept, or the recorder has refused it. */
  settled(): Promise<void>
}

/** The trip that the cloud told last, over restarts. One that cannot be written is followed all the same. */
export async function openTripKeeper({
  recorder,
  log,
  onChanged,
}: {
  readonly recorder: Pick<Recorder, 'trip' | 'keepTrip'>
  readonly log: Log
  readonly onChanged: () => void
}): Promise<TripKeeper> {
  let newest = await recorder.trip().catch((error: unknown) => {
    log.warn({ reason: String(error) }, 'the trip cannot be read; the cloud tells it again')
    return null
  })
  let keptRevision = newest?.revision ?? -1
  let keeping: Promise<void> = Promise.resolve()

  async function keep(message: TripMessage): Promise<void> {
    try {
      const kept = await recorder.keepTrip(message)
      keptRevision = Math.max(keptRevision, kept.revision)
    } catch (error) {
      log.warn({ reason: String(error), revision: message.revision }, 'the trip could not be kept')
    }
  }

  return {
    get trip() {
      return newest?.trip ?? null
    },
    get revision() {
      return newest?.revision ?? null
    },
    take(message) {
      const known = newest?.revision ?? -1
      if (message.revision < known || message.revision <= keptRevision) return
      newest = message
      if (message.revision > known) onChanged()
      keeping = keeping.then(() => keep(message))
    },
    settled: () => keeping,
  }
}
