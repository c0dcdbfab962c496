import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { type Actor, systemActor } from '../access/actor.ts'
import type { AuditAction } from '../audit/audit-actions.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessTransaction } from '../business-database/business-database.ts'
import { refusal } from '../http/refusals.ts'
import type { Names } from '../identity/names.ts'
import type { Clock } from '../lib/clock.ts'
import { behind, type NewestFirst } from '../lib/newest-first.ts'
import type { OAuthClient } from './clients.ts'
import { ACCESS_TOKEN_MS, CODE_MS, GRANT_MS, REFRESH_TOKEN_MS } from './lifetimes.ts'
import { hashOfToken, newToken } from './random-tokens.ts'

export interface Grant {
  readonly id: string
  readonly clientId: string
  /** null: the client asks in its own name */
  readonly personId: string | null
  readonly scopes: readonly string[]
}

export interface OwnGrant extends Grant {
  readonly clientName: Names
  readonly createdAtMs: number
}

/** A grant, and where the client may refresh, what it refreshes with next time. */
export interface Granted {
  readonly grant: Grant
  readonly refreshToken: string | undefined
}

export interface Grants {
  /** A person says yes: the code is for the redirect, once and for a minute. */
  allow(actor: Actor, about: Allowed): Promise<string>
  /** undefined: no such code, not of this client, used, too late, another address or another verifier */
  exchange(client: OAuthClient, code: ExchangedCode): Promise<Granted | undefined>
  /**
   * Replaces a refresh token. One that was used before ends the grant: there are two who have it. What `check` throws
   * leaves the token as it is.
   */
  refresh(client: OAuthClient, refreshToken: string, check: (grant: Grant) => void): Promise<Granted | undefined>
  /** In the client's own name. */
  own(client: OAuthClient, scopes: readonly string[]): Promise<Grant>
  /** undefined: revoked, expired, or its client was revoked */
  living(id: string): Promise<Grant | undefined>
  /** of a refresh token that could still be used */
  ofRefreshToken(refreshToken: string): Promise<(Grant & { readonly expiresAtMs: number }) | undefined>
  /** The living ones, the newest first; one more than the page holds, where there is one. */
  ofPerson(personId: string, page: NewestFirst): Promise<OwnGrant[]>
  /** By its client: it gives back what it has. */
  giveBack(client: OAuthClient, id: string): Promise<void>
  /** By the person who gave it. */
  revoke(actor: Actor, id: string): Promise<void>
}

export interface Allowed {
  readonly client: OAuthClient
  readonly redirectUri: string
  readonly scopes: readonly string[]
  /** S256 */
  readonly codeChallenge: string
}

export interface ExchangedCode {
  readonly code: string
  readonly redirectUri: string
  readonly codeVerifier: string
}

/** Over, but still known: a code that is replayed late is told from one that never was. */
const GRANT_KEPT_MS = 24 * 3_600_000

const scopesSchema = z.array(z.string())
const GRANT_COLUMNS = [
  'oauth_grant.id',
  'oauth_grant.client_id',
  'oauth_grant.person_id',
  'oauth_grant.scopes',
] as const

