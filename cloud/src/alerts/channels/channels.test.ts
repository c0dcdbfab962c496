import { afterEach, describe, expect, it } from 'vitest'
import { createApiWorld, ORIGIN } from '../../testing/api-world.ts'
import { createChannelWorld, MESSAGE } from '../../testing/channel-world.ts'
import { eachEngine } from '../../testing/each-engine.ts'
import { ACCOUNT_SID, AUTH_TOKEN, twilioSignature } from '../../testing/providers/fake-twilio.ts'
import { isSigned, LOCAL_TARGETS, startWebhookTarget } from '../../testing/webhook-target.ts'
import { PUBLIC_TARGETS } from '../../webhooks/target-addresses.ts'
import { CHANNEL_NAMES } from './channel.ts'
import { parseChannelSettings } from './channel-settings.ts'
import { createReceipts } from './receipts.ts'
import { createWebhookChannel } from './webhook-channel.ts'

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const TWILIO = {
  sms: {
    twilio: { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, from: '+12025550100', url: 'https://api.twilio.com' },
  },
}
const closes: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (let close = closes.pop(); close !== undefined; close = closes.pop()) await close()
})

async function worldWithTwilio() {
  const world = await createApiWorld({ channelSettings: TWILIO })
  closes.push(() => world.close())
  const tell = (message: string, form: Record<string, string>, signature?: string) => {
    const path = `/api/channels/twilio/status?message=${message}`
    return world.app.request(path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature ?? twilioSignature(`${ORIGIN}${path}`, form),
      },
      body: new URLSearchParams(form).toString(),
    })
  }
  return { ...world, tell }
}

const SID = `SM${'0'.repeat(32)}`

describe('channels', () => {
  it('say which of them are configured, and the others refuse', async () => {
    const { as } = await worldWithTwilio()
    const { status, body } = await (await as('dispatcher'))('GET', '/api/channels')
    expect(status).toBe(200)
    expect(body).toEqual({
      channels: CHANNEL_NAMES.map((name) =>
        name === 'sms' ? { name, configured: true, by: ['twilio'] } : { name, configured: false, by: [] },
      ),
    })
    const world = await createApiWorld()
    closes.push(() => world.close())
    for (const name of CHANNEL_NAMES)
      expect(await world.channels.of(name).send(MESSAGE)).toMatchObject({ code: 'not-configured', fault: 'account' })
  })

  it('take what Twilio tells, in whatever order, and never from anybody else', async () => {
    const { tell, channels } = await worldWithTwilio()
    const stateOf = async (id: string) => (await channels.receipts.of([id])).get(id)?.handed
    expect((await tell('m1', { MessageSid: SID, MessageStatus: 'sent' })).status).toBe(204)
    expect(await stateOf('m1')).toEqual({ state: 'sent', providerId: SID })
    expect((await tell('m1', { MessageSid: SID, MessageStatus: 'delivered' })).status).toBe(204)
    expect((await tell('m1', { MessageSid: SID, MessageStatus: 'queued' })).status).toBe(204)
    expect(await stateOf('m1')).toEqual({ state: 'delivered', providerId: SID })
    const failed = { MessageSid: SID, MessageStatus: 'undelivered', ErrorCode: '30005' }
    expect((await tell('m2', failed)).status).toBe(204)
    expect(await stateOf('m2')).toMatchObject({ state: 'failed', code: '30005', fault: 'address' })

    const delivered = { MessageSid: SID, MessageStatus: 'delivered' }
    const ofOther = twilioSignature(`${ORIGIN}/api/channels/twilio/status?message=m1`, delivered)
    for (const signature of ['', 'x', ofOther, twilioSignature('', delivered, 'other')])
      expect((await tell('m3', delivered, signature)).status).toBe(403)
    expect((await tell('m3', { MessageSid: SID, MessageStatus: 'eaten' })).status).toBe(422)
    expect(await stateOf('m3')).toBeUndefined()
  })

  it('have settings whose mistakes are named without what stands there', () => {
    const bad = {
      sms: { twilio: { accountSid: 'my-secret', authToken: 'x' } },
      webhook: { targets: { a: { url: 'x', secret: 'my-secret' } } },
    }
    const read = () => parseChannelSettings(JSON.stringify(bad), 'channels.json')
    expect(read).toThrow(/channels\.json: sms\.twilio\.accountSid: must be AC and 32 hex digits/)
    expect(read).toThrow(/webhook\.targets\.a\.secret/)
    expect(read).not.toThrow(/my-secret/)
    expect(() => parseChannelSettings('{', 'channels.json')).toThrow('channels.json: is not JSON')
  })
})

describe('a webhook as a channel', () => {
  it('is signed, comes again under the same id, and follows what the target answers', async () => {
    const target = await startWebhookTarget()
    closes.push(() => target.stop())
    const settings = { targets: { desk: { url: target.url, secret: SECRET } } }
    const clock = { nowMs: () => 1_772_000_000_000 }
    const channel = createWebhookChannel({ settings, policy: LOCAL_TARGETS, clock })
    const message = { ...MESSAGE, to: 'desk' }
    expect(await channel.send(message)).toEqual({ state: 'delivered', providerId: 'message-1' })
    const [told] = target.told
    expect(told && isSigned(told, SECRET)).toBe(true)
    expect(told?.headers['webhook-id']).toBe('message-1')
    expect(JSON.parse(told?.body ?? '')).toMatchObject({
      type: 'alert.message',
      data: { subject: MESSAGE.subject, repeat: false },
    })
    for (const [status, state] of [
      [503, 'retry'],
      [410, 'failed'],
      [404, 'failed'],
    ] as const) {
      target.answer = (_told, response) => {
        response.writeHead(status)
        response.end()
      }
      expect(await channel.send(message)).toMatchObject({ state, code: String(status) })
    }
    expect(await channel.send({ ...message, to: 'other' })).toMatchObject({ state: 'failed', code: 'no-target' })
    const outside = createWebhookChannel({ settings, policy: { ...PUBLIC_TARGETS, protocols: ['http:'] }, clock })
    const before = target.told.length
    expect(await outside.send(message)).toMatchObject({
      state: 'retry',
      code: 'the address is private or of this machine',
    })
    expect(target.told.length).toBe(before)
  })
})

describe.each(eachEngine)('receipts, on %s', (_name, open) => {
  it('keep the furthest of each try, and the best of several', async () => {
    const world = await createChannelWorld(open)
    closes.push(() => world.close())
    const receipts = createReceipts(world)
    const tell = (providerId: string, status: 'sent' | 'delivered' | 'failed' | 'queued', code: string | null = null) =>
      receipts.tell({ messageId: 'm', providerId, status, code })
    await tell('a', 'delivered')
    await tell('a', 'sent')
    world.clock.ms += 1_000
    await tell('b', 'failed', '30003')
    expect((await receipts.of(['m', 'n'])).get('m')).toEqual({
      handed: { state: 'delivered', providerId: 'a' },
      atMs: world.clock.ms - 1_000,
    })
    expect((await receipts.of([])).size).toBe(0)
  })
})
