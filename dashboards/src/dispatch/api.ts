import * as z from 'zod/mini'
import { type ApiClient, answerOf } from '../api/client.ts'
import { everyPage, type PageQuery } from '../api/every-page.ts'
import type { KeysetPage } from '../ui/keyset-list.ts'
import {
  alarmsSchema,
  eventsSchema,
  linkSchema,
  type Person,
  type Series,
  seriesSchema,
  sessionSchema,
  type ToldLink,
  type Track,
  type TruckEvent,
  trackSchema,
  trucksSchema,
} from './contract.ts'

/** The server speaks of things in a way that this page, which may be older, does not know. */
export class UnreadableAnswerError extends Error {
  override readonly name = 'UnreadableAnswerError'
}

export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

export interface Api {
  session(): Promise<Person>
  signIn(name: string, password: string): Promise<Person>
  signOut(): Promise<void>
  /** each still to be parsed, by `truckSchema` and `alarmSchema` */
  trucks(): Promise<{ readonly cursor: string; readonly trucks: readonly unknown[] }>
  alarms(): Promise<readonly unknown[]>
  series(device: string, compartment: string, span: Span, signal: AbortSignal): Promise<Series>
  /** of at most seven days, newest first, behind the key that the page before ended with */
  events(device: string, span: Span, after: string | null, signal: AbortSignal): Promise<KeysetPage<TruckEvent>>
  track(device: string, span: Span, signal: AbortSignal): Promise<Track>
  /** null: the truck has not said yet */
  link(device: string, signal: AbortSignal): Promise<ToldLink>
}

/** As many trucks as the server gives at once. */
const TRUCKS = '500'
/** More than a screen has room for at a curve. */
const BUCKETS = '1000'

/** What the fleet is drawn from, as the pages know it: times in milliseconds, and nothing taken on trust. */
export function createApi({ client }: { client: ApiClient }): Api {
  const span = ({ fromMs, toMs }: Span) => ({
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
  })

  return {
    session: async () => parsed(sessionSchema, await answerOf(client.GET('/api/session'))).person,
    signIn: async (name, password) => {
      const answer = await answerOf(client.POST('/api/session', { body: { name, password } }))
      return parsed(sessionSchema, answer).person
    },
    signOut: () => answerOf(client.DELETE('/api/session')),
    trucks: async () => {
      const load = async (query: PageQuery) =>
        parsed(trucksSchema, await answerOf(client.GET('/api/trucks', { params: { query } })))
      const { first, items } = await everyPage(load, TRUCKS)
      // of the first page: whatever changes while the others are on their way is told again by the feed
      return { cursor: first.cursor, trucks: items }
    },
    alarms: async () => {
      const query = { state: 'all', limit: '100' } as const
      return parsed(alarmsSchema, await answerOf(client.GET('/api/alarms', { params: { query } }))).items
    },
    series: async (device, compartment, times, signal) => {
      const params = { path: { device }, query: { ...span(times), compartment, buckets: BUCKETS } }
      return parsed(seriesSchema, await answerOf(client.GET('/api/trucks/{device}/series', { params, signal })))
    },
    events: async (device, times, after, signal) => {
      const params = { path: { device }, query: { ...span(times), ...(after === null ? {} : { after }) } }
      return parsed(eventsSchema, await answerOf(client.GET('/api/trucks/{device}/events', { params, signal })))
    },
    track: async (device, times, signal) => {
      const params = { path: { device }, query: span(times) }
      return parsed(trackSchema, await answerOf(client.GET('/api/trucks/{device}/track', { params, signal })))
    },
    link: async (device, signal) => {
      const params = { path: { device } }
      return parsed(linkSchema, await answerOf(client.GET('/api/trucks/{device}/link', { params, signal }))).link
    },
  }
}

function parsed<T extends z.ZodMiniType>(schema: T, answer: unknown): z.output<T> {
  const result = schema.safeParse(answer)
  if (result.success) return result.data
  throw new UnreadableAnswerError(z.prettifyError(result.error))
}
