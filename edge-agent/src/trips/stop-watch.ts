import { type AssignedTrip, isInside } from '@coldrx/protocol'
import type { Log } from '../buses/line.ts'
import type { TruckPlace } from '../gnss/track-filter.ts'
import type { RecordedEvent } from '../recorder/entry.ts'
import type { Recorder } from '../recorder/recorder.ts'

const ENTERED = 'geofence-entered'
const LEFT = 'geofence-left'

/**
 * Says when the truck enters and leaves the geofence of a stop of its trip, with no network as with one. It goes by the
 * filtered place: neither a fix that jumps nor a receiver that wanders at rest crosses a fence.
 *
 * @param inside stops that the truck was in when the agent stopped
 */
export function createStopWatch({ inside = new Set() }: { readonly inside?: ReadonlySet<string> } = {}) {
  let within = new Set(inside)
  return {
    observe({
      monotonicMs,
      place,
      trip,
    }: {
      readonly monotonicMs: number
      /** null: not known now, which is neither in nor out */
      readonly place: TruckPlace | null
      readonly trip: AssignedTrip | null
    }): RecordedEvent[] {
      if (place === null) return []
      const next = new Set<string>()
      const events: RecordedEvent[] = []
      for (const stop of trip?.stops ?? []) {
        const fence = { shape: 'circle', centre: stop.position, radiusMetres: stop.geofenceRadiusMetres } as const
        const wasInside = within.has(stop.id)
        const isNow = isInside(fence, place, wasInside)
        if (isNow) next.add(stop.id)
        if (isNow === wasInside) continue
        // a name would tell other customers' stops to whoever sees the events
        const event = { monotonicMs, subject: stop.id, detail: { trip: trip?.id ?? '' } }
        events.push({ ...event, code: isNow ? ENTERED : LEFT })
      }
      // of a trip that has ended nothing is said any more
      within = next
      return events
    },
  }
}

/** The stops of a trip that the truck was in by the events recorded last: it has not come again because the agent has. */
export async function stopsInside({
  recorder,
  trip,
  log,
}: {
  readonly recorder: Pick<Recorder, 'lastEvents'>
  readonly trip: AssignedTrip | null
  readonly log: Log
}): Promise<ReadonlySet<string>> {
  if (trip === null) return new Set()
  try {
    const events = await recorder.lastEvents({ codes: [ENTERED, LEFT], subjects: trip.stops.map(({ id }) => id) })
    return new Set(events.filter(({ code }) => code === ENTERED).map(({ subject }) => subject))
  } catch (error) {
    log.warn({ reason: String(error) }, 'which stop the truck is at cannot be read; it is said anew')
    return new Set()
  }
}
