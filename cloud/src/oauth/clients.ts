import { randomUUID, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Actor } from '../access/actor.ts'
import { ROLES, type Role } from '../access/roles.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessTransaction } from '../business-database/business-database.ts'
import type { OAuthClientTable } from '../business-database/tables/oauth.ts'
import { refusal } from '../http/refusals.ts'
import type { Names } from '../identity/names.ts'
import type { Clock } from '../lib/clock.ts'
import { behind, type NewestFirst } from '../lib/newest-first.ts'
import { hashOfToken, newToken } from './random-tokens.ts'
import { redirectUriSchema } from './redirect-uri.ts'
import { SCOPES } from './scopes.ts'

export const GRANT_TYPES = ['authorization_code', 'refresh_token', 'client_credentials'] as const
export type GrantType = (typeof GRANT_TYPES)[number]

/** A machine runs no installation: whoever holds its secret could make itself anything. */
const CLIENT_ROLES = ROLES.filter((role) => role !== 'administrator')

export const newClientSchema = z
  .strictObject({
    name: z.strictObject({ zh: z.string().min(1).max(64), en: z.string().min(1).max(64) }),
    kind: z.enum(['confidential', 'public']).describe('public: an app on a device, which can keep no secret'),
    organisationId: z.string().max(64).nullable().describe('of the client where it asks in its own name'),
    grantTypes: z.array(z.enum(GRANT_TYPES)).min(1),
    redirectUris: z.array(redirectUriSchema).max(10).default([]),
    scopes: z.array(z.enum(SCOPES, { error: `must be one of ${SCOPES.join(', ')}` })).min(1),
    roles: z
      .array(z.enum(CLIENT_ROLES, { error: `must be one of ${CLIENT_ROLES.join(', ')}` }))
      .default([])
      .describe('of the client where it asks in its own name'),
  })
  .check((context) => {
    const { kind, grantTypes, redirectUris, roles } = context.value
    const problem = (path: string, message: string) =>
      context.issues.push({ code: 'custom', input: context.value, path: [path], message })
    const has = (type: GrantType) => grantTypes.includes(type)
    if (kind === 'public' && has('client_credentials')) {
      problem('grantTypes', 'client_credentials is for confidential clients only')
    }
    if (has('refresh_token') && !has('authorization_code')) {
      problem('grantTypes', 'refresh_token goes with authorization_code only')
    }
    if (has('authorization_code') && redirectUris.length === 0) problem('redirectUris', 'must name at least one')
    if (has('client_credentials') && roles.length === 0) problem('roles', 'must name at least one')
  })
export type NewClient = z.output<typeof newClientSchema>

export interface OAuthClient {
  readonly id: string
  readonly name: Names
  readonly kind: 'confidential' | 'public'
  readonly organisationId: string | null
  readonly grantTypes: readonly GrantType[]
  readonly redirectUris: readonly string[]
  readonly scopes: readonly string[]
  readonly roles: readonly Role[]
  readonly createdAtMs: number
}

export interface OAuthClients {
  /** without those that were revoked; one more than the page holds, where there is one */
  list(page: NewestFirst): Promise<OAuthClient[]>
  /** undefined: there is none, or it was revoked */
  get(id: string): Promise<OAuthClient | undefined>
  /** The secret is told here and never again; a public client has none. */
  register(actor: Actor, client: NewClient): Promise<{ client: OAuthClient; secret: string | null }>
  /** The one of before is worth nothing from here on. */
  renewSecret(actor: Actor, id: string): Promise<string>
  /** Ends it with every token. */
  revoke(actor: Actor, id: string): Promise<void>
  /** The client, where the secret is its; a public one has none to tell. */
  authenticate(id: string, secret: string | undefined): Promise<OAuthClient | undefined>
}

