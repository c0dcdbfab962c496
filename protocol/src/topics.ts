import { DEVICE_PATTERN } from './frame/header.ts'

/** MQTT topics below `coldrx/v1/{device}/`; docs/wire.md "Topics". */
export const UP_CHANNELS = ['up/frame', 'up/live', 'up/state', 'up/document', 'up/release'] as const
export const DOWN_CHANNELS = [
  'down/ack',
  'down/trip',
  'down/geofences',
  'down/settings',
  'down/command',
  'down/document-ack',
  'down/release',
] as const

export type UpChannel = (typeof UP_CHANNELS)[number]
export type DownChannel = (typeof DOWN_CHANNELS)[number]
export type TopicChannel = UpChannel | DownChannel

const ROOT = 'coldrx/v1/'

/** Retained: whether the cloud takes frames now, and its session. */
export const CLOUD_STATE_TOPIC = `${ROOT}cloud/state`

export const ALL_UP_FILTER = `${ROOT}+/up/#`

/** All that comes down to a device, also what a newer cloud will say. */
export const allDownFilter = (device: string): string => `${ROOT}${device}/down/+`

export function topicFor(device: string, channel: TopicChannel): string {
  return `${ROOT}${device}/${channel}`
}

export function parseTopic(topic: string): { device: string; channel: TopicChannel } | undefined {
  if (!topic.startsWith(ROOT)) return undefined
  const slash = topic.indexOf('/', ROOT.length)
  const device = topic.slice(ROOT.length, slash)
  const channel = [...UP_CHANNELS, ...DOWN_CHANNELS].find((known) => known === topic.slice(slash + 1))
  return slash > 0 && device !== 'cloud' && DEVICE_PATTERN.test(device) && channel !== undefined
    ? { device, channel }
    : undefined
}
