import type { IncomingMessage } from 'node:http'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { Log } from '../buses/line.ts'
import { jsonOnly } from './json-body.ts'
import type { Pairing } from './pairing.ts'

const COOKIE = 'coldrx_cab'
/** What browsers keep at most; each look at the page begins it anew. */
const COOKIE_SECONDS = 400 * 86_400
const LARGEST_BYTES = 1_000
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/

const requestSchema = z.strictObject({ pin: z.string().regex(/^\d{6}$/, 'must be six digits') })

export interface PairingGuard {
  readonly pairing: Pairing
  /** whether the screen at the device's own loopback needs a PIN, too */
  readonly locally: boolean
  readonly now: () => { readonly wallMs: number; readonly monotonicMs: number }
  readonly log: Log
}

/**
 * A screen on the truck's network sees readings and acts once it has entered the PIN. `POST /api/cab/pair` takes it: 403
 * where it is wrong, 410 where there is none any more, 429 after a few wrong ones.
 */
export function addPairing(app: Hono, { pairing, locally, now, log }: PairingGuard): void {
  const isLocal = (c: Context): boolean => {
    const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage }
    return LOOPBACK.test(incoming?.socket.remoteAddress ?? '')
  }
  const refuse = (c: Context, status: 401 | 403 | 410 | 422 | 429, code: string, message: string) =>
    c.json({ error: { code, message } }, status)

  const guard: MiddlewareHandler = async (c, next) => {
    const token = getCookie(c, COOKIE)
    if ((!locally && isLocal(c)) || pairing.isPaired(token)) return await next()
    return refuse(c, 401, 'PAIRING_NEEDED', 'this screen is not paired: enter the PIN of `coldrx-edge pair`')
  }

  app.post('/api/cab/pair', bodyLimit({ maxSize: LARGEST_BYTES }), jsonOnly, async (c) => {
    const { success, data } = requestSchema.safeParse(await c.req.json().catch(() => null))
    if (!success) return refuse(c, 422, 'INVALID', 'pin: must be six digits')
    const answer = pairing.tryPin(data.pin, now())
    if (answer.kind === 'paired') {
      log.info({}, 'a screen was paired with the cab')
      keepCookie(c, answer.token)
      return c.json({ paired: true })
    }
    if (answer.kind === 'throttled') {
      c.header('Retry-After', String(Math.ceil(answer.retryAfterMs / 1_000)))
      return refuse(c, 429, 'TOO_MANY_TRIES', 'too many wrong PINs: wait')
    }
    log.warn({ kind: answer.kind }, 'a wrong PIN was entered at a screen')
    if (answer.kind === 'gone')
      return refuse(c, 410, 'NO_PIN', 'there is no PIN to enter: make one by `coldrx-edge pair`')
    return refuse(c, 403, 'WRONG_PIN', 'pin: is another')
  })
  app.use('/api/*', guard)
  // a screen that is used keeps its pairing
  app.get('/', async (c, next) => {
    const token = getCookie(c, COOKIE)
    if (token !== undefined && pairing.isPaired(token)) keepCookie(c, token)
    await next()
  })
}

function keepCookie(c: Context, token: string): void {
  setCookie(c, COOKIE, token, { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: COOKIE_SECONDS })
}
