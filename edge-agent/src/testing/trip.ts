import type { TripMessage } from '@coldrx/protocol'

/** A trip of two stops with one shipment in compartment c1. */
export function tripMessage(revision: number, changes: Partial<NonNullable<TripMessage['trip']>> = {}): TripMessage {
  const stop = (id: string, en: string, state: 'left' | 'planned') =>
    ({
      ...{ id, name: { zh: en, en }, address: '', position: { latitude: 31, longitude: 121 }, state },
      ...{ geofenceRadiusMetres: 200, windowFromMs: 0, windowToMs: 3_600_000 },
    }) as const
  return {
    v: 1,
    revision,
    trip: {
      ...{ id: 't1', number: 'T-1', revision: 3, state: 'under-way', plannedDepartureMs: 0 },
      stops: [stop('s1', 'Depot', 'left'), stop('s2', 'Clinic', 'planned')],
      shipments: [
        {
          ...{
            id: 'h1',
            number: 'W-1',
            consignee: '吴医生',
            goods: { zh: '疫苗', en: 'Vaccine' },
            boxes: ['B-1', 'B-2'],
          },
          ...{ compartment: 'c1', range: { minCelsius: 2, maxCelsius: 8 }, timeBudgetMinutes: 30 },
          ...{ fromStop: 's1', toStop: 's2', state: 'in-transit' },
        },
      ],
      ...changes,
    },
  }
}
