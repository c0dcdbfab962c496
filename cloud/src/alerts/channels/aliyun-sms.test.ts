import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MESSAGE, START_MS } from '../../testing/channel-world.ts'
import { startFakeAliyun } from '../../testing/providers/fake-aliyun.ts'
import { signByAliyun } from './aliyun-signature.ts'
import { createAliyunSms } from './aliyun-sms.ts'
import type { Channel } from './channel.ts'
import { createSms } from './sms.ts'

const clock = { ms: START_MS, nowMs: () => clock.ms }
let aliyun: Awaited<ReturnType<typeof startFakeAliyun>>

beforeEach(async () => {
  clock.ms = START_MS
  aliyun = await startFakeAliyun({ clock })
})

afterEach(() => aliyun.stop())

const sms = (over: Partial<typeof aliyun.settings> = {}) =>
  createAliyunSms({ settings: { ...aliyun.settings, ...over }, clock, newNonce: randomUUID })

describe('an SMS by Aliyun', () => {
  it('is signed as in the example of Aliyun’s documents', () => {
    const { headers } = signByAliyun({
      ...{ action: 'RunInstances', version: '2014-05-26', host: 'ecs.cn-shanghai.aliyuncs.com' },
      query: { ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd', RegionId: 'cn-shanghai' },
      ...{ accessKeyId: 'YourAccessKeyId', accessKeySecret: 'YourAccessKeySecret' },
      ...{ nowMs: Date.UTC(2023, 9, 26, 10, 22, 32), nonce: '3156853299f313e23d1673dc12e1703d' },
    })
    expect(headers.authorization).toBe(
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    )
  })

  it('has the values of its template, cut and without links', async () => {
    const values = { what: `温度过高 ${'很'.repeat(40)}`, where: "沪A (1*2)'!", todo: '看 https://coldrx.example/e1' }
    const message = { ...MESSAGE, repeat: true, template: { code: 'alarm', values } } as const
    expect(await sms().send(message)).toEqual({ state: 'sent', providerId: 'B1' })
    expect(aliyun.sent[0]).toMatchObject({ phone: '13800000001', outId: MESSAGE.id })
    expect(aliyun.sent[0]?.values).toMatchObject({ where: "沪A (1*2)'!", todo: '看' })
    expect(aliyun.sent[0]?.values.what).toMatch(/^【重发】温度过高 很+…$/)
  })

  it('beyond the minute’s limit of a phone waits, and beyond the day’s goes another way', async () => {
    const channel = sms()
    const send = () => channel.send(MESSAGE)
    for (let count = 0; count < 3; count++) expect(await send()).toMatchObject({ state: 'sent' })
    expect(await send()).toEqual({ state: 'retry', code: 'isv.BUSINESS_LIMIT_CONTROL', afterMs: 60_000 })
    clock.ms += 60_000
    for (let count = 0; count < 3; count++) expect(await send()).toMatchObject({ state: 'sent' })
    clock.ms += 60_000
    expect(await send()).toMatchObject({ state: 'failed', fault: 'address', reason: expect.stringContaining('天级') })
  })

  it.each([
    ['to a number that is none', { to: '+8612' }, {}, 'isv.MOBILE_NUMBER_ILLEGAL', 'address'],
    ['under a sign that is not ours', {}, { signName: '别人' }, 'isv.SMS_SIGNATURE_ILLEGAL', 'account'],
    ['with a wrong key', {}, { accessKeySecret: 'other' }, 'SignatureDoesNotMatch', 'account'],
    ['of no template', {}, { templates: {} }, 'no-template', 'account'],
  ])('%s is refused for good', async (_what, message, settings, code, fault) => {
    expect(await sms(settings as never).send({ ...MESSAGE, ...message })).toMatchObject({
      state: 'failed',
      code,
      fault,
    })
    expect(aliyun.sent).toEqual([])
  })

  it.each(['lost', { status: 500 }] as const)(
    'whose answer is %s may have been taken, and is looked for',
    async (trouble) => {
      const channel = sms()
      aliyun.troubles.push(trouble)
      expect(await channel.send(MESSAGE)).toMatchObject({ state: 'unknown' })
      const isTaken = trouble === 'lost'
      expect(await channel.find?.(MESSAGE)).toEqual(isTaken ? { state: 'sent', providerId: MESSAGE.id } : undefined)
      if (!isTaken) return
      // China’s midnight has passed, and the phone was reached
      clock.ms += 14 * 3_600_000
      Object.assign(aliyun.sent[0] ?? {}, { status: 3 })
      expect(await channel.find?.(MESSAGE)).toEqual({ state: 'delivered', providerId: MESSAGE.id })
      Object.assign(aliyun.sent[0] ?? {}, { status: 2, errCode: 'MOBILE_NOT_ON_SERVICE' })
      expect(await channel.find?.(MESSAGE)).toMatchObject({ state: 'failed', code: 'MOBILE_NOT_ON_SERVICE' })
      aliyun.troubles.push({ status: 502 })
      expect(await channel.find?.(MESSAGE)).toMatchObject({ state: 'unknown' })
    },
  )
})

it('SMS go by Aliyun within the mainland, and by Twilio elsewhere', async () => {
  const by = (providerId: string): Channel => ({ name: 'sms', send: async () => ({ state: 'sent', providerId }) })
  const both = createSms({ twilio: by('twilio'), aliyun: by('aliyun') })
  expect(await both?.send(MESSAGE)).toMatchObject({ providerId: 'aliyun' })
  expect(await both?.send({ ...MESSAGE, to: '+85251234567' })).toMatchObject({ providerId: 'twilio' })
  expect(await createSms({ twilio: by('twilio'), aliyun: undefined })?.send(MESSAGE)).toMatchObject({
    providerId: 'twilio',
  })
})
