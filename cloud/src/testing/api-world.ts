import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../app.ts'
import { createAuditLog } from '../audit/audit-log.ts'
import { openBusinessDatabase } from '../business-database/business-database.ts'
import { Feed, type FeedParts } from '../feed/feed.ts'
import { allEndpoints } from '../http/endpoints.ts'
import { withoutIdempotency } from '../http/mount.ts'
import { cookieAuthenticator } from '../http/session-routes.ts'
import { ensureDemoPeople } from '../identity/demo-people.ts'
import { createPeople } from '../identity/people.ts'
import { createSessions } from '../identity/sessions.ts'
import { createSignInThrottle, type ThrottleLimits } from '../identity/throttle.ts'
import { ensureFieldKeys } from '../lib/field-keys-file.ts'
import { silentLog } from '../lib/log.ts'
import { createSealedFields } from '../lib/sealed-fields.ts'
import { MemoryReadModel } from './memory-read-model.ts'

export const ORIGIN = 'http://127.0.0.1:4000'

interface SignIn {
  readonly name: string
  readonly password: string
}

/** The HTTP interface over a real business.db and a read model of the test's own. */
export async function createApiWorld({
  limits,
  feedParts = {},
}: {
  limits?: ThrottleLimits
  feedParts?: Partial<FeedParts>
} = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'coldrx-api-'))
  const clock = {
    ms: Date.UTC(2026, 2, 1),
    nowMs: () => clock.ms,
  }
  const db = await openBusinessDatabase({ path: join(directory, 'business.db') })
  const sealedFields = createSealedFields(ensureFieldKeys(join(directory, 'field-keys.json')))
  const audit = createAuditLog({ engine: db.engine, clock, sealedFields })
  const people = await createPeople({ db, clock, sealedFields })
  await ensureDemoPeople({ db, people, audit, directory })
  const { signIns } = JSON.parse(await readFile(join(directory, 'sign-ins.json'), 'utf8')) as { signIns: SignIn[] }
  const [first] = signIns
  if (first === undefined) throw new Error('no demo people were made')
  const dispatcher: SignIn = { name: first.name, password: first.password }

  const sessions = createSessions({ db, clock, people, sealedFields })
  const readModel = new MemoryReadModel()
  const feed = new Feed({ readModel, sessions, log: silentLog, ...feedParts })
  feed.start()
  const throttle = createSignInThrottle(limits === undefined ? {} : { limits })
  const endpoints = allEndpoints({
    readModel,
    feed,
    people,
    sessions,
    throttle,
    visibility: { devicesOf: async () => 'all' },
    secureCookie: false,
    log: silentLog,
  })
  const app = createApp({
    endpoints,
    authenticators: [cookieAuthenticator(sessions)],
    idempotency: withoutIdempotency,
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

  return {
    app,
    audit,
    clock,
    db,
    directory,
    dispatcher,
    feed,
    people,
    readModel,
    sessions,
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
      await db.close()
      await rm(directory, { recursive: true })
    },
  }
}

export function cookieOf(response: Response): string {
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}
