import { describe, expect, it } from 'vitest'
import type { Bus, ReadOutcome, ReadRequest } from './bus.ts'
import { SILENT_LOG } from './line.ts'
import { createBusPoller } from './poll.ts'

const TICK_MS = 10_000
const request = (unit: number): ReadRequest => ({ unit, functionCode: 3, address: 0, quantity: 2 })

/** A bus without a line: each read takes a given time of a clock that only moves by reading. */
function scriptedBus(outcomeOf: (unit: number) => ReadOutcome | Promise<ReadOutcome>, readMs: number, units = [1, 2]) {
  const clock = { ms: 0 }
  const asked: number[] = []
  const bus: Bus & { isOpen: boolean } = {
    id: 'line',
    timeoutMs: 400,
    isOpen: true,
    counts: { echoes: 0, strayReplies: 0, noiseBytes: 0 },
    start: () => undefined,
    setCoil: () => Promise.reject(new Error('no coils in this test')),
    async read({ unit }: ReadRequest) {
      asked.push(unit)
      clock.ms += readMs
      return await outcomeOf(unit)
    },
    stop: async () => undefined,
  }
  const logged: object[] = []
  const poller = createBusPoller({
    bus,
    slaves: units.map((unit) => ({ id: `p${unit}`, request: request(unit) })),
    nowMs: () => clock.ms,
    log: { ...SILENT_LOG, info: (fields) => logged.push(fields), warn: (fields) => logged.push(fields) },
  })
  return { clock, asked, logged, bus, poller }
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
    // a given-up probe keeps the mark of its failure: the line is open
    expect(marks).toEqual(Array(12).fill('timeout'))
    expect(asked.filter((unit) => unit === 1)).toHaveLength(5 * 3 + 2)
    dead = false
    for (let count = 0; count < 3; count++) await tick()
    expect(marks.slice(-3)).toEqual(['timeout', 'answer', 'answer'])
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

  it('stops asking at the deadline and begins next time with those it had no time for', async () => {
    const units = [1, 2, 3, 4, 5, 6, 7]
    const { clock, asked, poller } = scriptedBus(() => timeout, 1_000, units)
    const tick = async (): Promise<number[]> => {
      asked.length = 0
      const beganMs = clock.ms
      const outcomes = await poller.poll(beganMs + 3_000)
      expect([...outcomes.values()]).toMatchObject(units.map(() => ({ mark: 'timeout' })))
      expect(clock.ms - beganMs).toBe(3_000)
      clock.ms = beganMs + TICK_MS
      return [...asked]
    }
    expect([await tick(), await tick(), await tick()]).toEqual([
      [1, 2, 3],
      [4, 5, 6],
      [7, 1, 2],
    ])
  })

  it('asks a slave that answers in every tick, however many dead ones there are', async () => {
    const { clock, asked, poller } = scriptedBus(
      (unit) => (unit === 15 ? answer : timeout),
      800,
      Array.from({ length: 15 }, (_, at) => at + 1),
    )
    const answered: boolean[] = []
    for (let count = 0; count < 60; count++) {
      const beganMs = clock.ms
      const outcomes = await poller.poll(beganMs + 8_000)
      expect(clock.ms - beganMs).toBeLessThan(9_000)
      answered.push('values' in (outcomes.get('p15') ?? timeout))
      clock.ms = beganMs + TICK_MS
    }
    // in the first tick nobody knows yet which of them are dead
    expect(answered.slice(1)).toEqual(Array(59).fill(true))
    // all are given up by now: one of them a tick, each in its turn
    asked.length = 0
    for (let count = 0; count < 14; count++) {
      await poller.poll(clock.ms + 8_000)
      clock.ms += TICK_MS
    }
    const dead = asked.filter((unit) => unit !== 15)
    expect(dead).toHaveLength(14)
    expect(new Set(dead).size).toBe(14)
  })

  it('asks the next given-up slave at once while they answer', async () => {
    let dead = true
    const { clock, asked, poller } = scriptedBus((unit) => (dead && unit > 1 ? timeout : answer), 0, [1, 2, 3, 4])
    for (let count = 0; count < 6; count++) {
      await poller.poll(clock.ms + 8_000)
      clock.ms += TICK_MS
    }
    dead = false
    clock.ms += 30_000
    asked.length = 0
    await poller.poll(clock.ms + 8_000)
    expect(asked).toEqual([1, 2, 3, 4])
  })

  it('hands on what it has at the deadline, and believes what comes later only for the next turn', async () => {
    let release: (outcome: ReadOutcome) => void = () => undefined
    const held = new Promise<ReadOutcome>((resolve) => {
      release = resolve
    })
    const { asked, poller } = scriptedBus((unit) => (unit === 1 ? answer : held), 0)
    const outcomes = await poller.poll(50)
    expect(outcomes.get('p1')).toEqual(answer)
    expect(outcomes.get('p2')).toMatchObject({ mark: 'timeout' })
    const next = poller.poll(TICK_MS)
    expect(asked).toEqual([1, 2])
    release({ values: [9, 9] })
    expect((await next).get('p2')).toEqual({ values: [9, 9] })
    expect(asked).toEqual([1, 2, 1, 2])
    expect(outcomes.get('p2')).toMatchObject({ mark: 'timeout' })
  })

  it('says of a given-up slave that the line is not open when it is not', async () => {
    const { clock, bus, poller } = scriptedBus(() => timeout, 0)
    for (let count = 0; count < 6; count++) {
      await poller.poll(clock.ms + 8_000)
      clock.ms += TICK_MS
    }
    bus.isOpen = false
    expect((await poller.poll(clock.ms + 8_000)).get('p1')).toMatchObject({ mark: 'open' })
  })
})
