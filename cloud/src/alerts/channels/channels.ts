import type { BusinessDatabase } from '../../business-database/business-database.ts'
import type { Clock } from '../../lib/clock.ts'
import type { SealedFields } from '../../lib/sealed-fields.ts'
import type { TargetPolicy } from '../../webhooks/target-addresses.ts'
import { createAliyunSms } from './aliyun-sms.ts'
import { CHANNEL_NAMES, type Channel, type ChannelName, type Handed } from './channel.ts'
import type { ChannelSettings } from './channel-settings.ts'
import { createEmail } from './email.ts'
import { createReceipts, type Receipts } from './receipts.ts'
import { createRobotPace } from './robot-pace.ts'
import { createSharedTokens } from './shared-tokens.ts'
import { createSms } from './sms.ts'
import { createTwilioSms } from './twilio-sms.ts'
import { createWebhookChannel } from './webhook-channel.ts'
import { createWechat } from './wechat.ts'
import { createWecom } from './wecom.ts'

export interface ChannelStatus {
  readonly name: ChannelName
  readonly configured: boolean
  /** by which providers; of robots and targets, the names that plans may use */
  readonly by: readonly string[]
}

/** Every way of telling people. */
export interface Channels {
  /** One that is not configured says so to each message. */
  readonly of: (name: ChannelName) => Channel
  readonly statuses: readonly ChannelStatus[]
  readonly receipts: Receipts
  /** undefined: no callbacks of Twilio are expected */
  readonly twilioCallbacks: { readonly authToken: string; readonly urlOf: (messageId: string) => string } | undefined
}

export interface ChannelsParts {
  readonly db: BusinessDatabase
  readonly clock: Clock
  readonly sealedFields: SealedFields
  readonly settings: ChannelSettings
  /** where providers reach us */
  readonly origin: string
  readonly policy: TargetPolicy
  readonly pause: (ms: number) => Promise<unknown>
  readonly newNonce: () => string
  /** of one request to a provider */
  readonly limitMs?: number | undefined
}

export function createChannels(parts: ChannelsParts): Channels {
  const { db, clock, settings, origin, limitMs, policy, pause, newNonce } = parts
  const { sms, wechat, wecom, email, webhook } = settings
  const receipts = createReceipts({ db, clock })
  const urlOf = (messageId: string): string =>
    `${origin}/api/channels/twilio/status?message=${encodeURIComponent(messageId)}`
  const made: Record<ChannelName, Channel | undefined> = {
    sms: createSms({
      twilio: sms?.twilio && createTwilioSms({ settings: sms.twilio, receipts, statusCallback: urlOf, limitMs }),
      aliyun: sms?.aliyun && createAliyunSms({ settings: sms.aliyun, clock, newNonce, limitMs }),
    }),
    wechat: wechat && createWechat({ settings: wechat, tokens: createSharedTokens(parts), limitMs }),
    wecom: wecom && createWecom({ settings: wecom, pace: createRobotPace({ db, clock }), pause, limitMs }),
    email: email && createEmail({ settings: email, limitMs }),
    webhook: webhook && createWebhookChannel({ settings: webhook, policy, clock, limitMs }),
  }
  const by: Record<ChannelName, readonly string[]> = {
    sms: Object.keys(sms ?? {}),
    wechat: wechat === undefined ? [] : ['official account'],
    wecom: Object.keys(wecom?.robots ?? {}),
    email: email === undefined ? [] : [email.host],
    webhook: Object.keys(webhook?.targets ?? {}),
  }
  return {
    of: (name) => made[name] ?? notConfigured(name),
    statuses: CHANNEL_NAMES.map((name) => ({ name, configured: made[name] !== undefined, by: by[name] })),
    receipts,
    twilioCallbacks: sms?.twilio && { authToken: sms.twilio.authToken, urlOf },
  }
}

function notConfigured(name: ChannelName): Channel {
  const handed: Handed = {
    ...{ state: 'failed', code: 'not-configured', fault: 'account' },
    reason: `the channel "${name}" is not configured`,
  }
  return { name, send: () => Promise.resolve(handed) }
}
