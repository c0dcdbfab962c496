import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cookieOf, createApiWorld, ORIGIN } from '../testing/api-world.ts'

const HOUR_MS = 3_600_000
const LIMITS = { failuresPerPair: 3, failuresPerAddress: 5, failuresPerName: 3, windowSeconds: 600 }

let world: Awaited<ReturnType<typeof createApiWorld>>

beforeEach(async () => {
  world = await createApiWorld({ limits: LIMITS })
})
afterEach(() => world.close())

async function statusOf(cookie: string): Promise<number> {
  return (await world.get('/api/session', { cookie })).status
}

describe('signing in', () => {
  it('answers the person and a cookie that scripts cannot read and other sites cannot send', async () => {
    const response = await world.signIn()
    const person = {
      passwordIsTemporary: false,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      name: 'dispatcher',
      displayName: { zh: '林岚', en: 'Lin Lan' },
      roles: ['dispatcher'],
      organisation: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        kind: 'pharmacy',
        name: { zh: '澄江大药房', en: 'Chengjiang Pharmacy' },
      },
    }
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ person })
    expect(response.headers.get('set-cookie')).toMatch(/^coldrx_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(await world.get('/api/session', { cookie: cookieOf(response) })).toMatchObject({
      status: 200,
      body: { person },
    })
  })

  it('does not tell a wrong name from a wrong password', async () => {
    const { name } = world.dispatcher
    const answers = await Promise.all(
      [
        { name, password: 'wrong' },
        { name: 'nobody', password: 'wrong' },
      ].map(async (body) => {
        const response = await world.signIn(body)
        return { status: response.status, cookie: response.headers.get('set-cookie'), body: await response.json() }
      }),
    )
    const refused = {
      status: 401,
      cookie: null,
      body: { code: 'WRONG_SIGN_IN', detail: 'name or password is wrong' },
    }
    expect(answers).toMatchObject([refused, refused])
  })

  it.each([
    ['not JSON', '{', {}, 400, undefined],
    ['a list', '[]', {}, 400, undefined],
    ['no password', { name: 'x' }, {}, 400, 'password'],
    ['an empty name', { name: '', password: 'x' }, {}, 400, 'name'],
    ['a name that is no text', { name: { $ne: 1 }, password: 'x' }, {}, 400, 'name'],
    ['a password of 257 characters', { name: 'x', password: 'x'.repeat(257) }, {}, 400, 'password'],
    ['an unknown key', { name: 'x', password: 'x', role: 'administrator' }, {}, 400, 'role'],
    ['a form', 'name=x&password=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'content-type'],
    ['a body of 17 KiB', { name: 'x', password: 'x'.repeat(17 * 1024) }, {}, 413, undefined],
  ])('with %s is refused naming the field', async (_, body, headers, status, field) => {
    const response = await world.signIn(body, headers)
    expect(response.status).toBe(status)
    const problem = (await response.json()) as { field?: string; detail: string }
    expect(problem.field).toBe(field)
    expect(problem.detail).not.toBe('')
  })

  it('ends the session that the browser had before', async () => {
    const first = await world.cookie()
    const second = cookieOf(await world.signIn(world.dispatcher, { cookie: first }))
    expect(await statusOf(first)).toBe(401)
    expect(await statusOf(second)).toBe(200)
  })
})

