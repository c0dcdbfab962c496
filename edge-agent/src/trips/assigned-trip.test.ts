import { expect, test } from 'vitest'
import { agentConfig } from '../testing/agent-fixture.ts'
import { startBroker, startCloud } from '../testing/fake-cloud.ts'
import { BOOT_WALL_MS, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { startTestAgent } from '../testing/running-agent.ts'
import { tripMessage } from '../testing/trip.ts'

test('the cab shows the newest trip, whatever order they come in, over a restart without network', async () => {
  const directory = temporaryDirectory()
  const broker = await startBroker()
  const cloud = await startCloud(broker.url)
  await cloud.sayState(true, 's1')
  const config = agentConfig(directory, { brokerUrl: broker.url })
  const first = await startTestAgent(config)
  await expect.poll(() => cloud.births.at(-1)).toMatchObject({ online: true, tripRevision: null })
  expect((await first.cab()).trip).toBeNull()
  const numbered = (revision: number) => tripMessage(revision, { number: `T-${revision}` })
  for (const revision of [2, 5, 5, 3, 4]) await cloud.trip(numbered(revision))
  await cloud.publish('coldrx/v1/tk001/down/trip', '{"v":1,"revision":9}')
  await cloud.settings({ v: 1, revision: 1 })
  // the last message above has come when this is reported: the trips before it have too
  await expect.poll(() => cloud.births.at(-1)).toMatchObject({ settings: { applied: 1 }, tripRevision: 5 })
  expect(await first.cab()).toMatchObject({
    trip: {
      ...{ number: 'T-5', state: 'under-way', nextStop: 's2', plannedDepartureAt: '1970-01-01T00:00:00.000Z' },
      stops: [{ id: 's1' }, { id: 's2', windowTo: '1970-01-01T01:00:00.000Z' }],
      shipments: [{ number: 'W-1', boxes: ['B-1', 'B-2'], compartment: 'c1', handover: null }],
    },
  })
  await first.agent.stop()
  await broker.stop()

  const second = await startTestAgent(config, BOOT_WALL_MS + 60_000)
  expect(await second.cab()).toMatchObject({ network: { state: 'offline' }, trip: { number: 'T-5' } })
})

test('a trip that has ended is none', async () => {
  const broker = await startBroker()
  const cloud = await startCloud(broker.url)
  await cloud.sayState(true, 's1')
  const { cab } = await startTestAgent(agentConfig(temporaryDirectory(), { brokerUrl: broker.url }))
  await expect.poll(() => cloud.births.length).toBe(1)
  await cloud.trip(tripMessage(1))
  await expect.poll(cab).toMatchObject({ trip: { id: 't1' } })
  await cloud.trip({ v: 1, revision: 2, trip: null })
  await expect.poll(async () => (await cab()).trip).toBeNull()
})
