import { expect, test } from 'vitest'
import type { Hint, Series, SeriesPoint } from './contract.ts'
import { toCurve } from './curve-points.ts'

const T0 = Date.UTC(2026, 2, 1, 8)
const MINUTE = 60_000
const at = (minutes: number) => T0 + minutes * MINUTE

function series(points: SeriesPoint[], gaps: Series['gaps'] = []): Series {
  const channel = { id: 'p1.temperature', quantity: 'temperature', unit: 'Cel', decimals: 1, source: 'p1', points }
  return { device: 'tk001', compartment: 'c1', range: null, recordIntervalMs: MINUTE, channels: [channel], gaps }
}

const good = (minutes: number, value: number): SeriesPoint => [at(minutes), value, 'ok']

function hint(minutes: number, value: number | null): Hint {
  const samples = { 'p1.temperature': { value, mark: value === null ? 'timeout' : 'ok' } }
  return { device: 'tk001', at: at(minutes), clock: 'gnss', samples, outOfRangeSince: {} }
}

const line = (curve: ReturnType<typeof toCurve>) => {
  const [first] = curve.lines
  if (first === undefined) throw new Error('no line')
  return first
}

test('the line breaks where the series says that there is a gap, with its reason', () => {
  const gap = { fromMs: at(1), toMs: at(2), reason: 'restart' }
  const curve = toCurve({ series: series([good(0, 4), good(1, 4.1), good(2, 4.2)], [gap]), hints: [] })
  expect(line(curve).recorded).toEqual([
    [at(0), 4],
    [at(1), 4.1],
    [at(1.5), null],
    [at(2), 4.2],
  ])
  expect(curve.gaps).toEqual([{ ...gap, source: null }])
})

test('records that are missing without a word break the line too', () => {
  const curve = toCurve({ series: series([good(0, 4), good(2, 4.1), good(5, 4.2)]), hints: [] })
  expect(line(curve).recorded.map(([, value]) => value)).toEqual([4, 4.1, null, 4.2])
  expect(curve.gaps).toEqual([{ fromMs: at(2), toMs: at(5), reason: 'not-recorded', source: 'p1' }])
})

test('a record without a number is a break, told by its mark', () => {
  const points: SeriesPoint[] = [
    good(0, 4),
    [at(1), null, 'timeout'],
    [at(2), null, 'timeout'],
    [at(3), null, 'crc'],
    good(4, 4),
  ]
  const curve = toCurve({ series: series(points), hints: [] })
  expect(line(curve).recorded.map(([, value]) => value)).toEqual([4, null, null, null, 4])
  expect(curve.gaps).toEqual([
    { fromMs: at(1), toMs: at(2), reason: 'timeout', source: 'p1' },
    { fromMs: at(3), toMs: at(3), reason: 'crc', source: 'p1' },
  ])
})

test('hints go on from the newest record and vanish when it overtakes them', () => {
  const hints = [hint(0.5, 4.3), hint(1.5, 4.4), hint(1.7, 4.5)]
  const before = line(toCurve({ series: series([good(0, 4), good(1, 4.2)]), hints }))
  expect(before.provisional).toEqual([
    [at(1), 4.2],
    [at(1.5), 4.4],
    [at(1.7), 4.5],
  ])
  expect(before.provisionalCount).toBe(2)
  const after = line(toCurve({ series: series([good(0, 4), good(1, 4.2), good(2, 4.5)]), hints }))
  expect(after.provisional).toEqual([])
})

test('hints are not joined to a record that is too long ago', () => {
  const { provisional } = line(toCurve({ series: series([good(0, 4)]), hints: [hint(10, 5)] }))
  expect(provisional).toEqual([[at(10), 5]])
})

test('other quantities are not drawn among the temperatures', () => {
  const both = series([good(0, 4)])
  const humidity = { ...both.channels[0], id: 'p1.humidity', quantity: 'humidity', points: [] }
  const curve = toCurve({
    series: { ...both, channels: [...both.channels, humidity as Series['channels'][number]] },
    hints: [],
  })
  expect(curve.lines.map(({ channel }) => channel)).toEqual(['p1.temperature'])
})