export function createGrants({
  db,
  audit,
  clock,
}: {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
}): Grants {
  async function end(tx: BusinessTransaction, id: string, actor: Actor, action: AuditAction): Promise<boolean> {
    const { numUpdatedRows } = await tx
      .updateTable('oauth_grant')
      .set({ revoked_at_ms: clock.nowMs() })
      .where('id', '=', id)
      .where('revoked_at_ms', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) return false
    await audit.append(tx, { actor, action, subject: { kind: 'grant', id } })
    return true
  }

  async function addRefreshToken(tx: BusinessTransaction, client: OAuthClient, grantId: string) {
    if (!client.grantTypes.includes('refresh_token')) return undefined
    const refreshToken = newToken()
    await tx
      .insertInto('oauth_refresh_token')
      .values({
        token_hash: hashOfToken(refreshToken),
        grant_id: grantId,
        expires_at_ms: clock.nowMs() + REFRESH_TOKEN_MS,
        used_at_ms: null,
      })
      .execute()
    return refreshToken
  }

  /** Codes and refresh tokens go with their grant. The audit keeps who allowed what. */
  async function removeExpired(nowMs: number): Promise<void> {
    await db.reader
      .deleteFrom('oauth_grant')
      .where('expires_at_ms', '<=', nowMs - GRANT_KEPT_MS)
      .execute()
  }

  function livingGrants() {
    return db.reader
      .selectFrom('oauth_grant')
      .innerJoin('oauth_client', 'oauth_client.id', 'oauth_grant.client_id')
      .where('oauth_client.revoked_at_ms', 'is', null)
      .where('oauth_grant.revoked_at_ms', 'is', null)
      .where('oauth_grant.expires_at_ms', '>', clock.nowMs())
  }

  return {
    async allow(actor, { client, redirectUri, scopes, codeChallenge }) {
      const id = randomUUID()
      const code = newToken()
      const nowMs = clock.nowMs()
      await removeExpired(nowMs)
      await db.inTransaction(async (tx) => {
        await tx
          .insertInto('oauth_grant')
          .values({
            id,
            client_id: client.id,
            person_id: actor.id,
            scopes: JSON.stringify(scopes),
            created_at_ms: nowMs,
            // it lasts when the code is exchanged; one that never is leaves nothing behind
            expires_at_ms: nowMs + CODE_MS,
            revoked_at_ms: null,
          })
          .execute()
        await tx
          .insertInto('oauth_code')
          .values({
            code_hash: hashOfToken(code),
            grant_id: id,
            redirect_uri: redirectUri,
            code_challenge: codeChallenge,
            expires_at_ms: nowMs + CODE_MS,
            used_at_ms: null,
          })
          .execute()
        const details = { client: client.id, scopes: [...scopes] }
        await audit.append(tx, { actor, action: 'grant.allow', subject: { kind: 'grant', id }, details })
      })
      return code
    },

    exchange: (client, { code, redirectUri, codeVerifier }) =>
      db.inTransaction(async (tx) => {
        const nowMs = clock.nowMs()
        const found = await tx
          .selectFrom('oauth_code')
          .innerJoin('oauth_grant', 'oauth_grant.id', 'oauth_code.grant_id')
          .select([
            ...GRANT_COLUMNS,
            'oauth_code.redirect_uri',
            'oauth_code.code_challenge',
            'oauth_code.expires_at_ms',
          ])
          .where('oauth_code.code_hash', '=', hashOfToken(code))
          .where('oauth_grant.client_id', '=', client.id)
          .where('oauth_grant.revoked_at_ms', 'is', null)
          .executeTakeFirst()
        if (found === undefined) return undefined
        const fits =
          found.expires_at_ms > nowMs &&
          found.redirect_uri === redirectUri &&
          isVerifier(found.code_challenge, codeVerifier)
        const { numUpdatedRows } = await tx
          .updateTable('oauth_code')
          .set({ used_at_ms: nowMs })
          .where('code_hash', '=', hashOfToken(code))
          .where('used_at_ms', 'is', null)
          .executeTakeFirst()
        // RFC 6749 4.1.2: a code that comes twice was stolen, and so may be what it was exchanged for. One that comes
        // with a wrong verifier is in the wrong hands as well.
        if (numUpdatedRows !== 1n || !fits) {
          await end(
            tx,
            found.id,
            systemActor('oauth'),
            numUpdatedRows === 1n ? 'grant.wrong-code' : 'grant.code-reused',
          )
          return undefined
        }
        await tx
          .updateTable('oauth_grant')
          .set({ expires_at_ms: nowMs + GRANT_MS })
          .where('id', '=', found.id)
          .execute()
        return { grant: toGrant(found), refreshToken: await addRefreshToken(tx, client, found.id) }
      }),

    refresh: (client, refreshToken, check) =>
      db.inTransaction(async (tx) => {
        const nowMs = clock.nowMs()
        const found = await tx
          .selectFrom('oauth_refresh_token')
          .innerJoin('oauth_grant', 'oauth_grant.id', 'oauth_refresh_token.grant_id')
          .select([...GRANT_COLUMNS, 'oauth_refresh_token.expires_at_ms'])
          .where('oauth_refresh_token.token_hash', '=', hashOfToken(refreshToken))
          .where('oauth_grant.client_id', '=', client.id)
          .where('oauth_grant.revoked_at_ms', 'is', null)
          .where('oauth_grant.expires_at_ms', '>', nowMs)
          .executeTakeFirst()
        if (found === undefined || found.expires_at_ms <= nowMs) return undefined
        check(toGrant(found))
        const { numUpdatedRows } = await tx
          .updateTable('oauth_refresh_token')
          .set({ used_at_ms: nowMs })
          .where('token_hash', '=', hashOfToken(refreshToken))
          .where('used_at_ms', 'is', null)
          .executeTakeFirst()
        if (numUpdatedRows !== 1n) {
          await end(tx, found.id, systemActor('oauth'), 'grant.token-reused')
          return undefined
        }
        return { grant: toGrant(found), refreshToken: await addRefreshToken(tx, client, found.id) }
      }),

    async own(client, scopes) {
      const grant = { id: randomUUID(), clientId: client.id, personId: null, scopes }
      const nowMs = clock.nowMs()
      await removeExpired(nowMs)
      await db.reader
        .insertInto('oauth_grant')
        .values({
          ...{ id: grant.id, client_id: client.id, person_id: null, scopes: JSON.stringify(scopes) },
          ...{ created_at_ms: nowMs, expires_at_ms: nowMs + ACCESS_TOKEN_MS, revoked_at_ms: null },
        })
        .execute()
      return grant
    },

    async living(id) {
      const row = await livingGrants().select(GRANT_COLUMNS).where('oauth_grant.id', '=', id).executeTakeFirst()
      return row === undefined ? undefined : toGrant(row)
    },

    async ofRefreshToken(refreshToken) {
      const row = await livingGrants()
        .innerJoin('oauth_refresh_token', 'oauth_refresh_token.grant_id', 'oauth_grant.id')
        .select([...GRANT_COLUMNS, 'oauth_refresh_token.expires_at_ms'])
        .where('oauth_refresh_token.token_hash', '=', hashOfToken(refreshToken))
        .where('oauth_refresh_token.used_at_ms', 'is', null)
        .where('oauth_refresh_token.expires_at_ms', '>', clock.nowMs())
        .executeTakeFirst()
      return row === undefined ? undefined : { ...toGrant(row), expiresAtMs: row.expires_at_ms }
    },

    async ofPerson(personId, { limit, after }) {
      const rows = await livingGrants()
        .select([...GRANT_COLUMNS, 'oauth_grant.created_at_ms', 'oauth_client.name_zh', 'oauth_client.name_en'])
        .where('oauth_grant.person_id', '=', personId)
        .where(behind(after, { created: 'oauth_grant.created_at_ms', id: 'oauth_grant.id' }))
        .orderBy('oauth_grant.created_at_ms', 'desc')
        .orderBy('oauth_grant.id', 'desc')
        .limit(limit + 1)
        .execute()
      return rows.map((row) => ({
        ...toGrant(row),
        clientName: { zh: row.name_zh, en: row.name_en },
        createdAtMs: row.created_at_ms,
      }))
    },

    async giveBack(client, id) {
      const actor: Actor = { kind: 'client', id: client.id, organisationId: client.organisationId, roles: [] }
      await db.inTransaction(async (tx) => {
        const found = await tx
          .selectFrom('oauth_grant')
          .select('id')
          .where('id', '=', id)
          .where('client_id', '=', client.id)
          .executeTakeFirst()
        if (found !== undefined) await end(tx, id, actor, 'grant.give-back')
      })
    },

    async revoke(actor, id) {
      await db.inTransaction(async (tx) => {
        const found = await tx
          .selectFrom('oauth_grant')
          .select('id')
          .where('id', '=', id)
          .where('person_id', '=', actor.id)
          .executeTakeFirst()
        if (found === undefined || !(await end(tx, id, actor, 'grant.revoke'))) {
          throw refusal('NOT_FOUND', 'there is no such grant', 'grant')
        }
      })
    },
  }
}

/** RFC 7636 4.6 */
function isVerifier(challenge: string, verifier: string): boolean {
  const made = Buffer.from(createHash('sha256').update(verifier).digest('base64url'))
  const said = Buffer.from(challenge)
  return made.length === said.length && timingSafeEqual(made, said)
}

function toGrant(row: { id: string; client_id: string; person_id: string | null; scopes: string }): Grant {
  return {
    id: row.id,
    clientId: row.client_id,
    personId: row.person_id,
    scopes: scopesSchema.parse(JSON.parse(row.scopes)),
  }
}
