export const CHANNEL_NAMES = ['sms', 'wechat', 'wecom', 'email', 'webhook'] as const
export type ChannelName = (typeof CHANNEL_NAMES)[number]

/** What one person is told by one way. */
export interface Message {
  /** the same each time that it is tried; providers that can are given it, so that they can be asked for it */
  readonly id: string
  /** as the channel writes addresses: a phone number as E.164, an openid, a robot's key, a mail address, a URL */
  readonly to: string
  readonly language: 'zh-CN' | 'en'
  readonly subject: string
  readonly text: string
  readonly link: string
  /** it may have come before: the message says so */
  readonly repeat: boolean
  /** for providers that take approved templates only */
  readonly template?: { readonly code: string; readonly values: Readonly<Record<string, string>> }
}

/** What became of one attempt. */
export type Handed =
  /** the provider has it */
  | { readonly state: 'sent'; readonly providerId: string }
  /** the person's device or server has it */
  | { readonly state: 'delivered'; readonly providerId: string }
  /** the same may go by the same way later */
  | { readonly state: 'retry'; readonly code: string; readonly afterMs: number }
  /** not by this way, now or later: another way is needed */
  | { readonly state: 'failed'; readonly code: string; readonly reason: string }
  /** the provider may have it: it is asked before a repeat, where it can be */
  | { readonly state: 'unknown'; readonly reason: string }

export interface Channel {
  readonly name: ChannelName
  /** One attempt, which ends by itself. Throws for faults of ours alone. */
  readonly send: (message: Message) => Promise<Handed>
  /** Asked before a repeat of an `unknown`. undefined: the provider does not have it. Missing: it cannot be asked. */
  readonly find?: (message: Message) => Promise<Handed | undefined>
}
