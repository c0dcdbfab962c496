import { documentDigest, fromUtf8, handoverSchema } from '@coldrx/protocol'
import { expect, test } from 'vitest'
import { agentConfig } from '../testing/agent-fixture.ts'
import { type FakeCloud, startBroker, startCloud } from '../testing/fake-cloud.ts'
import { BOOT_WALL_MS, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { type RunningAgent, readRun, startTestAgent } from '../testing/running-agent.ts'
import { tripMessage } from '../testing/trip.ts'

const HANDOVERS = '/api/cab/handovers'
/** Large enough for three parts. */
const signature = { kind: 'image', mediaType: 'image/png', base64: 'QUJD'.repeat(20_000) }
const request = { id: 'handover-0001', shipment: 'h1', outcome: 'delivered', taker: '吴医生', signature }

interface World extends RunningAgent {
  readonly cloud: FakeCloud
  readonly directory: string
  readonly restart: () => Promise<RunningAgent>
}

async function world(): Promise<World> {
  const directory = temporaryDirectory()
  const broker = await startBroker()
  const cloud = await startCloud(broker.url)
  await cloud.sayState(true, 's1')
  const config = agentConfig(directory, { brokerUrl: broker.url })
  const running = await startTestAgent(config)
  await expect.poll(() => cloud.births.length).toBeGreaterThan(0)
  await cloud.trip(tripMessage(1))
  running.tick({ celsius: 4.2 })
  await expect.poll(running.cab).toMatchObject({ trip: { id: 't1' }, network: { state: 'online' } })
  return {
    ...{ ...running, cloud, directory },
    restart: async () => {
      await running.agent.stop()
      return await startTestAgent(config, BOOT_WALL_MS + 60_000)
    },
  }
}

test('a hand-over is a document that a frame pins, and the cloud gets both', async () => {
  const { post, get, cab, cloud, agent, directory } = await world()
  const answer = { document: request.id, shipment: 'h1', outcome: 'delivered', acknowledged: false }
  expect(await post(HANDOVERS, request)).toMatchObject({ status: 201, body: answer })
  await expect
    .poll(cab)
    .toMatchObject({ trip: { shipments: [{ handover: { outcome: 'delivered', acknowledged: true } }] } })
  const document = cloud.documents.get(request.id)
  if (document === undefined) throw new Error('the document did not come')
  expect(handoverSchema.parse(JSON.parse(fromUtf8(document.bytes)))).toEqual({
    ...{ v: 1, shipment: 'h1', waybill: 'W-1', trip: { id: 't1', revision: 3 }, stop: 's2', outcome: 'delivered' },
    ...{ taker: '吴医生', atMs: BOOT_WALL_MS + 1_000, clock: 'rtc', compartment: 'c1', temperatureCelsius: 4.2 },
    ...{ position: { latitude: 31.23456, longitude: 121.47123 }, boxes: ['B-1', 'B-2'], signature },
    sheet: {
      ...{ truck: '沪A·D8231', tripNumber: 'T-1', stopName: { zh: 'Clinic', en: 'Clinic' }, consignee: '吴医生' },
      ...{ goods: { zh: '疫苗', en: 'Vaccine' }, range: { minCelsius: 2, maxCelsius: 8 }, driver: null },
      ...{ departedAtMs: null, probes: [{ id: 'p1', temperatureCelsius: 4.2, mark: 'ok' }] },
    },
  })
  expect(await get(`${HANDOVERS}/${request.id}`)).toMatchObject({ status: 200, body: { taker: '吴医生', signature } })
  expect(await get(`${HANDOVERS}/handover-none`)).toMatchObject({ status: 404 })
  await agent.stop()
  const { events, frames } = readRun(directory)
  const pins = events.filter(({ code }) => code === 'document')
  expect(pins).toMatchObject([
    { subject: request.id, detail: { kind: 'handover', digest: documentDigest(document.salt, document.bytes) } },
  ])
  // no name, no signature, no shipment in what everybody's verifier sees
  for (const { frame } of frames) {
    for (const section of frame.sections) expect(Buffer.from(section).toString('utf8')).not.toMatch(/吴医生|QUJD|"h1"/)
  }
})

test('asked twice it is one hand-over; another of the same shipment is refused', async () => {
  const { post, agent, directory } = await world()
  const both = await Promise.all([post(HANDOVERS, request), post(HANDOVERS, request)])
  expect(both.map(({ status }) => status)).toEqual([201, 201])
  const refused = async (change: object) => {
    const { status, body } = await post(HANDOVERS, { ...request, ...change })
    return [status, (body as { error: { code: string; message: string } }).error]
  }
  expect(await refused({ id: 'handover-0002' })).toMatchObject([409, { code: 'ALREADY_HANDED_OVER' }])
  expect(await refused({ shipment: 'h9', id: 'handover-0003' })).toMatchObject([409, { code: 'NO_SHIPMENT' }])
  expect(await refused({ outcome: 'lost' })).toMatchObject([
    422,
    { message: expect.stringContaining('outcome: ') as string },
  ])
  expect(await refused({ taker: ' ' })).toMatchObject([422, { message: expect.stringContaining('taker: ') as string }])
  expect(await refused({ extra: 1 })).toMatchObject([422, { code: 'INVALID' }])
  await agent.stop()
  expect(readRun(directory).events.filter(({ code }) => code === 'document')).toHaveLength(1)
})

test('boxes that are missing are named, a refusal says why, and no box of others is handed over', async () => {
  const { post, get } = await world()
  const codeOf = async (change: object) => {
    const { status, body } = await post(HANDOVERS, { ...request, ...change })
    return [status, (body as { error: { code: string } }).error.code]
  }
  expect(await codeOf({ outcome: 'refused' })).toEqual([409, 'NO_REASON'])
  expect(await codeOf({ boxes: ['B-1', 'B-9'] })).toEqual([409, 'UNKNOWN_BOX'])
  expect(await codeOf({ boxes: [] })).toEqual([409, 'NO_BOX'])
  const refusal = { ...request, outcome: 'refused', reason: 'temperature', boxes: ['B-2'] }
  expect(await post(HANDOVERS, refusal)).toMatchObject({ status: 201 })
  expect(await get(`${HANDOVERS}/${request.id}`)).toMatchObject({
    body: { outcome: 'refused', reason: 'temperature', boxes: ['B-2'], missing: ['B-1'] },
  })
})

test('what another page could send without being allowed to is not taken', async () => {
  const { agent } = await world()
  const url = `http://127.0.0.1:${agent.cabPort}${HANDOVERS}`
  const plain = await fetch(url, { method: 'POST', body: JSON.stringify(request) })
  expect(plain.status).toBe(415)
  const large = { method: 'POST', headers: { 'content-type': 'application/json' }, body: `"${'x'.repeat(250_000)}"` }
  expect((await fetch(url, large)).status).toBe(413)
})

test('a document that nobody answers is sent again, and after a restart; it is shown as not sent until then', async () => {
  const { post, cab, cloud, pass, restart } = await world()
  cloud.keepsDocuments = false
  await post(HANDOVERS, request)
  const copies = (): number => cloud.documentParts.filter((part) => part.endsWith('/0')).length
  await expect.poll(copies).toBe(1)
  const sentAgain = (): boolean => {
    // counted from when the broker took it, which the truck hears of only now
    pass(25_000)
    return copies() > 1
  }
  await expect.poll(sentAgain, { timeout: 10_000 }).toBe(true)
  expect(await cab()).toMatchObject({ trip: { shipments: [{ handover: { acknowledged: false } }] } })

  const before = copies()
  const again = await restart()
  await expect.poll(copies).toBeGreaterThan(before)
  cloud.keepsDocuments = true
  const laterCab = (): ReturnType<typeof again.cab> => {
    again.pass(25_000)
    return again.cab()
  }
  await expect
    .poll(laterCab, { timeout: 10_000 })
    .toMatchObject({ trip: { shipments: [{ handover: { document: request.id, acknowledged: true } }] } })
  // acknowledged is not sent any more, and handed over stays handed over
  expect(await again.post(HANDOVERS, { ...request, id: 'handover-0009' })).toMatchObject({ status: 409 })
  await again.agent.stop()
  expect(cloud.documents.size).toBe(1)
})

test('an acknowledgement of other bytes is none', async () => {
  const { post, cab, cloud } = await world()
  cloud.keepsDocuments = false
  await post(HANDOVERS, request)
  await cloud.publish(
    'coldrx/v1/tk001/down/document-ack',
    JSON.stringify({ v: 1, id: request.id, digest: '00'.repeat(32) }),
  )
  await cloud.trip(tripMessage(2, { number: 'T-2' }))
  await expect.poll(cab).toMatchObject({ trip: { number: 'T-2', shipments: [{ handover: { acknowledged: false } }] } })
})
