import {
  ALL_UP_FILTER,
  allDownFilter,
  CLOUD_STATE_TOPIC,
  DOWN_CHANNELS,
  parseTopic,
  topicFor,
  UP_CHANNELS,
} from '@coldrx/protocol'
import type { Identity } from './credentials.ts'

/*
 * Who may do what:
 *
 *          | publishes                                   | subscribes
 *   device | its own up/*, never retained                | its own down/*, cloud/state
 *   cloud  | down/* of every device, cloud/state         | up/* of every device, cloud/state
 *            (only cloud/state may be retained)
 *
 * Everything else is refused, $SYS and $share among it (aedes would grant a shared filter as a literal topic and
 * deliver nothing). A will is a publish.
 */

export interface PublishRequest {
  readonly topic: string
  readonly qos: number
  readonly retain: boolean
}

export type PublishRefusal = 'topic' | 'retained' | 'qos'
export type SubscribeRefusal = 'filter' | 'shared-subscription' | 'system-topic'

const upChannels: readonly string[] = UP_CHANNELS
const downChannels: readonly string[] = DOWN_CHANNELS

const cloudFilters: ReadonlySet<string> = new Set([
  ALL_UP_FILTER,
  CLOUD_STATE_TOPIC,
  ...['up/+', ...UP_CHANNELS].map((channel) => ALL_UP_FILTER.replace('up/#', channel)),
])

function isWritable({ role, name }: Identity, topic: string): boolean {
  const target = parseTopic(topic)
  if (role === 'cloud')
    return topic === CLOUD_STATE_TOPIC || (target !== undefined && downChannels.includes(target.channel))
  return target?.device === name && upChannels.includes(target.channel)
}

export function publishRefusal(identity: Identity, { topic, qos, retain }: PublishRequest): PublishRefusal | undefined {
  if (!isWritable(identity, topic)) return 'topic'
  // A retained message stays in memory for ever; one topic may.
  if (retain && topic !== CLOUD_STATE_TOPIC) return 'retained'
  // QoS 2 keeps every payload until its release, up to 65,535 a client; the protocol has its own acknowledgement.
  if (qos > 1) return 'qos'
  return undefined
}

function deviceFilters(device: string): readonly string[] {
  const anyDown = allDownFilter(device)
  return [
    ...DOWN_CHANNELS.map((channel) => topicFor(device, channel)),
    ...[anyDown, anyDown.replace('+', '#'), CLOUD_STATE_TOPIC],
  ]
}

export function subscribeRefusal({ role, name }: Identity, filter: string): SubscribeRefusal | undefined {
  if (filter.startsWith('$share/')) return 'shared-subscription'
  if (filter.startsWith('$')) return 'system-topic'
  const allowed = role === 'cloud' ? cloudFilters.has(filter) : deviceFilters(name).includes(filter)
  return allowed ? undefined : 'filter'
}
