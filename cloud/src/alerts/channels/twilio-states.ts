/** Words of Twilio for what became of a message, in the order in which they can come. */
export const TWILIO_STATUSES = [
  ...(['accepted', 'scheduled', 'queued', 'sending', 'sent', 'partially_delivered'] as const),
  ...(['delivered', 'undelivered', 'failed', 'canceled', 'read'] as const),
] as const

export function stateOfTwilio(status: string): 'sent' | 'delivered' | 'failed' {
  if (status === 'delivered' || status === 'read') return 'delivered'
  return status === 'undelivered' || status === 'failed' || status === 'canceled' ? 'failed' : 'sent'
}
