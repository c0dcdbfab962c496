import { z } from 'zod'
import { ORGANISATION_KINDS, ROLES } from '../access/roles.ts'
import { ACCOUNT_STATES, type Account, type Accounts } from '../identity/accounts.ts'
import { SESSION_ID, type SessionRecord, type Sessions } from '../identity/sessions.ts'
import { type Endpoint, endpoint } from './endpoint.ts'
import { namesSchema } from './names.ts'
import { pageOf, pageQuery, parseCursor, toPage } from './paging.ts'

const personParams = z.strictObject({ person: z.string().min(1).max(64) })
const reason = z.string().trim().min(1, 'must say why').max(500)
const reasonBody = z.strictObject({ reason })

const displayName = z.strictObject({ zh: z.string().trim().min(1).max(64), en: z.string().trim().min(1).max(64) })
const organisationId = z.string().min(1).max(64).nullable()
const roles = z.array(z.enum(ROLES)).min(1).max(ROLES.length)
const phone = z
  .string()
  .regex(/^\+?[\d -]{5,24}$/, 'must be a phone number')
  .nullable()
const email = z.email().max(254).nullable()

const planSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{1,63}$/, 'has 2 to 64 of a-z, 0-9, dot, dash and underscore')
    .describe('typed at sign-in'),
  ...{ displayName, organisationId, roles, phone: phone.optional(), email: email.optional() },
})
const changeSchema = z
  .strictObject({
    ...{
      displayName: displayName.exactOptional(),
      organisationId: organisationId.exactOptional(),
      roles: roles.exactOptional(),
    },
    ...{ phone: phone.exactOptional(), email: email.exactOptional(), reason },
  })
  .refine((change) => Object.values(change).filter((value) => value !== undefined).length > 1, 'must change something')

const accountSchema = z.strictObject({
  ...{ id: z.string(), name: z.string(), displayName: namesSchema, roles: z.array(z.enum(ROLES)) },
  organisation: z.strictObject({ id: z.string(), kind: z.enum(ORGANISATION_KINDS), name: namesSchema }).nullable(),
  ...{ state: z.enum(ACCOUNT_STATES), phone: z.string().nullable(), email: z.string().nullable() },
  createdAt: z.iso.datetime(),
  temporaryPasswordUntil: z.iso.datetime().nullable().describe('null: the password is one that the person chose'),
})
const withPassword = z.strictObject({ person: accountSchema, password: z.string().describe('temporary; told once') })

const sessionRecordSchema = z.strictObject({
  ...{ id: z.string(), createdAt: z.iso.datetime(), lastUsedAt: z.iso.datetime(), expiresAt: z.iso.datetime() },
  ...{ address: z.string().nullable(), userAgent: z.string().nullable(), isThis: z.boolean() },
})
export const sessionListSchema = pageOf(sessionRecordSchema)

const iso = (ms: number): string => new Date(ms).toISOString()

function toView({ createdAtMs, temporaryPasswordUntilMs: until, ...account }: Account): z.input<typeof accountSchema> {
  const temporaryPasswordUntil = until === null ? null : iso(until)
  return { ...account, roles: [...account.roles], createdAt: iso(createdAtMs), temporaryPasswordUntil }
}

export async function sessionPage(
  sessions: Pick<Sessions, 'listOf'>,
  query: { personId: string; currentId: string | undefined; limit: number; after?: string },
): Promise<z.input<typeof sessionListSchema>> {
  const { personId, currentId, limit } = query
  const after = parseCursor(query.after, z.tuple([z.number(), z.string().regex(SESSION_ID)]))
  const found = await sessions.listOf(personId, { limit, after })
  return toPage(found, {
    limit,
    keyOf: ({ createdAtMs, id }) => [createdAtMs, id],
    view: (one) => toSessionView(one, currentId),
  })
}

function toSessionView(session: SessionRecord, currentId: string | undefined): z.input<typeof sessionRecordSchema> {
  const { id, createdAtMs, lastUsedAtMs, expiresAtMs, address, userAgent } = session
  return {
    ...{ id, createdAt: iso(createdAtMs), lastUsedAt: iso(lastUsedAtMs), expiresAt: iso(expiresAtMs) },
    ...{ address, userAgent, isThis: id === currentId },
  }
}

export interface PeopleRoutesParts {
  readonly accounts: Accounts
  readonly sessions: Sessions
}

