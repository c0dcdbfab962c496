import { z } from 'zod'
import { concatBytes, fromUtf8, toUtf8 } from '../bytes.ts'
import { ProtocolError } from '../errors.ts'
import { LIMITS } from '../limits.ts'
import { conform, parseJson } from './json.ts'

/** What a truck reports besides numbers. Codes not listed here are carried and shown as they are. */
export const EVENT_CODES = [
  'started',
  'stopped',
  'gap',
  'lost',
  'anchor',
  'out-of-range',
  'back-in-range',
  'door-opened',
  'door-closed',
  'defrost-started',
  'defrost-ended',
  'power-lost',
  'power-restored',
  'probe-fault',
  'probe-recovered',
  'implausible-jump',
  'probes-disagree',
  'probes-agree',
  'position-lost',
  'position-found',
  'geofence-entered',
  'geofence-left',
  'document',
  'checkpoint',
  'checklist-step',
  'trip-started',
  'trip-ended',
  'alarm-raised',
  'alarm-cleared',
  'alarm-acknowledged',
  'relay-lost',
  'relay-restored',
  'sms-sent',
  'sms-failed',
  'updated',
  'update-taken-back',
  'update-refused',
] as const

const eventSchema = z.tuple([
  /** time in the layout's unit since the frame's monotonic base */
  z.int().min(0),
  z.string().min(1).max(48),
  /** what it is about: a compartment, probe or input id, or '' */
  z.string().max(64),
  z.record(z.string().max(48), z.union([z.string().max(256), z.number(), z.boolean(), z.null()])),
])

export interface FrameEvent {
  readonly time: number
  readonly code: string
  readonly subject: string
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
}

const eventsSchema = z.array(eventSchema).min(1)

export const EVENTS_SECTION = 0xe0

export function encodeEvents(events: readonly FrameEvent[]): Uint8Array<ArrayBuffer> {
  const rows = toRows(events.map((event) => [event.time, event.code, event.subject, event.detail]))
  return concatBytes(Uint8Array.of(EVENTS_SECTION), toUtf8(JSON.stringify(rows)))
}

export function decodeEvents(body: Uint8Array): FrameEvent[] {
  const rows = toRows(parseJson(fromUtf8(body.subarray(1)), 'the events section'))
  return rows.map(([time, code, subject, detail]) => ({ time, code, subject, detail }))
}

function toRows(value: unknown): z.infer<typeof eventsSchema> {
  if (Array.isArray(value) && value.length > LIMITS.events) {
    throw new ProtocolError('LIMIT_EXCEEDED', `a frame has at most ${LIMITS.events} events, not ${value.length}`)
  }
  return conform(eventsSchema, value, 'events')
}
