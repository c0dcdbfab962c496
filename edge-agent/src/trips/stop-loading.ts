import type { AssignedTrip } from '@coldrx/protocol'
import type { TripProgress } from './trip-progress.ts'

type Shipment = AssignedTrip['shipments'][number]

/** How far the loading order has come at one stop. */
export interface StopLoading {
  readonly stop: string
  readonly steps: TripProgress['steps']
  readonly loaded: TripProgress['loaded']
  /** by the truck's clock; null: loading goes on, or has not begun */
  readonly departedAtMs: number | null
}

export const isFirstStop = ({ stops }: Pick<AssignedTrip, 'stops'>, stop: string): boolean => stops[0]?.id === stop

/** What is to be taken aboard at a stop. */
export function loadAt({ shipments }: Pick<AssignedTrip, 'shipments'>, stop: string): readonly Shipment[] {
  return shipments.filter(({ fromStop, state }) => fromStop === stop && (state === 'assigned' || state === 'loaded'))
}

export function loadingAt(trip: AssignedTrip, progress: TripProgress | null, stop: string): StopLoading {
  if (isFirstStop(trip, stop)) {
    const { steps = [], loaded = [], startedAtMs = null } = progress ?? {}
    return { stop, steps, loaded, departedAtMs: startedAtMs }
  }
  return progress?.pickUps.find((one) => one.stop === stop) ?? { stop, steps: [], loaded: [], departedAtMs: null }
}

export function withLoading(trip: AssignedTrip, progress: TripProgress, loading: StopLoading): TripProgress {
  const { stop, steps, loaded, departedAtMs } = loading
  if (isFirstStop(trip, stop)) return { ...progress, steps, loaded, startedAtMs: departedAtMs }
  const others = progress.pickUps.filter((one) => one.stop !== stop)
  return { ...progress, pickUps: [...others, { stop, steps, loaded, departedAtMs }] }
}

export function hasStarted({ state }: Pick<AssignedTrip, 'state'>, progress: TripProgress | null): boolean {
  return (progress?.startedAtMs ?? null) !== null || state === 'under-way'
}

/** Where a checklist is due: where the trip begins until it has started, then at each stop with goods still to come aboard. */
export function stopsToLoad(trip: AssignedTrip, progress: TripProgress | null): readonly string[] {
  const [first, ...later] = trip.stops
  if (!hasStarted(trip, progress)) return first === undefined ? [] : [first.id]
  if ((progress?.endedAtMs ?? null) !== null) return []
  return later
    .filter(({ id, state }) => state !== 'skipped' && loadAt(trip, id).length > 0)
    .filter(({ id }) => loadingAt(trip, progress, id).departedAtMs === null)
    .map(({ id }) => id)
}
