import { CADENCES, type Mark, toInteger } from '@coldrx/protocol'
import { expect, test } from 'vitest'
import type { ChannelSample, Tick } from '../sampling/tick.ts'
import { BOOT_WALL_MS, TEST_LAYOUT } from '../testing/recorder-fixture.ts'
import { createAssetWatch } from './asset-watch.ts'

const CADENCE = { sampleIntervalMs: 10_000, recordIntervalMs: 60_000, outOfRangeRecordIntervalMs: 30_000 }
const [vehicle, c1] = TEST_LAYOUT.groups
const LAYOUT = {
  ...TEST_LAYOUT,
  groups: [
    {
      ...(vehicle ?? expect.fail('no vehicle')),
      channels: [
        ...(vehicle?.channels ?? []),
        { id: 'gnss.latitude', quantity: 'latitude' as const, unit: 'deg', decimals: 5, source: 'gnss' },
      ],
    },
    {
      ...(c1 ?? expect.fail('no compartment')),
      channels: [
        ...(c1?.channels ?? []),
        { id: 'p2.temperature', quantity: 'temperature' as const, unit: 'Cel', decimals: 1, source: 'p2' },
        { id: 'c1.defrost', quantity: 'defrost' as const, unit: '1', decimals: 0, source: 'inputs' },
      ],
    },
  ],
}

interface Readings {
  readonly p1?: number | Mark
  readonly p2?: number | Mark
  readonly door?: number | Mark
  readonly defrost?: number | Mark
  readonly power?: number | Mark
  readonly latitude?: number | Mark
}

function tickAt(
  seconds: number,
  { p1 = 5, p2 = 5, door = 0, defrost = 0, power = 1, latitude = 31 }: Readings = {},
): Tick {
  const sample = (reading: number | Mark, decimals: number): ChannelSample =>
    typeof reading === 'number'
      ? { integer: toInteger(reading, { decimals }), mark: 'ok' }
      : // a frozen or impossible number is still a number: that it is out of range must not count
        { integer: reading === 'frozen' || reading === 'range' ? 990 : null, mark: reading }
  return {
    monotonicMs: seconds * 1_000,
    utcMs: null,
    samples: new Map([
      ['power', sample(power, 0)],
      ['c1.defrost', sample(defrost, 0)],
      ['gnss.latitude', sample(latitude, 5)],
      ['p1.temperature', sample(p1, 1)],
      ['p1.humidity', sample(typeof p1 === 'number' ? 60 : p1, 1)],
      ['c1.door', sample(door, 0)],
      ['p2.temperature', sample(p2, 1)],
    ]),
  }
}

/** Plays one tick each 10 s, beginning at 0. */
function play(readings: readonly Readings[]) {
  const watch = createAssetWatch({ layout: LAYOUT, cadence: CADENCE })
  return readings.map((reading, at) => {
    const verdict = watch.observe(tickAt(at * 10, reading), BOOT_WALL_MS + at * 10_000)
    return { ...verdict, seconds: at * 10, codes: verdict.events.map((event) => event.code) }
  })
}

const times = (count: number, reading: Readings = {}): Readings[] => Array.from({ length: count }, () => reading)
const recorded = (verdicts: ReturnType<typeof play>) =>
  verdicts.filter(({ record }) => record).map(({ seconds }) => seconds)

test('records on the grid while all is well', () => {
  expect(recorded(play(times(19)))).toEqual([0, 60, 120, 180])
})

test('records the first out and the first back at once and promptly, and twice as often in between', () => {
  const verdicts = play([...times(2), ...times(8, { p2: 8.1 }), ...times(6)])
  expect(recorded(verdicts)).toEqual([0, 20, 30, 60, 90, 100, 120])
  expect(verdicts.filter(({ prompt }) => prompt).map(({ seconds, codes }) => [seconds, codes])).toEqual([
    [20, ['out-of-range']],
    [100, ['back-in-range']],
  ])
  const [, , out] = verdicts
  expect(out?.events[0]).toMatchObject({ subject: 'c1', detail: { channel: 'p2.temperature', celsius: 8.1 } })
  expect(verdicts[5]?.compartments).toEqual([
    { id: 'c1', state: 'out-of-range', since: { monotonicMs: 20_000 }, outOfRangeSince: { monotonicMs: 20_000 } },
  ])
})

test('both ends of the range are in range', () => {
  expect(play([{ p1: 2, p2: 8 }, { p1: 1.9 }]).map(({ compartments }) => compartments[0]?.state)).toEqual([
    'in-range',
    'out-of-range',
  ])
})

test.each(['frozen', 'range', 'timeout', 'crc', 'invalid'] as const)(
  'a sample marked %s says nothing of the compartment',
  (mark) => {
    const states = (readings: Readings) => play([readings])[0]?.compartments[0]?.state
    expect(states({ p1: mark, p2: mark })).toBe('unknown')
    expect(states({ p1: mark })).toBe('in-range')
    expect(states({ p1: mark, p2: 9 })).toBe('out-of-range')
  },
)

