import { z } from 'zod'
import type { Actor } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { instantOut, toInstant } from '../http/instants.ts'
import { namesSchema } from '../http/names.ts'
import { momentAndId, pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import { refusal } from '../http/refusals.ts'
import type { Shipments } from '../trips/shipments.ts'
import { CONSENT_PURPOSES, CONSENT_TEXTS } from './consent-purposes.ts'
import { type ConsentAct, type Consents, consentKey } from './consents.ts'
import type { Erasure, Erasures } from './erasure.ts'
import type { Kept } from './kept-by-law.ts'
import type { PersonalRecord } from './personal-record.ts'
import type { RecipientErasure, RecipientErasures } from './recipient-erasures.ts'

export interface Privacy {
  readonly consents: Consents
  readonly erasures: Erasures
  readonly recipientErasures: RecipientErasures
  readonly personalRecord: PersonalRecord
}

const personParams = z.strictObject({ person: z.string().min(1).max(64) })
const purpose = z.enum(CONSENT_PURPOSES)
const reasonBody = z.strictObject({ reason: z.string().trim().min(1, 'must say why').max(500) })

const actSchema = z.strictObject({
  ...{ purpose, version: z.int(), language: z.enum(['zh', 'en']), act: z.enum(['given', 'withdrawn']) },
  ...{ at: instantOut, by: z.string() },
})
const statesSchema = z.array(
  z.strictObject({ purpose, isGiven: z.boolean(), last: actSchema.nullable().describe('null: nothing was said yet') }),
)
const consentsSchema = pageOf(actSchema).extend({
  states: statesSchema.describe('of each purpose; `items` is what was said ever, the newest first'),
})
const nowSchema = z.strictObject({ states: statesSchema })
const keptList = z.array(
  z.strictObject({
    what: z.enum(['name', 'delivery']),
    ...{ id: z.string(), number: z.string().nullable().describe('of the shipment'), until: instantOut },
  }),
)
const erasureSchema = z.strictObject({
  requestedAt: instantOut,
  doneAt: instantOut.nullable().describe('null: something is kept by law until its time is over'),
  kept: keptList,
})
const foreseenSchema = z.strictObject({
  done: erasureSchema.nullable().describe('null: the person was not erased'),
  isPossible: z.boolean().describe('false: the last who administrates cannot go'),
  wouldKeep: keptList,
})
const recordSchema = z.looseObject({ person: z.looseObject({ id: z.string() }) })

const shipmentParams = z.strictObject({ shipment: z.string().min(1).max(64) })
const recipientErasureSchema = z.strictObject({
  requestedAt: instantOut,
  doneAt: instantOut.nullable().describe('null: name and address are kept by law until `until`'),
  until: instantOut,
  signedDocuments: z.int().describe('papers that the truck signed, which stay as they are'),
})

function toRecipientView(one: RecipientErasure): z.input<typeof recipientErasureSchema> {
  const { requestedAtMs, doneAtMs, untilMs, signedDocuments } = one
  return {
    ...{ requestedAt: toInstant(requestedAtMs), doneAt: toInstant(doneAtMs), until: toInstant(untilMs) },
    signedDocuments,
  }
}

/** A token is a guest: what somebody consents to or has erased, it does itself. */
function himself(actor: Actor): Actor {
  if (actor.kind !== 'person' || actor.scopes !== undefined)
    throw refusal('FORBIDDEN', 'only the person itself, at our pages')
  return actor
}

function toActView({ id: _id, atMs, textVersion: version, ...act }: ConsentAct): z.input<typeof actSchema> {
  return { ...act, version, at: toInstant(atMs) }
}

const KEPT_WHOLE = 'five years of deliveries; who decides on an erasure sees all that stays'

export function privacyRoutes({
  privacy,
  shipments,
  db,
  audit,
}: {
  readonly privacy: Privacy
  readonly shipments: Pick<Shipments, 'get'>
  readonly db: BusinessDatabase
  readonly audit: AuditLog
}): Endpoint[] {
  async function statesOf(personId: string): Promise<z.input<typeof nowSchema>> {
    const states = await privacy.consents.states(personId)
    return { states: states.map(({ last, ...state }) => ({ ...state, last: last && toActView(last) })) }
  }

  async function consentsOf(
    personId: string,
    { limit, after }: { limit: number; after?: string },
  ): Promise<z.input<typeof consentsSchema>> {
    const key = parseCursor(after, momentAndId)
    const history = await privacy.consents.history(personId, { limit, after: key })
    return { ...(await statesOf(personId)), ...toPage(history, { limit, keyOf: consentKey, view: toActView }) }
  }

  async function keptView(kept: readonly Kept[]): Promise<z.input<typeof keptList>> {
    const numbers = new Map<string, string>()
    const ids = kept.filter(({ what }) => what === 'delivery').map(({ id }) => id)
    // an engine takes so many parameters and no more
    for (let at = 0; at < ids.length; at += 500) {
      const some = ids.slice(at, at + 500)
      const rows = await db.reader.selectFrom('shipment').select(['id', 'number']).where('id', 'in', some).execute()
      for (const { id, number } of rows) numbers.set(id, number)
    }
    return kept.map(({ what, id, untilMs }) => ({
      ...{ what, id, number: numbers.get(id) ?? null, until: toInstant(untilMs) },
    }))
  }

  async function erasureView({ requestedAtMs, doneAtMs, kept }: Erasure): Promise<z.input<typeof erasureSchema>> {
    return { requestedAt: toInstant(requestedAtMs), doneAt: toInstant(doneAtMs), kept: await keptView(kept) }
  }

  async function foreseen(personId: string): Promise<z.input<typeof foreseenSchema>> {
    const done = await privacy.erasures.of(personId)
    const { isPossible, kept } = await privacy.erasures.foresee(personId)
    return { done: done ? await erasureView(done) : null, isPossible, wouldKeep: done ? [] : await keptView(kept) }
  }

  async function exportOf(actor: Actor, personId: string): Promise<z.input<typeof recordSchema>> {
    const record = await privacy.personalRecord(personId)
    const subject = { kind: 'person' as const, id: personId }
    await db.inTransaction((tx) => audit.append(tx, { actor, action: 'person.export', subject }))
    return record as z.input<typeof recordSchema>
  }

  return [
    endpoint({
      route: 'GET /api/privacy/purposes',
      tag: 'privacy',
      summary: 'What people may consent to, in the words of today',
      bounded: 'there are as many purposes as the law and we name',
      answer: z.strictObject({
        purposes: z.array(z.strictObject({ purpose, version: z.int(), text: namesSchema })),
      }),
      handle: () => ({
        purposes: CONSENT_PURPOSES.map((one) => {
          const { version, zh, en } = CONSENT_TEXTS[one]
          return { purpose: one, version, text: { zh, en } }
        }),
      }),
    }),
    endpoint({
      route: 'GET /api/privacy/consents',
      tag: 'privacy',
      summary: 'What I consented to, and when',
      query: z.strictObject(pageQuery),
      answer: consentsSchema,
      handle: ({ actor, query }) => consentsOf(himself(actor).id, query),
    }),
    endpoint({
      route: 'POST /api/privacy/consents',
      tag: 'privacy',
      summary: 'Consent to a purpose, in the words of the version that was shown',
      body: z.strictObject({ purpose, version: z.int(), language: z.enum(['zh', 'en']) }),
      answer: nowSchema,
      refusals: { 422: 'the words have changed' },
      async handle({ actor, body }) {
        await privacy.consents.give(himself(actor), body)
        return statesOf(actor.id)
      },
    }),
    endpoint({
      route: 'POST /api/privacy/consents/{purpose}/withdraw',
      tag: 'privacy',
      summary: 'Withdraw a consent; what was done before stays lawful',
      params: z.strictObject({ purpose }),
      answer: nowSchema,
      refusals: { 409: 'there is none to withdraw' },
      async handle({ actor, params }) {
        await privacy.consents.withdraw(himself(actor), params.purpose)
        return statesOf(actor.id)
      },
    }),
    endpoint({
      route: 'GET /api/privacy/record',
      tag: 'privacy',
      summary: 'Everything that is held about me',
      answer: recordSchema,
      handle: ({ actor }) => exportOf(himself(actor), actor.id),
    }),
    endpoint({
      route: 'GET /api/privacy/erasure',
      tag: 'privacy',
      summary: 'What the law would keep of me, and until when, if I were erased now',
      bounded: KEPT_WHOLE,
      answer: foreseenSchema,
      handle: ({ actor }) => foreseen(himself(actor).id),
    }),
    endpoint({
      route: 'POST /api/privacy/erasure',
      tag: 'privacy',
      summary: 'Erase me: at once what no law keeps, the rest when its time is over',
      body: z.strictObject({ name: z.string().max(64).describe('the own sign-in name, against a slip of the hand') }),
      answer: erasureSchema,
      refusals: { 409: 'it would leave nobody to administrate', 422: 'it is another name' },
      async handle({ actor, body }) {
        const own = await db.reader
          .selectFrom('person')
          .select('name')
          .where('id', '=', himself(actor).id)
          .executeTakeFirst()
        if (own?.name !== body.name) throw refusal('UNPROCESSABLE', 'name: is not your sign-in name', 'name')
        return erasureView(await privacy.erasures.erase(actor, actor.id))
      },
    }),
    endpoint({
      route: 'GET /api/people/{person}/consents',
      tag: 'privacy',
      summary: 'What a person consented to, and when',
      params: personParams,
      query: z.strictObject(pageQuery),
      answer: consentsSchema,
      async handle({ params, query }) {
        const known = await db.reader
          .selectFrom('person')
          .select('id')
          .where('id', '=', params.person)
          .executeTakeFirst()
        if (known === undefined) throw refusal('NOT_FOUND', 'there is no such person', 'person')
        return consentsOf(params.person, query)
      },
    }),
    endpoint({
      route: 'GET /api/people/{person}/record',
      tag: 'privacy',
      summary: 'Everything that is held about a person, for who asks in writing',
      params: personParams,
      answer: recordSchema,
      handle: ({ actor, params }) => exportOf(actor, params.person),
    }),
    endpoint({
      route: 'GET /api/people/{person}/erasure',
      tag: 'privacy',
      summary: 'What of an erased person is kept until when, or would be if the person were erased now',
      bounded: KEPT_WHOLE,
      params: personParams,
      answer: foreseenSchema,
      handle: ({ params }) => foreseen(params.person),
    }),
    endpoint({
      route: 'POST /api/people/{person}/erase',
      tag: 'privacy',
      summary: 'Erase a person: at once what no law keeps, the rest when its time is over',
      params: personParams,
      body: reasonBody,
      answer: erasureSchema,
      refusals: { 409: 'erased already, or it would leave nobody to administrate' },
      handle: async ({ actor, params, body }) =>
        erasureView(await privacy.erasures.erase(actor, params.person, body.reason)),
    }),
    endpoint({
      route: 'GET /api/shipments/{shipment}/recipient-erasure',
      tag: 'privacy',
      summary: 'Whether the recipient of a shipment was erased, and what is kept until when',
      params: shipmentParams,
      answer: z.strictObject({ erasure: recipientErasureSchema.nullable() }),
      async handle({ scope, params: { shipment } }) {
        await shipments.get(scope, shipment)
        const erasure = await privacy.recipientErasures.of(shipment)
        return { erasure: erasure ? toRecipientView(erasure) : null }
      },
    }),
    endpoint({
      route: 'POST /api/shipments/{shipment}/erase-recipient',
      tag: 'privacy',
      summary: 'Erase whom a shipment went to: at once what no law keeps, the rest when its time is over',
      params: shipmentParams,
      body: reasonBody,
      answer: recipientErasureSchema,
      refusals: { 409: 'it is still to be brought, or its recipient was erased already' },
      handle: async ({ scope, params: { shipment }, body: { reason } }) =>
        toRecipientView(await privacy.recipientErasures.erase(scope, shipment, reason)),
    }),
  ]
}
