import { expect, it } from 'vitest'
import type { Accepted } from '../frames/frame-log.ts'
import { creditBytes, MOST_WAITING_BYTES } from './credit.ts'
import { FrameIntake } from './frame-intake.ts'

const MEBIBYTE = 1024 * 1024

it('gives full credit while little waits, less the more waits, and never none', () => {
  expect([0, 8, 20, 32, 128].map((mebibytes) => creditBytes(mebibytes * MEBIBYTE))).toEqual([
    65_536, 65_536, 34_816, 4_096, 4_096,
  ])
})

it('lets frames fall when too much waits, and takes them again when that is committed', async () => {
  const commits: ((accepted: Accepted) => void)[] = []
  const intake = new FrameIntake({
    frameLog: { accept: () => new Promise((resolve) => commits.push(resolve)) },
    publish: () => {},
    onCommitted: () => {},
    onFailure: (error) => void Promise.reject(error),
    onUnavailable: (error) => void Promise.reject(error),
  })
  const bytes = new Uint8Array(MOST_WAITING_BYTES / 4)
  const add = (times: number): void => {
    for (let at = 0; at < times; at++) intake.add({ device: 'tk001', bytes, receivedAtMs: 0 })
  }
  add(6)
  expect(intake.counts.overflow).toBe(2)
  await expect.poll(() => commits.length).toBe(1)
  commits[0]?.({ outcomes: [], acknowledged: [], forks: [], quarantined: [] })
  await intake.settled()
  add(4)
  expect(intake.counts.overflow).toBe(2)
  await expect.poll(() => commits.length).toBe(2)
})
