import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { TEMPLATE_CODES, TEMPLATE_VALUES } from './channel.ts'

const text = z.string().min(1, 'must not be empty')
const httpsOrLocal = z
  .url()
  .refine((url) => /^(https:\/\/|http:\/\/127\.0\.0\.1[:/])/.test(url), 'must begin with https://')

/** Where a provider is asked. For a proxy or a private line to it; otherwise its own address. */
const at = (url: string) => httpsOrLocal.default(url)

const twilio = z
  .strictObject({
    accountSid: z.string().regex(/^AC[0-9a-f]{32}$/, 'must be AC and 32 hex digits'),
    authToken: text,
    from: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, 'must be a number such as +12025550123')
      .exactOptional(),
    messagingServiceSid: z
      .string()
      .regex(/^MG[0-9a-f]{32}$/, 'must be MG and 32 hex digits')
      .exactOptional(),
    url: at('https://api.twilio.com'),
  })
  .refine(({ from, messagingServiceSid }) => (from === undefined) !== (messagingServiceSid === undefined), {
    error: 'must have one of from, messagingServiceSid',
  })

const aliyun = z.strictObject({
  accessKeyId: text,
  accessKeySecret: text,
  signName: text,
  templates: z.partialRecord(z.enum(TEMPLATE_CODES), z.string().regex(/^SMS_\d+$/, 'must be like SMS_123456')),
  url: at('https://dysmsapi.aliyuncs.com'),
})

const wechat = z.strictObject({
  appId: text,
  secret: text,
  templates: z.partialRecord(
    z.enum(TEMPLATE_CODES),
    z.strictObject({
      id: text,
      fields: z
        .record(z.string().regex(/^[a-z_]+\d*$/, 'must be like thing1'), z.enum([...TEMPLATE_VALUES, 'subject']))
        .describe('which of our values stands in which field of the template'),
    }),
  ),
  url: at('https://api.weixin.qq.com'),
})

const wecom = z.strictObject({
  robots: z.record(text, text).describe('keys of robots, by the names that plans call them'),
  url: at('https://qyapi.weixin.qq.com'),
})

const email = z.strictObject({
  host: text,
  port: z.int().min(1).max(65_535).default(465),
  secure: z.boolean().default(true).describe('TLS from the beginning; false: STARTTLS, without which nothing is sent'),
  user: text.exactOptional(),
  password: text.exactOptional(),
  from: text,
})

const webhook = z.strictObject({
  targets: z.record(
    text,
    z.strictObject({
      url: z.url(),
      secret: z.string().regex(/^whsec_[A-Za-z0-9+/=]{32,}$/, 'must be whsec_ and at least 24 bytes as base64'),
    }),
  ),
})

const settingsSchema = z.strictObject({
  sms: z
    .strictObject({ twilio: twilio.exactOptional(), aliyun: aliyun.exactOptional() })
    .refine(({ twilio: one, aliyun: other }) => one !== undefined || other !== undefined, {
      error: 'must have twilio, aliyun or both',
    })
    .exactOptional(),
  wechat: wechat.exactOptional(),
  wecom: wecom.exactOptional(),
  email: email.exactOptional(),
  webhook: webhook.exactOptional(),
})

/** Accounts with providers. A channel that is left out is not configured. */
export type ChannelSettings = z.output<typeof settingsSchema>
export type TwilioSettings = z.output<typeof twilio>
export type AliyunSettings = z.output<typeof aliyun>
export type WechatSettings = z.output<typeof wechat>
export type WecomSettings = z.output<typeof wecom>
export type EmailSettings = z.output<typeof email>
export type WebhookTargets = z.output<typeof webhook>

/** @throws Error that names each field that is wrong, and never what stands in it */
export function parseChannelSettings(json: string, from: string): ChannelSettings {
  let given: unknown
  try {
    given = JSON.parse(json)
  } catch {
    throw new Error(`${from}: is not JSON`)
  }
  const parsed = settingsSchema.safeParse(given)
  if (parsed.success) return parsed.data
  throw new Error(parsed.error.issues.map(({ path, message }) => `${from}: ${path.join('.')}: ${message}`).join('\n'))
}

export function readChannelSettings(path: string | undefined): ChannelSettings {
  return path === undefined ? {} : parseChannelSettings(readFileSync(path, 'utf8'), path)
}
