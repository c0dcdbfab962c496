import type { Channel } from './channel.ts'

const MAINLAND = /^\+86/

/** By Aliyun within the mainland, where foreign senders are filtered, and by Twilio elsewhere; by what there is otherwise. */
export function createSms({
  twilio,
  aliyun,
}: {
  readonly twilio: Channel | undefined
  readonly aliyun: Channel | undefined
}): Channel | undefined {
  if (twilio === undefined || aliyun === undefined) return twilio ?? aliyun
  const by = ({ to }: { readonly to: string }): Channel => (MAINLAND.test(to) ? aliyun : twilio)
  return {
    name: 'sms',
    send: (message) => by(message).send(message),
    find: async (message) => by(message).find?.(message),
  }
}
