import * as z from 'zod/mini'

// zod would compile its checks with `new Function`, which the content security policy forbids (and reports).
z.config({ jitless: true })

const names = z.object({ zh: z.string(), en: z.string() })
const range = z.object({ minCelsius: z.number(), maxCelsius: z.number() })
const instant = z.pipe(
  z.iso.datetime(),
  z.transform((text: string) => Date.parse(text)),
)

const channelBase = {
  id: z.string(),
  quantity: z.string(),
  unit: z.string(),
  decimals: z.int(),
  source: z.string(),
}

const channel = z.object({
  ...channelBase,
  value: z.nullable(z.number()),
  mark: z.nullable(z.string()),
  at: z.nullable(instant),
})

const compartment = z.object({
  id: z.string(),
  name: names,
  range: z.nullable(range),
  doorOpen: z.nullable(z.boolean()),
  defrosting: z.nullable(z.boolean()),
  alarm: z.nullable(z.object({ id: z.string(), openedAt: instant, peakCelsius: z.number(), channel: z.string() })),
  channels: z.array(channel),
})

export const truckSchema = z.object({
  device: z.string(),
  name: z.string(),
  kind: z.enum(['truck', 'room', 'box']),
  online: z.boolean(),
  onlineSince: z.nullable(instant),
  lastRecordedAt: z.nullable(instant),
  frames: z.number(),
  /** in range; the curve's line and the age of a value are judged by it */
  recordIntervalMs: z.number(),
  flags: z.object({ broken: z.number(), forks: z.number(), quarantined: z.number() }),
  position: z.nullable(
    z.object({ latitude: z.number(), longitude: z.number(), speedKmh: z.nullable(z.number()), at: instant }),
  ),
  positionMark: z.nullable(z.string()),
  powerOn: z.nullable(z.boolean()),
  /** its recorder cannot write, by its own word */
  notRecording: z.nullable(z.object({ since: instant, problem: z.string() })),
  compartments: z.array(compartment),
})

export const linkSchema = z.object({
  link: z.nullable(
    z.object({
      toldAt: instant,
      budgetBytesPerDay: z.nullable(z.number()),
      spentBytes: z.number(),
      lanes: z.nullable(
        z.object({
          ...{ events: z.number(), frames: z.number(), hints: z.number(), documents: z.number(), rest: z.number() },
        }),
      ),
      thrift: z.nullable(z.enum(['free', 'saving', 'spent'])),
    }),
  ),
})

/** Each truck is parsed by itself, so that one which this page cannot read does not hide the others. */
export const trucksSchema = z.object({ cursor: z.string(), items: z.array(z.unknown()), next: z.nullable(z.string()) })

export const hintSchema = z.object({
  device: z.string(),
  at: instant,
  clock: z.enum(['none', 'rtc', 'ntp', 'gnss']),
  samples: z.record(z.string(), z.object({ value: z.nullable(z.number()), mark: z.string() })),
  outOfRangeSince: z.record(z.string(), z.nullable(instant)),
})

export const alarmSchema = z.object({
  id: z.string(),
  device: z.string(),
  truckName: z.string(),
  compartment: z.string(),
  compartmentName: names,
  openedAt: instant,
  closedAt: z.nullable(instant),
  peakCelsius: z.number(),
  range,
  channel: z.string(),
})

export const alarmsSchema = z.object({ items: z.array(z.unknown()) })

/** A late frame can join alarms or move where one begins; the one that was before is then no more. */
export const alarmRemovalSchema = z.object({ id: z.string() })

const point = z.tuple([z.number(), z.nullable(z.number()), z.string()])

/** Of a long span each point stands for a bucket, with the least and the greatest in `band`. */
export const seriesSchema = z.object({
  device: z.string(),
  compartment: z.string(),
  range: z.nullable(range),
  recordIntervalMs: z.number(),
  /** undefined: every record is a point */
  bucketMs: z.optional(z.number()),
  channels: z.array(
    z.object({
      ...channelBase,
      points: z.array(point),
      band: z.optional(z.array(z.tuple([z.number(), z.nullable(z.number()), z.nullable(z.number())]))),
    }),
  ),
  gaps: z.array(z.object({ fromMs: z.number(), toMs: z.number(), reason: z.string() })),
  /** of buckets: those shorter than one, which `gaps` leaves out */
  shorterGaps: z.optional(z.object({ count: z.number(), totalMs: z.number() })),
})

export const trackSchema = z.object({
  points: z.array(z.tuple([z.number(), z.number(), z.number(), z.nullable(z.number())])),
  /** of a long span: how far apart points are kept */
  stepMs: z.optional(z.number()),
})

const eventSchema = z.object({
  id: z.string(),
  at: instant,
  code: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export const eventsSchema = z.object({ items: z.array(eventSchema), next: z.nullable(z.string()) })

export const sessionSchema = z.object({
  person: z.object({
    id: z.string(),
    name: z.string(),
    displayName: names,
    roles: z.array(z.string()),
    organisation: z.nullable(z.object({ id: z.string(), kind: z.string(), name: names })),
    /** until another is chosen, nothing else is open */
    passwordIsTemporary: z.boolean(),
  }),
})

export type Names = z.infer<typeof names>
export type Range = z.infer<typeof range>
export type Truck = z.infer<typeof truckSchema>
export type Compartment = z.infer<typeof compartment>
export type Channel = z.infer<typeof channel>
export type Hint = z.infer<typeof hintSchema>
export type Alarm = z.infer<typeof alarmSchema>
export type SeriesPoint = z.infer<typeof point>
export type Series = z.infer<typeof seriesSchema>
export type TruckEvent = z.infer<typeof eventSchema>
export type ToldLink = z.infer<typeof linkSchema>['link']
export type Track = z.infer<typeof trackSchema>
export type TrackPoint = z.infer<typeof trackSchema>['points'][number]
export type Person = z.infer<typeof sessionSchema>['person']
