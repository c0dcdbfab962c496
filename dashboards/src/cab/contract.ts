import * as z from 'zod/mini'

// zod would compile its checks with `new Function`, which the content security policy forbids (and reports).
z.config({ jitless: true })

const instant = z.pipe(
  z.iso.datetime(),
  z.transform((text: string) => Date.parse(text)),
)

const names = z.object({ zh: z.string(), en: z.string() })
const range = z.object({ minCelsius: z.number(), maxCelsius: z.number() })

const compartment = z.object({
  id: z.string(),
  name: names,
  range: z.nullable(range),
  state: z.enum(['in-range', 'out-of-range', 'unknown']),
  since: z.nullable(instant),
  temperatureCelsius: z.nullable(z.number()),
  humidityPercent: z.nullable(z.number()),
  doorOpen: z.nullable(z.boolean()),
  defrosting: z.nullable(z.boolean()),
  probes: z.array(
    z.object({
      id: z.string(),
      temperatureCelsius: z.nullable(z.number()),
      humidityPercent: z.nullable(z.number()),
      mark: z.nullable(z.string()),
    }),
  ),
})

export const LOADING_STEPS = ['pre-cool', 'unit-off', 'load', 'close', 'lock', 'unit-on', 'check', 'depart'] as const
export const LOADING_PROBLEMS = ['temperature', 'door', 'door-unknown', 'power', 'recording', 'alarm', 'boxes'] as const
export const OVERRIDE_REASONS = ['sensor-wrong', 'dispatch-agreed', 'other'] as const

const loadingStep = z.enum(LOADING_STEPS)

/** of one stop */
const checklist = z.object({
  stop: z.string(),
  done: z.array(z.object({ step: loadingStep, check: z.enum(['passed', 'no-sensor', 'overridden']), at: instant })),
  next: z.nullable(
    z.object({
      step: loadingStep,
      check: z.object({
        result: z.enum(['passed', 'failed', 'no-sensor']),
        problems: z.array(z.object({ kind: z.enum(LOADING_PROBLEMS), subject: z.string() })),
      }),
    }),
  ),
})

const trip = z.object({
  id: z.string(),
  number: z.string(),
  driverName: z.nullable(z.string()),
  /** null: it has not; `at` null: the cloud says so */
  started: z.nullable(z.object({ at: z.nullable(instant) })),
  endedAt: z.nullable(instant),
  /** of stops where goods are still to come aboard; until it starts, of the first alone */
  checklists: z.array(checklist),
  /** id of a stop; null: every stop is done */
  nextStop: z.nullable(z.string()),
  stops: z.array(
    z.object({
      ...{ id: z.string(), name: names, address: z.string(), windowFrom: instant, windowTo: instant },
      state: z.enum(['planned', 'arrived', 'left', 'skipped']),
      done: z.boolean(),
    }),
  ),
  shipments: z.array(
    z.object({
      ...{ id: z.string(), number: z.string(), consignee: z.string(), goods: names, boxes: z.array(z.string()) },
      ...{ compartment: z.nullable(z.string()), range, fromStop: z.string(), toStop: z.string(), state: z.string() },
      handover: z.nullable(
        z.object({
          ...{ document: z.string(), outcome: z.enum(['delivered', 'refused']), at: instant },
          acknowledged: z.boolean(),
        }),
      ),
    }),
  ),
})

const alarms = z.object({
  /** what threatens the load first comes first */
  open: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      subject: z.string(),
      since: instant,
      acknowledgedAt: z.nullable(instant),
      minutesLeft: z.nullable(z.object({ minutes: z.number(), soonest: z.number(), latest: z.number() })),
    }),
  ),
  sound: z.enum(['off', 'sounding', 'paused']),
  soundPausedUntil: z.nullable(instant),
  /** sirens and lights that are on */
  relaysOn: z.array(z.enum(['siren', 'light'])),
  relaysLost: z.array(z.string()),
  sms: z.nullable(z.object({ waiting: z.number(), sent: z.number(), problem: z.nullable(z.string()) })),
})

export const cabStateSchema = z.object({
  device: z.string(),
  assetName: z.string(),
  at: instant,
  clock: z.string(),
  network: z.object({
    state: z.enum(['online', 'cloud-away', 'offline']),
    since: z.nullable(instant),
    /** of 24 hours */
    link: z.object({
      budgetBytesPerDay: z.nullable(z.number()),
      spentBytes: z.number(),
      lanes: z.object({
        ...{ events: z.number(), frames: z.number(), hints: z.number(), documents: z.number(), rest: z.number() },
      }),
      thrift: z.enum(['free', 'saving', 'spent']),
    }),
  }),
  recording: z.object({
    state: z.enum(['ok', 'fault']),
    lastRecordedAt: z.nullable(instant),
    problem: z.nullable(z.string()),
    framesTotal: z.number(),
    framesWaiting: z.number(),
  }),
  position: z.nullable(z.object({ latitude: z.number(), longitude: z.number(), speedKmh: z.nullable(z.number()) })),
  positionMark: z.nullable(z.string()),
  powerOn: z.nullable(z.boolean()),
  compartments: z.array(compartment),
  alarms,
  trip: z.nullable(trip),
})

export type CabState = z.infer<typeof cabStateSchema>
export type CabCompartment = CabState['compartments'][number]
export type CabTrip = NonNullable<CabState['trip']>
export type CabChecklist = CabTrip['checklists'][number]
export type CabShipment = CabTrip['shipments'][number]
export type LoadingStep = (typeof LOADING_STEPS)[number]
export type OverrideReason = (typeof OVERRIDE_REASONS)[number]
