import { describe, expect, it, test } from 'vitest'
import {
  CONTROLLED_TEMPERATURES,
  countExcursion,
  createControlledTemperature,
  EXCURSION_WINDOWS,
  type ExcursionCount,
  type ExcursionWindow,
  newExcursionCount,
} from './excursion-windows.ts'

type Part = readonly [celsius: number, minutes: number]

/** A reading a minute, and one at the end. */
function count(window: ExcursionWindow, parts: readonly Part[]): ExcursionCount {
  const counted = newExcursionCount()
  let atMs = 0
  for (const [celsius, minutes] of parts) {
    for (let minute = 0; minute < minutes; minute++, atMs += 60_000) countExcursion(counted, window, { atMs, celsius })
  }
  const [celsius = 0] = parts.at(-1) ?? []
  countExcursion(counted, window, { atMs, celsius })
  return counted
}

const alarms = (name: keyof typeof EXCURSION_WINDOWS, ...parts: readonly Part[]): boolean[] =>
  EXCURSION_WINDOWS[name].map((window) => count(window, parts).reachedAtMs !== null)

describe('windows of WHO loggers', () => {
  test.each([
    // type 1: 45 °C for an hour, 30 °C for ten hours altogether, −0.5 °C for an hour
    [
      'who-type-1',
      [
        [5, 10],
        [45, 60],
      ],
      [true, false, false],
    ],
    [
      'who-type-1',
      [
        [45, 59],
        [5, 10],
        [45, 59],
      ],
      [false, false, false],
    ],
    ['who-type-1', [[44.9, 600]], [false, true, false]],
    [
      'who-type-1',
      [
        [30, 300],
        [5, 600],
        [30, 300],
      ],
      [false, true, false],
    ],
    [
      'who-type-1',
      [
        [30, 300],
        [5, 600],
        [30, 299],
      ],
      [false, false, false],
    ],
    ['who-type-1', [[29.9, 6_000]], [false, false, false]],
    ['who-type-1', [[-0.5, 60]], [false, false, true]],
    ['who-type-1', [[-0.4, 600]], [false, false, false]],
    // several dips of less than an hour that are 3.5 hours together make no single event
    [
      'who-type-1',
      [
        [-1, 55],
        [2, 5],
        [-1, 55],
        [2, 5],
        [-1, 55],
        [2, 5],
        [-1, 45],
        [2, 5],
      ],
      [false, false, false],
    ],
    // type 2: 10 °C for twenty hours altogether, and no word of frost
    [
      'who-type-2',
      [
        [10, 600],
        [2, 60],
        [10, 600],
      ],
      [false, false, true],
    ],
    ['who-type-2', [[9.9, 3_000]], [false, false, false]],
    ['who-type-2', [[-20, 3_000]], [false, false, false]],
    ['who-refrigerator', [[8.1, 600]], [true, false]],
    ['who-refrigerator', [[8, 6_000]], [false, false]],
    [
      'gsp-cold',
      [
        [2, 5],
        [8, 5],
      ],
      [false, false],
    ],
    ['gsp-cold', [[8.1, 1]], [false, true]],
    ['gsp-cold', [[1.9, 1]], [true, false]],
    [
      'frozen',
      [
        [-25, 1],
        [-10, 1],
      ],
      [false, false],
    ],
    ['frozen', [[-9.9, 1]], [false, true]],
    [
      'controlled-room',
      [
        [15, 60],
        [30, 60],
      ],
      [false, false],
    ],
    ['controlled-room', [[30.1, 1]], [false, true]],
  ] as const)('%s: %j', (name, parts, expected) => {
    // biome-ignore format: a table
    expect(alarms(name, ...parts)).toEqual(expected)
  })
})

