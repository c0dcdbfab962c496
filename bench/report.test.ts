import { expect, test } from 'vitest'
import { formatReport, missesGoal } from './report.ts'

const figure = { name: 'size', value: 2.5, unit: 'bytes' }

test('a goal is met at its very edge, and missed by what is no number', () => {
  expect(missesGoal({ ...figure, goal: { atMost: 2.5 } })).toBe(false)
  expect(missesGoal({ ...figure, goal: { atMost: 2.49 } })).toBe(true)
  expect(missesGoal({ ...figure, goal: { atLeast: 2.5 } })).toBe(false)
  expect(missesGoal({ ...figure, goal: { atLeast: 2.51 } })).toBe(true)
  expect(missesGoal({ ...figure, value: Number.NaN, goal: { atMost: 1 } })).toBe(true)
  expect(missesGoal({ ...figure, value: Number.NaN })).toBe(false)
})

test('figures stand beside their goals', () => {
  const text = formatReport({
    name: 'wire',
    figures: [
      { ...figure, goal: { atMost: 2 }, raw: 0.65 },
      { ...figure, name: 'rate', value: 12_345.6, unit: '1/s', goal: { atLeast: 10 } },
    ],
  })
  expect(text.split('\n')).toEqual([
    '      wire          goal        raw limit',
    'size  2.50 bytes    ≤ 2 MISSED  0.650',
    'rate  1.235e+4 1/s  ≥ 10 ok',
  ])
})
