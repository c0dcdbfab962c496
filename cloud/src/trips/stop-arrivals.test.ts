import { afterEach, beforeEach, expect, it } from 'vitest'
import type { TrackPoint } from '../telemetry/read-model.ts'
import { createApiWorld } from '../testing/api-world.ts'
import { truckSnapshot } from '../testing/memory-read-model.ts'
import { StopArrivals } from './stop-arrivals.ts'

const MINUTE_MS = 60_000
const DEPOT = { latitude: 31.2, longitude: 121.4 }
const CLINIC = { latitude: 31.3, longitude: 121.5 }
const BETWEEN = { latitude: 31.25, longitude: 121.45 }

let world: Awaited<ReturnType<typeof createApiWorld>>
let arrivals: StopArrivals
let touched: string[]
let tripId: string

beforeEach(async () => {
  world = await createApiWorld()
  world.readModel.commit({ trucks: [truckSnapshot('tk001')] })
  touched = []
  arrivals = watcher()
  const dispatcher = await world.as('dispatcher')
  const driver = (await world.people.list()).find(({ name }) => name === 'driver')?.id ?? ''
  const instant = (minutes: number) => new Date(world.clock.ms + minutes * MINUTE_MS).toISOString()
  const stop = (en: string, position: object) => ({
    ...{ name: { zh: en, en }, address: en, position, windowFrom: instant(0), windowTo: instant(60) },
  })
  const { body } = await dispatcher('POST', '/api/trips', {
    ...{ number: 'T-1', device: 'tk001', driver, plannedDeparture: instant(10) },
    stops: [stop('Depot', DEPOT), stop('Clinic', CLINIC)],
  })
  tripId = (body as { id: string }).id
  await dispatcher('POST', `/api/trips/${tripId}/release`, {})
  arrivals.start()
})
afterEach(async () => {
  await arrivals.stop()
  await world.close()
})

function watcher(): StopArrivals {
  return new StopArrivals({
    ...{ db: world.db, audit: world.audit, sealedFields: world.sealedFields, readModel: world.readModel },
    clock: world.clock,
    onTripTouched: async (id) => {
      touched.push(id)
    },
    onFailure: (error) => {
      throw error
    },
  })
}

/** The truck was there at these minutes; then its newest state is told. */
function drives(
  ...points: readonly (readonly [minute: number, position: typeof DEPOT, speedKmh: number | null])[]
): void {
  const start = Date.UTC(2026, 2, 1)
  const track = points.map(
    ([minute, { latitude, longitude }, speedKmh]): TrackPoint => [
      start + minute * MINUTE_MS,
      latitude,
      longitude,
      speedKmh,
    ],
  )
  world.readModel.tracks.set(
    'tk001',
    [...(world.readModel.tracks.get('tk001') ?? []), ...track].sort(([a], [b]) => a - b),
  )
  world.readModel.commit({ trucks: [truckSnapshot('tk001')] })
}

async function stops() {
  const trip = await world.trips.get(
    { actor: { kind: 'system', id: 'test', organisationId: null, roles: [] }, reach: 'all' },
    tripId,
  )
  const minute = (ms: number | null) => ms && (ms - Date.UTC(2026, 2, 1)) / MINUTE_MS
  return trip.stops.map(({ state, arrivedAtMs, leftAtMs }) => [state, minute(arrivedAtMs), minute(leftAtMs)])
}

it('marks a stop when the truck stands in it and when it is well out again, at the time of the record', async () => {
  world.clock.ms += 30 * MINUTE_MS
  drives([1, DEPOT, 0], [2, DEPOT, 0], [11, BETWEEN, 70])
  await expect.poll(stops).toEqual([
    ['left', 1, 11],
    ['planned', null, null],
  ])
  drives([20, CLINIC, 3])
  await expect.poll(stops).toEqual([
    ['left', 1, 11],
    ['arrived', 20, null],
  ])
  expect(new Set(touched)).toEqual(new Set([tripId]))
})

it('takes no truck that drives by for one that arrives', async () => {
  world.clock.ms += 30 * MINUTE_MS
  drives([1, DEPOT, 0], [5, CLINIC, 60], [6, BETWEEN, 60])
  await expect.poll(stops).toEqual([
    ['left', 1, 5],
    ['planned', null, null],
  ])
})

it('finds a visit whose records came later than newer ones', async () => {
  world.clock.ms += 30 * MINUTE_MS
  drives([1, DEPOT, 0], [25, BETWEEN, 50])
  await expect.poll(stops).toContainEqual(['left', 1, 25])
  world.clock.ms += 6 * MINUTE_MS
  drives([15, CLINIC, 0], [18, BETWEEN, 50])
  await expect.poll(stops).toContainEqual(['left', 15, 18])
})

it('marks each once when two instances look', async () => {
  const other = watcher()
  other.start()
  world.clock.ms += 30 * MINUTE_MS
  drives([1, DEPOT, 0], [11, BETWEEN, 70])
  await expect.poll(stops).toContainEqual(['left', 1, 11])
  await Promise.all([other.stop(), arrivals.stop()])
  expect(touched).toHaveLength(2)
})
