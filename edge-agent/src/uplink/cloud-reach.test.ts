import { expect, test } from 'vitest'
import { createCloudReach } from './cloud-reach.ts'

test('a link that comes and goes without an answer of the cloud is one time out of reach', () => {
  const time = { ms: 0 }
  const reach = createCloudReach({ nowMs: () => time.ms })
  expect(reach.state).toEqual({ isReached: false, unreachedSinceMs: 0 })
  for (; time.ms < 300_000; time.ms += 25_000) {
    reach.networkChanged('cloud-away')
    reach.networkChanged('online')
    reach.networkChanged('offline')
  }
  expect(reach.state).toEqual({ isReached: false, unreachedSinceMs: 0 })
  reach.networkChanged('online')
  reach.answered()
  expect(reach.state.isReached).toBe(true)
  time.ms = 400_000
  reach.networkChanged('cloud-away')
  time.ms = 410_000
  reach.networkChanged('offline')
  expect(reach.state).toEqual({ isReached: false, unreachedSinceMs: 400_000 })
})
