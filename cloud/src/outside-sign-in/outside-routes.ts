import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { clientAddress } from '../http/client-address.ts'
import { type Endpoint, endpoint, publicEndpoint } from '../http/endpoint.ts'
import { refusal } from '../http/refusals.ts'
import { setSessionCookie } from '../http/session-routes.ts'
import type { People } from '../identity/people.ts'
import type { Sessions } from '../identity/sessions.ts'
import type { Log } from '../lib/log.ts'
import type { OutsideIdentities } from './outside-identities.ts'
import { PENDING_MS, type PendingSignIns } from './pending-sign-ins.ts'
import { type OutsideProvider, OutsideRefusedError } from './provider.ts'

const PENDING_COOKIE = 'coldrx_outside'
const LONGEST_USER_AGENT = 256

export interface OutsideSignIn {
  readonly provider: OutsideProvider
  readonly identities: OutsideIdentities
  readonly pending: PendingSignIns
}

const personParams = z.strictObject({ person: z.string().min(1).max(64) })

/** Signing in at a provider of somebody else, where one is configured, and who is who there. */
export function outsideRoutes({
  outside,
  people,
  sessions,
  secureCookie,
  log,
}: {
  readonly outside: OutsideSignIn | undefined
  readonly people: People
  readonly sessions: Sessions
  readonly secureCookie: boolean
  readonly log: Log
}): Endpoint[] {
  // Lax: the browser comes back from another site, by an address and not by a form
  const pendingCookie = { httpOnly: true, sameSite: 'Lax', path: '/api/session/outside', secure: secureCookie } as const

  function configured(): OutsideSignIn {
    if (outside === undefined) throw refusal('NOT_FOUND', 'no outside provider is configured')
    return outside
  }

  return [
    publicEndpoint({
      route: 'GET /api/session/ways',
      tag: 'session',
      summary: 'In which ways people can sign in here',
      answer: z.strictObject({ password: z.literal(true), outside: z.boolean() }),
      handle: () => ({ password: true as const, outside: outside !== undefined }),
    }),
    publicEndpoint({
      route: 'GET /api/session/outside',
      tag: 'session',
      summary: 'Sends the browser to the outside provider',
      answer: 'text/html',
      refusals: { 303: 'to the provider', 404: 'no outside provider is configured' },
      async handle({ c }) {
        const { provider, pending } = configured()
        const { address, challenge } = await provider.begin()
        setCookie(c, PENDING_COOKIE, await pending.keep(challenge), { ...pendingCookie, maxAge: PENDING_MS / 1_000 })
        return c.redirect(address.href, 303)
      },
    }),
    publicEndpoint({
      route: 'GET /api/session/outside/callback',
      tag: 'session',
      summary: 'Where the outside provider sends the browser back to',
      query: z.looseObject({}),
      answer: 'text/html',
      refusals: { 303: 'to our pages, signed in or with the reason why not', 404: 'no outside provider is configured' },
      async handle({ c }) {
        const { provider, identities, pending } = configured()
        const token = getCookie(c, PENDING_COOKIE)
        deleteCookie(c, PENDING_COOKIE, pendingCookie)
        const challenge = token === undefined ? undefined : await pending.take(token)
        if (challenge === undefined) return c.redirect('/#/sign-in?outside=expired', 303)
        try {
          const known = await provider.finish(new URL(c.req.url).search, challenge)
          const person = await identities.personOf(provider.issuer, known)
          if (person === undefined) return c.redirect('/#/sign-in?outside=unknown', 303)
          const userAgent = c.req.header('user-agent')?.slice(0, LONGEST_USER_AGENT)
          if (person.temporaryPasswordUntilMs !== null) await people.forgetTemporaryPassword(person.id)
          const opened = await sessions.open(person, { address: clientAddress(c), userAgent })
          setSessionCookie(c, opened.token, { secure: secureCookie })
          return c.redirect('/', 303)
        } catch (error) {
          if (!(error instanceof OutsideRefusedError)) throw error
          log.warn({ requestId: c.get('requestId'), reason: error.message }, 'outside sign-in refused')
          return c.redirect('/#/sign-in?outside=refused', 303)
        }
      },
    }),
    endpoint({
      route: 'GET /api/people/{person}/outside-identity',
      tag: 'people',
      summary: 'Whether a person may sign in at the outside provider',
      params: personParams,
      answer: z.strictObject({ issuer: z.string(), linkedAt: z.iso.datetime() }),
      async handle({ params }) {
        const { provider, identities } = configured()
        const linkedAtMs = await identities.linkedAtMs(provider.issuer, params.person)
        if (linkedAtMs === undefined) throw refusal('NOT_FOUND', 'the person has no outside identity', 'person')
        return { issuer: provider.issuer, linkedAt: new Date(linkedAtMs).toISOString() }
      },
    }),
    endpoint({
      route: 'PUT /api/people/{person}/outside-identity',
      tag: 'people',
      summary: 'Links a person with its `sub` at the outside provider',
      params: personParams,
      body: z.strictObject({ subject: z.string().min(1).max(255) }),
      refusals: { 409: 'the subject belongs to somebody else already' },
      async handle({ actor, params, body: { subject } }) {
        const { provider, identities } = configured()
        await identities.link(actor, { issuer: provider.issuer, subject, personId: params.person })
      },
    }),
    endpoint({
      route: 'DELETE /api/people/{person}/outside-identity',
      tag: 'people',
      summary: 'Takes that link away',
      params: personParams,
      async handle({ actor, params }) {
        const { provider, identities } = configured()
        await identities.unlink(actor, { issuer: provider.issuer, personId: params.person })
      },
    }),
  ]
}
