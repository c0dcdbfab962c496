import { z } from 'zod'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { namesSchema } from '../http/names.ts'
import { pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import type { AlertService } from './alert-service.ts'
import { CHANNEL_NAMES } from './channels/channel.ts'
import { planSchema } from './plan.ts'
import type { KeptPlan } from './plans.ts'
import { addressesSchema, LANGUAGES, type Recipient, waysOf } from './recipients.ts'
import { holesOf, rotaSchema } from './rota.ts'
import type { KeptRota } from './rotas.ts'

const iso = (ms: number) => new Date(ms).toISOString()
const idParam = z.string().min(1).max(64)
const planParams = z.strictObject({ alertPlan: idParam })
const rotaParams = z.strictObject({ alertRota: idParam })
const personParams = z.strictObject({ person: idParam })
const version = z.int().min(1).describe('the one that was changed')
const idKey = z.tuple([z.string()])
const PLAN_BYTES = 128 * 1024

const planViewSchema = z.strictObject({
  ...{ id: z.string(), version: z.int(), changedAt: z.iso.datetime(), plan: planSchema },
  breach: z.string().nullable().describe('what GSP finds wrong with it now: people leave, and addresses go'),
})
const rotaViewSchema = z.strictObject({
  ...{ id: z.string(), version: z.int(), rota: rotaSchema },
  holes: z.array(z.strictObject({ week: z.int(), day: z.int(), from: z.string(), minutes: z.int() })),
})
const recipientSchema = z.strictObject({
  ...{ personId: z.string(), name: namesSchema, language: z.enum(LANGUAGES), channels: z.array(z.enum(CHANNEL_NAMES)) },
})
const addressedSchema = z.strictObject({ ...recipientSchema.shape, addresses: addressesSchema })
const timetableSchema = z.strictObject({
  entries: z.array(
    z.strictObject({
      ...{ step: z.int(), at: z.iso.datetime(), personId: z.string(), name: namesSchema },
      channels: z.array(z.enum(CHANNEL_NAMES)),
    }),
  ),
})

const toRotaView = ({ id, version: kept, rota }: KeptRota): z.input<typeof rotaViewSchema> => ({
  ...{ id, version: kept, rota, holes: holesOf(rota).map((hole) => ({ ...hole })) },
})

const toRecipientView = (one: Recipient): z.input<typeof recipientSchema> => ({
  ...{ personId: one.personId, name: one.name, language: one.language, channels: waysOf(one) },
})

export interface PlanRoutesParts {
  readonly db: BusinessDatabase
  readonly alertService: AlertService
}

/** Who is called, in which order and by which way. */
export function planRoutes({ db, alertService }: PlanRoutesParts): Endpoint[] {
  const toPlanView = async ({ id, version: kept, plan, changedAtMs, organisationId }: KeptPlan) => ({
    ...{ id, version: kept, plan, changedAt: iso(changedAtMs) },
    breach: (await alertService.plans.breach(db.reader, plan, organisationId)) ?? null,
  })
  const pageFrom = (query: { readonly limit: number; readonly after?: string }) => ({
    limit: query.limit,
    after: parseCursor(query.after, idKey)?.[0],
  })

  return [
    endpoint({
      route: 'GET /api/alert-plans',
      tag: 'alerts',
      summary: 'Plans by which people are called',
      query: z.strictObject(pageQuery),
      answer: pageOf(planViewSchema),
      async handle({ scope, query }) {
        const found = await alertService.plans.list(scope, pageFrom(query))
        const views = await Promise.all(found.map(toPlanView))
        return toPage(views, { limit: query.limit, keyOf: ({ id }) => [id], view: (view) => view })
      },
    }),
    endpoint({
      route: 'POST /api/alert-plans',
      tag: 'alerts',
      summary: 'Add a plan',
      body: planSchema,
      bodyLimitBytes: PLAN_BYTES,
      answer: planViewSchema,
      creates: true,
      refusals: { 422: 'it breaks GSP Annex 3 art. 6, names who is not there, or another is for the same' },
      handle: async ({ scope, body }) => toPlanView(await alertService.plans.add(scope, body)),
    }),
    endpoint({
      route: 'GET /api/alert-plans/{alertPlan}',
      tag: 'alerts',
      summary: 'One plan',
      params: planParams,
      answer: planViewSchema,
      handle: async ({ scope, params }) => toPlanView(await alertService.plans.get(scope, params.alertPlan)),
    }),
    endpoint({
      route: 'PUT /api/alert-plans/{alertPlan}',
      tag: 'alerts',
      summary: 'Change a plan: a new version of it',
      params: planParams,
      body: z.strictObject({ version, plan: planSchema }),
      bodyLimitBytes: PLAN_BYTES,
      answer: planViewSchema,
      refusals: { 409: 'it was changed meanwhile', 422: 'as for a new one' },
      handle: async ({ scope, params, body }) =>
        toPlanView(await alertService.plans.change(scope, params.alertPlan, body)),
    }),
    endpoint({
      route: 'DELETE /api/alert-plans/{alertPlan}',
      tag: 'alerts',
      summary: 'End a plan; what it called for stays on record',
      params: planParams,
      handle: ({ scope, params }) => alertService.plans.end(scope, params.alertPlan),
    }),
    endpoint({
      route: 'GET /api/alert-plans/{alertPlan}/versions',
      tag: 'alerts',
      summary: 'The plan as it was, the newest first',
      params: planParams,
      bounded: 'the versions of one plan, which people make by hand',
      answer: z.strictObject({
        versions: z.array(z.strictObject({ version: z.int(), changedAt: z.iso.datetime(), plan: planSchema })),
      }),
      async handle({ scope, params }) {
        const found = await alertService.plans.versions(scope, params.alertPlan)
        return {
          versions: found.map(({ version: kept, changedAtMs, plan }) => ({
            version: kept,
            changedAt: iso(changedAtMs),
            plan,
          })),
        }
      },
    }),
    endpoint({
      route: 'GET /api/alert-plans/{alertPlan}/timetable',
      tag: 'alerts',
      summary: 'Whom it would tell, and when, if something opened now',
      params: planParams,
      bounded: 'ten steps of twenty at most',
      answer: timetableSchema,
      async handle({ scope, params }) {
        const entries = await alertService.planTests.timetable(scope, params.alertPlan)
        return {
          entries: entries.map(({ atMs, channels, ...entry }) => ({
            ...entry,
            channels: [...channels],
            at: iso(atMs),
          })),
        }
      },
    }),
    endpoint({
      route: 'POST /api/alert-plans/{alertPlan}/test',
      tag: 'alerts',
      summary: 'Send a message that says that it is a test to the people of the plan',
      params: planParams,
      answer: z.strictObject({ people: z.int() }),
      handle: async ({ scope, params }) => ({ people: await alertService.planTests.send(scope, params.alertPlan) }),
    }),
    endpoint({
      route: 'GET /api/alert-rotas',
      tag: 'alerts',
      summary: 'Who is on duty when',
      query: z.strictObject(pageQuery),
      answer: pageOf(rotaViewSchema),
      async handle({ scope, query }) {
        const found = await alertService.rotas.list(scope, pageFrom(query))
        return toPage(found, { limit: query.limit, keyOf: ({ id }) => [id], view: toRotaView })
      },
    }),
    endpoint({
      route: 'POST /api/alert-rotas',
      tag: 'alerts',
      summary: 'Add a rota',
      body: rotaSchema,
      bodyLimitBytes: PLAN_BYTES,
      answer: rotaViewSchema,
      creates: true,
      refusals: { 422: 'it has a hole where it must have none, or names who is not there' },
      handle: async ({ scope, body }) => toRotaView(await alertService.rotas.add(scope, body)),
    }),
    endpoint({
      route: 'GET /api/alert-rotas/{alertRota}',
      tag: 'alerts',
      summary: 'One rota',
      params: rotaParams,
      answer: rotaViewSchema,
      handle: async ({ scope, params }) => toRotaView(await alertService.rotas.get(scope, params.alertRota)),
    }),
    endpoint({
      route: 'PUT /api/alert-rotas/{alertRota}',
      tag: 'alerts',
      summary: 'Change a rota',
      params: rotaParams,
      body: z.strictObject({ version, rota: rotaSchema }),
      bodyLimitBytes: PLAN_BYTES,
      answer: rotaViewSchema,
      refusals: { 409: 'it was changed meanwhile', 422: 'as for a new one' },
      handle: async ({ scope, params, body }) =>
        toRotaView(await alertService.rotas.change(scope, params.alertRota, body)),
    }),
    endpoint({
      route: 'DELETE /api/alert-rotas/{alertRota}',
      tag: 'alerts',
      summary: 'End a rota',
      params: rotaParams,
      refusals: { 409: 'a plan goes by it' },
      handle: ({ scope, params }) => alertService.rotas.end(scope, params.alertRota),
    }),
    endpoint({
      route: 'GET /api/alert-recipients',
      tag: 'alerts',
      summary: 'People who can be told, and by which ways',
      query: z.strictObject(pageQuery),
      answer: pageOf(recipientSchema),
      async handle({ scope, query }) {
        const found = await alertService.recipients.list(scope, pageFrom(query))
        return toPage(found, { limit: query.limit, keyOf: ({ personId }) => [personId], view: toRecipientView })
      },
    }),
    endpoint({
      route: 'GET /api/alert-recipients/{person}',
      tag: 'alerts',
      summary: 'How one person is told',
      params: personParams,
      answer: addressedSchema,
      async handle({ scope, params }) {
        const found = await alertService.recipients.get(scope, params.person)
        return { ...toRecipientView(found), addresses: found.addresses }
      },
    }),
    endpoint({
      route: 'PUT /api/alert-recipients/{person}',
      tag: 'alerts',
      summary: 'Change how one person is told',
      params: personParams,
      body: z.strictObject({ language: z.enum(LANGUAGES), addresses: addressesSchema }),
      answer: addressedSchema,
      async handle({ scope, params, body }) {
        const changed = await alertService.recipients.change(scope, params.person, body)
        return { ...toRecipientView(changed), addresses: changed.addresses }
      },
    }),
  ]
}
