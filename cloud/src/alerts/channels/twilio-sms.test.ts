import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freePort } from '../../../../tooling/free-port.ts'
import { createChannelWorld, MESSAGE } from '../../testing/channel-world.ts'
import { startFakeTwilio } from '../../testing/providers/fake-twilio.ts'
import { createReceipts } from './receipts.ts'
import { createTwilioSms } from './twilio-sms.ts'

let world: Awaited<ReturnType<typeof createChannelWorld>>
let twilio: Awaited<ReturnType<typeof startFakeTwilio>>

beforeEach(async () => {
  world = await createChannelWorld()
  twilio = await startFakeTwilio()
})

afterEach(async () => {
  await twilio.stop()
  await world.close()
})

const statusCallback = (id: string) => `https://coldrx.example/told?message=${id}`
const receipts = () => createReceipts(world)
const sms = (over: Partial<typeof twilio.settings> = {}, limitMs?: number) =>
  createTwilioSms({ settings: { ...twilio.settings, ...over }, receipts: receipts(), statusCallback, limitMs })

describe('an SMS by Twilio', () => {
  it('says all of the message, and where to tell what became of it', async () => {
    expect(await sms().send(MESSAGE)).toEqual({ state: 'sent', providerId: twilio.sent[0]?.sid })
    const [sent] = twilio.sent
    expect(sent?.body).toContain(`${MESSAGE.subject}\n${MESSAGE.text}\n${MESSAGE.link} #`)
    expect(sent?.callback).toBe('https://coldrx.example/told?message=message-1')
    await sms().send({ ...MESSAGE, repeat: true })
    expect(twilio.sent[1]?.body).toContain('[repeat] TK-001')
  })

  it.each([
    ['a number that is none', { to: '12' }, {}, 'failed', '21211', 'address'],
    ['who wants no more', { to: '+8613800000000' }, {}, 'failed', '21610', 'address'],
    ['a sender that is not ours', {}, { from: '+12025550199' }, 'failed', '21606', 'account'],
    ['a wrong password', {}, { authToken: 'other' }, 'failed', '20003', 'account'],
  ])('to %s is refused for good', async (_what, message, settings, state, code, fault) => {
    expect(await sms(settings).send({ ...MESSAGE, ...message })).toMatchObject({ state, code, fault })
  })

  it('waits where there are too many, or nobody is there', async () => {
    const channel = sms()
    twilio.troubles.push({ status: 429, json: { code: 20_429, message: 'Too Many Requests', status: 429 } })
    expect(await channel.send(MESSAGE)).toEqual({ state: 'retry', code: '20429', afterMs: 10_000 })
    twilio.troubles.push({ status: 503 })
    expect(await channel.send(MESSAGE)).toMatchObject({ state: 'retry', code: '503' })
    const url = `http://127.0.0.1:${await freePort()}`
    expect(await sms({ url }).send(MESSAGE)).toMatchObject({ state: 'retry', code: 'ECONNREFUSED' })
    expect(twilio.sent).toEqual([])
  })

  it.each(['lost', { status: 502 }] as const)(
    'whose answer is %s may have been taken, and is looked for',
    async (trouble) => {
      const channel = sms()
      twilio.troubles.push(trouble)
      expect(await channel.send(MESSAGE)).toMatchObject({ state: 'unknown' })
      const taken = twilio.sent[0]
      const found = taken === undefined ? undefined : { state: 'sent', providerId: taken.sid }
      expect(await channel.find?.({ ...MESSAGE, repeat: true })).toEqual(found)
      expect(await channel.find?.({ ...MESSAGE, id: 'message-2' })).toBeUndefined()
    },
  )

  it('is not waited for without end', async () => {
    twilio.troubles.push('silent')
    expect(await sms({}, 100).send(MESSAGE)).toMatchObject({ state: 'unknown' })
  })

  it('that could not be looked for is not called missing', async () => {
    twilio.troubles.push({ status: 500 })
    expect(await sms().find?.(MESSAGE)).toMatchObject({ state: 'unknown' })
  })

  it('that Twilio told of is known without asking', async () => {
    const told = { messageId: MESSAGE.id, providerId: 'SM1', status: 'delivered', code: null } as const
    await receipts().tell(told)
    expect(await sms().find?.(MESSAGE)).toEqual({ state: 'delivered', providerId: 'SM1' })
    expect(twilio.asked).toEqual([])
  })
})
