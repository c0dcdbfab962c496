import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AuditAction, AuditSubject } from '../audit/audit-actions.ts'
import { createApiWorld } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { AT_MS, alarmRecord } from '../testing/memory-read-model.ts'
import { isSigned, LOCAL_TARGETS, startWebhookTarget } from '../testing/webhook-target.ts'
import { postJson } from './post-json.ts'
import { createWebhookService } from './webhook-service.ts'

const MINUTE_MS = 60_000

describe.each(eachEngine)('webhooks on %s', (_, openPlace) => {
  let place: TestPlace
  let world: Awaited<ReturnType<typeof createApiWorld>>
  let target: Awaited<ReturnType<typeof startWebhookTarget>>
  let administrator: Awaited<ReturnType<typeof world.as>>

  beforeEach(async () => {
    place = await openPlace()
    world = await createApiWorld({ place: place.place, targets: LOCAL_TARGETS })
    target = await startWebhookTarget()
    world.clock.ms = AT_MS
    administrator = await world.as('administrator')
  })
  afterEach(async () => {
    await world.webhookService.stop()
    await target.stop()
    await world.close()
    await place.remove()
  })

  async function register(overrides: Record<string, unknown> = {}) {
    const body = { url: target.url, organisationId: null, events: ['alarm.opened', 'trip.*'], ...overrides }
    const answer = await administrator('POST', '/api/webhooks', body)
    expect(answer).toMatchObject({ status: 201 })
    const { webhook, secret } = answer.body as { webhook: { id: string }; secret: string }
    return { id: webhook.id, secret }
  }

  const deliveries = async (id: string) => {
    const { body } = await administrator('GET', `/api/webhooks/${id}/deliveries`)
    return (body as { items: { type: string; attempts: number; outcome: string | null; lastAnswer: string }[] }).items
  }

  /** As the trips' own code does it: the audit entry is what is followed. */
  const tripEvent = (action: AuditAction, id: string) =>
    world.db.inTransaction((tx) =>
      world.audit.append(tx, {
        actor: { kind: 'system', id: 'test', organisationId: null, roles: [] },
        action,
        subject: { kind: action.split('.')[0] as AuditSubject, id },
      }),
    )

  it('tell of alarms and trips once each, signed, over two instances and a restart', async () => {
    const { id, secret } = await register()
    await world.webhookService.start()
    const other = createWebhookService({
      ...{ db: world.db, audit: world.audit, clock: world.clock, sealedFields: world.sealedFields },
      ...{ readModel: world.readModel, visibility: { devicesOf: async () => 'all' as const }, policy: LOCAL_TARGETS },
      ...{ random: () => 0.5, lookEveryMs: 20, onFailure: () => {} },
    })
    await other.start()
    const opened = alarmRecord('a1', { openedAtMs: AT_MS + 1 })
    world.readModel.commit({ alarms: [opened] })
    world.readModel.commit({ alarms: [{ ...opened, closedAtMs: AT_MS + 2 }] })
    world.clock.ms += MINUTE_MS
    await tripEvent('trip.depart', 't1')
    await tripEvent('person.add', 'p1')
    await expect.poll(() => target.told.length).toBe(2)
    await other.stop()
    const again = createWebhookService({
      ...{ db: world.db, audit: world.audit, clock: world.clock, sealedFields: world.sealedFields },
      ...{ readModel: world.readModel, visibility: { devicesOf: async () => 'all' as const }, policy: LOCAL_TARGETS },
      ...{ random: () => 0.5, lookEveryMs: 20, onFailure: () => {} },
    })
    await again.start()
    await tripEvent('trip.complete', 't1')
    await expect.poll(() => target.told.length).toBe(3)
    await again.stop()

    const told = target.told.map(({ body }) => JSON.parse(body) as { type: string; data: unknown })
    expect(told.map(({ type }) => type).sort()).toEqual(['alarm.opened', 'trip.complete', 'trip.depart'])
    expect(told.find(({ type }) => type === 'trip.depart')?.data).toEqual({ trip: 't1' })
    expect(told.find(({ type }) => type === 'alarm.opened')?.data).toMatchObject({ alarm: { id: 'a1' } })
    expect(target.told.every((one) => isSigned(one, secret))).toBe(true)
    expect(target.told.some((one) => isSigned({ ...one, body: `${one.body} ` }, secret))).toBe(false)
    await expect
      .poll(async () => (await deliveries(id)).map(({ outcome }) => outcome))
      .toEqual(Array(3).fill('delivered'))
  })

  it('try again later and later, and give up in the end', async () => {
    const { id } = await register()
    target.answer = (_told, response) => {
      response.statusCode = 503
      response.end('x'.repeat(100_000))
    }
    await world.webhookService.start()
    await tripEvent('trip.depart', 't1')
    await expect.poll(async () => (await deliveries(id))[0]?.attempts).toBe(1)
    for (let attempts = 2; attempts <= 12; attempts++) {
      await expect.poll(async () => (await deliveries(id))[0]?.lastAnswer).toContain('503')
      world.clock.ms += 24 * 60 * MINUTE_MS * 1.2
      await expect
        .poll(
          async () =>
            (await world.db.reader.selectFrom('outbox_message').select('attempts').executeTakeFirst())?.attempts,
        )
        .toBe(attempts)
      administrator = await world.as('administrator')
    }
    await expect.poll(async () => (await deliveries(id))[0]).toMatchObject({ outcome: 'given-up', attempts: 12 })
  })

  it('follow no redirect, and stop after 410', async () => {
    const { id } = await register()
    target.answer = ({ path }, response) => {
      if (path === '/hook') response.writeHead(302, { Location: '/elsewhere' })
      response.end()
    }
    await world.webhookService.start()
    await tripEvent('trip.depart', 't1')
    await expect.poll(async () => (await deliveries(id))[0]?.lastAnswer).toBe('302 redirects are not followed')
    target.answer = (_told, response) => {
      response.statusCode = 410
      response.end()
    }
    await tripEvent('trip.complete', 't2')
    await expect.poll(async () => (await deliveries(id)).map(({ outcome }) => outcome)).toContain('given-up')
    expect(target.told.map(({ path }) => path)).toEqual(['/hook', '/hook'])
  })

  it('are not told of what was before them, nor after they were removed', async () => {
    await tripEvent('trip.plan', 't0')
    await world.webhookService.start()
    world.clock.ms += MINUTE_MS
    const { id } = await register({ events: ['trip.*'] })
    const { id: other } = await register({ events: ['shipment.*'] })
    expect((await administrator('DELETE', `/api/webhooks/${id}`)).status).toBe(204)
    expect((await administrator('GET', `/api/webhooks/${id}`)).status).toBe(404)
    await tripEvent('trip.depart', 't1')
    await tripEvent('shipment.load', 's1')
    await expect.poll(async () => (await deliveries(other)).map(({ outcome }) => outcome)).toEqual(['delivered'])
    expect(target.told.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual(['shipment.load'])
  })

  it('keep address and secret sealed, and show the secret once', async () => {
    const { id, secret } = await register()
    const row = await world.db.reader.selectFrom('webhook').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain('hook"')
    expect(row.secret_sealed).toMatch(/^v1\./)
    const shown = await administrator('GET', `/api/webhooks/${id}`)
    expect(shown.body).toMatchObject({ url: target.url })
    expect(JSON.stringify(shown.body)).not.toContain(secret)
  })
})

describe('a name', () => {
  it('that was public when it was registered and means this machine now is not connected to', async () => {
    const target = await startWebhookTarget()
    let answers = [{ address: '203.0.114.7', family: 4 }]
    let asked = 0
    const world = await createApiWorld({
      targets: {
        protocols: ['http:'],
        allowsAddress: (address) => address !== '127.0.0.1',
        resolve: async () => {
          asked++
          return answers
        },
      },
    })
    const administrator = await world.as('administrator')
    const url = `http://partner.example:${target.port}/hook`
    const body = { url, organisationId: null, events: ['trip.*'] }
    expect((await administrator('POST', '/api/webhooks', body)).status).toBe(201)
    expect(await administrator('POST', '/api/webhooks', { ...body, url: target.url })).toMatchObject({
      status: 422,
      body: { field: 'url', detail: 'url: the address is private or of this machine' },
    })
    answers = [{ address: '127.0.0.1', family: 4 }]
    asked = 0
    await world.webhookService.start()
    await world.db.inTransaction((tx) =>
      world.audit.append(tx, {
        actor: { kind: 'system', id: 'test', organisationId: null, roles: [] },
        action: 'trip.depart',
        subject: { kind: 'trip', id: 't1' },
      }),
    )
    const answered = async () =>
      (await world.db.reader.selectFrom('outbox_message').select('last_answer').execute()).map((row) => row.last_answer)
    await expect.poll(answered).toEqual(['the address is private or of this machine'])
    expect(asked).toBeGreaterThan(0)
    expect(target.told).toEqual([])
    await world.webhookService.stop()
    await world.close()
    await target.stop()
  })

  it('that turns to this machine between the check and the connection is stopped by the socket', async () => {
    const target = await startWebhookTarget()
    let asked = 0
    const posted = await postJson(new URL(`http://partner.example:${target.port}/hook`), {
      body: '{}',
      headers: {},
      policy: {
        protocols: ['http:'],
        allowsAddress: (address) => address !== '127.0.0.1',
        resolve: async () => [{ address: ++asked === 1 ? '203.0.114.7' : '127.0.0.1', family: 4 }],
      },
    })
    expect(posted).toEqual({ status: undefined, words: 'the address is private or of this machine' })
    expect([asked, target.told.length]).toEqual([2, 0])
    await target.stop()
  })

  it('whose server never answers, or answers without end, holds nobody up', async () => {
    const target = await startWebhookTarget()
    const post = (limitMs: number) =>
      postJson(new URL(target.url), { body: '{}', headers: {}, policy: LOCAL_TARGETS, limitMs })
    target.answer = () => {}
    expect((await post(50)).status).toBeUndefined()
    target.answer = (_told, response) => {
      response.writeHead(200)
      const write = (): void => {
        if (response.destroyed) return
        response.write('x'.repeat(8_192), () => setImmediate(write))
      }
      write()
    }
    expect(await post(10_000)).toEqual({ status: 200, words: 'answered at too great length' })
    await target.stop()
  })
})
