import type { AssignedTrip, DoneLoadingStep, LoadingStep } from '@coldrx/protocol'
import type { RecordedHandover } from '../documents/handovers.ts'
import { type LoadingCheck, type LoadingFacts, nextLoadingStep } from '../trips/loading-check.ts'
import { hasStarted, loadingAt, stopsToLoad } from '../trips/stop-loading.ts'
import type { TripProgress } from '../trips/trip-progress.ts'

type Stop = AssignedTrip['stops'][number]
type Shipment = AssignedTrip['shipments'][number]

/** The trip as the cab's page gets it. Times are ISO texts in UTC. */
export interface CabTrip extends Pick<AssignedTrip, 'id' | 'number' | 'state'> {
  readonly plannedDepartureAt: string
  /** who drives it */
  readonly driverName: string | null
  /** said in the cab, or told by the cloud; null: neither */
  readonly started: { readonly at: string | null } | null
  readonly endedAt: string | null
  /** one for each stop where goods are still to come aboard, in the order of the stops; until it starts, of the first alone */
  readonly checklists: readonly {
    readonly stop: string
    readonly done: readonly (Pick<DoneLoadingStep, 'step' | 'check'> & { readonly at: string })[]
    /** what is measured of the next step; of `load` as if every box were aboard */
    readonly next: { readonly step: LoadingStep; readonly check: LoadingCheck } | null
  }[]
  /** the first where something is left to do; null: the trip is driven */
  readonly nextStop: string | null
  readonly stops: readonly (Pick<Stop, 'id' | 'name' | 'address' | 'position' | 'state'> & {
    readonly windowFrom: string
    readonly windowTo: string
    /** nothing is left to do there, whether the cloud knows it or not */
    readonly done: boolean
  })[]
  readonly shipments: readonly (Shipment & {
    /** as this device recorded it; null: not yet */
    readonly handover: {
      readonly document: string
      readonly outcome: RecordedHandover['outcome']
      readonly at: string
      readonly acknowledged: boolean
    } | null
  })[]
}

const toIso = (ms: number): string => new Date(ms).toISOString()

export function cabTrip(
  trip: AssignedTrip,
  handovers: ReadonlyMap<string, RecordedHandover>,
  progress: TripProgress | null,
  facts: LoadingFacts,
): CabTrip {
  const startedAtMs = progress?.startedAtMs ?? null
  const endedAtMs = progress?.endedAtMs ?? null
  const isStarted = hasStarted(trip, progress)
  const toLoad = stopsToLoad(trip, progress)
  const isOver = stopsDone(trip, { handovers, isStarted, toLoad })
  const { id, number, state, plannedDepartureMs, stops, shipments } = trip
  return {
    ...{ id, number, state },
    plannedDepartureAt: toIso(plannedDepartureMs),
    driverName: trip.driver?.name ?? null,
    started: isStarted ? { at: startedAtMs === null ? null : toIso(startedAtMs) } : null,
    endedAt: endedAtMs === null ? null : toIso(endedAtMs),
    checklists: toLoad.map((stop) => {
      const { steps } = loadingAt(trip, progress, stop)
      return {
        stop,
        done: steps.map(({ step, check, atMs }) => ({ step, check, at: toIso(atMs) })),
        next: nextLoadingStep(steps.length, { trip, stop, facts }),
      }
    }),
    nextStop: stops.find((stop) => !isOver.has(stop.id))?.id ?? null,
    stops: stops.map(({ id: stop, name, address, position, state: done, windowFromMs, windowToMs }) => ({
      ...{ id: stop, name, address, position, state: done },
      windowFrom: toIso(windowFromMs),
      windowTo: toIso(windowToMs),
      done: isOver.has(stop),
    })),
    shipments: shipments.map((shipment) => {
      const made = handovers.get(shipment.id)
      const handover = made && {
        ...{ document: made.document, outcome: made.outcome, acknowledged: made.acknowledged },
        at: toIso(made.atMs),
      }
      return { ...shipment, handover: handover ?? null }
    }),
  }
}

/**
 * Stops with nothing left to do there: the cloud says so, or, without network, what comes aboard there is aboard and all
 * goods for it have changed hands.
 */
function stopsDone(
  { stops, shipments }: AssignedTrip,
  {
    handovers,
    isStarted,
    toLoad,
  }: {
    readonly handovers: ReadonlyMap<string, RecordedHandover>
    readonly isStarted: boolean
    readonly toLoad: readonly string[]
  },
): ReadonlySet<string> {
  const isDone = ({ id, state }: Shipment): boolean => handovers.has(id) || CHANGED_HANDS.has(state)
  const done = stops.filter(({ id, state }, at) => {
    if (state === 'left' || state === 'skipped') return true
    if (!isStarted || toLoad.includes(id)) return false
    const here = shipments.filter(({ toStop }) => toStop === id)
    const wasForGoods = at === 0 || here.length > 0 || shipments.some(({ fromStop }) => fromStop === id)
    return wasForGoods && here.every(isDone)
  })
  return new Set(done.map(({ id }) => id))
}

const CHANGED_HANDS: ReadonlySet<string> = new Set(['delivered', 'refused', 'returned'])
