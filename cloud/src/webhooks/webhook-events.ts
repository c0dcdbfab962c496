export const WEBHOOK_EVENTS = ['alarm.opened', 'alarm.closed', 'trip.*', 'shipment.*'] as const
export type WebhookEvents = (typeof WEBHOOK_EVENTS)[number]

/** Something that happened. It names records; whoever may read them asks for them. */
export interface WebhookEvent {
  /** the same however often it is announced */
  readonly id: string
  /** `alarm.opened`, `trip.depart`, … */
  readonly type: string
  readonly atMs: number
  readonly subject: Readonly<Record<string, unknown>>
}

export function isWanted(type: string, wanted: readonly WebhookEvents[]): boolean {
  return wanted.some((one) => (one.endsWith('.*') ? type.startsWith(one.slice(0, -1)) : one === type))
}

export function toBody({ type, atMs, subject }: WebhookEvent): string {
  return JSON.stringify({ type, timestamp: new Date(atMs).toISOString(), data: subject })
}
