import { decodeFrame, toHex } from '@coldrx/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApiWorld } from '../../cloud/src/testing/api-world.ts'
import { FakeTruck } from '../../cloud/src/testing/fake-truck.ts'
import { TelemetryWorld } from '../../cloud/src/testing/telemetry-world.ts'
import { readOurselves } from '../independent/our-reading.ts'
import { readIndependently, runIndependentVerifier } from '../independent/run.ts'

const MINUTE_MS = 60_000
const BEGIN_MS = Date.UTC(2026, 1, 20)

let truck: FakeTruck
let frames: Uint8Array[]
let recorded: TelemetryWorld
let world: Awaited<ReturnType<typeof createApiWorld>>

/** An hour with a seal every ten minutes; then a new epoch, whose newest frames no seal covers yet. */
beforeAll(async () => {
  truck = new FakeTruck({ wallOffsetMs: BEGIN_MS })
  const later = new FakeTruck({ key: truck.key, epoch: '010203040506', wallOffsetMs: BEGIN_MS })
  const minute = (of: FakeTruck, at: number, sealed: boolean): Uint8Array =>
    of.frame({
      rows: [{ monotonicMs: at * MINUTE_MS, samples: { 'p1.temperature': 2 + (at % 60) / 10, 'p2.temperature': -20 } }],
      events: [{ monotonicMs: at * MINUTE_MS, code: 'note' }],
      sealed,
    })
  frames = [truck.open()]
  for (let at = 1; at < 60; at++) frames.push(minute(truck, at, at % 10 === 0))
  frames.push(later.open({ monotonicMs: 60 * MINUTE_MS }))
  for (let at = 61; at < 75; at++) frames.push(minute(later, at, at === 70))
  recorded = await TelemetryWorld.open(truck)
  await recorded.take(truck, ...frames)
  world = await createApiWorld({
    devices: [{ device: truck.device, publicKey: toHex(truck.key.publicKey) }],
    recordings: { readModel: recorded.telemetry, frames: recorded.frameLog },
  })
})
afterAll(async () => {
  await world.close()
  await recorded.remove()
})

async function bundleOf(fromMinute: number, toMinute: number): Promise<string> {
  const inspector = await world.as('inspector')
  const { body } = await inspector('POST', '/api/inspections', { purpose: 'annual inspection' })
  const [from, to] = [fromMinute, toMinute].map((at) => new Date(BEGIN_MS + at * MINUTE_MS).toISOString())
  const response = await world.app.request(
    `/api/inspection/device/tk001/proofs?inspection=${(body as { id: string }).id}&from=${from}&to=${to}`,
    { headers: { cookie: await world.cookieOf('inspector') } },
  )
  expect(response.status).toBe(200)
  return response.text()
}

it('what an inspector takes away is verified by somebody who has nothing of ours', async () => {
  const report = await readIndependently('bundle', await bundleOf(23, 27))
  const inBundle = frames.slice(21, 31)
  expect(report).toMatchObject({ device: 'tk001', runs: 1, frames: 10, seals: 1, unsigned: 0, unproved: 0 })
  const [opening = new Uint8Array(0)] = frames
  const ours = readOurselves([opening, ...inBundle])
  expect(report.values).toEqual(ours.values)
  expect(report.events).toEqual(ours.events)
  expect(report.values.length).toBeGreaterThan(10)
})

it('a span over the change of an epoch is proved in both, and what no seal covers is said', async () => {
  const report = await readIndependently('bundle', await bundleOf(55, 74))
  expect(report).toMatchObject({ runs: 2, unsigned: 9 + 4, unproved: 0, seals: 1 })
  expect(report.frames).toBe(9 + 15)
})

it('a byte, a frame, a line or an end that was tampered with is told', async () => {
  const text = await bundleOf(23, 27)
  const lines = text.trimEnd().split('\n')
  const at = lines.findIndex((line) => line.startsWith('{"frame"'))
  const told = async (changed: readonly string[]) => {
    const { code, problem } = await runIndependentVerifier('bundle', `${changed.join('\n')}\n`)
    return [code, problem]
  }
  expect(await told(lines)).toEqual([0, ''])
  const { frame } = JSON.parse(lines[at] ?? '') as { frame: string }
  const bytes = Buffer.from(frame, 'hex')
  const body = decodeFrame(bytes).headerBytes.length + 16 + 4
  bytes[body] = (bytes[body] ?? 0) ^ 1
  expect((await told(lines.with(at, JSON.stringify({ frame: bytes.toString('hex') }))))[0]).toBe(1)
  expect((await told(lines.toSpliced(at, 1)))[1]).toContain('missing or misplaced')
  expect((await told(lines.slice(0, -1)))[1]).toContain('broke off')
  const run = lines.findIndex((line) => line.startsWith('{"run"'))
  const forged = (lines[run] ?? '').replace(/"head":"../, '"head":"00')
  expect((await told(lines.with(run, forged)))[1]).toContain('does not fit')
})
