import { expect, test } from 'vitest'
import { playedInOrder } from './played-in-order.ts'

const ROWS = [4, 4, 4, 5, 6, 6, 7, 4, 8]

function placed(...recorded: [atMs: number, value: number][]) {
  const heard = recorded.map(([atMs, value]) => ({ atMs, fits: (row: number) => ROWS[row] === value }))
  return playedInOrder(heard, { rows: ROWS.length, stepMs: 1_000, startedMs: 0 })
}

test('a passage through the rows at their pace is known again, also through rows that say the same', () => {
  expect(placed([400, 4], [1_400, 4], [2_400, 4], [3_400, 5], [6_400, 7])).toEqual({ rows: [6] })
  expect(placed([400, 4], [5_400, 6])).toEqual({ rows: [4, 5] })
})

test('a row of another time, an earlier row and a row that does not exist are no passage', () => {
  expect(placed([400, 4], [1_400, 8])).toEqual({ misfit: 1 })
  expect(placed([4_400, 6], [5_400, 5])).toEqual({ misfit: 1 })
  expect(placed([400, 4], [1_400, 4], [2_400, 9])).toEqual({ misfit: 2 })
  // not played yet
  expect(placed([400, 6])).toEqual({ misfit: 0 })
})
