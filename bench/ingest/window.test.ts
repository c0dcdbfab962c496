import { expect, test } from 'vitest'
import { createWindow } from './window.ts'

test('no more bytes are under way than the window has, and each payload is sent once', () => {
  const payloads = [40, 40, 40, 40, 300, 10].map((size) => new Uint8Array(size))
  const take = createWindow(payloads)
  const sizes = (done: number, windowBytes = 100): number[] => take(done, windowBytes).map(({ length }) => length)
  expect(sizes(0)).toEqual([40, 40])
  expect(sizes(0)).toEqual([])
  expect(sizes(1)).toEqual([40])
  // a window that became smaller lets nothing go until it has room
  expect(sizes(2, 60)).toEqual([])
  expect(sizes(3, 60)).toEqual([40])
  // larger than any window: it goes alone
  expect(sizes(3)).toEqual([])
  expect(sizes(4)).toEqual([300])
  expect(sizes(5)).toEqual([10])
  expect(sizes(6)).toEqual([])
})
