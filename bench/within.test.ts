import { expect, test } from 'vitest'
import { measureEach, NotInTime, within } from './within.ts'

const never = new Promise<never>(() => {})

test('work that hangs ends with the name of its stage', async () => {
  await expect(within('connecting', 1, never)).rejects.toThrow(new NotInTime('connecting: not done after 0.001 s'))
  expect(await within('connecting', 60_000, Promise.resolve(3))).toBe(3)
})

test('a measurement that never ends is left out and said; the next ones are made; other errors end the bench', async () => {
  const said: string[] = []
  const options = { limitMs: 1, say: (text: string) => said.push(text) }
  expect(await measureEach(3, options, async (at) => (at === 1 ? await never : at))).toEqual([0, 2])
  expect(said).toEqual(['measurement 2 of 3: not done after 0.001 s'])
  await expect(measureEach(1, options, () => Promise.reject(new RangeError('no truck')))).rejects.toThrow(RangeError)
})
