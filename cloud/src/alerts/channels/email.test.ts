import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MESSAGE } from '../../testing/channel-world.ts'
import { startFakeMail } from '../../testing/providers/fake-mail.ts'
import { createEmail } from './email.ts'

const TO = { ...MESSAGE, to: 'nurse@hospital.example' }
let mail: Awaited<ReturnType<typeof startFakeMail>>

beforeEach(async () => {
  mail = await startFakeMail()
})

afterEach(() => mail.stop())

const channel = (over: Partial<typeof mail.settings> = {}, limitMs?: number) =>
  createEmail({
    settings: { ...mail.settings, ...over },
    withoutTls: true,
    ...(limitMs === undefined ? {} : { limitMs }),
  })

describe('a mail', () => {
  it('has subject, text and link, and the same id when it comes again', async () => {
    const providerId = '<message-1@coldrx.example>'
    expect(await channel().send(TO)).toEqual({ state: 'sent', providerId })
    expect(await channel().send({ ...TO, language: 'zh-CN', subject: '温度过高', repeat: true })).toMatchObject({
      providerId,
    })
    expect(mail.mails[0]).toContain(MESSAGE.link)
    expect(mail.mails.every((text) => text.includes(`Message-ID: ${providerId}`))).toBe(true)
    const encoded = /^Subject: =\?UTF-8\?B\?(.*)\?=/m.exec(mail.mails[1] ?? '')?.[1] ?? ''
    expect(Buffer.from(encoded, 'base64').toString()).toBe('【重发】温度过高')
  })

  it('takes no second recipient or header out of what it is given', async () => {
    await channel().send({ ...TO, subject: 'one\r\nBcc: other@evil.example' })
    expect(mail.mails[0]).not.toMatch(/^Bcc:/m)
  })

  it.each([
    [
      { at: 'rcpt', code: 550, words: 'no such user' },
      { state: 'failed', code: '550', fault: 'address' },
    ],
    [
      { at: 'rcpt', code: 450, words: 'greylisted' },
      { state: 'retry', code: '450', afterMs: 60_000 },
    ],
    [
      { at: 'data', code: 554, words: 'looks like spam' },
      { state: 'failed', code: '554', fault: 'message' },
    ],
    [
      { at: 'data', code: 451, words: 'local error' },
      { state: 'retry', code: '451' },
    ],
  ] as const)('answered with %o', async (trouble, handed) => {
    mail.troubles.push(trouble)
    expect(await channel().send(TO)).toMatchObject(handed)
    expect(mail.mails).toEqual([])
  })

  it('by a wrong password is refused for everybody', async () => {
    expect(await channel({ password: 'other' }).send(TO)).toMatchObject({
      state: 'failed',
      code: 'EAUTH',
      fault: 'account',
    })
  })

  it('is never sent without TLS, nor the password told', async () => {
    expect(await createEmail({ settings: mail.settings }).send(TO)).toMatchObject({ state: 'failed', fault: 'account' })
    expect(mail.mails).toEqual([])
  })

  it('that nobody answers may have been taken, and one that nobody heard has not', async () => {
    mail.troubles.push('lost')
    expect(await channel({}, 300).send(TO)).toMatchObject({ state: 'unknown' })
    expect(mail.mails.length).toBe(1)
    const { port } = mail.settings
    await mail.stop()
    expect(await channel({ port }).send(TO)).toMatchObject({ state: 'retry' })
    mail = await startFakeMail()
  })
})