describe('an excursion', () => {
  const window: ExcursionWindow = { side: 'above', celsius: 8, inclusive: false, kind: 'consecutive', minutes: 30 }

  it('counts each interval by its earlier reading', () => {
    const counted = newExcursionCount()
    for (const [atMs, celsius] of [
      [0, 9],
      [600_000, 12],
      [1_200_000, 5],
      [1_800_000, 9],
    ] as const) {
      countExcursion(counted, window, { atMs, celsius })
    }
    expect(counted).toMatchObject({ totalMs: 1_200_000, longestMs: 1_200_000, runMs: 0, degreeMs: 600_000 * (1 + 4) })
  })

  it('is told at the moment in which its time was up, not at the next reading', () => {
    const counted = newExcursionCount()
    countExcursion(counted, window, { atMs: 0, celsius: 9 })
    countExcursion(counted, window, { atMs: 29 * 60_000, celsius: 9 })
    expect(counted.reachedAtMs).toBeNull()
    countExcursion(counted, window, { atMs: 33 * 60_000, celsius: 9 })
    expect(counted.reachedAtMs).toBe(30 * 60_000)
  })

  it('goes on behind a gap, which counts to neither side', () => {
    const counted = newExcursionCount()
    const read = (minute: number, celsius: number, isGap = false) =>
      countExcursion(counted, window, { atMs: minute * 60_000, celsius, isGap })
    read(0, 9)
    read(15, 9)
    read(500, 9, true)
    expect(counted).toMatchObject({ totalMs: 15 * 60_000, runMs: 15 * 60_000, reachedAtMs: null })
    read(515, 9)
    expect(counted).toMatchObject({ totalMs: 30 * 60_000, reachedAtMs: 515 * 60_000 })
    read(516, 8)
    expect(counted).toMatchObject({ runMs: 0, reachedAtMs: null, longestMs: 31 * 60_000 })
  })

  it('goes on after it was kept as JSON', () => {
    const parts: Part[] = [[9, 20], [5, 3], [9, 40]] // biome-ignore format: short
    const whole = count(window, parts)
    let counted = newExcursionCount()
    let minute = 0
    for (const [celsius, minutes] of [...parts, [9, 1] as const]) {
      for (let at = 0; at < minutes; at++, minute++) {
        counted = JSON.parse(JSON.stringify(counted))
        countExcursion(counted, window, { atMs: minute * 60_000, celsius })
      }
    }
    expect(counted).toEqual(whole)
  })
})

describe('controlled temperatures of the USP', () => {
  function judge(kind: keyof typeof CONTROLLED_TEMPERATURES, parts: readonly (readonly [number, number])[]) {
    const controlled = createControlledTemperature(CONTROLLED_TEMPERATURES[kind])
    let atMs = 0
    for (const [celsius, hours] of parts) {
      for (let minute = 0; minute < hours * 60; minute++, atMs += 60_000) controlled.add({ atMs, celsius })
    }
    controlled.add({ atMs, celsius: parts.at(-1)?.[0] ?? 0 })
    return controlled.verdict
  }

  test.each([
    [
      'cold',
      [
        [5, 23],
        [15, 1],
      ],
      5.763546,
      [],
    ],
    [
      'cold',
      [
        [8, 23],
        [15, 1],
      ],
      8.440358,
      ['mkt'],
    ],
    [
      'cold',
      [
        [5, 12],
        [12, 12],
      ],
      9.206793,
      ['mkt'],
    ],
    [
      'cold',
      [
        [5, 23],
        [15.1, 1],
      ],
      5.77,
      ['excursion-range'],
    ],
    [
      'cold',
      [
        [1.9, 1],
        [5, 22],
      ],
      4.9,
      ['excursion-range'],
    ],
    [
      'room',
      [
        [20, 1],
        [25, 1],
        [30, 1],
      ],
      25.858208,
      ['mkt'],
    ],
    [
      'room',
      [
        [22, 20],
        [30, 1],
      ],
      22.6,
      [],
    ],
  ] as const)('%s: %j', (kind, parts, mkt, breaks) => {
    // biome-ignore format: a table
    const verdict = judge(kind, parts)
    expect(verdict.mktCelsius).toBeCloseTo(mkt, String(mkt).length > 6 ? 5 : 0)
    expect(verdict.breaks).toEqual(breaks)
  })

  it('forget what is older than their span', () => {
    expect(judge('cold', [[20, 2], [5, 26]]).breaks).toEqual([]) // biome-ignore format: short
  })

  it('have no verdict of nothing', () => {
    expect(createControlledTemperature(CONTROLLED_TEMPERATURES.cold).verdict).toEqual({
      ...{ mktCelsius: null, minutesOutside: 0, breaks: [] },
    })
  })
})
