import { z } from 'zod'
import { CHINA_OFFSET_MS, DAY_MS } from '../../lib/china-day.ts'
import type { Clock } from '../../lib/clock.ts'
import { signByAliyun } from './aliyun-signature.ts'
import { askProvider } from './ask-provider.ts'
import type { Channel, Handed, Message } from './channel.ts'
import type { AliyunSettings } from './channel-settings.ts'
import { cutToLength, subjectOf } from './message-text.ts'
import { afterRefusal } from './retry-table.ts'

const VERSION = '2017-05-25'
/** of one value of a template */
const LONGEST_VALUE = 35
const PAGE = 50
const MOST_PAGES = 4
const SENT_OK = 3
const SENT_BADLY = 2

const answerSchema = z.object({ Code: z.string(), Message: z.string().default(''), BizId: z.string().optional() })
const detailsSchema = answerSchema.extend({
  SmsSendDetailDTOs: z
    .object({
      SmsSendDetailDTO: z.array(
        z.object({ OutId: z.string().optional(), SendStatus: z.int(), ErrCode: z.string().optional() }),
      ),
    })
    .optional(),
})

export interface AliyunSmsParts {
  readonly settings: AliyunSettings
  readonly clock: Clock
  readonly newNonce: () => string
  readonly limitMs?: number | undefined
}

/** SMS in China. What is sent is a template that was approved, so the text of a message does not go with it. */
export function createAliyunSms({ settings, clock, newNonce, limitMs }: AliyunSmsParts): Channel {
  async function ask(action: string, query: Readonly<Record<string, string>>) {
    const { accessKeyId, accessKeySecret } = settings
    const url = new URL(settings.url)
    const signed = signByAliyun({
      ...{ action, version: VERSION, host: url.host, query, accessKeyId, accessKeySecret },
      ...{ nowMs: clock.nowMs(), nonce: newNonce() },
    })
    url.search = signed.query
    return askProvider(url, { method: 'POST', headers: signed.headers, limitMs })
  }

  return {
    name: 'sms',

    async send(message) {
      const template = settings.templates[message.template?.code ?? 'alarm']
      if (template === undefined) {
        const reason = `no template of Aliyun is set for "${message.template?.code ?? 'alarm'}"`
        return { state: 'failed', code: 'no-template', reason, fault: 'account' }
      }
      const asked = await ask('SendSms', {
        ...{ PhoneNumbers: phoneNumber(message.to), SignName: settings.signName, TemplateCode: template },
        ...{ TemplateParam: JSON.stringify(valuesOf(message)), OutId: message.id },
      })
      if (asked.status === undefined) return asked.handed
      const answer = answerSchema.safeParse(asked.body)
      if (!answer.success) return afterRefusal('aliyun', { code: String(asked.status), words: 'no answer in its form' })
      const { Code: code, Message: words, BizId: providerId } = answer.data
      if (code === 'OK') return { state: 'sent', providerId: providerId ?? '' }
      return afterRefusal('aliyun', { code, words })
    },

    async find(message) {
      // a message of before midnight may be asked for after it
      for (const dayMs of [clock.nowMs(), clock.nowMs() - DAY_MS]) {
        for (let page = 1; page <= MOST_PAGES; page++) {
          const asked = await ask('QuerySendDetails', {
            ...{ PhoneNumber: phoneNumber(message.to), SendDate: chinaDay(dayMs) },
            ...{ PageSize: String(PAGE), CurrentPage: String(page) },
          })
          const details = asked.status === undefined ? undefined : detailsSchema.safeParse(asked.body)
          if (details?.success !== true || details.data.Code !== 'OK')
            return { state: 'unknown', reason: `could not be asked: ${details?.data?.Code ?? 'no answer'}` }
          const sent = details.data.SmsSendDetailDTOs?.SmsSendDetailDTO ?? []
          const found = sent.find(({ OutId }) => OutId === message.id)
          if (found !== undefined) return toHanded(message, found)
          if (sent.length < PAGE) break
        }
      }
      return undefined
    },
  }
}

/** as 20260301 */
function chinaDay(atMs: number): string {
  return new Date(atMs + CHINA_OFFSET_MS).toISOString().slice(0, 10).replaceAll('-', '')
}

function toHanded(
  { id }: Message,
  { SendStatus, ErrCode = '' }: { SendStatus: number; ErrCode?: string | undefined },
): Handed {
  if (SendStatus === SENT_OK) return { state: 'delivered', providerId: id }
  if (SendStatus === SENT_BADLY) return { state: 'failed', code: ErrCode, reason: ErrCode, fault: 'address' }
  return { state: 'sent', providerId: id }
}

/** Numbers of the mainland go without the country's. */
function phoneNumber(to: string): string {
  return to.startsWith('+86') ? to.slice(3) : to.replace(/^\+/, '')
}

function valuesOf(message: Message): Record<string, string> {
  const values = { what: subjectOf(message), ...message.template?.values }
  const marked =
    message.repeat && message.template !== undefined ? { ...values, what: `【重发】${values.what}` } : values
  return Object.fromEntries(
    Object.entries(marked).map(([name, value]) => [name, cutToLength(withoutLinks(value ?? ''), LONGEST_VALUE)]),
  )
}

/** isv.PARAM_NOT_SUPPORT_URL: a value may hold none. */
function withoutLinks(value: string): string {
  return value.replaceAll(/https?:\/\/\S*/g, '').trim()
}
