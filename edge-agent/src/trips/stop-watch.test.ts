import { expect, test } from 'vitest'
import type { TruckPlace } from '../gnss/track-filter.ts'
import { agentConfig } from '../testing/agent-fixture.ts'
import { startBroker, startCloud } from '../testing/fake-cloud.ts'
import { temporaryDirectory } from '../testing/recorder-fixture.ts'
import { readRun, startTestAgent } from '../testing/running-agent.ts'
import { tripMessage } from '../testing/trip.ts'
import { createStopWatch } from './stop-watch.ts'

/** Metres north of the stops of the trip, whose fences have a radius of 200 m. */
const placeAt = (metres: number): TruckPlace => ({
  ...{ latitude: 31 + metres / 111_195, longitude: 121, atMs: 0, speedKmh: 30 },
  ...{ isParked: false, began: null },
})

test('says each entering and leaving once: neither wandering at the fence nor a lost position is one', () => {
  const { trip } = tripMessage(1)
  const [stop] = trip?.stops ?? []
  const watch = createStopWatch()
  const one = trip && { ...trip, stops: stop === undefined ? [] : [stop] }
  const said = [500, 210, 195, 205, 230, null, 190, 249, 251, 240, 100].map((metres, at) =>
    watch
      .observe({ monotonicMs: at, place: metres === null ? null : placeAt(metres), trip: one })
      .map(({ code, subject, detail }) => [code, subject, detail.trip]),
  )
  expect(said.map((events) => events.flat())).toEqual([
    [],
    [],
    ['geofence-entered', 's1', 't1'],
    [],
    [],
    [],
    [],
    [],
    ['geofence-left', 's1', 't1'],
    [],
    ['geofence-entered', 's1', 't1'],
  ])
  // of a trip that is over nothing is said any more
  expect(watch.observe({ monotonicMs: 20, place: placeAt(5_000), trip: null })).toEqual([])
})

test('an agent without network records the stops of its trip, and not again because it was started again', async () => {
  const directory = temporaryDirectory()
  const broker = await startBroker()
  const cloud = await startCloud(broker.url)
  await cloud.sayState(true, 's1')
  const config = agentConfig(directory, { brokerUrl: broker.url })
  const first = await startTestAgent(config)
  await expect.poll(() => cloud.births.length).toBe(1)
  await cloud.trip(tripMessage(1))
  await expect.poll(async () => (await first.cab()).trip?.id).toBe('t1')
  await broker.stop()
  for (const metres of [900, 150, 100]) first.tick({ place: placeAt(metres) })
  await first.agent.stop()

  const second = await startTestAgent(config)
  for (const metres of [120, 230, 400]) second.tick({ place: placeAt(metres) })
  await second.agent.stop()
  const passages = readRun(directory).events.filter(({ code }) => code.startsWith('geofence'))
  expect(passages.map(({ boot, code, subject }) => [boot, code, subject])).toEqual([
    [1, 'geofence-entered', 's1'],
    [1, 'geofence-entered', 's2'],
    [2, 'geofence-left', 's1'],
    [2, 'geofence-left', 's2'],
  ])
})
