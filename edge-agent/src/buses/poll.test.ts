import { describe, expect, it } from 'vitest'
import { quietLog } from '../testing/until.ts'
import type { Bus, ReadOutcome, ReadRequest } from './bus.ts'
import { createBusPoller } from './poll.ts'

const TICK_MS = 10_000
const request = (unit: number): ReadRequest => ({ unit, functionCode: 3, address: 0, quantity: 2 })

/** A bus without a line: each read takes a given time of a clock that only moves by reading. */
function scriptedBus(outcomeOf: (unit: number) => ReadOutcome, readMs: number) {
  const clock = { ms: 0 }
  const asked: number[] = []
  const bus: Bus = {
    id: 'line',
    timeoutMs: 400,
    isOpen: true,
    counts: { echoes: 0, strayReplies: 0, noiseBytes: 0 },
    start: () => undefined,
    async read({ unit }) {
      asked.push(unit)
      clock.ms += readMs
      return outcomeOf(unit)
    },
    stop: async () => undefined,
  }
  const logged: object[] = []
  const poller = createBusPoller({
    bus,
    slaves: [1, 2].map((unit) => ({ id: `p${unit}`, request: request(unit) })),
    nowMs: () => clock.ms,
    log: { ...quietLog, info: (fields) => logged.push(fields), warn: (fields) => logged.push(fields) },
  })
  return { clock, asked, logged, poller }
}

const answer: ReadOutcome = { values: [1, 2] }
const timeout: ReadOutcome = { mark: 'timeout', reason: 'Timed out' }

describe('polling a line', () => {
  it('asks a failing slave twice more, after the others', async () => {
    const { asked, poller } = scriptedBus((unit) => (unit === 1 ? timeout : answer), 100)
    const outcomes = await poller.poll(TICK_MS)
    expect(asked).toEqual([1, 2, 1, 1])
    expect([...outcomes]).toEqual([
      ['p1', timeout],
      ['p2', answer],
    ])
  })

  it('does not retry beyond the time of the tick', async () => {
    const { asked, poller } = scriptedBus(() => timeout, 400)
    await poller.poll(1_900)
    expect(asked).toEqual([1, 2, 1])
  })

  it('gives a dead slave up after five ticks, asks every 30 s, and trusts its first answer', async () => {
    let dead = true
    const { clock, asked, logged, poller } = scriptedBus((unit) => (unit === 1 && dead ? timeout : answer), 0)
    const marks: string[] = []
    const tick = async (): Promise<void> => {
      const outcome = (await poller.poll(clock.ms + TICK_MS)).get('p1')
      marks.push(outcome !== undefined && 'mark' in outcome ? outcome.mark : 'answer')
      clock.ms += TICK_MS
    }
    for (let count = 0; count < 12; count++) await tick()
    expect(marks).toEqual([...Array(5).fill('timeout'), 'open', 'open', 'timeout', 'open', 'open', 'timeout', 'open'])
    expect(asked.filter((unit) => unit === 1)).toHaveLength(5 * 3 + 2)
    dead = false
    for (let count = 0; count < 3; count++) await tick()
    expect(marks.slice(-3)).toEqual(['open', 'answer', 'answer'])
    expect(logged).toEqual([
      { line: 'line', slave: 'p1', ...timeout },
      { line: 'line', slave: 'p1' },
    ])
  })

  it('blames no slave for a line that is not open', async () => {
    let open = false
    const { asked, logged, poller } = scriptedBus(
      () => (open ? answer : { mark: 'open', reason: 'line is not open' }),
      0,
    )
    for (let count = 0; count < 10; count++) await poller.poll(TICK_MS)
    open = true
    expect((await poller.poll(TICK_MS)).get('p1')).toEqual(answer)
    expect(logged).toEqual([])
    expect(asked).toHaveLength(22)
  })
})