export function createOAuthClients({
  db,
  audit,
  clock,
}: {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
}): OAuthClients {
  function living(id: string) {
    return db.reader.selectFrom('oauth_client').selectAll().where('id', '=', id).where('revoked_at_ms', 'is', null)
  }

  async function change(
    id: string,
    set: Partial<OAuthClientTable>,
    { confidential = false }: { confidential?: boolean },
    then: (tx: BusinessTransaction) => Promise<void>,
  ): Promise<void> {
    await db.inTransaction(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('oauth_client')
        .set(set)
        .where('id', '=', id)
        .where('revoked_at_ms', 'is', null)
        .$if(confidential, (query) => query.where('secret_hash', 'is not', null))
        .executeTakeFirst()
      if (numUpdatedRows !== 1n) throw refusal('NOT_FOUND', 'there is no such client', 'client')
      await then(tx)
    })
  }

  return {
    async list({ limit, after }) {
      const rows = await db.reader
        .selectFrom('oauth_client')
        .selectAll()
        .where('revoked_at_ms', 'is', null)
        .where(behind(after))
        .orderBy('created_at_ms', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      return rows.map(toClient)
    },

    async get(id) {
      const row = await living(id).executeTakeFirst()
      return row === undefined ? undefined : toClient(row)
    },

    async register(actor, { name, kind, organisationId, grantTypes, redirectUris, scopes, roles }) {
      const id = randomUUID()
      const secret = kind === 'public' ? null : newToken()
      const row: OAuthClientTable = {
        id,
        name_zh: name.zh,
        name_en: name.en,
        organisation_id: organisationId,
        secret_hash: secret === null ? null : hashOfToken(secret),
        redirect_uris: JSON.stringify(redirectUris),
        grant_types: JSON.stringify([...new Set(grantTypes)]),
        scopes: JSON.stringify([...new Set(scopes)].sort()),
        roles: JSON.stringify([...new Set(roles)]),
        created_at_ms: clock.nowMs(),
        revoked_at_ms: null,
      }
      await db.inTransaction(async (tx) => {
        if (organisationId !== null) {
          const known = await tx
            .selectFrom('organisation')
            .select('id')
            .where('id', '=', organisationId)
            .where('closed_at_ms', 'is', null)
            .executeTakeFirst()
          if (known === undefined) {
            throw refusal('UNPROCESSABLE', 'organisationId: there is no such organisation', 'organisationId')
          }
        }
        await tx.insertInto('oauth_client').values(row).execute()
        const details = { kind, grantTypes, scopes: [...scopes], roles }
        await audit.append(tx, { actor, action: 'client.register', subject: { kind: 'client', id }, details })
      })
      return { client: toClient(row), secret }
    },

    async renewSecret(actor, id) {
      const secret = newToken()
      await change(id, { secret_hash: hashOfToken(secret) }, { confidential: true }, (tx) =>
        audit.append(tx, { actor, action: 'client.renew-secret', subject: { kind: 'client', id } }),
      )
      return secret
    },

    async revoke(actor, id) {
      await change(id, { revoked_at_ms: clock.nowMs() }, {}, (tx) =>
        audit.append(tx, { actor, action: 'client.revoke', subject: { kind: 'client', id } }),
      )
    },

    async authenticate(id, secret) {
      const row = await living(id).executeTakeFirst()
      if (row === undefined || (row.secret_hash === null) !== (secret === undefined)) return undefined
      if (row.secret_hash !== null && !timingSafeEqual(row.secret_hash, hashOfToken(secret ?? ''))) return undefined
      return toClient(row)
    },
  }
}

const textsSchema = z.array(z.string())
const storedGrantTypes = z.array(z.enum(GRANT_TYPES))
const storedRoles = z.array(z.enum(ROLES))

function toClient(row: OAuthClientTable): OAuthClient {
  return {
    id: row.id,
    name: { zh: row.name_zh, en: row.name_en },
    kind: row.secret_hash === null ? 'public' : 'confidential',
    organisationId: row.organisation_id,
    grantTypes: storedGrantTypes.parse(JSON.parse(row.grant_types)),
    redirectUris: textsSchema.parse(JSON.parse(row.redirect_uris)),
    scopes: textsSchema.parse(JSON.parse(row.scopes)),
    roles: storedRoles.parse(JSON.parse(row.roles)),
    createdAtMs: row.created_at_ms,
  }
}
