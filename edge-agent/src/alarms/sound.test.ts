import { expect, test } from 'vitest'
import { createSound } from './sound.ts'

const raised = [{ event: { monotonicMs: 0, code: 'alarm-raised', subject: 'c1', detail: {} }, prompt: true }]

test('a pause ends by itself while the cause lasts, and at once when another alarm opens', () => {
  const sound = createSound({ pauseMs: 300_000 })
  expect(sound.state(0, 0)).toBe('off')
  expect(sound.state(1, 0)).toBe('sounding')
  sound.pause(1_000)
  expect([sound.state(1, 2_000), sound.state(1, 300_999), sound.state(1, 301_000)]).toEqual([
    'paused',
    'paused',
    'sounding',
  ])
  sound.pause(400_000)
  sound.hear(raised)
  expect(sound.state(2, 400_001)).toBe('sounding')
})

test('the pause of one alarm is none of the next', () => {
  const sound = createSound({ pauseMs: 300_000 })
  sound.pause(0)
  expect(sound.state(0, 1_000)).toBe('off')
  expect(sound.state(1, 2_000)).toBe('sounding')
})
