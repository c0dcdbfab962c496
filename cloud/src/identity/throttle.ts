import { sql } from 'kysely'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'

export interface ThrottleLimits {
  /** of one name from one address */
  readonly failuresPerPair: number
  readonly failuresPerAddress: number
  /** from all addresses together; so many that a stranger does not shut somebody out by a few guesses */
  readonly failuresPerName: number
  readonly windowSeconds: number
}

const SIGN_IN_LIMITS: ThrottleLimits = {
  failuresPerPair: 8,
  failuresPerAddress: 40,
  failuresPerName: 400,
  windowSeconds: 900,
}

export interface SignInThrottle {
  /** Counts an attempt before the password is looked at, so that parallel guesses can't slip through. */
  attempt(name: string, address: string): Promise<{ readonly retryAfterSeconds: number } | 'allowed'>
  /** Only failures count: takes back what `attempt` counted. */
  succeeded(name: string, address: string): Promise<void>
}

/** Counted in the database: a guesser gains nothing by asking another instance, or by a restart. */
export function createSignInThrottle({
  db,
  clock,
  sealedFields,
  limits = SIGN_IN_LIMITS,
}: {
  readonly db: BusinessDatabase
  readonly clock: Clock
  readonly sealedFields: SealedFields
  readonly limits?: ThrottleLimits | undefined
}): SignInThrottle {
  const counter = (kind: string, text: string): string => `${kind} ${sealedFields.blindIndex('sign-in attempts', text)}`
  const ofAddress = (address: string) => counter('address', address)
  const ofPair = (name: string, address: string) => counter('pair', JSON.stringify([address, name]))
  const ofName = (name: string) => counter('name', name)

  async function count(key: string): Promise<{ attempts: number; untilMs: number }> {
    const nowMs = clock.nowMs()
    const untilMs = nowMs + limits.windowSeconds * 1_000
    const row = await db.reader
      .insertInto('sign_in_attempts')
      .values({ counter: key, attempts: 1, until_ms: untilMs })
      .onConflict((conflict) =>
        conflict.column('counter').doUpdateSet({
          attempts: sql<number>`CASE WHEN sign_in_attempts.until_ms <= ${nowMs} THEN 1 ELSE sign_in_attempts.attempts + 1 END`,
          until_ms: sql<number>`CASE WHEN sign_in_attempts.until_ms <= ${nowMs} THEN ${untilMs} ELSE sign_in_attempts.until_ms END`,
        }),
      )
      .returning(['attempts', 'until_ms'])
      .executeTakeFirstOrThrow()
    return { attempts: row.attempts, untilMs: row.until_ms }
  }

  async function takeBack(key: string): Promise<void> {
    await db.reader
      .updateTable('sign_in_attempts')
      .set({ attempts: sql<number>`attempts - 1` })
      .where('counter', '=', key)
      .where('attempts', '>', 0)
      .execute()
  }

  return {
    async attempt(name, address) {
      // the address first, and no name of a blocked one is counted: a stranger would fill the table with them
      for (const [key, most] of [
        [ofAddress(address), limits.failuresPerAddress],
        [ofPair(name, address), limits.failuresPerPair],
        [ofName(name), limits.failuresPerName],
      ] as const) {
        const { attempts, untilMs } = await count(key)
        if (attempts > most) return { retryAfterSeconds: Math.max(Math.ceil((untilMs - clock.nowMs()) / 1_000), 1) }
      }
      return 'allowed'
    },

    async succeeded(name, address) {
      await db.reader.deleteFrom('sign_in_attempts').where('counter', '=', ofPair(name, address)).execute()
      await takeBack(ofName(name))
      await takeBack(ofAddress(address))
      await db.reader.deleteFrom('sign_in_attempts').where('until_ms', '<=', clock.nowMs()).execute()
    },
  }
}
