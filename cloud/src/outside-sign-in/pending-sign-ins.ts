import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import { hashOfToken, newToken } from '../oauth/random-tokens.ts'
import type { Challenge } from './provider.ts'

export const PENDING_MS = 10 * 60_000

/** Browsers that are at the provider. They may come back to another instance. */
export interface PendingSignIns {
  /** the token is for the browser: whoever comes back without it was sent by somebody else */
  keep(challenge: Challenge): Promise<string>
  /** once */
  take(token: string): Promise<Challenge | undefined>
}

export function createPendingSignIns({
  db,
  clock,
}: {
  readonly db: BusinessDatabase
  readonly clock: Clock
}): PendingSignIns {
  return {
    async keep({ state, nonce, verifier }) {
      const token = newToken()
      const nowMs = clock.nowMs()
      await db.reader.deleteFrom('outside_sign_in').where('expires_at_ms', '<=', nowMs).execute()
      await db.reader
        .insertInto('outside_sign_in')
        .values({ token_hash: hashOfToken(token), state, nonce, verifier, expires_at_ms: nowMs + PENDING_MS })
        .execute()
      return token
    },

    async take(token) {
      return db.reader
        .deleteFrom('outside_sign_in')
        .where('token_hash', '=', hashOfToken(token))
        .where('expires_at_ms', '>', clock.nowMs())
        .returning(['state', 'nonce', 'verifier'])
        .executeTakeFirst()
    },
  }
}
