import { toError } from '../../lib/errors.ts'
import { ASK_LIMIT_MS, withoutAnswer } from './ask-provider.ts'
import type { Channel, Handed, Message } from './channel.ts'
import type { TwilioSettings } from './channel-settings.ts'
import { referenceOf, wholeTextOf } from './message-text.ts'
import type { Receipts } from './receipts.ts'
import { afterRefusal } from './retry-table.ts'
import { stateOfTwilio } from './twilio-states.ts'

const API = 'https://api.twilio.com'
/** what is looked through for a message that may have been taken, newest first */
const NEWEST = 50
/** of one SMS that is sent in parts */
const LONGEST_TEXT = 1_600

export interface TwilioSmsParts {
  readonly settings: TwilioSettings
  readonly receipts: Pick<Receipts, 'of'>
  /** where Twilio tells what became of a message */
  readonly statusCallback: (messageId: string) => string
  readonly limitMs?: number | undefined
}

/** SMS by Twilio (https://www.twilio.com/docs/messaging/api/message-resource). */
export function createTwilioSms({
  settings,
  receipts,
  statusCallback,
  limitMs = ASK_LIMIT_MS,
}: TwilioSmsParts): Channel {
  let client: Promise<TwilioClient> | undefined
  const connect = (): Promise<TwilioClient> => {
    client ??= clientOf(settings, limitMs)
    return client
  }

  return {
    name: 'sms',

    async send(message) {
      const { messages } = await connect()
      const { from, messagingServiceSid } = settings
      try {
        const { sid, status, errorCode } = await messages.create({
          ...{ to: message.to, body: bodyOf(message), statusCallback: statusCallback(message.id) },
          ...(from === undefined ? {} : { from }),
          ...(messagingServiceSid === undefined ? {} : { messagingServiceSid }),
        })
        return toHanded(sid, status, errorCode)
      } catch (error) {
        return refused(error)
      }
    },

    async find(message) {
      const told = await receipts.of([message.id])
      const receipt = told.get(message.id)
      if (receipt !== undefined) return receipt.handed
      const { messages } = await connect()
      try {
        const newest = await messages.list({ to: message.to, limit: NEWEST, pageSize: NEWEST })
        const found = newest.find(({ body }) => body.endsWith(referenceOf(message)))
        return found === undefined ? undefined : toHanded(found.sid, found.status, found.errorCode)
      } catch (error) {
        const handed = refused(error)
        return { state: 'unknown', reason: `could not be asked: ${'code' in handed ? handed.code : 'no answer'}` }
      }
    },
  }
}

type TwilioClient = Awaited<ReturnType<typeof clientOf>>

/** 20 MB of library: loaded with the first message. */
async function clientOf({ accountSid, authToken, url }: TwilioSettings, limitMs: number) {
  const { default: twilio } = await import('twilio')
  const http = new twilio.RequestClient({ timeout: limitMs })
  const httpClient = Object.create(http) as typeof http
  httpClient.request = (options) => http.request({ ...options, uri: options.uri.replace(API, url) })
  return twilio(accountSid, authToken, { httpClient })
}

function bodyOf(message: Message): string {
  const reference = ` ${referenceOf(message)}`
  return wholeTextOf(message).slice(0, LONGEST_TEXT - reference.length) + reference
}

function toHanded(sid: string, status: string, errorCode: number | null): Handed {
  const state = stateOfTwilio(status)
  if (state !== 'failed') return { state, providerId: sid }
  return afterRefusal('twilio', { code: String(errorCode ?? status), words: status })
}

function refused(error: unknown): Handed {
  const { status, code, message } = toError(error) as Error & { status?: number; code?: number | string }
  // the library's own errors carry the status of the answer
  if (typeof status !== 'number') return withoutAnswer(error)
  return afterRefusal('twilio', { code: String(code ?? status), words: message })
}
