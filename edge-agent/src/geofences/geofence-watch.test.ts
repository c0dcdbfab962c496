import type { GeofencesMessage, NamedGeofence } from '@coldrx/protocol'
import { expect, test } from 'vitest'
import type { TruckPlace } from '../gnss/track-filter.ts'
import { agentConfig } from '../testing/agent-fixture.ts'
import { startBroker, startCloud } from '../testing/fake-cloud.ts'
import { temporaryDirectory } from '../testing/recorder-fixture.ts'
import { readRun, startTestAgent } from '../testing/running-agent.ts'
import { tripMessage } from '../testing/trip.ts'
import { createGeofenceWatch } from './geofence-watch.ts'

/** Metres north of the stops of the trip, whose fences have a radius of 200 m. */
const placeAt = (metres: number): TruckPlace => ({
  ...{ latitude: 31 + metres / 111_195, longitude: 121, atMs: 0, speedKmh: 30 },
  ...{ isParked: false, began: null },
})

const centre = { latitude: 31, longitude: 121 }
const square = (metres: number) => {
  const degrees = metres / 111_195
  return [
    { latitude: 31 - degrees, longitude: 121 - degrees },
    { latitude: 31 - degrees, longitude: 121 + degrees },
    { latitude: 31 + degrees, longitude: 121 + degrees },
    { latitude: 31 + degrees, longitude: 121 - degrees },
  ]
}
const DEPOT: NamedGeofence = {
  ...{ id: 'g1', kind: 'depot', name: { zh: '中心药库', en: 'Central store' } },
  fence: { shape: 'circle', centre, radiusMetres: 100 },
}
const OLD_TOWN: NamedGeofence = {
  ...{ id: 'g2', kind: 'forbidden', name: { zh: '老城区', en: 'Old town' } },
  fence: { shape: 'polygon', points: square(300) },
}
const CLINIC: NamedGeofence = { ...DEPOT, id: 'g3', kind: 'customer', name: { zh: '城南门诊', en: 'South clinic' } }
const told = (revision: number, geofences: NamedGeofence[]): GeofencesMessage => ({ v: 1, revision, geofences })

test('says each entering and leaving once: neither wandering at the fence nor a lost position is one', () => {
  const { trip } = tripMessage(1)
  const [stop] = trip?.stops ?? []
  const watch = createGeofenceWatch()
  const one = trip && { ...trip, stops: stop === undefined ? [] : [stop] }
  const said = [500, 210, 195, 205, 230, null, 190, 249, 251, 240, 100].map((metres, at) =>
    watch
      .observe({ monotonicMs: at, place: metres === null ? null : placeAt(metres), trip: one, geofences: [] })
      .map(({ event: { code, subject, detail } }) => [code, subject, detail.trip]),
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
  expect(watch.observe({ monotonicMs: 20, place: placeAt(5_000), trip: null, geofences: [] })).toEqual([])
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

test('named places are said by their name, a forbidden one at once, a customer without the name', () => {
  const watch = createGeofenceWatch()
  const geofences = [DEPOT, OLD_TOWN, CLINIC]
  const said = [900, 250, 60, 400].map((metres, monotonicMs) =>
    watch
      .observe({ monotonicMs, place: placeAt(metres), trip: null, geofences })
      .map(({ event: { code, subject, detail }, prompt }) => [code, subject, detail.nameZh, prompt]),
  )
  expect(said).toEqual([
    [],
    [['geofence-entered', 'g2', '老城区', true]],
    [
      ['geofence-entered', 'g1', '中心药库', false],
      ['geofence-entered', 'g3', undefined, false],
    ],
    [
      ['geofence-left', 'g1', '中心药库', false],
      ['geofence-left', 'g2', '老城区', true],
      ['geofence-left', 'g3', undefined, false],
    ],
  ])
  // one that there is no more is left in silence
  watch.observe({ monotonicMs: 5, place: placeAt(0), trip: null, geofences: [DEPOT] })
  expect(watch.observe({ monotonicMs: 6, place: placeAt(900), trip: null, geofences: [] })).toEqual([])
})

test('what the cloud told last is followed offline and over a restart, and the birth says which that is', async () => {
  const directory = temporaryDirectory()
  const broker = await startBroker()
  const cloud = await startCloud(broker.url)
  await cloud.sayState(true, 's1')
  const config = agentConfig(directory, { brokerUrl: broker.url })
  const first = await startTestAgent(config)
  await expect.poll(() => cloud.births.at(-1)).toMatchObject({ online: true, geofencesRevision: null })
  for (const message of [told(2, [DEPOT]), told(4, [OLD_TOWN]), told(3, [DEPOT])]) await cloud.geofences(message)
  await cloud.publish('coldrx/v1/tk001/down/geofences', '{"v":1,"revision":9}')
  await cloud.settings({ v: 1, revision: 1 })
  // the last message above has come when this is reported: those before it have too
  await expect.poll(() => cloud.births.at(-1)).toMatchObject({ settings: { applied: 1 }, geofencesRevision: 4 })
  await broker.stop()
  for (const metres of [900, 150]) first.tick({ place: placeAt(metres) })
  await first.agent.stop()

  const second = await startTestAgent(config)
  for (const metres of [120, 900]) second.tick({ place: placeAt(metres) })
  await second.agent.stop()
  const passages = readRun(directory).events.filter(({ code }) => code.startsWith('geofence'))
  expect(passages.map(({ boot, code, subject, detail }) => [boot, code, subject, detail.nameEn])).toEqual([
    [expect.any(Number), 'geofence-entered', 'g2', 'Old town'],
    [expect.any(Number), 'geofence-left', 'g2', 'Old town'],
  ])
  expect(passages[0]?.boot).toBeLessThan(passages[1]?.boot ?? 0)
})
