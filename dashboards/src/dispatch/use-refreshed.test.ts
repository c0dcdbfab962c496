import { expect, test } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useRefreshed } from './use-refreshed.ts'

function world() {
  const key = ref('a')
  const version = ref(0)
  const loads: { signal: AbortSignal; answer: (value: string) => void }[] = []
  const scope = effectScope()
  const refreshed = scope.run(() =>
    useRefreshed({
      key: () => key.value,
      version: () => version.value,
      load: (signal) => new Promise<string>((answer) => loads.push({ signal, answer })),
      shortestIntervalMs: () => 0,
    }),
  )
  if (refreshed === undefined) throw new Error('no scope')
  return { key, version, loads, ...refreshed, stop: () => scope.stop() }
}

test('a fetch under way is not cut short by what changes meanwhile, and is followed by one more', async () => {
  const { version, loads, value, stop } = world()
  for (let change = 0; change < 3; change += 1) {
    version.value += 1
    await nextTick()
  }
  expect(loads).toHaveLength(1)
  expect(loads[0]?.signal.aborted).toBe(false)
  loads[0]?.answer('first')
  await expect.poll(() => loads.length).toBe(2)
  expect(value.value).toBe('first')
  loads[1]?.answer('second')
  await expect.poll(() => value.value).toBe('second')
  expect(loads).toHaveLength(2)
  stop()
})

test('what is wanted no more is cut short, and nothing is fetched after the end', async () => {
  const { key, version, loads, value, stop } = world()
  key.value = 'b'
  await nextTick()
  expect(loads.map(({ signal }) => signal.aborted)).toEqual([true, false])
  loads[0]?.answer('of a')
  version.value += 1
  await nextTick()
  stop()
  loads[1]?.answer('of b')
  await new Promise((resolve) => setImmediate(resolve))
  // a timer made now fires after any that the fetch's end has made
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(value.value).toBeUndefined()
  expect(loads).toHaveLength(2)
})
