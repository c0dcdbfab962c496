import { LIMITS } from '@coldrx/protocol'
import { expect, test } from 'vitest'
import { BOOT_WALL_MS, entryAt, TEST_LAYOUT } from '../testing/recorder-fixture.ts'
import type { RecordedRow } from './entry.ts'
import { takeFrameBatch } from './frame-batch.ts'

function rows(count: number, changes: (at: number) => Partial<RecordedRow>): RecordedRow[] {
  return Array.from({ length: count }, (_, at) => ({
    ...entryAt(at * 1_000),
    position: at + 1,
    boot: 1,
    layout: '0123456789abcdef',
    ...changes(at),
  }))
}

const taken = (all: readonly RecordedRow[]) => takeFrameBatch(all, TEST_LAYOUT).length

test.each<[string, Partial<RecordedRow>]>([
  ['another boot, though its clocks read on as if there was none', { boot: 2 }],
  ['another layout', { layout: 'fedcba9876543210' }],
  ['another quality of the clock', { clock: 'gnss' }],
  ['a clock that was set', { wallMs: BOOT_WALL_MS + 3_600_000 }],
])('a frame ends before %s', (_, change) => {
  expect(taken(rows(5, () => ({})))).toBe(5)
  expect(taken(rows(5, (at) => (at < 3 ? {} : change)))).toBe(3)
})

test('a frame holds no more rows and events than the wire allows', () => {
  const event = { monotonicMs: 0, code: 'gap', subject: '', detail: {} }
  expect(taken(rows(LIMITS.rows + 10, () => ({})))).toBe(LIMITS.rows)
  const many = Array.from({ length: 400 }, () => event)
  expect(taken(rows(5, () => ({ events: many })))).toBe(2)
  expect(taken([])).toBe(0)
})
