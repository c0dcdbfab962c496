import { z } from 'zod'
import { fromUtf8 } from './bytes.ts'
import { documentAckSchema, documentPartSchema } from './documents/document-parts.ts'
import { geofencesMessageSchema } from './downlink/geofences.ts'
import {
  releaseOrderSchema,
  releasePartSchema,
  releaseRequestSchema,
  reportedUpdateSchema,
} from './downlink/release.ts'
import { reportedSettingsSchema, settingsMessageSchema } from './downlink/settings.ts'
import { tripMessageSchema } from './downlink/trip.ts'
import { CLOCK_QUALITIES, DEVICE_PATTERN } from './frame/header.ts'
import { MARKS } from './frame/marks.ts'
import { LIMITS } from './limits.ts'
import { linkReportSchema } from './link.ts'
import { CLOUD_STATE_TOPIC, type TopicChannel } from './topics.ts'

const epoch = z.string().regex(/^[0-9a-f]{12}$/, 'must be 12 hex digits')
const frameNumber = z.int().min(0)
const frameRange = z
  .tuple([frameNumber, frameNumber])
  .refine(([from, to]) => from <= to, 'must be [from, to], from ≤ to')
const timeMs = z.int().min(0).max(LIMITS.timeMs)

/**
 * down/ack: everything up to `through` is committed, and so are the ranges of `have`. −1: nothing yet. Where a number was
 * given twice that says nothing of one's own frame: `kept` names the very copies.
 */
export const ackSchema = z.strictObject({
  epoch,
  through: z.int().min(-1),
  have: z.array(frameRange).max(256),
  /** the frames that this answers and that are stored: number, and first 8 bytes of the SM3 of their bytes */
  kept: z.array(z.tuple([frameNumber, z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 hex digits')])).max(256),
  /** how many bytes of unacknowledged frames the device may have under way */
  creditBytes: z.int().min(0),
})

/** Readings are not kept: since when, by the device's clock, and why, in its words. A device that records leaves it out. */
const notRecordingSchema = z.strictObject({ sinceMs: timeMs, problem: z.string().max(200) })

/** up/state, sent at each connection and whenever the cloud's session changes; `online: false` is the will. */
export const deviceStateSchema = z.discriminatedUnion('online', [
  z.strictObject({
    v: z.literal(1),
    online: z.literal(true),
    device: z.string().regex(DEVICE_PATTERN),
    agentVersion: z.string().max(32),
    boot: frameNumber,
    /** the newest, the current one first; `kept`: how many of its frames are still on the device */
    epochs: z
      .array(
        z.strictObject({
          ...{ epoch, nextN: frameNumber, acknowledgedThrough: z.int().min(-1) },
          kept: frameNumber.exactOptional(),
        }),
      )
      .min(1)
      .max(64),
    /** how many documents are on the device */
    documentsKept: frameNumber.exactOptional(),
    layoutHash: z.string().regex(/^[0-9a-f]{16}$/),
    /** the layout document's very text: its SM3 must begin with `layoutHash` */
    layoutText: z.string().max(32_768),
    settings: reportedSettingsSchema.exactOptional(),
    update: reportedUpdateSchema.exactOptional(),
    /** `revision` of the down/trip that the device has; null: it has none */
    tripRevision: z.int().min(0).nullable().exactOptional(),
    /** `revision` of the down/geofences that the device has; null: it has none */
    geofencesRevision: z.int().min(0).nullable().exactOptional(),
    link: linkReportSchema.exactOptional(),
    notRecording: notRecordingSchema.exactOptional(),
  }),
  z.strictObject({ v: z.literal(1), online: z.literal(false) }),
])

/** Retained coldrx/v1/cloud/state. A new session means: say your birth again, send again what is not acknowledged. */
export const cloudStateSchema = z.strictObject({
  v: z.literal(1),
  online: z.boolean(),
  session: z.string().min(1).max(64),
})

const sampleSchema = z.strictObject({ value: z.number().nullable(), mark: z.enum(MARKS) })

/** up/live: an unnumbered hint for screens; never evidence. */
export const liveHintSchema = z.strictObject({
  v: z.literal(1),
  wallMs: timeMs,
  clock: z.enum(CLOCK_QUALITIES),
  layoutHash: z.string().regex(/^[0-9a-f]{16}$/),
  /** by channel id of the layout; only what changed since the last hint, or everything on a heartbeat */
  samples: z.record(z.string().max(64), sampleSchema),
  /** by compartment: out of range since (wall ms), or null */
  outOfRangeSince: z.record(z.string().max(32), timeMs.nullable()),
  /** in every hint as long as it lasts: no frame can tell it */
  notRecording: notRecordingSchema.exactOptional(),
  /** now and then */
  link: linkReportSchema.exactOptional(),
})

/** down/command */
export const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('open-epoch'), epoch, n: frameNumber, reason: z.enum(['fork', 'behind-cloud']) }),
  /** somebody watches: send live hints at every sample for so long */
  z.strictObject({ type: z.literal('watch'), leaseMs: z.int().min(0).max(600_000) }),
  /** somebody wants the proof of what was recorded so far */
  z.strictObject({ type: z.literal('seal') }),
  /** the cloud has lost records: say the birth again, and send every document that is kept once more */
  z.strictObject({ type: z.literal('refill') }),
  releaseOrderSchema,
])

export type Ack = z.infer<typeof ackSchema>
export type DeviceState = z.infer<typeof deviceStateSchema>
export type CloudState = z.infer<typeof cloudStateSchema>
export type LiveHint = z.infer<typeof liveHintSchema>
export type Command = z.infer<typeof commandSchema>
export type NotRecording = z.infer<typeof notRecordingSchema>
export type Sample = z.infer<typeof sampleSchema>

/** Which schema a topic's JSON payload follows. up/frame is bytes (frame/frame.ts). */
export const MESSAGE_SCHEMAS = {
  'up/live': liveHintSchema,
  'up/state': deviceStateSchema,
  'up/document': documentPartSchema,
  'up/release': releaseRequestSchema,
  'down/ack': ackSchema,
  'down/command': commandSchema,
  'down/document-ack': documentAckSchema,
  'down/trip': tripMessageSchema,
  'down/geofences': geofencesMessageSchema,
  'down/settings': settingsMessageSchema,
  'down/release': releasePartSchema,
  [CLOUD_STATE_TOPIC]: cloudStateSchema,
} as const satisfies Record<Exclude<TopicChannel, 'up/frame'> | typeof CLOUD_STATE_TOPIC, z.ZodType>

type MessageTopic = keyof typeof MESSAGE_SCHEMAS
export type MessageOf<T extends MessageTopic> = z.infer<(typeof MESSAGE_SCHEMAS)[T]>

export type ParsedMessage<T extends MessageTopic> =
  | { readonly ok: true; readonly message: MessageOf<T> }
  | { readonly ok: false; readonly problem: string }

/** Parses a JSON payload; `problem` names the field. */
export function parseMessage<T extends MessageTopic>(topic: T, payload: Uint8Array): ParsedMessage<T> {
  let json: unknown
  try {
    json = JSON.parse(fromUtf8(payload)) as unknown
  } catch {
    return { ok: false, problem: `${topic}: not JSON` }
  }
  const parsed = MESSAGE_SCHEMAS[topic].safeParse(json)
  if (parsed.success) return { ok: true, message: parsed.data as MessageOf<T> }
  const issue = parsed.error.issues[0]
  return { ok: false, problem: `${topic}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}` }
}

export function serializeMessage<T extends MessageTopic>(_topic: T, message: MessageOf<T>): string {
  return JSON.stringify(message)
}
