import * as z from 'zod/mini'
import {
  alarmsSchema,
  type Person,
  type Series,
  seriesSchema,
  sessionSchema,
  type TrackPoint,
  trackSchema,
  trucksSchema,
} from './contract.ts'
import type { ServerClock } from './server-clock.ts'

/** Why an answer is not there, in the words that a page needs to tell it. */
export type Failure =
  | 'sign-in'
  | 'wrong-sign-in'
  | 'throttled'
  | 'wrong-address'
  | 'unreachable'
  | 'not-found'
  | 'unreadable'

export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly failure: Failure
  readonly retryAfterSeconds: number

  constructor(failure: Failure, message: string, retryAfterSeconds = 0) {
    super(message)
    this.failure = failure
    this.retryAfterSeconds = retryAfterSeconds
  }
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
  track(device: string, span: Span, signal: AbortSignal): Promise<readonly TrackPoint[]>
}

/** The server refuses longer ones. */
export const LONGEST_SERIES_MS = 7 * 24 * 3_600_000

/** An answer that takes longer is as good as none: the next attempt may find a server that works. */
const TIMEOUT_MS = 15_000

const problemSchema = z.object({ code: z.string() })

export function createApi({ clock, base = '/api' }: { clock: ServerClock; base?: string }): Api {
  async function ask<T extends z.ZodMiniType>(schema: T, path: string, init: RequestInit = {}): Promise<z.output<T>> {
    const response = await send(path, init)
    const parsed = schema.safeParse(await response.json().catch(() => undefined))
    if (parsed.success) return parsed.data
    throw new ApiError('unreadable', `${path}: ${z.prettifyError(parsed.error)}`)
  }

  async function send(path: string, { signal, ...init }: RequestInit): Promise<Response> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS)
    const response = await fetch(base + path, {
      ...init,
      cache: 'no-store',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    }).catch((error: unknown) => {
      if (signal?.aborted) throw error
      throw new ApiError('unreachable', `${path}: ${String(error)}`)
    })
    clock.hear(response.headers.get('date'))
    if (response.ok) return response
    throw await toError(path, response)
  }

  const span = ({ fromMs, toMs }: Span) =>
    new URLSearchParams({ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() })

  return {
    session: async () => (await ask(sessionSchema, '/session')).person,
    signIn: async (name, password) => {
      const body = JSON.stringify({ name, password })
      const headers = { 'content-type': 'application/json' }
      return (await ask(sessionSchema, '/session', { method: 'POST', headers, body })).person
    },
    signOut: async () => {
      await send('/session', { method: 'DELETE' })
    },
    trucks: () => ask(trucksSchema, '/trucks'),
    alarms: async () => (await ask(alarmsSchema, '/alarms?state=all&limit=100')).alarms,
    series: (device, compartment, times, signal) => {
      const query = span(times)
      query.set('compartment', compartment)
      return ask(seriesSchema, `/trucks/${encodeURIComponent(device)}/series?${query}`, { signal })
    },
    track: async (device, times, signal) =>
      (await ask(trackSchema, `/trucks/${encodeURIComponent(device)}/track?${span(times)}`, { signal })).points,
  }
}

async function toError(path: string, response: Response): Promise<ApiError> {
  const parsed = problemSchema.safeParse(await response.json().catch(() => undefined))
  const code = parsed.success ? parsed.data.code : ''
  const message = `${path}: ${response.status} ${code}`
  const wait = Number(response.headers.get('retry-after') ?? 0)
  if (response.status === 429) return new ApiError('throttled', message, Number.isFinite(wait) ? wait : 0)
  if (response.status === 401) return new ApiError(code === 'WRONG_SIGN_IN' ? 'wrong-sign-in' : 'sign-in', message)
  if (code === 'FORBIDDEN_ORIGIN') return new ApiError('wrong-address', message)
  if (response.status === 404) return new ApiError('not-found', message)
  return new ApiError('unreachable', message)
}
