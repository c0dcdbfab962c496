import { type AssignedTrip, type Geofence, isInside, type NamedGeofence } from '@coldrx/protocol'
import type { Log } from '../buses/line.ts'
import type { TruckPlace } from '../gnss/track-filter.ts'
import type { RecordedEvent } from '../recorder/entry.ts'
import type { Recorder } from '../recorder/recorder.ts'
import type { Finding } from '../rules/observation.ts'

const ENTERED = 'geofence-entered'
const LEFT = 'geofence-left'

interface WatchedFence {
  readonly id: string
  readonly fence: Geofence
  readonly detail: RecordedEvent['detail']
  /** whoever watches the fleet must hear of its crossing at once */
  readonly isForbidden: boolean
}

interface Fences {
  readonly trip: AssignedTrip | null
  readonly geofences: readonly NamedGeofence[]
}

function watchedFences({ trip, geofences }: Fences): WatchedFence[] {
  return [
    ...(trip?.stops ?? []).map(({ id, position, geofenceRadiusMetres }) => ({
      id,
      fence: { shape: 'circle', centre: position, radiusMetres: geofenceRadiusMetres } as const,
      // a name would tell other customers' stops to whoever sees the events
      detail: { trip: trip?.id ?? '' },
      isForbidden: false,
    })),
    ...geofences.map(({ id, kind, name, fence }) => ({
      ...{ id, fence, isForbidden: kind === 'forbidden' },
      // as it was called then: the company may call it otherwise later, or end it. A customer's name stays out, as above
      detail: kind === 'customer' ? { kind } : { kind, nameZh: name.zh, nameEn: name.en },
    })),
  ]
}

/**
 * Says when the truck enters and leaves a stop of its trip or a named place of its company, with no network as with one. It
 * goes by the filtered place: neither a fix that jumps nor a receiver that wanders at rest crosses a fence.
 *
 * @param inside stops and geofences that the truck was in when the agent stopped
 */
export function createGeofenceWatch({ inside = new Set() }: { readonly inside?: ReadonlySet<string> } = {}) {
  let within = new Set(inside)
  return {
    observe({
      monotonicMs,
      place,
      ...fences
    }: Fences & {
      readonly monotonicMs: number
      /** null: not known now, which is neither in nor out */
      readonly place: TruckPlace | null
    }): Finding[] {
      if (place === null) return []
      const next = new Set<string>()
      const findings: Finding[] = []
      for (const { id, fence, detail, isForbidden } of watchedFences(fences)) {
        const wasInside = within.has(id)
        const isNow = isInside(fence, place, wasInside)
        if (isNow) next.add(id)
        if (isNow === wasInside) continue
        const event = { monotonicMs, subject: id, code: isNow ? ENTERED : LEFT, detail }
        findings.push({ event, prompt: isForbidden })
      }
      // of a trip that has ended, and of a fence that there is no more, nothing is said any more
      within = next
      return findings
    },
  }
}

/** Where the truck was by the events recorded last: it has not come again because the agent has. */
export async function geofencesInside({
  recorder,
  log,
  ...fences
}: Fences & { readonly recorder: Pick<Recorder, 'lastEvents'>; readonly log: Log }): Promise<ReadonlySet<string>> {
  const subjects = watchedFences(fences).map(({ id }) => id)
  if (subjects.length === 0) return new Set()
  try {
    const events = await recorder.lastEvents({ codes: [ENTERED, LEFT], subjects })
    return new Set(events.filter(({ code }) => code === ENTERED).map(({ subject }) => subject))
  } catch (error) {
    log.warn({ reason: String(error) }, 'which geofences the truck is in cannot be read; it is said anew')
    return new Set()
  }
}
