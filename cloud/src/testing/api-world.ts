import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSm2KeyPair, toHex } from '@coldrx/protocol'
import type { Hono } from 'hono'
import type { Channel, ChannelName } from '../alerts/channels/channel.ts'
import type { ChannelSettings } from '../alerts/channels/channel-settings.ts'
import { createChannels } from '../alerts/channels/channels.ts'
import { createApp } from '../app.ts'
import { createBusiness } from '../business.ts'
import type { BusinessDatabasePlace } from '../business-database/business-database.ts'
import { openBusiness } from '../business-opening.ts'
import { Feed, type FeedParts } from '../feed/feed.ts'
import type { PublishCommand } from '../feed/watch-leases.ts'
import type { FrameReader } from '../frames/frame-log.ts'
import { allEndpoints } from '../http/endpoints.ts'
import type { ApiEnv } from '../http/guards.ts'
import { createIdempotency } from '../http/idempotency.ts'
import { cookieAuthenticator } from '../http/session-routes.ts'
import { passwordHashing } from '../identity/passwords.ts'
import { createSignInThrottle, type ThrottleLimits } from '../identity/throttle.ts'
import { createAuditedLooks } from '../inspection/audited-looks.ts'
import { silentLog } from '../lib/log.ts'
import { createOAuth } from '../oauth/oauth.ts'
import { ensureSigningKeys } from '../oauth/signing-keys.ts'
import { createOutsideSignIn, type OutsideConfig } from '../outside-sign-in/outside-sign-in.ts'
import { USUAL_RETENTION } from '../retention/retention-policy.ts'
import type { ReadModel } from '../telemetry/read-model.ts'
import { PUBLIC_TARGETS, type TargetPolicy } from '../webhooks/target-addresses.ts'
import { createWebhookService } from '../webhooks/webhook-service.ts'
import { newBusinessFile } from './business-for-tests.ts'
import { assertAsDeclared } from './declared-answers.ts'
import { MemoryReadModel } from './memory-read-model.ts'
import { NO_FRAMES } from './no-frames.ts'

/** What makes guessing dear makes eleven people in each of a thousand tests dear too. */
const CHEAP_PASSWORDS = passwordHashing({ memoryCost: 64, timeCost: 1, parallelism: 1 })

export const ORIGIN = 'http://127.0.0.1:4000'

interface SignIn {
  readonly name: string
  readonly password: string
}

