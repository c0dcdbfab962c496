import { expect, it } from 'vitest'
import { readErrors, writeErrors } from './calibration-errors.ts'

it('errors are read as people write them, with either colon', () => {
  const points = [
    { atCelsius: 2, errorCelsius: 0.1 },
    { atCelsius: -20, errorCelsius: -0.3 },
  ]
  expect(readErrors(' 2:0.1  -20：-0.3 ')).toEqual(points)
  expect(writeErrors(points)).toBe('2:0.1 -20:-0.3')
})

it.each(['', '2', '2:', '2:0.1 x', '2:0.1:3'])('%j is not taken for errors', (text) => {
  expect(readErrors(text)).toBeUndefined()
})
