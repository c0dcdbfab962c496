import { describe, expect, it } from 'vitest'
import { draftOf, emptyStop, faultsOf, planOf, type TripDraft } from './trip-draft.ts'

const ZONE = 'Asia/Shanghai'

function stop(changes: Partial<ReturnType<typeof emptyStop>> = {}) {
  return {
    ...emptyStop(),
    ...{ nameZh: '仓库', nameEn: 'Depot', address: 'Road 1', latitude: '31.2', longitude: '121.4' },
    ...{ from: '2026-03-01 08:00', to: '2026-03-01 09:00', ...changes },
  }
}

const draft = (changes: Partial<TripDraft> = {}): TripDraft => ({
  ...{ number: 'T-1', device: '', driver: '', departure: '2026-03-01 08:00', stops: [stop(), stop()], ...changes },
})

describe('the draft of a trip', () => {
  it('becomes a plan in UTC, and the plan the same draft again', () => {
    const plan = planOf(draft(), ZONE)
    expect(plan).toMatchObject({ device: null, driver: null, plannedDeparture: '2026-03-01T00:00:00.000Z' })
    expect(plan.stops[0]).toMatchObject({ geofenceRadiusMetres: 150, windowTo: '2026-03-01T01:00:00.000Z' })
    const trip = {
      ...{ ...plan, id: 't', state: 'planned', revision: 1, departedAt: null, endedAt: null },
      stops: plan.stops.map((one, at) => ({ ...one, id: `s${at}`, state: 'planned', arrivedAt: null, leftAt: null })),
    } as unknown as Parameters<typeof draftOf>[0]
    const again = planOf(draftOf(trip, ZONE), ZONE)
    expect(again).toEqual({ ...plan, stops: plan.stops.map((one, at) => ({ ...one, id: `s${at}` })) })
  })

  it.each([
    [draft({ number: 'T 1' }), 'number', 'numberHint'],
    [draft({ departure: 'tomorrow' }), 'departure', 'timeWrong'],
    [draft({ stops: [stop(), stop({ nameEn: ' ' })] }), 'stops.1.nameEn', 'missing'],
    [draft({ stops: [stop({ latitude: '91' })] }), 'stops.0.latitude', 'coordinatesWrong'],
    [draft({ stops: [stop({ longitude: '' })] }), 'stops.0.longitude', 'coordinatesWrong'],
    [draft({ stops: [stop({ radius: '19' })] }), 'stops.0.radius', 'radiusWrong'],
    [draft({ stops: [stop({ to: '2026-03-01 08:00' })] }), 'stops.0.to', 'windowWrong'],
  ])('names the field that is wrong', (wrong, field, fault) => {
    expect([...faultsOf(wrong, ZONE)]).toEqual([[field, fault]])
  })
})