/** The HTTP interface over a real business.db and a read model of the test's own. */
export async function createApiWorld({
  limits,
  feedParts = {},
  place,
  devices = ['tk001', 'tk002', 'tk003'],
  targets = PUBLIC_TARGETS,
  outside,
  channelSettings = {},
  recordings,
  publishCommand = () => Promise.resolve(),
}: {
  limits?: ThrottleLimits
  feedParts?: Partial<FeedParts>
  /** where the business database is; otherwise business.db of the world's own directory */
  place?: BusinessDatabasePlace
  /** that the pharmacy has, each with an asset of its name in service */
  devices?: readonly (string | { readonly device: string; readonly publicKey: string })[]
  /** which addresses webhooks may have */
  targets?: TargetPolicy
  outside?: OutsideConfig
  /** accounts with those who tell people */
  channelSettings?: ChannelSettings
  /** frames, for what is derived from them on demand; otherwise there are none */
  recordings?: { readonly readModel: ReadModel; readonly frames: FrameReader }
  publishCommand?: PublishCommand
} = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'coldrx-api-'))
  const clock = {
    ms: Date.UTC(2026, 2, 1),
    nowMs: () => clock.ms,
  }
  const credentialsFile = join(directory, 'devices.json')
  await writeFile(credentialsFile, JSON.stringify({ devices: devices.map(credentialsOf), services: [] }))
  const opened = await openBusiness({
    ...{ directory, credentialsFile, clock, log: silentLog, hashPassword: CHEAP_PASSWORDS },
    place: place ?? (await newBusinessFile(directory)),
  })
  const { db, sealedFields } = opened
  const readModel = new MemoryReadModel()
  const frames = recordings?.frames ?? NO_FRAMES
  const business = createBusiness({
    ...{ opened, readModel: recordings?.readModel ?? readModel, frames, clock, publishCommand },
    pause: () => Promise.resolve(),
    alerting: {
      channel: notSent,
      receipts: () => Promise.resolve(new Map()),
      origin: ORIGIN,
      onFailure: (error) => {
        throw error
      },
    },
  })
  const { audit, people, sessions, visibility } = business
  const { signIns } = JSON.parse(await readFile(join(directory, 'sign-ins.json'), 'utf8')) as { signIns: SignIn[] }
  const [first] = signIns
  if (first === undefined) throw new Error('no demo people were made')
  const dispatcher: SignIn = { name: first.name, password: first.password }

  const signingKeysFile = join(directory, 'signing-keys.json')
  await ensureSigningKeys(signingKeysFile)
  const oauth = createOAuth({ db, audit, people, clock, signingKeysFile, issuer: ORIGIN })
  const webhookService = createWebhookService({
    ...{ db, audit, clock, sealedFields, readModel, visibility, policy: targets, random: () => 0.5, lookEveryMs: 20 },
    onFailure: (error) => {
      throw error
    },
  })
  const feed = new Feed({ readModel: recordings?.readModel ?? readModel, sessions, log: silentLog, ...feedParts })
  const channels = createChannels({
    ...{ db, clock, sealedFields, settings: channelSettings, origin: ORIGIN, policy: targets },
    ...{ pause: () => Promise.resolve(), newNonce: randomUUID },
  })
  feed.start()
  const throttle = createSignInThrottle({ db, clock, sealedFields, limits })
  const endpoints = allEndpoints({
    ...business,
    db,
    retention: USUAL_RETENTION,
    readModel: recordings?.readModel ?? readModel,
    feed,
    oauth,
    outside: createOutsideSignIn(outside, { db, audit, people, clock, sealedFields, origin: ORIGIN }),
    webhooks: webhookService.webhooks,
    channels,
    clock,
    throttle,
    secureCookie: false,
    log: silentLog,
  })
  const app = createApp({
    endpoints,
    authenticators: [oauth.authenticator, cookieAuthenticator(sessions)],
    idempotency: createIdempotency({ db, clock, sealedFields }),
    onLook: createAuditedLooks(business.inspection.inspections),
    onAnswer: assertAsDeclared,
    origins: [ORIGIN],
    log: silentLog,
  })

  function signIn(body: unknown = dispatcher, headers: Record<string, string> = {}): Promise<Response> {
    return Promise.resolve(
      app.request('/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: ORIGIN, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    )
  }

  async function cookieOfPerson(name: string): Promise<string> {
    const found = signIns.find((one) => one.name === name)
    return cookieOf(await signIn({ name, password: found?.password ?? '' }))
  }

  /** Asks as a person of the demo, by the name of the sign-in. */
  async function as(name: string): Promise<Asker> {
    return askerWith(app, { cookie: await cookieOfPerson(name) })
  }

  return {
    ...business,
    app,
    as,
    channels,
    clock,
    cookieOf: cookieOfPerson,
    credentialsFile,
    db,
    directory,
    dispatcher,
    feed,
    oauth,
    /** started by the test that wants it to tell something */
    webhookService,
    readModel,
    register: opened.register,
    sealedFields,
    signIn,
    async cookie(): Promise<string> {
      return cookieOf(await signIn())
    },
    async get(path: string, headers: Record<string, string>) {
      const response = await app.request(path, { headers })
      return { status: response.status, headers: response.headers, body: (await response.json()) as unknown }
    },
    async close(): Promise<void> {
      feed.stop()
      await opened.close()
      await rm(directory, { recursive: true })
    },
  }
}

/** No test of the interface tells anybody anything. */
const notSent = (name: ChannelName): Channel => ({
  name,
  send: () => Promise.resolve({ state: 'failed', code: 'none', reason: 'there is no provider here' }),
})

function credentialsOf(given: string | { readonly device: string; readonly publicKey: string }) {
  const device = typeof given === 'string' ? given : given.device
  const publicKey = typeof given === 'string' ? toHex(generateSm2KeyPair().publicKey) : given.publicKey
  return { device, publicKey, secretHash: '00'.repeat(32) }
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** undefined: there is none */
  readonly body: unknown
}

export type Asker = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>

export function askerWith(app: Hono<ApiEnv>, credentials: Record<string, string>): Asker {
  return async (method, path, body, headers = {}) => {
    const response = await app.request(path, {
      method,
      headers: { origin: ORIGIN, 'content-type': 'application/json', ...credentials, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
  }
}

export function cookieOf(response: Response): string {
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}
