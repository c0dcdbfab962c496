import type { Layout } from '@coldrx/protocol'
import { describe, expect, it } from 'vitest'
import type { ChannelSample, Tick } from '../sampling/tick.ts'
import { createPlausibilityWatch } from './plausibility.ts'

const temperature = (id: string): Layout['groups'][number]['channels'][number] => ({
  ...{ id: `${id}.temperature`, quantity: 'temperature', unit: 'Cel', decimals: 1, source: id },
})

const layout: Layout = {
  v: 1,
  timeUnitMs: 1_000,
  asset: { kind: 'truck', name: 'T' },
  groups: [
    {
      ...{ id: 'c1', kind: 'compartment', name: { zh: '前舱', en: 'Front' }, range: { minCelsius: 2, maxCelsius: 8 } },
      channels: [temperature('p1'), temperature('p2')],
    },
  ],
}

const limits = { jumpCelsius: 15, disagreementCelsius: 5, disagreementAfterMs: 60_000 }
const INTERVAL_MS = 10_000

/** One reading of both probes every ten seconds; null: no answer. */
function watch(readings: readonly (readonly [p1: number | null, p2: number | null])[], intervalMs = INTERVAL_MS) {
  const plausibility = createPlausibilityWatch({ layout, limits })
  const sample = (celsius: number | null): ChannelSample =>
    celsius === null ? { integer: null, mark: 'timeout' } : { integer: Math.round(celsius * 10), mark: 'ok' }
  const judged = readings.map(([p1, p2], at) => {
    const samples = new Map([
      ['p1.temperature', sample(p1)],
      ['p2.temperature', sample(p2)],
    ])
    const tick: Tick = { monotonicMs: at * intervalMs, samples, utcMs: null }
    return plausibility.observe(tick)
  })
  return {
    marks: judged.map(({ tick }) => tick.samples.get('p1.temperature')?.mark),
    p2Marks: judged.map(({ tick }) => tick.samples.get('p2.temperature')?.mark),
    integers: judged.map(({ tick }) => tick.samples.get('p1.temperature')?.integer),
    events: judged.flatMap(({ findings }, at) =>
      findings.map(({ event, prompt }) => ({ at, code: event.code, subject: event.subject, ...event.detail, prompt })),
    ),
  }
}

describe('a reading that jumps', () => {
  it('is kept with a mark, told once, and the next true one is believed', () => {
    const { marks, p2Marks, integers, events } = watch([
      [5, 5],
      [5.1, 5],
      [35, 5],
      [5.2, 5],
    ])
    expect(marks).toEqual(['ok', 'ok', 'range', 'ok'])
    expect(p2Marks).toEqual(['ok', 'ok', 'ok', 'ok'])
    expect(integers[2]).toBe(350)
    expect(events).toEqual([
      {
        ...{ at: 2, code: 'implausible-jump', subject: 'p1', channel: 'p1.temperature' },
        ...{ fromCelsius: 5.1, celsius: 35, prompt: false },
      },
    ])
  })

  it('is believed when two more stand by it', () => {
    const { marks } = watch([
      [5, 5],
      [25, 5],
      [26, 5],
      [27, 5],
      [27, 5],
    ])
    expect(marks).toEqual(['ok', 'range', 'range', 'ok', 'ok'])
  })

  it('does not become true by jumping on', () => {
    const { marks } = watch([
      [5, 5],
      [30, 5],
      [-20, 5],
      [60, 5],
      [5, 5],
    ])
    expect(marks).toEqual(['ok', 'range', 'range', 'range', 'ok'])
  })

  it('is none after a long silence', () => {
    const readings = [[5, 5] as const, ...Array.from({ length: 12 }, () => [null, 5] as const), [28, 5] as const]
    expect(watch(readings).marks.at(-1)).toBe('ok')
  })

  it('leaves what a defrost and an open door do', () => {
    const { marks } = watch(Array.from({ length: 20 }, (_, at) => [-18 + at * 3, 5] as const))
    expect(new Set(marks)).toEqual(new Set(['ok']))
  })
})

describe('two probes of one compartment', () => {
  const apart = (count: number, celsius: number) => Array.from({ length: count }, () => [5, 5 + celsius] as const)

  it('disagree when they are far apart for long, and agree well below that', () => {
    const { events } = watch([...apart(3, 1), ...apart(9, 5.5), ...apart(3, 4.5), ...apart(1, 3.9)])
    expect(events).toEqual([
      {
        ...{ at: 9, code: 'probes-disagree', subject: 'c1', warmest: 'p2.temperature', coldest: 'p1.temperature' },
        ...{ differenceCelsius: 5.5, prompt: true },
      },
      { at: 15, code: 'probes-agree', subject: 'c1', prompt: true },
    ])
  })

  it('may be apart while the door is open', () => {
    expect(watch([...apart(5, 8), ...apart(20, 1)]).events).toEqual([])
  })

  it('say nothing of each other when one is silent', () => {
    const silent = Array.from({ length: 30 }, () => [null, 40] as const)
    expect(watch([...apart(1, 0), ...silent]).events.filter(({ code }) => code !== 'implausible-jump')).toEqual([])
  })
})
