import { z } from 'zod'
import { askProvider } from './ask-provider.ts'
import type { Channel, Handed, Message } from './channel.ts'
import type { WechatSettings } from './channel-settings.ts'
import { cutToLength, subjectOf } from './message-text.ts'
import { afterRefusal } from './retry-table.ts'
import type { SharedTokens } from './shared-tokens.ts'

/** The token is not valid, not the newest, or past its time. */
const TOKEN_REFUSED: ReadonlySet<number> = new Set([40_001, 40_014, 42_001])
/** of a value; `thing` fields are the longest that alarms need */
const LONGEST_VALUE = 20

const tokenSchema = z.object({ access_token: z.string(), expires_in: z.number() })
const answerSchema = z.object({
  errcode: z.int(),
  errmsg: z.string().default(''),
  msgid: z.union([z.int(), z.string()]).optional(),
})

export interface WechatParts {
  readonly settings: WechatSettings
  readonly tokens: SharedTokens
  readonly limitMs?: number | undefined
}

/** Template messages of an official account. WeChat can't be asked for a message that it may have taken. */
export function createWechat({ settings, tokens, limitMs }: WechatParts): Channel {
  const name = `wechat ${settings.appId}`

  /** `stable_token`: other programs of the account, with tokens of their own, don't end ours. */
  async function fetchToken() {
    const asked = await askProvider(new URL('/cgi-bin/stable_token', settings.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'client_credential', appid: settings.appId, secret: settings.secret }),
      limitMs,
    })
    // a token that was given and did not arrive is asked for again: that changes nothing
    if (asked.status === undefined) throw new NoTokenError({ state: 'retry', code: 'no-answer', afterMs: 10_000 })
    const token = tokenSchema.safeParse(asked.body)
    if (!token.success) throw new NoTokenError(refusalOf(asked))
    return { token: token.data.access_token, livesMs: token.data.expires_in * 1_000 }
  }

  async function post(token: string, body: string) {
    const url = new URL('/cgi-bin/message/template/send', settings.url)
    url.searchParams.set('access_token', token)
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    return askProvider(url, { method: 'POST', headers, body, limitMs })
  }

  async function deliver(body: string): Promise<Handed> {
    let refused: number | undefined
    for (let attempt = 1; ; attempt++) {
      const { token, number } = await tokens.take(name, fetchToken, refused)
      const asked = await post(token, body)
      if (asked.status === undefined) return asked.handed
      const answer = answerSchema.safeParse(asked.body)
      if (answer.success && answer.data.errcode === 0)
        return { state: 'sent', providerId: String(answer.data.msgid ?? '') }
      if (attempt > 1 || !answer.success || !TOKEN_REFUSED.has(answer.data.errcode)) return refusalOf(asked)
      refused = number
    }
  }

  return {
    name: 'wechat',
    async send(message) {
      const code = message.template?.code ?? 'alarm'
      const template = settings.templates[code]
      if (template === undefined) {
        const reason = `no template of the official account is set for "${code}"`
        return { state: 'failed', code: 'no-template', reason, fault: 'account' }
      }
      const body = JSON.stringify({
        ...{ touser: message.to, template_id: template.id, url: message.link },
        ...{ data: fieldsOf(message, template.fields), client_msg_id: message.id },
      })
      try {
        return await deliver(body)
      } catch (error) {
        if (error instanceof NoTokenError) return error.handed
        throw error
      }
    },
  }
}

class NoTokenError extends Error {
  override readonly name = 'NoTokenError'
  readonly handed: Handed

  constructor(handed: Handed) {
    super('no token was given')
    this.handed = handed
  }
}

function refusalOf({ status, body }: { readonly status: number; readonly body: unknown }): Handed {
  const answer = answerSchema.safeParse(body)
  if (!answer.success) return afterRefusal('wechat', { code: String(status), words: 'no answer in its form' })
  return afterRefusal('wechat', { code: String(answer.data.errcode), words: answer.data.errmsg })
}

type Fields = WechatSettings['templates'][keyof WechatSettings['templates']] extends infer T
  ? NonNullable<T> extends { fields: infer F }
    ? F
    : never
  : never

function fieldsOf(message: Message, fields: Fields): Record<string, { value: string }> {
  const subject = subjectOf(message)
  const values = { what: subject, ...message.template?.values, subject }
  const shown = Object.entries(fields).map(([field, name]) => {
    const value = values[name] ?? '—'
    const marked = name === 'what' && message.repeat && value !== subject ? `【重发】${value}` : value
    return [field, { value: cutToLength(marked, LONGEST_VALUE) }] as const
  })
  return Object.fromEntries(shown)
}
