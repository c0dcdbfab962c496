import { describe, expect, it } from 'vitest'
import { accessOf } from '../access/access.ts'
import { stateAfter, unreachableStates } from '../lib/lifecycle.ts'
import { SHIPMENT_LIFECYCLE, SHIPMENT_STATES } from './shipment-lifecycle.ts'
import { STOP_LIFECYCLE, STOP_STATES } from './stop-lifecycle.ts'
import { TRIP_EVENTS, TRIP_LIFECYCLE, TRIP_STATES } from './trip-lifecycle.ts'

describe('lifecycles', () => {
  it('lead to every state', () => {
    expect(unreachableStates(TRIP_LIFECYCLE, TRIP_STATES)).toEqual([])
    expect(unreachableStates(SHIPMENT_LIFECYCLE, SHIPMENT_STATES)).toEqual([])
    expect(unreachableStates(STOP_LIFECYCLE, STOP_STATES)).toEqual([])
  })

  it('refuse an event that is not for the state, naming both', () => {
    expect(() => stateAfter(TRIP_LIFECYCLE, 'completed', 'cancel')).toThrow(
      '"cancel" is not for a trip that is completed',
    )
  })

  it.each(TRIP_EVENTS)('give nobody the event %s of a trip in a state that it can not come from', (event) => {
    const access = accessOf(`POST /api/trips/{trip}/${event}`)
    if (typeof access === 'string') throw new Error('an event of a trip is not for everybody')
    const from = TRIP_LIFECYCLE.transitions.filter((line) => line.event === event).flatMap((line) => line.from)
    const granted = Object.values(access.roles).flatMap((grant) => (typeof grant === 'string' ? ['any'] : grant.states))
    expect(new Set(granted)).toEqual(new Set(from))
  })
})
