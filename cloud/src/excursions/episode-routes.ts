import { sql } from 'kysely'
import { z } from 'zod'
import type { FleetVisibility } from '../access/fleet-visibility.ts'
import type { BusinessDatabase, BusinessReader } from '../business-database/business-database.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { instantIn, instantOut, toInstant } from '../http/instants.ts'
import { momentAndId, pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import { AppError } from '../lib/errors.ts'
import { deviceSchema } from '../trips/trip-routes.ts'
import { EPISODE_KINDS, type Episode, SEVERITIES } from './episode.ts'
import type { EpisodeStore } from './episode-store.ts'

const querySchema = z.strictObject({
  ...pageQuery,
  state: z.enum(['open', 'closed', 'all'], { error: 'must be open, closed or all' }).default('all'),
  kind: z.enum(EPISODE_KINDS, { error: `must be one of ${EPISODE_KINDS.join(', ')}` }).exactOptional(),
  severity: z.enum(SEVERITIES, { error: `must be one of ${SEVERITIES.join(', ')}` }).exactOptional(),
  device: deviceSchema.exactOptional(),
  from: instantIn.exactOptional().describe('that opened then or later'),
  to: instantIn.exactOptional().describe('that opened then or earlier'),
  text: z.string().min(1).max(64).exactOptional().describe('part of the name of the asset, or of its device'),
})

const minutesLeft = z.strictObject({ low: z.number(), likely: z.number(), high: z.number() })

export const episodeViewSchema = z.strictObject({
  id: z.string(),
  fingerprint: z.string().describe('what pages once: kind, device and compartment'),
  device: z.string(),
  compartment: z.string().nullable(),
  kind: z.enum(EPISODE_KINDS),
  severity: z.enum(SEVERITIES),
  rule: z.strictObject({ id: z.string(), version: z.int(), text: z.string().exactOptional() }),
  limit: z.strictObject({ side: z.enum(['above', 'below']), celsius: z.number() }).nullable(),
  openedAt: instantOut,
  closedAt: instantOut.nullable(),
  peakCelsius: z.number().nullable(),
  peakAt: instantOut.nullable(),
  degreeMinutes: z.number().describe('area between curve and limit, °C · min'),
  cumulativeMinutes: z.number(),
  longestMinutes: z.number(),
  mktCelsius: z.number().nullable(),
  minutesLeft: minutesLeft.nullable(),
  revision: z.int(),
  revisedBecause: z.enum(['live', 'late-frames', 'rule-changed']),
  seenAt: instantOut.describe('when the cloud first knew of it'),
})

export function toEpisodeView(episode: Episode): z.input<typeof episodeViewSchema> {
  const { openedAtMs, closedAtMs, peakAtMs, seenAtMs, rule, ...rest } = episode
  return {
    ...rest,
    rule: { id: rule.id, version: rule.version, ...(rule.text === undefined ? {} : { text: rule.text }) },
    openedAt: toInstant(openedAtMs),
    closedAt: toInstant(closedAtMs),
    peakAt: toInstant(peakAtMs),
    seenAt: toInstant(seenAtMs),
  }
}

export function episodeRoutes({
  episodes,
  visibility,
  db,
}: {
  readonly episodes: EpisodeStore
  readonly visibility: FleetVisibility
  readonly db: Pick<BusinessDatabase, 'reader'>
}): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/episodes',
      tag: 'fleet',
      summary: 'Episodes in which a rule was broken, newest first',
      query: querySchema,
      answer: pageOf(episodeViewSchema),
      async handle({ scope, query: { limit, after, state, kind, severity, device, from, to, text } }) {
        const visible = await visibility.devicesOf(scope)
        const sets: ReadonlySet<string>[] = visible === 'all' ? [] : [visible]
        if (device !== undefined) sets.push(new Set([device]))
        if (text !== undefined) sets.push(await devicesNamed(db.reader, text))
        const found = await episodes.list({
          ...{ limit, after: parseCursor(after, momentAndId), kind, severity, fromMs: from, toMs: to },
          state: state === 'all' ? undefined : state,
          devices: inAll(sets),
        })
        return toPage(found, { limit, keyOf: ({ openedAtMs, id }) => [openedAtMs, id], view: toEpisodeView })
      },
    }),
    endpoint({
      route: 'GET /api/episodes/{episode}',
      tag: 'fleet',
      summary: 'One episode',
      params: z.strictObject({ episode: z.string().regex(/^[0-9a-f]{24}$/, 'is no id') }),
      answer: episodeViewSchema,
      async handle({ scope, params }) {
        const episode = await episodes.byId(params.episode)
        const visible = await visibility.devicesOf(scope)
        if (episode === undefined || (visible !== 'all' && !visible.has(episode.device))) {
          throw new AppError('NOT_FOUND', 404, 'there is no such episode', { field: 'episode' })
        }
        return toEpisodeView(episode)
      },
    }),
  ]
}

function inAll([first, ...others]: readonly ReadonlySet<string>[]): ReadonlySet<string> | undefined {
  return first && new Set([...first].filter((device) => others.every((set) => set.has(device))))
}

async function devicesNamed(reader: BusinessReader, text: string): Promise<ReadonlySet<string>> {
  const pattern = `%${text.toLowerCase().replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const like = (column: 'a.name' | 'd.id') => sql<boolean>`lower(${sql.ref(column)}) LIKE ${pattern} ESCAPE '\\'`
  const rows = await reader
    .selectFrom('device as d')
    .innerJoin('asset as a', 'a.id', 'd.asset_id')
    .select('d.id')
    .where((where) => where.or([like('a.name'), like('d.id')]))
    .execute()
  return new Set(rows.map(({ id }) => id))
}
