import { createHmac } from 'node:crypto'
import { type Answer, startProvider } from './provider-server.ts'

export const ACCOUNT_SID = `AC${'0'.repeat(31)}1`
export const AUTH_TOKEN = 'only-for-tests'
const FROM = '+12025550100'

interface Sms {
  sid: string
  to: string
  body: string
  status: string
  errorCode: number | null
  callback: string
}

/** Messages as https://www.twilio.com/docs/messaging/api/message-resource says, for one account. */
export async function startFakeTwilio() {
  const sent: Sms[] = []
  const basic = `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64')}`
  const messages = `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`
  const refusal = (status: number, code: number, message: string): Answer => ({
    status,
    json: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
  })
  const server = await startProvider(({ method, path, query, headers, body }) => {
    if (headers.authorization !== basic) return refusal(401, 20_003, 'Authenticate')
    if (path !== messages) return refusal(404, 20_404, 'The requested resource was not found')
    if (method === 'GET') {
      const found = sent.filter(({ to }) => to === query.get('To')).reverse()
      return { json: { messages: found.map(toJson), page: 0, page_size: found.length, next_page_uri: null } }
    }
    if (headers['content-type'] !== 'application/x-www-form-urlencoded') return refusal(415, 20_006, 'form wanted')
    const form = new URLSearchParams(body)
    const to = form.get('To') ?? ''
    const text = form.get('Body') ?? ''
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return refusal(400, 21_211, `The 'To' number ${to} is not a valid phone number.`)
    if (to.endsWith('0000')) return refusal(400, 21_610, 'Attempt to send to unsubscribed recipient')
    if (form.get('From') !== FROM) return refusal(400, 21_606, 'The From phone number is not valid')
    if (text === '') return refusal(400, 21_602, 'Message body is required')
    if (text.length > 1_600)
      return refusal(400, 21_617, 'The concatenated message body exceeds the 1600 character limit')
    const sid = `SM${(sent.length + 1).toString(16).padStart(32, '0')}`
    const sms = { sid, to, body: text, status: 'queued', errorCode: null, callback: form.get('StatusCallback') ?? '' }
    sent.push(sms)
    return { status: 201, json: toJson(sms) }
  })
  return Object.assign(server, {
    settings: { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, from: FROM, url: server.url },
    sent,
  })
}

function toJson({ sid, to, body, status, errorCode }: Sms) {
  const empty = { date_created: null, date_sent: null, date_updated: null, error_message: null, price: null }
  return { ...empty, sid, to, body, status, error_code: errorCode, from: FROM, num_segments: '1', subresource_uris: {} }
}

/** As Twilio's documents say it, and not by the library: URL, then names and values in the order of the names. */
export function twilioSignature(url: string, form: Readonly<Record<string, string>>, token = AUTH_TOKEN): string {
  const text = Object.keys(form)
    .sort()
    .reduce((all, name) => all + name + (form[name] ?? ''), url)
  return createHmac('sha1', token).update(text).digest('base64')
}
