import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BusinessDatabase, openBusinessDatabase } from '../business-database/business-database.ts'
import { createSealedFields } from '../lib/sealed-fields.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { createSignInThrottle } from './throttle.ts'

const limits = { failuresPerPair: 2, failuresPerAddress: 4, failuresPerName: 6, windowSeconds: 600 }
const sealedFields = createSealedFields({
  newest: 'k1',
  byId: new Map([['k1', new Uint8Array(32)]]),
  indexes: new Map([['i1', new Uint8Array(32)]]),
})
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))

describe.each(eachEngine)('sign-ins are throttled on %s', (_, open) => {
  const clock = { ms: 1_000, nowMs: () => clock.ms }
  let test: TestPlace
  let databases: BusinessDatabase[]

  async function instance() {
    const db = await openBusinessDatabase(test.place)
    databases.push(db)
    return createSignInThrottle({ db, clock, sealedFields, limits })
  }
  type Throttle = Awaited<ReturnType<typeof instance>>

  beforeEach(async () => {
    databases = []
    test = await open()
  })
  afterEach(async () => {
    for (const db of databases) await db.close()
    await test.remove()
  })

  async function countAllowed(throttle: Throttle, attempts: Iterable<readonly [string, string]>): Promise<number> {
    let allowed = 0
    for (const [name, address] of attempts) if ((await throttle.attempt(name, address)) === 'allowed') allowed++
    return allowed
  }

  it('limits a name from one address, an address, and a name from everywhere', async () => {
    const throttle = await instance()
    expect(
      await countAllowed(
        throttle,
        times(9, () => ['berta', 'b'] as const),
      ),
    ).toBe(2)
    expect(
      await countAllowed(
        throttle,
        times(9, (at) => [`name${at}`, 'c'] as const),
      ),
    ).toBe(4)
    expect(
      await countAllowed(
        throttle,
        times(9, (at) => ['anna', `a${at}`] as const),
      ),
    ).toBe(6)
  })

  it('does not shut somebody out by the guesses of a stranger, nor by those from a blocked address', async () => {
    const throttle = await instance()
    for (let guess = 0; guess < 20; guess++) await throttle.attempt('anna', 'stranger')
    expect(await throttle.attempt('anna', 'home')).toBe('allowed')
    await throttle.succeeded('anna', 'home')
    for (let guess = 0; guess < 4; guess++) expect(await throttle.attempt('anna', `a${guess}`)).toBe('allowed')
    expect(await throttle.attempt('anna', 'a4')).toMatchObject({ retryAfterSeconds: 600 })
  })

  it('counts at another instance and after a restart, until the window is over', async () => {
    const [one, other] = [await instance(), await instance()]
    expect(await one.attempt('anna', 'a')).toBe('allowed')
    expect(await other.attempt('anna', 'a')).toBe('allowed')
    clock.ms += 599_000
    expect(await (await instance()).attempt('anna', 'a')).toEqual({ retryAfterSeconds: 1 })
    clock.ms += 1_000
    expect(await one.attempt('anna', 'a')).toBe('allowed')
  })

  it('counts guesses that come at once', async () => {
    const throttle = await instance()
    const answers = await Promise.all(times(12, () => throttle.attempt('anna', 'a')))
    expect(answers.filter((answer) => answer === 'allowed')).toHaveLength(2)
  })
})
