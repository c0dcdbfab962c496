import type { Lifecycle } from '../lib/lifecycle.ts'

export const TRIP_STATES = ['planned', 'released', 'loading', 'under-way', 'completed', 'cancelled'] as const
export type TripState = (typeof TRIP_STATES)[number]

export const TRIP_EVENTS = ['release', 'withdraw', 'start-loading', 'depart', 'complete', 'cancel'] as const
export type TripEvent = (typeof TRIP_EVENTS)[number]

/** Who may do which of these, and from which state, stands in the access table. */
export const TRIP_LIFECYCLE: Lifecycle<TripState, TripEvent> = {
  noun: 'trip',
  initial: 'planned',
  transitions: [
    // the truck is told of it
    { event: 'release', from: ['planned'], to: 'released' },
    { event: 'withdraw', from: ['released'], to: 'planned' },
    // pre-cooled, then loaded with the unit off (GSP Annex 1, article 9)
    { event: 'start-loading', from: ['released'], to: 'loading' },
    { event: 'depart', from: ['loading'], to: 'under-way' },
    { event: 'complete', from: ['under-way'], to: 'completed' },
    { event: 'cancel', from: ['planned', 'released', 'loading'], to: 'cancelled' },
  ],
}

/** In these the plan may still be changed. */
export const OPEN_TRIP_STATES: readonly TripState[] = ['planned', 'released', 'loading']
/** In these the truck shows it. */
export const LIVE_TRIP_STATES: readonly TripState[] = ['released', 'loading', 'under-way']
