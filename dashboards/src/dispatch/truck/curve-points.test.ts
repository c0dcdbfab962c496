import { expect, test } from 'vitest'
import type { Hint, Series, SeriesPoint } from '../contract.ts'
import { lastGoodOf, toCurve } from './curve-points.ts'

const T0 = Date.UTC(2026, 2, 1, 8)
const MINUTE = 60_000
const at = (minutes: number) => T0 + minutes * MINUTE
const SPAN = { fromMs: T0, toMs: T0 + 20 * MINUTE }

function series(points: SeriesPoint[], gaps: Series['gaps'] = []): Series {
  const channel = { id: 'p1.temperature', quantity: 'temperature', unit: 'Cel', decimals: 1, source: 'p1', points }
  return { device: 'tk001', compartment: 'c1', range: null, recordIntervalMs: MINUTE, channels: [channel], gaps }
}

const good = (minutes: number, value: number): SeriesPoint => [at(minutes), value, 'ok']

function hint(minutes: number, value: number | null, mark = value === null ? 'timeout' : 'ok'): Hint {
  const samples = { 'p1.temperature': { value, mark } }
  return { device: 'tk001', at: at(minutes), clock: 'gnss', samples, outOfRangeSince: {} }
}

const line = (curve: ReturnType<typeof toCurve>) => {
  const [first] = curve.lines
  if (first === undefined) throw new Error('no line')
  return first
}

test('the line breaks where the series says that there is a gap, with its reason', () => {
  const gap = { fromMs: at(1), toMs: at(2), reason: 'restart' }
  const curve = toCurve({ ...SPAN, series: series([good(0, 4), good(1, 4.1), good(2, 4.2)], [gap]), hints: [] })
  expect(line(curve).recorded).toEqual([
    [at(0), 4],
    [at(1), 4.1],
    [at(1.5), null],
    [at(2), 4.2],
  ])
  expect(curve.gaps).toEqual([{ fromMs: at(1), toMs: at(2), reasons: ['restart'], source: null }])
})

test('records that are missing without a word break the line too', () => {
  const curve = toCurve({ ...SPAN, series: series([good(0, 4), good(2, 4.1), good(5, 4.2)]), hints: [] })
  expect(line(curve).recorded.map(([, value]) => value)).toEqual([4, 4.1, null, 4.2])
  expect(curve.gaps).toEqual([{ fromMs: at(2), toMs: at(5), reasons: ['not-recorded'], source: 'p1' }])
})

test('a record without a number is a break, told by its mark', () => {
  const points: SeriesPoint[] = [
    good(0, 4),
    [at(1), null, 'timeout'],
    [at(2), null, 'timeout'],
    [at(3), null, 'crc'],
    good(4, 4),
  ]
  const curve = toCurve({ ...SPAN, series: series(points), hints: [] })
  expect(line(curve).recorded.map(([, value]) => value)).toEqual([4, null, null, null, 4])
  // One dead probe that fails by turns in two ways is one fault.
  expect(curve.gaps).toEqual([{ fromMs: at(1), toMs: at(3), reasons: ['timeout', 'crc'], source: 'p1' }])
})

test('hints go on from the newest record and vanish when it overtakes them', () => {
  const hints = [hint(0.5, 4.3), hint(1.5, 4.4), hint(1.7, 4.5)]
  const before = line(toCurve({ ...SPAN, series: series([good(0, 4), good(1, 4.2)]), hints }))
  expect(before.provisional).toEqual([
    [at(1), 4.2],
    [at(1.5), 4.4],
    [at(1.7), 4.5],
  ])
  expect(before.provisionalCount).toBe(2)
  const after = line(toCurve({ ...SPAN, series: series([good(0, 4), good(1, 4.2), good(2, 4.5)]), hints }))
  expect(after.provisional).toEqual([])
})

test('hints are not joined to a record that is too long ago', () => {
  const { provisional } = line(toCurve({ ...SPAN, series: series([good(0, 4)]), hints: [hint(10, 5)] }))
  expect(provisional).toEqual([[at(10), 5]])
})

