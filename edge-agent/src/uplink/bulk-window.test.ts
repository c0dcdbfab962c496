import { expect, test } from 'vitest'
import { BulkWindow } from './bulk-window.ts'

const CREDIT = 65_536
const frames = (count: number, sentAtMs: number) => Array.from({ length: count }, () => ({ bytes: 1_024, sentAtMs }))

test('doubles a round trip while answers are quick, up to the credit', () => {
  const bulk = new BulkWindow()
  const limits = Array.from({ length: 5 }, (_, at) => {
    bulk.acknowledged(frames(bulk.limitBytes / 1_024, at * 100), at * 100 + 90, CREDIT)
    return bulk.limitBytes
  })
  expect(limits).toEqual([16_384, 32_768, 65_536, 65_536, 65_536])
})

test('halves once a round trip when answers are slow, and never stops the flow', () => {
  const bulk = new BulkWindow()
  bulk.acknowledged(frames(1, 0), 200, CREDIT)
  bulk.acknowledged(frames(8, 1_000), 6_000, CREDIT)
  expect(bulk.limitBytes).toBe(4_608)
  bulk.acknowledged(frames(4, 2_000), 7_000, CREDIT)
  expect(bulk.limitBytes).toBe(4_608)
  for (let at = 1; at < 5; at++) bulk.acknowledged(frames(1, at * 10_000), at * 10_000 + 5_000, CREDIT)
  expect(bulk.limitBytes).toBe(2_048)
})

test('a link that is only far away is not taken for a full one', () => {
  const bulk = new BulkWindow()
  bulk.acknowledged(frames(8, 0), 4_000, CREDIT)
  // the very first answer is all that is known of the way
  bulk.acknowledged(frames(8, 5_000), 9_500, CREDIT)
  expect(bulk.limitBytes).toBe(24_576)
})

test('another connection begins anew', () => {
  const bulk = new BulkWindow()
  bulk.acknowledged(frames(8, 0), 100, CREDIT)
  bulk.forget()
  expect(bulk.limitBytes).toBe(8_192)
})
