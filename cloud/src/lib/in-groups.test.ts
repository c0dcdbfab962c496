import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { InGroups } from './in-groups.ts'

it('does what comes in groups, each in a turn of its own, and goes on after one that failed', async () => {
  const groups: (readonly number[])[] = []
  const failures: unknown[] = []
  const turns: number[] = []
  let turn = 0
  const inGroups = new InGroups<number>({
    most: 2,
    onFailure: (error) => failures.push(error),
    work: async (group) => {
      groups.push(group)
      turns.push(turn)
      await Promise.resolve()
      if (group.includes(3)) throw new Error('three')
    },
  })
  for (const item of [1, 2, 3, 4, 5]) inGroups.add(item)
  let isSettled = false
  const settled = inGroups.settled().then(() => {
    isSettled = true
  })
  while (!isSettled) {
    turn++
    await nextTurn()
  }
  await settled
  expect(groups).toEqual([[1, 2], [3, 4], [5]])
  expect(new Set(turns).size).toBe(3)
  expect(failures).toEqual([new Error('three')])
  inGroups.add(6)
  await inGroups.settled()
  expect(groups.at(-1)).toEqual([6])
  await inGroups.settled()
})
