import { afterEach, expect, test } from 'vitest'
import { type EffectScope, effectScope } from 'vue'
import { createSpan, fitSpan, type SpanControl } from './span.ts'

const NOW = Date.UTC(2026, 2, 1, 8)
const MINUTE = 60_000
const HOUR = 60 * MINUTE

let scope: EffectScope
afterEach(() => scope?.stop())

function create(): SpanControl {
  scope = effectScope()
  const span = scope.run(() => createSpan({ nowMs: () => NOW, longestMs: 400 * 24 * HOUR }))
  if (span === undefined) throw new Error('the scope has ended')
  return span
}

const hours = ({ times }: SpanControl) => [times.value.fromMs, times.value.toMs].map((atMs) => (atMs - NOW) / HOUR)

test('closer and further keeps the newest end, and goes on moving', () => {
  const span = create()
  span.zoom(2)
  expect([hours(span), span.isMoving.value]).toEqual([[-2, 0], true])
  span.zoom(0.25)
  expect(hours(span)).toEqual([-0.5, 0])
})

test('around a moment the moment stays where it is on the screen', () => {
  const span = create()
  span.set({ fromMs: NOW - 8 * HOUR, toMs: NOW })
  span.zoom(0.5, NOW - 6 * HOUR)
  expect([hours(span), span.isMoving.value]).toEqual([[-7, -3], false])
})

test('earlier and later, but not into the future', () => {
  const span = create()
  span.pan(-0.5)
  expect(hours(span)).toEqual([-1.5, -0.5])
  span.pan(2)
  expect(hours(span)).toEqual([-1, 0])
})

test('a span has a shortest and a longest', () => {
  expect(fitSpan({ fromMs: NOW - 1, toMs: NOW }, NOW + HOUR)).toEqual({
    fromMs: expect.closeTo(NOW - 5 * MINUTE, -1),
    toMs: expect.closeTo(NOW + 5 * MINUTE, -1),
  })
  const { fromMs, toMs } = fitSpan({ fromMs: 0, toMs: NOW }, NOW, 7 * 24 * HOUR)
  expect(toMs - fromMs).toBe(7 * 24 * HOUR)
})
