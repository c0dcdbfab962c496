import { expect, it } from 'vitest'
import { HintRate } from './hint-rate.ts'

it('lets each device tell so many hints at once, and more as time goes by', () => {
  const clock = { ms: 1_000, nowMs: () => clock.ms }
  const rate = new HintRate({ clock })
  const allowed = (device: string) => Array.from({ length: 100 }, () => rate.allows(device)).filter(Boolean).length
  expect(allowed('tk001')).toBe(40)
  expect(allowed('tk002')).toBe(40)
  clock.ms += 1_000
  expect(allowed('tk001')).toBe(20)
  clock.ms -= 600_000
  expect(allowed('tk001')).toBe(0)
  clock.ms += 3_600_000
  expect(allowed('tk001')).toBe(40)
})
