import { expect, it } from 'vitest'
import { createSignInThrottle } from './throttle.ts'

const limits = { failuresPerPair: 2, failuresPerAddress: 4, failuresPerName: 6, windowSeconds: 600 }

async function countAllowed(attempts: Iterable<readonly [name: string, address: string]>): Promise<number> {
  const throttle = createSignInThrottle({ limits })
  let allowed = 0
  for (const [name, address] of attempts) if ((await throttle.attempt(name, address)) === 'allowed') allowed++
  return allowed
}

const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))

it('limits a name from one address, an address, and a name from everywhere', async () => {
  expect(await countAllowed(times(9, () => ['anna', 'a']))).toBe(2)
  expect(await countAllowed(times(9, (at) => [`name${at}`, 'a']))).toBe(4)
  expect(await countAllowed(times(9, (at) => ['anna', `a${at}`]))).toBe(6)
})

it('does not shut somebody out by the guesses of a stranger, nor by those from a blocked address', async () => {
  const throttle = createSignInThrottle({ limits })
  for (let guess = 0; guess < 50; guess++) await throttle.attempt('anna', 'stranger')
  expect(await throttle.attempt('anna', 'home')).toBe('allowed')
  await throttle.succeeded('anna', 'home')
  for (let guess = 0; guess < 4; guess++) expect(await throttle.attempt('anna', `a${guess}`)).toBe('allowed')
  expect(await throttle.attempt('anna', 'a4')).toMatchObject({ retryAfterSeconds: expect.any(Number) as unknown })
})
