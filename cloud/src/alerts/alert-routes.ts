import { z } from 'zod'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import { EPISODE_KINDS, SEVERITIES } from '../excursions/episode.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { namesSchema } from '../http/names.ts'
import { momentAndId, pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import type { AlertService } from './alert-service.ts'
import type { Acknowledgement, Alert, Told } from './alerts.ts'
import { CHANNEL_NAMES } from './channels/channel.ts'
import type { Mute } from './mutes.ts'

const iso = (ms: number) => new Date(ms).toISOString()
const isoOrNull = (ms: number | null) => (ms === null ? null : iso(ms))

const idParam = z.string().min(1).max(64)
const alertParams = z.strictObject({ alert: idParam })
const comment = z.string().trim().min(1, 'must say something').max(500)

export const muteSchema = z.strictObject({
  ...{ id: z.string(), device: z.string(), kind: z.enum(EPISODE_KINDS).nullable(), reason: z.string() },
  ...{ madeBy: z.string(), madeAt: z.iso.datetime(), until: z.iso.datetime() },
})

const acknowledgementSchema = z.strictObject({
  ...{ personId: z.string(), name: namesSchema, comment: z.string(), at: z.iso.datetime() },
})

const alertSchema = z.strictObject({
  id: z.string(),
  device: z.string(),
  compartment: z.string().nullable(),
  kind: z.enum(EPISODE_KINDS),
  severity: z.enum(SEVERITIES),
  state: z.enum(['calling', 'acknowledged', 'over', 'expired', 'no-plan']),
  episodeId: z.string().describe('the newest; others of its fingerprint came before'),
  episodes: z.int(),
  limit: z.strictObject({ side: z.enum(['above', 'below']), celsius: z.number() }).nullable(),
  peakCelsius: z.number().nullable(),
  minutesLeft: z.strictObject({ low: z.number(), likely: z.number(), high: z.number() }).nullable(),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  planId: z.string().nullable(),
  nextStepAt: z.iso.datetime().nullable(),
  told: z.int().describe('how many people a message reached'),
  acknowledgement: acknowledgementSchema.nullable(),
  mute: muteSchema.nullable(),
})

const toldSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['page', 'closed', 'test']),
  personId: z.string(),
  name: namesSchema,
  channel: z.enum(CHANNEL_NAMES),
  state: z.enum(['queued', 'sending', 'unknown', 'sent', 'delivered', 'failed', 'dropped']),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  attempts: z.int(),
  isRepeat: z.boolean(),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
})

export function toMuteView({ madeAtMs, untilMs, ...mute }: Mute): z.input<typeof muteSchema> {
  return { ...mute, madeAt: iso(madeAtMs), until: iso(untilMs) }
}

export interface AlertRoutesParts {
  readonly db: BusinessDatabase
  readonly alertService: AlertService
}

