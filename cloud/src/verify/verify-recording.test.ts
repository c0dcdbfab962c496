import { createLayoutDocument, fromHex, sm3, toHex } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FAKE_LAYOUT, type FakeFrame, type FakeRow, FakeTruck } from '../testing/fake-truck.ts'
import { TelemetryWorld } from '../testing/telemetry-world.ts'
import { TruckDirectory } from '../testing/truck-directory.ts'
import { type Fault, formatReport } from './findings.ts'
import { runVerify } from './verify.ts'

const minute = 60_000
const VEHICLE = { 'gnss.latitude': 31, 'gnss.longitude': 121 }
const C1 = { 'p1.temperature': 4, 'c1.door': 0 }
const ALL = { ...VEHICLE, ...C1, 'p2.temperature': -20 }

let truck: FakeTruck
let world: TelemetryWorld
let directory: TruckDirectory

beforeEach(async () => {
  truck = new FakeTruck()
  world = await TelemetryWorld.open(truck)
  const cadence = { sampleIntervalMs: 10_000, recordIntervalMs: minute, outOfRangeRecordIntervalMs: minute / 2 }
  directory = new TruckDirectory({ parent: world.directory, device: 'tk001', cadence })
  await world.take(truck, truck.open())
  await take(started(0))
})

afterEach(async () => {
  await world.remove()
})

const take = (...frames: FakeFrame[]): Promise<void> => world.take(truck, ...frames.map((frame) => truck.frame(frame)))

type Detail = Record<string, string | number>

function event(code: string, at: number, detail: Detail = {}): FakeFrame {
  const monotonicMs = at * minute
  return { monotonicMs, events: [{ monotonicMs, code, detail }] }
}

const started = (at: number, detail: Detail = {}): FakeFrame => event('started', at, detail)
const wall = (at: number): number => truck.wallOffsetMs + at * minute
const iso = (at: number): string => new Date(wall(at)).toISOString()

/** Rows of all sections, one a minute: first and last included. */
function recorded(first: number, last: number, samples: FakeRow['samples'] = ALL): FakeFrame {
  const count = last - first + 1
  return { rows: Array.from({ length: count }, (_, at) => ({ monotonicMs: (first + at) * minute, samples })) }
}

/** The next start of the agent: its monotonic clock begins anew. */
function restart(after: number): void {
  truck.boot++
  truck.wallOffsetMs += after * minute
}

async function verify(): Promise<readonly Fault[]> {
  const report = await runVerify({
    log: { engine: 'sqlite', path: world.framesPath },
    telemetry: { engine: 'sqlite', path: world.telemetryPath },
    publicKeyOf: (device) => fromHex(world.keys.get(device) ?? ''),
    trucks: [directory.path],
  })
  expect(formatReport(report).split('\n')).toHaveLength(
    report.ok ? report.checked.length + 1 : report.checked.length + 1 + report.faults.length,
  )
  return report.faults
}

