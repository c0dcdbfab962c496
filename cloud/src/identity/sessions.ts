import { createHash, randomBytes } from 'node:crypto'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import { behind, type NewestFirst } from '../lib/newest-first.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import type { People, Person } from './people.ts'

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

/** From where a session was opened, so that its person recognises it in the list. */
export interface SessionOrigin {
  readonly address?: string | undefined
  readonly userAgent?: string | undefined
}

/** A session as its person sees it in the list. */
export interface SessionRecord {
  readonly id: string
  readonly createdAtMs: number
  readonly lastUsedAtMs: number
  readonly expiresAtMs: number
  readonly address: string | null
  readonly userAgent: string | null
}

/** No secret: the hash of the token that only its owner holds. */
export const SESSION_ID = /^[0-9a-f]{64}$/

export interface Sessions {
  /** Starts a session; the token is for the cookie and kept nowhere. */
  open(person: Person, origin?: SessionOrigin): Promise<{ token: string; session: Session }>
  /** The living session of a cookie; a request of a person moves its expiry. */
  use(token: string): Promise<Session | undefined>
  /** As `use`, but moves nothing: an open feed is not a person at work. */
  peek(token: string): Promise<Session | undefined>
  revoke(token: string): Promise<void>
  /** The living ones of a person, the one opened last first; one more than the page holds, where there is one. */
  listOf(personId: string, page: NewestFirst): Promise<SessionRecord[]>
  /** @returns whether the person had it */
  revokeOne(personId: string, id: string): Promise<boolean>
  /** all of a person, but one where that is named */
  revokeAllOf(personId: string, options?: { readonly but?: string | undefined }): Promise<void>
  /** Called with the id of each session that is revoked, so that its open feeds end at once. */
  onRevoked(listener: (id: string) => void): () => void
  removeExpired(): Promise<number>
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

export function createSessions({
  db,
  clock,
  people,
  sealedFields,
}: {
  readonly db: BusinessDatabase
  readonly clock: Clock
  readonly people: People
  readonly sealedFields: SealedFields
}): Sessions {
  const revokedListeners = new Set<(id: string) => void>()

  async function peek(token: string): Promise<Session | undefined> {
    if (!TOKEN_PATTERN.test(token)) return undefined
    const tokenHash = hashToken(token)
    const row = await db.reader
      .selectFrom('session')
      .select(['person_id', 'created_at_ms', 'expires_at_ms'])
      .where('token_hash', '=', tokenHash)
      .where('expires_at_ms', '>', clock.nowMs())
      .executeTakeFirst()
    const person = row === undefined ? undefined : await people.get(row.person_id)
    if (row === undefined || person === undefined) return undefined
    return { id: tokenHash.toString('hex'), person, createdAtMs: row.created_at_ms, expiresAtMs: row.expires_at_ms }
  }

  function tell(ids: readonly string[]): void {
    for (const id of ids) for (const listener of [...revokedListeners]) listener(id)
  }

  return {
    peek,

    async listOf(personId, { limit, after }) {
      const rows = await db.reader
        .selectFrom('session')
        .selectAll()
        .where('person_id', '=', personId)
        .where('expires_at_ms', '>', clock.nowMs())
        .where(
          behind(after && [after[0], Buffer.from(after[1], 'hex')], { created: 'created_at_ms', id: 'token_hash' }),
        )
        .orderBy('created_at_ms', 'desc')
        .orderBy('token_hash', 'desc')
        .limit(limit + 1)
        .execute()
      return rows.map((row): SessionRecord => {
        const id = Buffer.from(row.token_hash).toString('hex')
        const opened = (column: string, envelope: string | null) =>
          envelope === null ? null : sealedFields.open({ table: 'session', column, row: id }, envelope)
        return {
          id,
          createdAtMs: row.created_at_ms,
          lastUsedAtMs: row.last_used_at_ms,
          expiresAtMs: row.expires_at_ms,
          address: opened('address_sealed', row.address_sealed),
          userAgent: opened('user_agent_sealed', row.user_agent_sealed),
        }
      })
    },

    async revokeOne(personId, id) {
      if (!SESSION_ID.test(id)) return false
      const { numDeletedRows } = await db.reader
        .deleteFrom('session')
        .where('person_id', '=', personId)
        .where('token_hash', '=', Buffer.from(id, 'hex'))
        .executeTakeFirst()
      if (Number(numDeletedRows) === 0) return false
      tell([id])
      return true
    },

    async revokeAllOf(personId, { but } = {}) {
      const all = db.reader.deleteFrom('session').where('person_id', '=', personId)
      const rows = await (but === undefined ? all : all.where('token_hash', '!=', Buffer.from(but, 'hex')))
        .returning('token_hash')
        .execute()
      tell(rows.map((row) => Buffer.from(row.token_hash).toString('hex')))
    },

    async open(person, { address, userAgent } = {}) {
      const token = randomBytes(TOKEN_BYTES).toString('base64url')
      const tokenHash = hashToken(token)
      const id = tokenHash.toString('hex')
      const createdAtMs = clock.nowMs()
      const expiresAtMs = createdAtMs + SESSION_IDLE_MS
      const sealed = (column: string, text: string | undefined) =>
        text === undefined ? null : sealedFields.seal({ table: 'session', column, row: id }, text)
      await db.reader
        .insertInto('session')
        .values({
          token_hash: tokenHash,
          person_id: person.id,
          created_at_ms: createdAtMs,
          expires_at_ms: expiresAtMs,
          last_used_at_ms: createdAtMs,
          address_sealed: sealed('address_sealed', address),
          user_agent_sealed: sealed('user_agent_sealed', userAgent),
        })
        .execute()
      return { token, session: { id, person, createdAtMs, expiresAtMs } }
    },

    async use(token) {
      const session = await peek(token)
      if (session === undefined) return undefined
      const nowMs = clock.nowMs()
      const expiresAtMs = Math.min(nowMs + SESSION_IDLE_MS, session.createdAtMs + SESSION_LONGEST_MS)
      if (expiresAtMs - session.expiresAtMs < RENEW_AFTER_MS) return session
      await db.reader
        .updateTable('session')
        .set({ expires_at_ms: expiresAtMs, last_used_at_ms: nowMs })
        .where('token_hash', '=', hashToken(token))
        .execute()
      return { ...session, expiresAtMs }
    },

    async revoke(token) {
      const tokenHash = hashToken(token)
      await db.reader.deleteFrom('session').where('token_hash', '=', tokenHash).execute()
      tell([tokenHash.toString('hex')])
    },

    onRevoked(listener) {
      revokedListeners.add(listener)
      return () => revokedListeners.delete(listener)
    },

    async removeExpired() {
      const { numDeletedRows } = await db.reader
        .deleteFrom('session')
        .where('expires_at_ms', '<=', clock.nowMs())
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}
