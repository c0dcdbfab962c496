import { expect, test } from 'vitest'
import { createLatch, type Signal } from './latch.ts'

const play = (latch: ReturnType<typeof createLatch>, signals: readonly Signal[]) =>
  signals.map((signal, at) => latch.observe(signal, at * 10_000))

test('a value on the edge rings once and not every minute', () => {
  const latch = createLatch({ raiseAfterMs: 0, clearAfterMs: 60_000 })
  const edge = Array.from({ length: 30 }, (_, at): Signal => (at % 3 === 0 ? 'raise' : at % 3 === 1 ? 'hold' : 'clear'))
  expect(play(latch, edge).filter((change) => change !== null)).toEqual(['raised'])
})

test('it ends when it has been clear for its time, without a break', () => {
  const latch = createLatch({ raiseAfterMs: 0, clearAfterMs: 30_000 })
  const changes = play(latch, ['raise', 'clear', 'clear', 'hold', 'clear', 'clear', 'clear', 'clear'])
  expect(changes.indexOf('cleared')).toBe(7)
})

test('what is not known neither raises, nor ends, nor begins the waiting anew', () => {
  const latch = createLatch({ raiseAfterMs: 20_000, clearAfterMs: 0 })
  expect(play(latch, ['unknown', 'raise', 'unknown', 'raise'])).toEqual([null, null, null, 'raised'])
  expect(latch.observe('unknown', 90_000)).toBeNull()
  expect(latch.observe('clear', 100_000)).toBe('cleared')
})

test('one that was open goes on', () => {
  const latch = createLatch({ raiseAfterMs: 0, clearAfterMs: 0, isOpen: true })
  expect(play(latch, ['raise', 'clear'])).toEqual([null, 'cleared'])
})
