import type { ItemOf } from '../../api/answers.ts'
import type { Key } from '../words.ts'

export type WebhookEvent = ItemOf<'/api/webhooks'>['events'][number]

const WORDS: Readonly<Record<WebhookEvent, Key>> = {
  'alarm.opened': 'webhooks.event.alarmOpened',
  'alarm.closed': 'webhooks.event.alarmClosed',
  'trip.*': 'webhooks.event.trip',
  'shipment.*': 'webhooks.event.shipment',
}

export const WEBHOOK_EVENTS = Object.keys(WORDS) as WebhookEvent[]

export function eventKey(event: WebhookEvent): Key {
  return WORDS[event]
}
