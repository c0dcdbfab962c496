import { expect, test } from 'vitest'
import { LateReplies } from './late-replies.ts'

test('a reply is suspect for as long as an earlier request may still be answered', () => {
  const late = new LateReplies()
  expect(late.suspicionMs(1, 0)).toBe(0)
  late.missed(1, 0)
  late.missed(1, 1_000)
  expect(late.suspicionMs(1, 2_000)).toBe(2_200)
  expect(late.suspicionMs(2, 2_000)).toBe(0)
  expect(late.suspicionMs(1, 3_500)).toBe(2_700)
  expect(late.suspicionMs(1, 5_000)).toBe(0)
})

test('a late reply settles the oldest request that may still be answered, and none that is written off', () => {
  const late = new LateReplies()
  late.missed(1, 0)
  late.strayed(1, 500)
  expect(late.suspicionMs(1, 1_000)).toBe(0)
  expect(late.strays(1)).toBe(1)

  late.missed(1, 1_000)
  late.missed(1, 86_400_000)
  late.strayed(1, 86_400_100)
  expect(late.suspicionMs(1, 86_400_200)).toBe(0)

  late.missed(1, 90_000_000)
  late.missed(1, 90_002_000)
  // the first is written off by now
  late.strayed(1, 90_003_500)
  expect(late.suspicionMs(1, 90_003_600)).toBe(0)
})
