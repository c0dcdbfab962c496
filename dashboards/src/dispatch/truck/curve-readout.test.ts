import { expect, test } from 'vitest'
import type { Curve, CurveLine } from './curve-points.ts'
import { nearest, readoutAt } from './curve-readout.ts'

const line = (rest: Partial<CurveLine>): CurveLine => ({
  ...{ channel: 'p1.temperature', source: 'p1', decimals: 1, recorded: [], provisional: [], provisionalCount: 0 },
  ...{ endsLive: false, doubtful: [], band: [] },
  ...rest,
})
const curve = (...lines: CurveLine[]): Curve => ({ lines, gaps: [], recordedUntilMs: null })

test('the nearer of the two sides, and the ends', () => {
  const points = [[10], [20], [30]] as [number][]
  expect([0, 14, 16, 25, 99].map((atMs) => nearest(points, atMs)?.[0])).toEqual([10, 10, 20, 20, 30])
  expect(nearest([], 5)).toBeUndefined()
})

test('a probe says what it said nearest, with what speaks against it, and nothing out of reach or in a gap', () => {
  const one = curve(
    line({ recorded: [[100, 4] as const, [200, null] as const], doubtful: [[205, 9.5, 'frozen'] as const] }),
    line({ source: 'p2', provisional: [[198, 5] as const] }),
    line({ source: 'p3', recorded: [[10, 5] as const] }),
  )
  expect(readoutAt(one, 201, 50)).toMatchObject([
    { source: 'p1', kind: 'doubtful', value: 9.5, mark: 'frozen' },
    { source: 'p2', kind: 'provisional', value: 5 },
  ])
})

test('of a bucket its least and greatest are told too', () => {
  const one = curve(line({ recorded: [[100, 4] as const], band: [[100, 2, 9] as const] }))
  expect(readoutAt(one, 100, 50)).toMatchObject([{ value: 4, least: 2, greatest: 9 }])
})
