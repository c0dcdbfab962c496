import { expect, test } from 'vitest'
import { toStretches } from './state-stretches.ts'

const SPAN = { fromMs: 0, toMs: 1_000, bridgedMs: 250 }
const point = (atMs: number, value: number | null, mark = 'ok') =>
  [atMs, value, mark] as [number, number | null, string]

test('equal records are one stretch, and another value begins another', () => {
  const points = [point(0, 0), point(100, 0), point(200, 1), point(300, 1), point(400, 0)]
  expect(toStretches(points, [], SPAN)).toEqual([
    { fromMs: 0, toMs: 200, state: 'off' },
    { fromMs: 200, toMs: 400, state: 'on' },
    { fromMs: 400, toMs: 650, state: 'off' },
  ])
})

test('nothing is claimed over a gap or where records are missing', () => {
  const points = [point(0, 1), point(100, 1), point(600, 1), point(700, null, 'timeout')]
  expect(toStretches(points, [{ fromMs: 150, toMs: 600, reason: 'restart' }], SPAN)).toEqual([
    { fromMs: 0, toMs: 150, state: 'on' },
    { fromMs: 600, toMs: 700, state: 'on' },
    { fromMs: 700, toMs: 950, state: 'unknown' },
  ])
})

test('only what is in the span', () => {
  expect(toStretches([point(-100, 1), point(900, 1)], [], SPAN)).toEqual([
    { fromMs: 0, toMs: 150, state: 'on' },
    { fromMs: 900, toMs: 1_000, state: 'on' },
  ])
})
