import { z } from 'zod'
import { type Endpoint, endpoint, publicEndpoint } from '../../http/endpoint.ts'
import { refusal } from '../../http/refusals.ts'
import { CHANNEL_NAMES } from './channel.ts'
import type { Channels } from './channels.ts'
import { TWILIO_STATUSES } from './twilio-states.ts'

const statusSchema = z.strictObject({
  name: z.enum(CHANNEL_NAMES),
  configured: z.boolean(),
  by: z.array(z.string()).describe('providers; of robots and targets, the names that plans may use'),
})

const toldSchema = z.object({
  MessageSid: z.string().regex(/^[SM]M[0-9a-f]{32}$/),
  MessageStatus: z.enum(TWILIO_STATUSES),
  ErrorCode: z
    .string()
    .regex(/^\d{1,6}$/)
    .exactOptional(),
})

/** Which ways of telling people there are, and what Twilio tells of its messages. */
export function channelRoutes({ channels }: { readonly channels: Channels }): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/channels',
      tag: 'alerts',
      summary: 'Which ways of telling people are configured',
      bounded: 'one for each kind of channel',
      answer: z.strictObject({ channels: z.array(statusSchema) }),
      handle: () => ({ channels: channels.statuses.map(({ by, ...status }) => ({ ...status, by: [...by] })) }),
    }),
    publicEndpoint({
      route: 'POST /api/channels/twilio/status',
      tag: 'alerts',
      summary: 'Twilio tells what became of a message (form-encoded, signed by Twilio)',
      query: z.strictObject({ message: z.string().min(1).max(128) }),
      upload: ['application/x-www-form-urlencoded'],
      withoutCookie: true,
      refusals: { 403: 'Twilio did not sign it', 404: 'Twilio is not configured', 422: 'it tells no status' },
      async handle({ c, query: { message } }) {
        const callbacks = channels.twilioCallbacks
        if (callbacks === undefined) throw refusal('NOT_FOUND', 'Twilio is not configured')
        const form = Object.fromEntries(new URLSearchParams(await c.req.text()))
        const { default: twilio } = await import('twilio')
        const signature = c.req.header('x-twilio-signature') ?? ''
        // over the address that we gave, whatever stands between Twilio and here
        if (!twilio.validateRequest(callbacks.authToken, signature, callbacks.urlOf(message), form))
          throw refusal('FORBIDDEN', 'x-twilio-signature: is not Twilio’s')
        const told = toldSchema.safeParse(form)
        if (!told.success) throw refusal('UNPROCESSABLE', 'MessageSid or MessageStatus: not as Twilio writes them')
        const { MessageSid: providerId, MessageStatus: status, ErrorCode: code = null } = told.data
        await channels.receipts.tell({ messageId: message, providerId, status, code })
      },
    }),
  ]
}