/** People, as those see them who look after them. */
export function peopleRoutes({ accounts, sessions }: PeopleRoutesParts): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/people',
      tag: 'people',
      summary: 'People by sign-in name',
      query: z.strictObject({
        ...pageQuery,
        search: z
          .string()
          .min(1)
          .max(254)
          .exactOptional()
          .describe(
            'the beginning of a sign-in name, a whole name or a word of one, or a whole phone number or e-mail address',
          ),
        organisation: z.string().min(1).max(64).exactOptional(),
        role: z.enum(ROLES).exactOptional(),
      }),
      answer: pageOf(accountSchema),
      async handle({ scope, query: { limit, after, search, organisation, role } }) {
        const [name] = parseCursor(after, z.tuple([z.string()])) ?? []
        const found = await accounts.list(scope, { limit, after: name, search, organisationId: organisation, role })
        return toPage(found, { limit, keyOf: (account) => [account.name], view: toView })
      },
    }),
    endpoint({
      route: 'POST /api/people',
      tag: 'people',
      summary: 'Add a person; the answer tells its temporary password, once',
      body: planSchema,
      answer: withPassword,
      creates: true,
      refusals: { 409: 'the name is taken', 422: 'there is no such organisation, or a role that needs one' },
      async handle({ actor, body }) {
        const { account, password } = await accounts.add(actor, body)
        return { person: toView(account), password }
      },
    }),
    endpoint({
      route: 'GET /api/people/{person}',
      tag: 'people',
      summary: 'A person',
      params: personParams,
      answer: accountSchema,
      handle: async ({ scope, params: { person } }) => toView(await accounts.get(scope, person)),
    }),
    endpoint({
      route: 'PATCH /api/people/{person}',
      tag: 'people',
      summary: 'Change names, contact, roles or organisation',
      params: personParams,
      body: changeSchema,
      answer: accountSchema,
      refusals: { 409: 'it would leave nobody to administrate', 422: 'no such organisation, or a role that needs one' },
      async handle({ actor, params: { person }, body: { reason: why, ...change } }) {
        return toView(await accounts.change(actor, person, change, why))
      },
    }),
    endpoint({
      route: 'POST /api/people/{person}/disable',
      tag: 'people',
      summary: 'Let a person sign in no more, and end its sessions',
      params: personParams,
      body: reasonBody,
      answer: accountSchema,
      refusals: { 409: 'it is not active, or it would leave nobody to administrate' },
      handle: async ({ actor, params, body }) => toView(await accounts.disable(actor, params.person, body.reason)),
    }),
    endpoint({
      route: 'POST /api/people/{person}/enable',
      tag: 'people',
      summary: 'Let a person sign in again',
      params: personParams,
      body: reasonBody,
      answer: accountSchema,
      refusals: { 409: 'it is not disabled, or its organisation is closed' },
      handle: async ({ actor, params, body }) => toView(await accounts.enable(actor, params.person, body.reason)),
    }),
    endpoint({
      route: 'POST /api/people/{person}/reset-password',
      tag: 'people',
      summary: 'A new temporary password, told once; the sessions of the person end',
      params: personParams,
      body: reasonBody,
      answer: z.strictObject({ password: z.string() }),
      refusals: { 409: 'the person was erased' },
      handle: async ({ actor, params, body }) => ({
        password: await accounts.resetPassword(actor, params.person, body.reason),
      }),
    }),
    endpoint({
      route: 'GET /api/people/{person}/sessions',
      tag: 'people',
      summary: 'The living sessions of a person',
      params: personParams,
      query: z.strictObject(pageQuery),
      answer: sessionListSchema,
      async handle({ actor, scope, params: { person }, query }) {
        const { id } = await accounts.get(scope, person)
        return sessionPage(sessions, { personId: id, currentId: actor.sessionId, ...query })
      },
    }),
    endpoint({
      route: 'DELETE /api/people/{person}/sessions',
      tag: 'people',
      summary: 'End all sessions of a person',
      params: personParams,
      handle: ({ actor, params: { person } }) => accounts.endSessions(actor, person),
    }),
    endpoint({
      route: 'DELETE /api/people/{person}/sessions/{session}',
      tag: 'people',
      summary: 'End one session of a person',
      params: personParams.extend({ session: z.string() }),
      handle: ({ actor, params: { person, session } }) => accounts.endSessions(actor, person, session),
    }),
  ]
}
