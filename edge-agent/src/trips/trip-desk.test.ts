import { join } from 'node:path'
import { documentDigest, fromUtf8, LOADING_STEPS, loadingChecklistSchema, tripReportSchema } from '@coldrx/protocol'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { createDocumentTable } from '../recorder/document-table.ts'
import { RECORDER_FILE } from '../recorder/recorder-file.ts'
import { agentConfig } from '../testing/agent-fixture.ts'
import { startBroker, startCloud } from '../testing/fake-cloud.ts'
import { BOOT_WALL_MS, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { type RunningAgent, readRun, startTestAgent } from '../testing/running-agent.ts'
import { tripMessage } from '../testing/trip.ts'

const TRIP = '/api/cab/trip'
const driver = { id: 'person-7', name: '张师傅' }
const signature = { kind: 'code', code: '123456' }

const loadingTrip = () => {
  const before = tripMessage(1, { state: 'loading', driver })
  const trip = before.trip
  if (trip === null) throw new Error('the trip of the tests')
  const stops = trip.stops.map((stop) => ({ ...stop, state: 'planned' as const }))
  return {
    ...before,
    trip: { ...trip, stops, shipments: trip.shipments.map((s) => ({ ...s, state: 'assigned' as const })) },
  }
}

test('a day without network: the checklist over a restart, the start, the end, all of it in the frames', async () => {
  const directory = temporaryDirectory()
  const broker = await startBroker()
  const cloud = await startCloud(broker.url)
  await cloud.sayState(true, 's1')
  const config = agentConfig(directory, { brokerUrl: broker.url })
  const first = await startTestAgent(config)
  await expect.poll(() => cloud.births.length).toBe(1)
  await cloud.trip(loadingTrip())
  await expect.poll(first.cab).toMatchObject({ trip: { id: 't1', driverName: '张师傅', started: null } })
  await broker.stop()
  const say = async ({ post }: RunningAgent, saying: object) => {
    const { status, body } = await post(TRIP, { trip: 't1', ...saying })
    return status === 200 ? status : [status, (body as { error: { code: string } }).error.code]
  }
  const step = (agent: RunningAgent, name: string, more = {}) => say(agent, { say: 'step', step: name, ...more })

  first.tick({ celsius: 12 })
  await expect.poll(first.cab).toMatchObject({ compartments: [{ state: 'out-of-range' }] })
  expect((await first.cab()).trip?.checklists).toEqual([
    {
      ...{ stop: 's1', done: [] },
      next: { step: 'pre-cool', check: { result: 'failed', problems: [{ kind: 'temperature', subject: 'c1' }] } },
    },
  ])
  expect(await step(first, 'pre-cool')).toEqual([409, 'CHECK_FAILED'])
  expect(await step(first, 'load')).toEqual([409, 'OUT_OF_ORDER'])
  expect(await say(first, { say: 'end' })).toEqual([409, 'NOT_STARTED'])
  expect(await say(first, { say: 'step', step: 'pre-cool', trip: 't2' })).toEqual([409, 'OTHER_TRIP'])
  expect(await step(first, 'pre-cool', { reason: 'because' })).toEqual([422, 'INVALID'])
  expect(await step(first, 'pre-cool', { reason: 'sensor-wrong' })).toBe(200)
  expect(await step(first, 'unit-off')).toBe(200)
  expect(await say(first, { say: 'restart' })).toBe(200)
  first.tick({ celsius: 5 })
  await expect
    .poll(first.cab)
    .toMatchObject({ trip: { checklists: [{ done: [], next: { check: { result: 'passed' } } }] } })
  for (const name of ['pre-cool', 'unit-off']) expect(await step(first, name, { reason: 'other' })).toBe(200)
  expect(await step(first, 'load', { boxes: ['B-1'] })).toEqual([409, 'CHECK_FAILED'])
  expect(await step(first, 'load', { boxes: ['B-1', 'B-2'] })).toBe(200)
  expect(await step(first, 'load', { boxes: [] })).toBe(200)
  await first.agent.stop()

  const second = await startTestAgent(config, BOOT_WALL_MS + 60_000)
  // the alarm of before ends once its cause has stayed away for a minute
  for (let at = 0; at < 70; at++) second.tick({ celsius: 5 })
  await expect.poll(second.cab).toMatchObject({ trip: { checklists: [{ next: { step: 'close' } }] } })
  expect((await second.cab()).trip?.checklists[0]?.done.map(({ step: done }) => done)).toEqual(
    LOADING_STEPS.slice(0, 3),
  )
  for (const name of LOADING_STEPS.slice(3)) expect(await step(second, name)).toBe(200)
  expect(await step(second, 'depart')).toBe(200)
  expect(await say(second, { say: 'restart' })).toEqual([409, 'STARTED'])
  // from here on it drives: what is first is the stop with goods
  expect((await second.cab()).trip).toMatchObject({ checklists: [], nextStop: 's2', endedAt: null })
  expect(await say(second, { say: 'end' })).toEqual([409, 'GOODS_ABOARD'])
  const handover = { id: 'handover-0001', shipment: 'h1', outcome: 'delivered', taker: '吴医生', signature }
  expect(await second.post('/api/cab/handovers', handover)).toMatchObject({ status: 201 })
  expect((await second.cab()).trip?.nextStop).toBeNull()
  expect(await say(second, { say: 'end' })).toBe(200)
  expect((await second.cab()).trip?.endedAt).not.toBeNull()
  await second.agent.stop()

  const { events } = readRun(directory)
  const db = new Database(join(directory, RECORDER_FILE), { readonly: true })
  const documents = createDocumentTable(db)
    .ofKind('handover', 9)
    .concat(createDocumentTable(db).ofKind('loading-checklist', 9), createDocumentTable(db).ofKind('trip-report', 9))
    .sort((left, right) => left.position - right.position)
  db.close()
  expect(
    events.flatMap(({ code, subject, detail }) =>
      code === 'checklist-step' ? [[subject, detail.check, ...('reason' in detail ? [detail.reason] : [])]] : [],
    ),
  ).toEqual([
    ...[
      ['pre-cool', 'overridden', 'sensor-wrong'],
      ['unit-off', 'no-sensor'],
      ['restart', 'no-sensor'],
    ],
    ...[
      ['pre-cool', 'passed'],
      ['unit-off', 'no-sensor'],
      ['load', 'passed'],
      ['close', 'passed'],
    ],
    ...[
      ['lock', 'no-sensor'],
      ['unit-on', 'passed'],
      ['check', 'passed'],
      ['depart', 'passed'],
    ],
  ])
  expect(events.filter(({ code }) => code.startsWith('trip-'))).toMatchObject([
    { code: 'trip-started', subject: 't1', detail: { driver: 'person-7' } },
    { code: 'trip-ended', subject: 't1', detail: { delivered: 1, refused: 0, open: 0 } },
  ])
  const contents = documents.map(({ id, kind, salt, bytes }) => {
    expect(events.find(({ code, subject }) => code === 'document' && subject === id)?.detail).toEqual({
      ...{ kind, digest: documentDigest(salt, bytes) },
    })
    return [kind, JSON.parse(fromUtf8(bytes)) as unknown] as const
  })
  expect(contents.map(([kind]) => kind)).toEqual(['loading-checklist', 'handover', 'trip-report'])
  expect(loadingChecklistSchema.parse(contents[0]?.[1])).toMatchObject({
    ...{ trip: { id: 't1', revision: 3 }, driver: 'person-7' },
    ...{ steps: LOADING_STEPS.map((name) => ({ step: name })), loaded: [{ shipment: 'h1', boxes: ['B-1', 'B-2'] }] },
  })
  expect(tripReportSchema.parse(contents[2]?.[1])).toMatchObject({ delivered: ['h1'], refused: [], open: [] })
  // names stay in documents
  expect(JSON.stringify(events)).not.toContain('张师傅')
})

test('goods that come aboard on the way have a checklist of their own, over a restart', async () => {
  const directory = temporaryDirectory()
  const broker = await startBroker()
  const cloud = await startCloud(broker.url)
  await cloud.sayState(true, 's1')
  const config = agentConfig(directory, { brokerUrl: broker.url })
  const first = await startTestAgent(config)
  await expect.poll(() => cloud.births.length).toBe(1)
  const { trip } = tripMessage(1)
  const [depot, clinic] = trip?.stops ?? []
  const [aboard] = trip?.shipments ?? []
  if (depot === undefined || clinic === undefined || aboard === undefined) throw new Error('the trip of the tests')
  const stops = [depot, { ...clinic, id: 's3' }, clinic]
  const pickedUp = { ...aboard, id: 'h2', number: 'W-2', boxes: ['B-3'], fromStop: 's3', state: 'assigned' as const }
  await cloud.trip(tripMessage(1, { stops, shipments: [aboard, pickedUp] }))
  // the cloud says that it drives: what is left to load is on the way
  await expect.poll(first.cab).toMatchObject({ trip: { nextStop: 's3', checklists: [{ stop: 's3', done: [] }] } })
  await broker.stop()
  const step = async ({ post }: RunningAgent, name: string, more = {}) => {
    const { status, body } = await post(TRIP, { say: 'step', trip: 't1', stop: 's3', step: name, ...more })
    return status === 200 ? status : [status, (body as { error: { code: string } }).error.code]
  }
  expect(await step(first, 'pre-cool', { stop: 's2', reason: 'other' })).toEqual([409, 'NOTHING_TO_LOAD'])
  expect(await step(first, 'pre-cool', { stop: 's1', reason: 'other' })).toEqual([409, 'STARTED'])
  for (const name of ['pre-cool', 'unit-off']) expect(await step(first, name, { reason: 'other' })).toBe(200)
  expect(await step(first, 'load', { boxes: ['B-1'] })).toEqual([409, 'CHECK_FAILED'])
  expect(await step(first, 'load', { boxes: ['B-3'] })).toBe(200)
  await first.agent.stop()

  const second = await startTestAgent(config, BOOT_WALL_MS + 60_000)
  expect((await second.cab()).trip?.checklists[0]?.done).toHaveLength(3)
  for (const name of LOADING_STEPS.slice(3)) expect(await step(second, name, { reason: 'other' })).toBe(200)
  expect(await step(second, 'depart')).toBe(200)
  expect((await second.cab()).trip).toMatchObject({ checklists: [], nextStop: 's2' })
  await second.agent.stop()

  const { events } = readRun(directory)
  const steps = events.filter(({ code }) => code === 'checklist-step')
  expect(steps.map(({ subject, detail }) => [subject, detail.stop])).toEqual(LOADING_STEPS.map((name) => [name, 's3']))
  expect(events.some(({ code }) => code === 'trip-started')).toBe(false)
  const db = new Database(join(directory, RECORDER_FILE), { readonly: true })
  const [document, ...others] = createDocumentTable(db).ofKind('loading-checklist', 9)
  db.close()
  expect(others).toEqual([])
  const content: unknown = JSON.parse(fromUtf8(document?.bytes ?? new Uint8Array(0)))
  expect(loadingChecklistSchema.parse(content)).toMatchObject({
    ...{ stop: 's3', steps: LOADING_STEPS.map((name) => ({ step: name })) },
    loaded: [{ shipment: 'h2', boxes: ['B-3'] }],
  })
})