test('other quantities are not drawn among the temperatures', () => {
  const both = series([good(0, 4)])
  const humidity = { ...both.channels[0], id: 'p1.humidity', quantity: 'humidity', points: [] }
  const curve = toCurve({
    ...SPAN,
    series: { ...both, channels: [...both.channels, humidity as Series['channels'][number]] },
    hints: [],
  })
  expect(curve.lines.map(({ channel }) => channel)).toEqual(['p1.temperature'])
})

test('a frozen number or one beyond its span is no part of the line, of records and of hints', () => {
  const points: SeriesPoint[] = [good(0, 4), [at(1), 4.1, 'frozen'], [at(2), 85, 'range'], good(3, 4.2)]
  const hints = [hint(3.2, 4.3), hint(3.4, 4.4, 'frozen'), hint(3.6, 4.5)]
  const curve = toCurve({ ...SPAN, series: series(points), hints })
  expect(line(curve).recorded.map(([, value]) => value)).toEqual([4, null, null, 4.2])
  expect(line(curve).provisional.map(([, value]) => value)).toEqual([4.2, 4.3, null, 4.5])
  expect(line(curve).doubtful).toEqual([
    [at(1), 4.1, 'frozen'],
    [at(2), 85, 'range'],
    [at(3.4), 4.4, 'frozen'],
  ])
  expect(curve.gaps).toEqual([
    { fromMs: at(3.4), toMs: at(3.4), reasons: ['frozen'], source: 'p1' },
    { fromMs: at(1), toMs: at(2), reasons: ['frozen', 'range'], source: 'p1' },
  ])
  expect(lastGoodOf(curve)).toEqual({ atMs: at(3.6), celsius: 4.5, source: 'p1' })
})

test('a fault does not reach over a hole in the records', () => {
  const points: SeriesPoint[] = [[at(0), null, 'timeout'], [at(9), null, 'timeout'], good(10, 4)]
  const { gaps } = toCurve({ ...SPAN, series: series(points), hints: [] })
  expect(gaps.filter(({ reasons }) => reasons.includes('timeout'))).toHaveLength(2)
})

test('a fault goes on from its records to its hints, though the frame between them is still to come', () => {
  const parts = {
    ...SPAN,
    series: series([good(0, 4), [at(1), null, 'timeout']]),
    hints: [hint(5, null), hint(5.2, 4)],
  }
  expect(toCurve(parts).gaps).toEqual([{ fromMs: at(1), toMs: at(5), reasons: ['timeout'], source: 'p1' }])
})

test('a minute without hints breaks the line of hints', () => {
  const hints = [hint(1.5, 4.3), hint(1.7, 4.4), hint(3.7, 4.9), hint(3.9, 5)]
  const { provisional, provisionalCount } = line(toCurve({ ...SPAN, series: series([good(1, 4.2)]), hints }))
  expect(provisional.map(([, value]) => value)).toEqual([4.2, 4.3, 4.4, null, 4.9, 5])
  expect(provisionalCount).toBe(4)
})

test('a hint stamped in the future is not drawn', () => {
  const curve = toCurve({ ...SPAN, series: series([good(0, 4)]), hints: [hint(1_440, 4)] })
  expect(line(curve).provisional).toEqual([])
})

test('the time before the first record is a gap, and a hole in all probes stands before the faults of one', () => {
  const points: SeriesPoint[] = [good(8, 4), [at(9), null, 'timeout']]
  expect(toCurve({ ...SPAN, series: series(points), hints: [] }).gaps).toEqual([
    { fromMs: at(0), toMs: at(8), reasons: ['not-recorded'], source: null },
    { fromMs: at(9), toMs: at(9), reasons: ['timeout'], source: 'p1' },
  ])
  expect(toCurve({ ...SPAN, series: series([good(2, 4)]), hints: [] }).gaps).toEqual([])
})

test('a curve without one good number has no last good one', () => {
  const points: SeriesPoint[] = [[at(1), 4, 'frozen']]
  expect(lastGoodOf(toCurve({ ...SPAN, series: series(points), hints: [] }))).toBeNull()
})
