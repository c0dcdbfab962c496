import { expect, test } from 'vitest'
import { type CurveOptionParts, curveOption } from './curve-option.ts'
import type { Curve, CurveLine } from './curve-points.ts'

const T0 = Date.UTC(2026, 2, 1, 8)
const at = (minutes: number) => T0 + minutes * 60_000

const LOOK = {
  ...{ ink: 'ink', inkSoft: 'soft', line: 'line', surface: 'surface', limit: 'limit', limitTint: 'limit-tint' },
  ...{ gapTint: 'gap-tint', probes: ['probe-1', 'probe-2'], font: 'font' },
}

const TEXTS = {
  max: (celsius: number) => `max ${celsius}`,
  min: (celsius: number) => `min ${celsius}`,
  gap: (reasons: readonly string[]) => reasons.join('+'),
  notYet: 'nothing received',
  tick: String,
  value: String,
}

const line = (rest: Partial<CurveLine> = {}): CurveLine => ({
  ...{ channel: 'p1.temperature', source: 'p1', decimals: 1, provisional: [], provisionalCount: 0 },
  ...{ endsLive: false, doubtful: [], band: [], recorded: [[at(0), 4] as const, [at(58), 5] as const] },
  ...rest,
})

function draw(curve: Partial<Curve> = {}, rest: Partial<CurveOptionParts> = {}) {
  const option = curveOption({
    curve: { lines: [line()], gaps: [], recordedUntilMs: at(58), ...curve },
    range: { minCelsius: 2, maxCelsius: 8 },
    fromMs: at(0),
    toMs: at(60),
    timeZone: 'UTC',
    look: LOOK,
    texts: TEXTS,
    ...rest,
  })
  const background = option.series.find((one) => 'markArea' in one)
  const areas = background?.markArea.data ?? []
  return {
    ...option,
    limits: background?.markLine.data.map(({ yAxis, label }) => [yAxis, label.formatter]),
    beyond: areas
      .filter(([from]) => from !== undefined && 'yAxis' in from)
      .map(([from, to]) => [from?.yAxis, to?.yAxis]),
    gaps: areas
      .filter(([from]) => from !== undefined && 'xAxis' in from)
      .map(([from, to]) => [from?.xAxis, to?.xAxis, from?.label]),
  }
}

test('both limits are lines with their words, and what lies beyond is shaded to the end of the axis', () => {
  const { limits, beyond, yAxis } = draw()
  expect(limits).toEqual([
    [8, 'max 8'],
    [2, 'min 2'],
  ])
  expect(beyond).toEqual([
    [8, yAxis.max],
    [yAxis.min, 2],
  ])
  expect(yAxis.max).toBeGreaterThan(8)
  expect(yAxis.min).toBeLessThan(2)
})

test('without limits nothing is beyond them', () => {
  const { limits, beyond } = draw({}, { range: null })
  expect([limits, beyond]).toEqual([[], []])
})

test('a gap of the compartment is a band cut to the span, named where its name fits; one of a probe is not', () => {
  const { gaps } = draw({
    gaps: [
      { fromMs: at(-9), toMs: at(20), reasons: ['restart'], source: null },
      { fromMs: at(30), toMs: at(31), reasons: ['no-sample'], source: null },
      { fromMs: at(40), toMs: at(50), reasons: ['timeout'], source: 'p1' },
      { fromMs: at(-9), toMs: at(-2), reasons: ['restart'], source: null },
    ],
  })
  expect(gaps).toMatchObject([
    [at(0), at(20), { show: true, formatter: 'restart' }],
    [at(30), at(31), { show: false }],
  ])
})

test('more than the time of a frame without a word is said at the right edge, but not while hints come', () => {
  const recorded = [[at(0), 4] as const, [at(40), 5] as const]
  const quiet = { lines: [line({ recorded })], recordedUntilMs: at(40) }
  expect(draw(quiet).gaps).toMatchObject([[at(40), at(60), { formatter: 'nothing received' }]])
  const heard = { ...quiet, lines: [line({ recorded, provisional: [[at(59), 5]], endsLive: true })] }
  expect(draw(heard).gaps).toEqual([])
})

test('a number that proves nothing is a grey point of its own, and does not flatten the curve', () => {
  const { series, yAxis } = draw({
    lines: [line({ doubtful: [[at(10), 9.5, 'frozen'] as const, [at(11), 850, 'range'] as const] })],
  })
  const doubtful = series.find((one) => 'id' in one && one.id === 'p1.temperature doubtful')
  expect(doubtful).toMatchObject({ color: 'soft', lineStyle: { width: 0 }, symbol: 'emptyCircle' })
  expect(doubtful?.data).toHaveLength(2)
  expect(yAxis.max).toBeGreaterThanOrEqual(9.5)
  expect(yAxis.max).toBeLessThan(20)
})

test('of buckets the least and the greatest are a band, also below zero', () => {
  const { series, yAxis } = draw({
    lines: [line({ recorded: [[at(0), -19]], band: [[at(0), -24, -12] as const, [at(1), null, null] as const] })],
  })
  const bands = series.filter((one) => 'stack' in one)
  expect(bands.map((one) => 'data' in one && one.data)).toEqual([
    [
      [at(0), -24],
      [at(1), null],
    ],
    [
      [at(0), 12],
      [at(1), null],
    ],
  ])
  expect([yAxis.min, yAxis.max]).toEqual([expect.closeTo(-30, 0), expect.any(Number)])
  expect(bands.every((one) => 'stackStrategy' in one && one.stackStrategy === 'all')).toBe(true)
})