/** What people are called for, who has it and who was told. */
export function alertRoutes({ db, alertService }: AlertRoutesParts): Endpoint[] {
  const namesOf = async (ids: readonly string[]) =>
    new Map(
      (await alertService.recipients.of(db.reader, [...new Set(ids)])).map(({ personId, name }) => [personId, name]),
    )
  const nameIn = (names: ReadonlyMap<string, { zh: string; en: string }>, id: string) =>
    names.get(id) ?? { zh: '（已离开）', en: '(gone)' }

  async function toViews(found: readonly Alert[]): Promise<z.input<typeof alertSchema>[]> {
    const names = await namesOf(
      found.flatMap(({ acknowledgement }) => (acknowledgement === null ? [] : [acknowledgement.personId])),
    )
    const toAcknowledgementView = ({ personId, comment: said, atMs }: Acknowledgement) => ({
      ...{ personId, name: nameIn(names, personId), comment: said, at: iso(atMs) },
    })
    return found.map(({ episode, acknowledgement, mute, ...alert }) => ({
      ...{ id: alert.id, device: alert.device, compartment: episode.compartment, kind: episode.kind },
      ...{ severity: episode.severity, state: alert.state, episodeId: episode.id, episodes: alert.episodes },
      ...{ limit: episode.limit && { ...episode.limit }, peakCelsius: episode.peakCelsius },
      ...{ minutesLeft: episode.minutesLeft && { ...episode.minutesLeft }, openedAt: iso(alert.openedAtMs) },
      ...{ closedAt: isoOrNull(alert.closedAtMs), createdAt: iso(alert.createdAtMs), planId: alert.planId },
      ...{ nextStepAt: isoOrNull(alert.nextStepAtMs), told: alert.told },
      acknowledgement: acknowledgement && toAcknowledgementView(acknowledgement),
      mute: mute && toMuteView(mute),
    }))
  }
  const toView = async (alert: Alert) => {
    const [view] = await toViews([alert])
    if (view === undefined) throw new Error('one alert has one view')
    return view
  }

  function toToldView(told: Told, names: Awaited<ReturnType<typeof namesOf>>): z.input<typeof toldSchema> {
    const { channel, createdAtMs, changedAtMs, ...rest } = told
    return {
      ...{ ...rest, channel: channel as (typeof CHANNEL_NAMES)[number], name: nameIn(names, told.personId) },
      ...{ createdAt: iso(createdAtMs), changedAt: iso(changedAtMs) },
    }
  }

  return [
    endpoint({
      route: 'GET /api/alerts',
      tag: 'alerts',
      summary: 'What people are called for, the newest first',
      query: z.strictObject({
        ...pageQuery,
        state: z.enum(['open', 'all'], { error: 'must be open or all' }).default('open'),
        device: idParam.exactOptional(),
      }),
      answer: pageOf(alertSchema),
      async handle({ scope, query: { limit, after, state, device } }) {
        const page = { limit, after: parseCursor(after, momentAndId), openOnly: state === 'open', device }
        const rows = await alertService.alerts.list(scope, page)
        const views = await toViews(rows)
        return toPage(views, { limit, keyOf: ({ createdAt, id }) => [Date.parse(createdAt), id], view: (view) => view })
      },
    }),
    endpoint({
      route: 'GET /api/alerts/{alert}',
      tag: 'alerts',
      summary: 'One alert',
      params: alertParams,
      answer: alertSchema,
      handle: async ({ scope, params }) => toView(await alertService.alerts.get(scope, params.alert)),
    }),
    endpoint({
      route: 'GET /api/alerts/{alert}/told',
      tag: 'alerts',
      summary: 'Who was told of it, when and by which way, and what became of each message',
      params: alertParams,
      bounded: 'the newest 500 messages of one alert',
      answer: z.strictObject({ told: z.array(toldSchema) }),
      async handle({ scope, params }) {
        const told = await alertService.alerts.told(scope, params.alert)
        const names = await namesOf(told.map(({ personId }) => personId))
        return { told: told.map((one) => toToldView(one, names)) }
      },
    }),
    endpoint({
      route: 'POST /api/alerts/{alert}/acknowledge',
      tag: 'alerts',
      summary: 'Take it: nobody is called for it any more',
      params: alertParams,
      body: z.strictObject({ comment }),
      answer: alertSchema,
      refusals: { 409: 'somebody has it already, or it is over' },
      handle: async ({ scope, params, body }) =>
        toView(await alertService.alerts.acknowledge(scope, params.alert, body.comment)),
    }),
    endpoint({
      route: 'POST /api/alerts/{alert}/undo',
      tag: 'alerts',
      summary: 'Give it back: people are called anew',
      params: alertParams,
      body: z.strictObject({ reason: comment }),
      answer: alertSchema,
      refusals: { 409: 'nobody has it, or it is over' },
      handle: async ({ scope, params, body }) =>
        toView(await alertService.alerts.undo(scope, params.alert, body.reason)),
    }),
    endpoint({
      route: 'GET /api/alert-mutes',
      tag: 'alerts',
      summary: 'What nobody is called for at present',
      bounded: 'those in force, each of a day at most',
      answer: z.strictObject({ mutes: z.array(muteSchema) }),
      handle: async ({ scope }) => ({ mutes: (await alertService.mutes.list(scope)).map(toMuteView) }),
    }),
    endpoint({
      route: 'POST /api/alert-mutes',
      tag: 'alerts',
      summary: 'Keep a device quiet for a reason, until an end',
      body: z.strictObject({
        device: idParam,
        kind: z.enum(EPISODE_KINDS).nullable().describe('null: every kind'),
        reason: comment,
        until: z.iso.datetime().describe('24 hours from now at most'),
      }),
      answer: muteSchema,
      creates: true,
      refusals: { 422: 'there is no such device, or the end is past or too far' },
      handle: async ({ scope, body: { until, ...mute } }) =>
        toMuteView(await alertService.mutes.add(scope, { ...mute, untilMs: Date.parse(until) })),
    }),
    endpoint({
      route: 'POST /api/alert-mutes/{alertMute}/end',
      tag: 'alerts',
      summary: 'End a mute before its time',
      params: z.strictObject({ alertMute: idParam }),
      handle: ({ scope, params }) => alertService.mutes.end(scope, params.alertMute),
    }),
  ]
}