describe('the guard against other sites', () => {
  const refused = { code: 'FORBIDDEN_ORIGIN' }

  it.each([
    ['no Origin', { origin: undefined }],
    ['another port of this host', { origin: 'http://127.0.0.1:4001' }],
    ['null', { origin: 'null' }],
    ['a name that begins like ours', { origin: `${ORIGIN}.example.org` }],
    ['our Origin from another site', { origin: ORIGIN, 'sec-fetch-site': 'cross-site' }],
    ['our Origin from another port', { origin: ORIGIN, 'sec-fetch-site': 'same-site' }],
  ])('refuses %s, even with a cookie', async (_, { origin, ...headers }) => {
    const cookie = await world.cookie()
    for (const method of ['POST', 'DELETE']) {
      const response = await world.app.request('/api/session', {
        method,
        headers: {
          cookie,
          'content-type': 'application/json',
          ...(origin === undefined ? {} : { origin }),
          ...headers,
        },
        ...(method === 'POST' ? { body: JSON.stringify(world.dispatcher) } : {}),
      })
      expect(response.status).toBe(403)
      expect(await response.json()).toMatchObject(refused)
    }
    expect(await statusOf(cookie)).toBe(200)
  })

  it('lets a page of ours through', async () => {
    expect((await world.signIn(world.dispatcher, { 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  })
})

describe('guessing passwords', () => {
  const wrong = { name: 'dispatcher', password: 'wrong' }

  it('is stopped by name, wherever it comes from, and the right password does not get through either', async () => {
    for (let guess = 0; guess < 3; guess += 1) {
      expect((await world.signIn(wrong, { 'x-forwarded-for': `203.0.113.${guess}` })).status).toBe(401)
    }
    const response = await world.signIn(world.dispatcher, { 'x-forwarded-for': '203.0.113.9' })
    expect(response.status).toBe(429)
    const retryAfterSeconds = Number(response.headers.get('retry-after'))
    expect(retryAfterSeconds).toBeGreaterThan(LIMITS.windowSeconds - 60)
    expect(retryAfterSeconds).toBeLessThanOrEqual(LIMITS.windowSeconds)
    expect(await response.json()).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
  })

  it('is stopped by address, whatever the name', async () => {
    const forged = { 'x-forwarded-for': '198.51.100.7, 203.0.113.5' }
    for (let guess = 0; guess < 5; guess += 1) {
      expect((await world.signIn({ name: `name${guess}`, password: 'x' }, forged)).status).toBe(401)
    }
    expect((await world.signIn(world.dispatcher, { 'x-forwarded-for': '203.0.113.5' })).status).toBe(429)
    expect((await world.signIn(world.dispatcher, { 'x-forwarded-for': '203.0.113.6' })).status).toBe(200)
  })

  it('is stopped when the guesses come all at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => world.signIn(wrong)))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(3)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7)
  })

  it('is not what somebody does who signs in often', async () => {
    for (let time = 0; time < 8; time += 1) expect((await world.signIn()).status).toBe(200)
  })

  it('is forgotten after the window', async () => {
    const brief = await createApiWorld({ limits: { ...LIMITS, failuresPerPair: 1, windowSeconds: 1 } })
    try {
      expect((await brief.signIn(wrong)).status).toBe(401)
      expect((await brief.signIn()).status).toBe(429)
      brief.clock.ms += 1_000
      expect((await brief.signIn()).status).toBe(200)
    } finally {
      await brief.close()
    }
  })
})

describe('a session', () => {
  it('lives on while it is used and ends twelve hours after', async () => {
    const cookie = await world.cookie()
    for (let day = 0; day < 4; day += 1) {
      world.clock.ms += 11 * HOUR_MS
      expect(await statusOf(cookie)).toBe(200)
    }
    world.clock.ms += 12 * HOUR_MS - 1
    expect(await world.sessions.peek(cookie.slice(cookie.indexOf('=') + 1))).toBeDefined()
    world.clock.ms += 1
    expect(await statusOf(cookie)).toBe(401)
  })

  it('ends after a week however much it is used', async () => {
    const cookie = await world.cookie()
    const endMs = world.clock.ms + 7 * 24 * HOUR_MS
    while (world.clock.ms + HOUR_MS < endMs) {
      world.clock.ms += HOUR_MS
      expect(await statusOf(cookie)).toBe(200)
    }
    world.clock.ms = endMs
    expect(await statusOf(cookie)).toBe(401)
  })

  it('ends at sign-out, for whoever kept its cookie too; the others of the person live on', async () => {
    const other = await world.cookie()
    const cookie = await world.cookie()
    const response = await world.app.request('/api/session', { method: 'DELETE', headers: { cookie, origin: ORIGIN } })
    expect(response.status).toBe(204)
    expect(response.headers.get('set-cookie')).toMatch(/^coldrx_session=; Max-Age=0; Path=\//)
    expect(await statusOf(cookie)).toBe(401)
    expect(await statusOf(other)).toBe(200)
  })

  it('that has expired is removed at the next sign-in', async () => {
    await world.cookie()
    world.clock.ms += 12 * HOUR_MS
    expect(await world.sessions.removeExpired()).toBe(1)
    await world.cookie()
    world.clock.ms += 12 * HOUR_MS
    await world.cookie()
    expect(await world.sessions.removeExpired()).toBe(0)
  })
})