test('a compartment that falls silent while out of range has not come back', () => {
  const verdicts = play([{ p1: 9, p2: 9 }, ...times(8, { p1: 'timeout', p2: 'timeout' }), ...times(2)])
  expect(verdicts.flatMap(({ codes }) => codes).filter((code) => code.includes('range'))).toEqual([
    'out-of-range',
    'back-in-range',
  ])
  expect(verdicts[8]?.compartments[0]).toMatchObject({ state: 'unknown', outOfRangeSince: { monotonicMs: 0 } })
  expect(recorded(verdicts)).toEqual([0, 30, 60, 90])
})

test('an excursion goes on over a restart: it is not said anew, and ends as any other', () => {
  const since = { wallMs: BOOT_WALL_MS - 3_600_000 }
  const watch = createAssetWatch({ layout: LAYOUT, cadence: CADENCE, outOfRangeSince: new Map([['c1', since]]) })
  const at = (seconds: number, readings: Readings) => {
    const { events, compartments } = watch.observe(tickAt(seconds, readings), BOOT_WALL_MS + seconds * 1_000)
    return [events.map(({ code }) => code), compartments[0]?.state, compartments[0]?.since]
  }
  expect(at(0, { p1: 'timeout', p2: 'timeout' })).toEqual([[], 'unknown', { monotonicMs: 0 }])
  expect(at(10, { p1: 9 })).toEqual([[], 'out-of-range', since])
  expect(at(20, {})).toEqual([['back-in-range'], 'in-range', { monotonicMs: 20_000 }])
})

test('door and power say each change, not how they stood at the start, nor that they could not be read', () => {
  const verdicts = play([{ door: 1 }, { door: 'timeout' }, { door: 1 }, { door: 0 }, { power: 0 }, { power: 1 }])
  expect(verdicts.map(({ codes, prompt }) => [codes, prompt])).toEqual([
    [[], false],
    [[], false],
    [[], false],
    [['door-closed'], true],
    [['power-lost'], true],
    [['power-restored'], true],
  ])
})

test('a defrost is said when it starts and ends, and waits for the end of its frame', () => {
  const verdicts = play([{}, { defrost: 1 }, { defrost: 'timeout' }, {}])
  expect(verdicts.map(({ codes, prompt }) => [codes, prompt])).toEqual([
    [[], false],
    [['defrost-started'], false],
    [[], false],
    [['defrost-ended'], false],
  ])
  expect(verdicts[1]?.events[0]?.subject).toBe('c1')
})

test('a probe is at fault after three failed samples, once, and recovered by the first good one', () => {
  const verdicts = play([...times(2, { p1: 'timeout' }), {}, ...times(5, { p1: 'crc' }), {}])
  expect(verdicts.flatMap(({ codes }) => codes)).toEqual(['probe-fault', 'probe-recovered'])
  expect(verdicts[5]?.events).toMatchObject([{ code: 'probe-fault', subject: 'p1', detail: { mark: 'crc' } }])
  expect(verdicts[8]).toMatchObject({ codes: ['probe-recovered'], prompt: true, record: true })
})

test('a position that is lost is said without haste', () => {
  const verdicts = play([...times(4, { latitude: 'void' }), {}])
  expect(verdicts.flatMap(({ codes }) => codes)).toEqual(['position-lost', 'position-found'])
  expect(verdicts.some(({ prompt }) => prompt)).toBe(false)
})

test('a hole longer than the interval is said with the record that ends it', () => {
  const watch = createAssetWatch({ layout: LAYOUT, cadence: CADENCE })
  const at = (seconds: number) => watch.observe(tickAt(seconds), BOOT_WALL_MS + seconds * 1_000)
  expect(at(0).events).toEqual([])
  expect(at(60).events).toEqual([])
  const detail = { reason: 'sampling-late', gapFromMs: BOOT_WALL_MS + 60_000, gapToMs: BOOT_WALL_MS + 190_000 }
  expect(at(190)).toMatchObject({ record: true, events: [{ code: 'gap', detail }] })
  expect(at(240).events).toEqual([])
})

test('out of range the shorter interval decides what is a hole', () => {
  const watch = createAssetWatch({ layout: LAYOUT, cadence: CADENCES.storage })
  const at = (seconds: number, p1: number) =>
    watch.observe(tickAt(seconds, { p1 }), BOOT_WALL_MS + seconds * 1_000).events.map(({ code }) => code)
  expect(at(0, 5)).toEqual([])
  // in range half an hour is allowed
  expect(at(1_500, 9)).toEqual(['out-of-range'])
  expect(at(1_530, 9)).toEqual([])
  expect(at(1_620, 9)).toEqual(['gap'])
  expect(at(1_650, 5)).toEqual(['back-in-range'])
  expect(at(3_000, 5)).toEqual([])
})
