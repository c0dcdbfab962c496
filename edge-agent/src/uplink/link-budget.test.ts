import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Thrift } from '@coldrx/protocol'
import { describe, expect, test } from 'vitest'
import { SILENT_LOG } from '../buses/line.ts'
import { checkLink } from '../doctor/check-link.ts'
import { agentConfig } from '../testing/agent-fixture.ts'
import { BOOT_WALL_MS, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { openLinkBudget } from './link-budget.ts'
import { createLinkUse, type LinkMoment } from './link-use.ts'

const HOUR_MS = 3_600_000
const BUDGET = 1_000_000

/** A clock that the test sets; monotonic time goes along unless the clock is set anew. */
function testClock(start: Partial<LinkMoment> = {}) {
  let at: LinkMoment = { monotonicMs: 0, wallMs: BOOT_WALL_MS, clock: 'rtc', ...start }
  return {
    now: () => at,
    pass: (ms: number) => {
      at = { ...at, monotonicMs: at.monotonicMs + ms, wallMs: at.wallMs + ms }
    },
    set: (change: Partial<LinkMoment>) => {
      at = { ...at, ...change }
    },
  }
}

function budgetOf(directory: string, clock = testClock(), budgetBytesPerDay: number | null = BUDGET) {
  const changes: Thrift[] = []
  const onThriftChanged = (thrift: Thrift): void => void changes.push(thrift)
  const budget = openLinkBudget({ directory, budgetBytesPerDay, now: clock.now, log: SILENT_LOG, onThriftChanged })
  return { budget, clock, changes }
}

describe('a budget', () => {
  test('that is nearly spent is saved, one that is spent more so, and a day later both are over', () => {
    const { budget, clock, changes } = budgetOf(temporaryDirectory())
    budget.add('hints', 740_000)
    expect(budget.thrift).toBe('free')
    clock.pass(HOUR_MS)
    budget.add('frames', 20_000)
    expect(budget.state).toMatchObject({ budgetBytesPerDay: BUDGET, spentBytes: 760_000, thrift: 'saving' })
    budget.add('rest', 240_000)
    expect(budget.thrift).toBe('spent')
    clock.pass(23 * HOUR_MS)
    expect(budget.spent).toEqual({ events: 0, frames: 20_000, hints: 0, documents: 0, rest: 240_000 })
    expect(budget.thrift).toBe('free')
    expect(changes).toEqual(['saving', 'spent', 'free'])
  })

  test('does not change its mind at every message around a threshold', () => {
    const { budget, clock, changes } = budgetOf(temporaryDirectory())
    budget.add('hints', 40_000)
    clock.pass(HOUR_MS)
    budget.add('hints', 710_000)
    clock.pass(23 * HOUR_MS)
    // 710,000 are left: below where saving begins, and not far enough below to end it
    expect(budget.thrift).toBe('saving')
    expect(changes).toEqual(['saving'])
  })

  test('that is not set spares nothing, and counts all the same', () => {
    const { budget } = budgetOf(temporaryDirectory(), testClock(), null)
    budget.add('hints', 1e9)
    expect(budget.state).toMatchObject({ budgetBytesPerDay: null, spentBytes: 1e9, thrift: 'free' })
  })

  test('is not given anew by a restart, nor by a power cut after ten minutes', () => {
    const directory = temporaryDirectory()
    const clock = testClock()
    const first = budgetOf(directory, clock)
    first.budget.add('frames', 1_000)
    clock.pass(600_000)
    first.budget.add('frames', 10)
    // the power is cut: nothing is kept any more
    expect(budgetOf(directory, clock).budget.spent.frames).toBe(1_010)
    first.budget.add('frames', 5)
    first.budget.keep()
    clock.set({ monotonicMs: 0 })
    expect(budgetOf(directory, clock).budget.spent.frames).toBe(1_015)
  })

  test('whose file is damaged is counted anew, and one that cannot be written goes on in memory', () => {
    const directory = temporaryDirectory()
    writeFileSync(join(directory, 'link-use.json'), '{"v":1,"hours":[{')
    const { budget } = budgetOf(directory)
    budget.add('frames', 70_000)
    expect(JSON.parse(readFileSync(join(directory, 'link-use.json'), 'utf8'))).toMatchObject({ v: 1 })
    const nowhere = budgetOf(join(directory, 'link-use.json', 'below-a-file')).budget
    nowhere.add('frames', 70_000)
    expect(nowhere.spent.frames).toBe(70_000)
  })
})

describe('hours', () => {
  test('of a clock that was never set go on from the last that is known', () => {
    const clock = testClock({ wallMs: 0, clock: 'none' })
    const kept = [{ hour: Math.floor(BOOT_WALL_MS / HOUR_MS), bytes: { ...nothing, frames: 7 } }]
    const use = createLinkUse({ kept, now: clock.now })
    expect(use.spent().frames).toBe(7)
    clock.pass(23 * HOUR_MS)
    use.add('frames', 1)
    expect(use.spent().frames).toBe(8)
    clock.pass(HOUR_MS)
    expect(use.spent().frames).toBe(1)
    // the receiver finds satellites
    clock.set({ wallMs: BOOT_WALL_MS + 24 * HOUR_MS, clock: 'gnss' })
    expect(use.spent().frames).toBe(1)
  })

  test('of a clock that was ahead do not count until that time comes', () => {
    const clock = testClock({ wallMs: Date.UTC(2099, 0) })
    const use = createLinkUse({ now: clock.now })
    use.add('frames', 7)
    clock.set({ wallMs: BOOT_WALL_MS })
    expect(use.spent().frames).toBe(7)
    clock.pass(24 * HOUR_MS)
    expect(use.spent().frames).toBe(0)
  })
})

test('doctor says what was spent, and what to do when it is too much', () => {
  const directory = temporaryDirectory()
  const { budget } = budgetOf(directory)
  const config = { ...agentConfig(directory), link: { budgetBytesPerDay: BUDGET } }
  const codeAfter = (bytes: number): string | undefined => {
    budget.add('hints', bytes)
    budget.keep()
    return checkLink(config, BOOT_WALL_MS)[0]?.code
  }
  expect(codeAfter(100_000)).toBe('link-within-budget')
  expect(codeAfter(700_000)).toBe('link-nearly-spent')
  expect(codeAfter(300_000)).toBe('link-spent')
  const [found] = checkLink({ ...config, link: { budgetBytesPerDay: null } }, BOOT_WALL_MS)
  expect(found).toMatchObject({ code: 'link-unlimited', detail: { spentBytes: 1_100_000, hints: 1_100_000 } })
  writeFileSync(join(directory, 'link-use.json'), '[]')
  expect(checkLink(config, BOOT_WALL_MS)[0]?.code).toBe('link-use-unreadable')
})

const nothing = { events: 0, frames: 0, hints: 0, documents: 0, rest: 0 }
