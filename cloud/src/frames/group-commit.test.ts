import { expect, it } from 'vitest'
import type { Accepted, FrameArrival } from './frame-log.ts'
import { GroupCommit } from './group-commit.ts'

const arrival: FrameArrival = { device: 'tk001', bytes: Uint8Array.of(1), receivedAtMs: 0 }

it('tells every caller of a commit that failed, and goes on with the next', async () => {
  const sizes: number[] = []
  const group = new GroupCommit({
    commit: async (arrivals): Promise<Accepted> => {
      sizes.push(arrivals.length)
      if (sizes.length === 1) throw new Error('disk full')
      return { outcomes: arrivals.map(() => 'stored'), acknowledged: [], forks: [], quarantined: [] }
    },
  })
  const first = [group.accept([arrival]), group.accept([arrival, arrival])]
  expect(await Promise.allSettled(first)).toMatchObject(
    Array(2).fill({ status: 'rejected', reason: { message: 'disk full' } }),
  )
  await group.settled()
  expect((await group.accept([arrival])).outcomes).toEqual(['stored'])
  expect(sizes).toEqual([3, 1])
})