describe('recording within a run', () => {
  it('is sound with a row for each section and interval, and may wait for a start or stop', async () => {
    await take(recorded(1, 9), event('stopped', 9.9))
    expect(await verify()).toEqual([])
  })

  it('may not be silent without a mark', async () => {
    await take(recorded(1, 3), recorded(5, 6))
    expect(await verify()).toMatchObject(
      ['vehicle', 'c1', 'c2'].map((group) => ({
        ...{ check: 'recording', device: 'tk001', epoch: truck.epoch, n: 3 },
        problem: `nothing of ${group} from ${iso(3)} to ${iso(5)}, and no mark of a gap`,
        ...{ expected: '60000 ms at most', found: '120000 ms' },
      })),
    )
  })

  it('may be silent for as long as a mark says', async () => {
    const gap = (at: number, from: number, to: number): FakeFrame =>
      event('gap', at, { reason: 'recorder-refused', gapFromMs: wall(from), gapToMs: wall(to) })
    await take(recorded(1, 3), gap(41, 4, 40), recorded(41, 42))
    expect(await verify()).toEqual([])
    await take(gap(61, 50, 60), recorded(61, 62))
    // a mark of another time excuses nothing
    expect((await verify()).map(({ found }) => found)).toEqual(Array.from({ length: 3 }, () => '478750 ms'))
  })

  it('of one section may not end or pause while others go on', async () => {
    await take(recorded(1, 2), recorded(3, 42, { ...VEHICLE, 'p2.temperature': -20 }), recorded(43, 44))
    expect(await verify()).toMatchObject([
      { problem: `nothing of c1 from ${iso(2)} to ${iso(43)}, and no mark of a gap` },
    ])
    await take(recorded(45, 90, { ...VEHICLE, ...C1 }))
    expect((await verify()).map(({ problem }) => problem)).toEqual([
      expect.stringContaining('nothing of c1 from'),
      `nothing of c2 from ${iso(44)} to ${iso(90)}, and no mark of a gap`,
    ])
  })

  it('begins soon after the start', async () => {
    await take(recorded(5, 6))
    expect((await verify()).map(({ found }) => found)).toEqual(Array.from({ length: 3 }, () => '300000 ms'))
  })

  it('keeps the interval that is in force: out of range it is another', async () => {
    const warm = { ...ALL, 'p1.temperature': 9 }
    await take(recorded(1, 2, warm))
    expect(await verify()).toMatchObject(
      ['vehicle', 'c1', 'c2'].map(() => ({ expected: '30000 ms at most', found: '60000 ms' })),
    )
  })

  it('keeps the intervals that the layout names, before those of the settings', async () => {
    const cadence = { recordIntervalMs: 3 * minute, outOfRangeRecordIntervalMs: 2 * minute }
    truck.layout = createLayoutDocument({ ...FAKE_LAYOUT, cadence })
    await take({ ...recorded(1, 1), carriesLayout: true }, recorded(4, 4))
    expect(await verify()).toEqual([])
    await take({ rows: [{ monotonicMs: 6 * minute, samples: { ...ALL, 'p1.temperature': 9 } }] }, recorded(9, 9))
    expect((await verify()).map(({ expected }) => expected)).toEqual(
      Array.from({ length: 3 }, () => '120000 ms at most'),
    )
  })
})

describe('recording across a restart', () => {
  it('is sound when the truck says since when it had recorded nothing', async () => {
    await take(recorded(1, 10))
    const gapFromMs = wall(10)
    restart(41)
    await take(started(0, { gapFromMs, gapToMs: wall(0) }), recorded(1, 3))
    expect(await verify()).toEqual([])
  })

  it('names readings that were committed before the restart and never came', async () => {
    await take(recorded(1, 10))
    const [gapFromMs, last] = [wall(40), iso(10)]
    restart(41)
    await take(started(0, { gapFromMs, gapToMs: wall(0) }), recorded(1, 3))
    expect(await verify()).toMatchObject([
      {
        ...{ check: 'recording', n: 3, problem: 'boot 2 started: readings that were recorded before it are missing' },
        ...{ expected: `rows until ${new Date(gapFromMs).toISOString()}`, found: `rows until ${last}` },
      },
    ])
    // said by the truck itself, under its seal, it is a loss and no secret
    await take(event('lost', 4, { epoch: truck.epoch, from: 3, to: 3, reason: 'disk' }), recorded(4, 5))
    expect((await verify()).map(({ check }) => check)).toEqual([])
  })

  it('names a start that does not say since when nothing was recorded, and one that is not there', async () => {
    await take(recorded(1, 10))
    restart(12)
    await take(started(0), recorded(1, 2))
    expect(await verify()).toMatchObject([
      { check: 'recording', n: 3, problem: 'boot 2 started without saying since when nothing was recorded' },
    ])
    restart(12)
    await take(recorded(1, 2))
    expect((await verify())[1]).toMatchObject({ n: 5, problem: 'boot 3 has rows, but no event that it started' })
  })
})

