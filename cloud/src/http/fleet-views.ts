import { LINK_LANES, MARKS, THRIFTS } from '@coldrx/protocol'
import { z } from 'zod'
import { namesSchema } from './names.ts'

const instant = z.iso.datetime()
const range = z.strictObject({ minCelsius: z.number(), maxCelsius: z.number() })
const mark = z.enum(MARKS)

const channelSchema = z.strictObject({
  id: z.string(),
  quantity: z.string(),
  unit: z.string().describe('UCUM'),
  decimals: z.int(),
  source: z.string(),
})

export const truckSchema = z.strictObject({
  device: z.string(),
  name: z.string(),
  kind: z.enum(['truck', 'room', 'box']),
  online: z.boolean(),
  onlineSince: instant.nullable(),
  lastRecordedAt: instant.nullable(),
  frames: z.int(),
  recordIntervalMs: z.number(),
  flags: z.strictObject({ broken: z.int(), forks: z.int(), quarantined: z.int() }),
  position: z
    .strictObject({
      latitude: z.number(),
      longitude: z.number(),
      speedKmh: z.number().nullable(),
      at: instant,
    })
    .nullable()
    .describe('WGS-84'),
  positionMark: mark.nullable(),
  powerOn: z.boolean().nullable(),
  notRecording: z
    .strictObject({ since: instant, problem: z.string().describe('in the words of the device') })
    .nullable()
    .describe('what it measures is not kept, by its own word, also while it is away since then'),
  compartments: z.array(
    z.strictObject({
      id: z.string(),
      name: namesSchema,
      range: range.nullable(),
      doorOpen: z.boolean().nullable(),
      defrosting: z.boolean().nullable().describe('null: nothing is wired that says so'),
      alarm: z
        .strictObject({ id: z.string(), openedAt: instant, peakCelsius: z.number(), channel: z.string() })
        .nullable(),
      channels: z.array(
        z.strictObject({
          ...channelSchema.shape,
          value: z.number().nullable(),
          mark: mark.nullable(),
          at: instant.nullable(),
        }),
      ),
    }),
  ),
})

const bytes = z.int()

export const linkSchema = z.strictObject({
  toldAt: instant.describe('when the device said so'),
  budgetBytesPerDay: bytes.nullable().describe('null: there is none'),
  spentBytes: bytes.describe('in the 24 hours before, both directions, headers included'),
  lanes: z.record(z.enum(LINK_LANES), bytes).nullable().describe('of spentBytes'),
  thrift: z
    .enum(THRIFTS)
    .nullable()
    .describe('saving: longer frames while all is quiet, rarer hints; spent: more so, history a frame a minute'),
})

export const alarmSchema = z.strictObject({
  id: z.string(),
  device: z.string(),
  truckName: z.string(),
  compartment: z.string(),
  compartmentName: namesSchema,
  openedAt: instant,
  closedAt: instant.nullable(),
  peakCelsius: z.number(),
  range,
  channel: z.string(),
})

export const seriesSchema = z.strictObject({
  device: z.string(),
  compartment: z.string(),
  range: range.nullable(),
  recordIntervalMs: z.number(),
  channels: z.array(
    z.strictObject({
      ...channelSchema.shape,
      points: z.array(z.tuple([z.number().describe('ms since 1970 UTC'), z.number().nullable(), mark])),
      band: z
        .array(z.tuple([z.number(), z.number().nullable(), z.number().nullable()]))
        .optional()
        .describe('of buckets: time as in points, least and greatest'),
    }),
  ),
  bucketMs: z.number().optional().describe('left out: every row is a point'),
  shorterGaps: z
    .strictObject({ count: z.number(), totalMs: z.number() })
    .optional()
    .describe('of buckets: gaps shorter than one, which gaps leaves out'),
  gaps: z.array(z.strictObject({ fromMs: z.number(), toMs: z.number(), reason: z.string() })),
})

export const eventSchema = z.strictObject({
  id: z.string(),
  at: instant,
  code: z.string().describe('a known code of docs/wire.md, or one of a newer device'),
  subject: z.string().describe("compartment, probe, input, stop or document; '' for the device"),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})

export const trackSchema = z.strictObject({
  points: z.array(z.tuple([z.number().describe('ms since 1970 UTC'), z.number(), z.number(), z.number().nullable()])),
  stepMs: z.number().optional().describe('of long spans: how far apart points are kept'),
})
