export const CHANNEL_NAMES = ['sms', 'wechat', 'wecom', 'email', 'webhook'] as const
export type ChannelName = (typeof CHANNEL_NAMES)[number]

/** What one person is told by one way. */
export interface Message {
  /** the same each time that it is tried; providers that can are given it, so that they can be asked for it */
  readonly id: string
  /** sms: E.164; wechat: openid; email: address; wecom and webhook: the name of a robot or target in the settings */
  readonly to: string
  readonly language: 'zh-CN' | 'en'
  readonly subject: string
  readonly text: string
  readonly link: string
  /** it may have come before: the message says so */
  readonly repeat: boolean
  /** for providers that take approved templates only; left out: `alarm`, with the subject as `what` */
  readonly template?: { readonly code: TemplateCode; readonly values: TemplateValues }
}

/** Names of ours; the settings say which approved template of the provider each one is. */
export const TEMPLATE_CODES = ['alarm', 'closed', 'digest', 'test'] as const
export type TemplateCode = (typeof TEMPLATE_CODES)[number]

/** Short texts. Channels cut them to what the provider takes. */
export const TEMPLATE_VALUES = ['where', 'what', 'since', 'left', 'todo'] as const
export type TemplateValues = Readonly<Partial<Record<(typeof TEMPLATE_VALUES)[number], string>>>

/** Whose: `address` of this recipient, `message` of this text, `account` of ours with the provider, so of everybody. */
export type Fault = 'address' | 'message' | 'account'

/** What became of one attempt. */
export type Handed =
  /** the provider has it */
  | { readonly state: 'sent'; readonly providerId: string }
  /** the person's device or server has it */
  | { readonly state: 'delivered'; readonly providerId: string }
  /** the same may go by the same way later */
  | { readonly state: 'retry'; readonly code: string; readonly afterMs: number }
  /** not by this way, now or later: another way is needed */
  | { readonly state: 'failed'; readonly code: string; readonly reason: string; readonly fault?: Fault }
  /** the provider may have it: it is asked before a repeat, where it can be */
  | { readonly state: 'unknown'; readonly reason: string }

export interface Channel {
  readonly name: ChannelName
  /** One attempt, which ends by itself. Throws for faults of ours alone. */
  readonly send: (message: Message) => Promise<Handed>
  /** Asked before a repeat of an `unknown`. undefined: the provider does not have it. Missing: it cannot be asked. */
  readonly find?: (message: Message) => Promise<Handed | undefined>
}