describe('what a witness saw', () => {
  const integers = [3_100_000, 12_100_000, null, null, 40, null, 0, -200]
  const marks = ['ok', 'ok', 'timeout', 'timeout', 'ok', 'timeout', 'ok', 'ok']
  const row = (at: number, events: object[] = []): object => ({
    row: { boot: 1, layout: toHex(truck.layout.hash), monotonicMs: at * minute, samples: { integers, marks }, events },
  })

  it('is all in the cloud, once', async () => {
    const bytes = truck.frame(recorded(1, 2))
    await world.take(truck, bytes)
    await take(event('door-opened', 2, { channel: 'c1.door' }))
    const door = { monotonicMs: 2 * minute + 300, code: 'door-opened', subject: '', detail: { channel: 'c1.door' } }
    directory.writeWitness([{ frame: { epoch: truck.epoch, n: 2, sm3: toHex(sm3(bytes)) } }, row(1), row(2, [door])])
    expect(await verify()).toEqual([])
  })

  it('owes of a point of the track what the vehicle said, and nothing of the compartments', async () => {
    const point = { monotonicMs: 1.5 * minute, samples: VEHICLE }
    await take(recorded(1, 1), { rows: [point] }, recorded(2, 2))
    const samples = { integers: integers.slice(0, 4), marks: marks.slice(0, 4), of: 'vehicle' }
    const seen = { boot: 1, layout: toHex(truck.layout.hash), monotonicMs: point.monotonicMs, samples, events: [] }
    directory.writeWitness([row(1), { row: seen }, row(2)])
    expect(await verify()).toEqual([])
  })

  it('names the reading, event or frame that the cloud does not have', async () => {
    await take(recorded(1, 2))
    const door = { monotonicMs: 2 * minute, code: 'door-opened', subject: 'c1', detail: {} }
    directory.writeWitness([row(2, [door]), row(3), { frame: { epoch: truck.epoch, n: 3, sm3: '00'.repeat(32) } }])
    const faults = await verify()
    expect(faults).toHaveLength(1 + integers.length + 1)
    expect(faults[0]).toMatchObject({
      check: 'owed',
      problem: 'the event door-opened at 120000 ms of boot 1: the truck had committed it, the cloud does not have it',
    })
    expect(faults[1]).toMatchObject({
      ...{ check: 'owed', device: 'tk001', channel: 'gnss.latitude', expected: '3100000 ok' },
      problem: 'the reading at 180000 ms of boot 1: the truck had committed it, the cloud does not have it',
    })
    expect(faults.at(-1)).toMatchObject({ check: 'owed', epoch: truck.epoch, n: 3, expected: '00'.repeat(32) })
  })

  it('names the reading that the cloud has twice, or has another number for', async () => {
    await take(recorded(1, 2), { rows: [{ monotonicMs: 2 * minute, samples: { ...C1, 'p1.temperature': 5 } }] })
    directory.writeWitness([row(2)])
    expect(
      (await verify()).filter(({ check }) => check === 'owed').map(({ channel, problem }) => [channel, problem]),
    ).toEqual(
      ['p1.temperature', 'p1.humidity', 'c1.door'].map((channel) => [
        channel,
        'the reading at 120000 ms of boot 1: the truck had committed it once, the cloud has it 2 times',
      ]),
    )
    directory.writeWitness([{ row: { ...Object(row(1)).row, samples: { integers: integers.with(4, 41), marks } } }])
    expect((await verify()).filter(({ check }) => check === 'owed')).toMatchObject([
      { channel: 'p1.temperature', expected: '41 ok', found: '40 ok' },
    ])
  })

  it('bounds a silence by how long the agent was down', async () => {
    await take(recorded(1, 10))
    const [gapFromMs, downMs] = [wall(10), wall(10.5)]
    restart(41)
    await take(started(0, { gapFromMs, gapToMs: wall(0) }), recorded(0.2, 3.2))
    directory.writeWitness([{ down: downMs }, { down: wall(-20) }, { up: wall(0.1) }])
    expect(await verify()).toEqual([])
    directory.writeWitness([{ down: wall(-20) }, { up: wall(0.1) }])
    expect(await verify()).toMatchObject(
      ['vehicle', 'c1', 'c2'].map((group) => ({
        ...{ check: 'recording', n: 4, expected: '70500 ms at most beside the outage' },
        problem: expect.stringMatching(`^nothing of ${group} from .* longer than the agent was down$`),
      })),
    )
  })

  it('is read line by line: a line that is none is named', async () => {
    directory.writeWitness([{ down: 1 }, { up: 'then' }])
    expect(await verify()).toMatchObject([
      {
        check: 'truck',
        device: 'tk001',
        problem: expect.stringMatching(/witness\.ndjson line 2 is no line of a witness/),
      },
    ])
  })
})
