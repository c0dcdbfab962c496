import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../lib/clock.ts'
import type { BusinessDatabase } from './business-database.ts'
import { PERSON_COLUMNS, type Person, toPerson } from './people.ts'

const HOUR_MS = 3_600_000
const SESSION_IDLE_MS = 12 * HOUR_MS
/** However busy, a session ends after a week (ASVS 5.0 7.3.2: an absolute lifetime). */
const SESSION_LONGEST_MS = 7 * 24 * HOUR_MS
/** Moving the expiry at each request would be one FULL commit a request. */
const RENEW_AFTER_MS = 5 * 60_000

const TOKEN_BYTES = 32
const TOKEN_PATTERN = /^[A-Za-z0-9_-]{43}$/

export interface Session {
  /** tells sessions apart without being the secret itself */
  readonly id: string
  readonly person: Person
  readonly createdAtMs: number
  readonly expiresAtMs: number
}

export interface Sessions {
  /** Starts a session; the token is for the cookie and kept nowhere. */
  open(person: Person): Promise<{ token: string; session: Session }>
  /** The living session of a cookie; a request of a person moves its expiry. */
  use(token: string): Promise<Session | undefined>
  /** As `use`, but moves nothing: an open feed is not a person at work. */
  peek(token: string): Promise<Session | undefined>
  revoke(token: string): Promise<void>
  /** Called with the id of each session that is revoked, so that its open feeds end at once. */
  onRevoked(listener: (id: string) => void): () => void
  removeExpired(): Promise<number>
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

export function createSessions({ db, clock }: { db: BusinessDatabase; clock: Clock }): Sessions {
  const revokedListeners = new Set<(id: string) => void>()

  const living = () =>
    db
      .selectFrom('session')
      .innerJoin('person', 'person.name', 'session.person')
      .select(['session.token_hash', 'session.created_at_ms', 'session.expires_at_ms'])
      .select(PERSON_COLUMNS.map((column) => `person.${column}` as const))
      .where('session.expires_at_ms', '>', clock.nowMs())

  type SessionRow = NonNullable<Awaited<ReturnType<ReturnType<typeof living>['executeTakeFirst']>>>
  const toSession = (row: SessionRow): Session => ({
    id: row.token_hash.toString('hex'),
    person: toPerson(row),
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
  })

  async function peek(token: string): Promise<Session | undefined> {
    if (!TOKEN_PATTERN.test(token)) return undefined
    const row = await living().where('session.token_hash', '=', hashToken(token)).executeTakeFirst()
    return row === undefined ? undefined : toSession(row)
  }

  return {
    peek,

    async open(person) {
      const token = randomBytes(TOKEN_BYTES).toString('base64url')
      const tokenHash = hashToken(token)
      const createdAtMs = clock.nowMs()
      const expiresAtMs = createdAtMs + SESSION_IDLE_MS
      await db
        .insertInto('session')
        .values({ token_hash: tokenHash, person: person.name, created_at_ms: createdAtMs, expires_at_ms: expiresAtMs })
        .execute()
      return { token, session: { id: tokenHash.toString('hex'), person, createdAtMs, expiresAtMs } }
    },

    async use(token) {
      const session = await peek(token)
      if (session === undefined) return undefined
      const expiresAtMs = Math.min(clock.nowMs() + SESSION_IDLE_MS, session.createdAtMs + SESSION_LONGEST_MS)
      if (expiresAtMs - session.expiresAtMs < RENEW_AFTER_MS) return session
      await db
        .updateTable('session')
        .set({ expires_at_ms: expiresAtMs })
        .where('token_hash', '=', hashToken(token))
        .execute()
      return { ...session, expiresAtMs }
    },

    async revoke(token) {
      const tokenHash = hashToken(token)
      await db.deleteFrom('session').where('token_hash', '=', tokenHash).execute()
      for (const listener of [...revokedListeners]) listener(tokenHash.toString('hex'))
    },

    onRevoked(listener) {
      revokedListeners.add(listener)
      return () => revokedListeners.delete(listener)
    },

    async removeExpired() {
      const { numDeletedRows } = await db
        .deleteFrom('session')
        .where('expires_at_ms', '<=', clock.nowMs())
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}
