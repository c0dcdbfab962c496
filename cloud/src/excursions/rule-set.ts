import { EXCURSION_SIDES, geoPointSchema, type TemperatureRange } from '@coldrx/protocol'
import { z } from 'zod'
import { SEVERITIES } from './episode.ts'

const severitySchema = z.enum(SEVERITIES, { error: `must be one of ${SEVERITIES.join(', ')}` })
const whole = (least: number, most: number) =>
  z
    .int(`must be a whole number from ${least} to ${most}`)
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`)
const celsiusSchema = z.number('must be a temperature in °C').min(-100).max(100)
const minutesSchema = whole(0, 43_200)

const windowSchema = z.strictObject({
  /** unique in the set; the episode names it */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be up to 32 small letters, digits and dashes'),
  side: z.enum(EXCURSION_SIDES, { error: 'must be above or below' }),
  /** `range`: the end of the compartment's range on that side */
  celsius: z.union([celsiusSchema, z.literal('range')], { error: 'must be a temperature in °C, or range' }),
  /** whether the limit itself is beyond it already */
  inclusive: z.boolean().default(false),
  kind: z.enum(['consecutive', 'cumulative'], { error: 'must be consecutive or cumulative' }).default('consecutive'),
  minutes: minutesSchema,
  severity: severitySchema,
  /** one alone; left out: each */
  compartment: z.string().min(1).max(32).exactOptional(),
})
export type RuleWindow = z.output<typeof windowSchema>

const rangeSchema = z
  .strictObject({
    /** one alone; left out: each */
    compartment: z.string().min(1).max(32).exactOptional(),
    minCelsius: celsiusSchema,
    maxCelsius: celsiusSchema,
  })
  .refine(({ minCelsius, maxCelsius }) => minCelsius < maxCelsius, {
    path: ['maxCelsius'],
    message: 'must be above minCelsius',
  })

const timed = { minutes: minutesSchema, severity: severitySchema }

/** A rule that is null is off. */
export const ruleSetSchema = z.strictObject({
  /** ranges that stand in for those of the layout */
  ranges: z.array(rangeSchema).max(64).default([]),
  windows: z
    .array(windowSchema)
    .max(32)
    .superRefine((windows, context) => {
      for (const [at, { id }] of windows.entries()) {
        if (windows.findIndex((other) => other.id === id) === at) continue
        context.addIssue({ code: 'custom', path: [at, 'id'], message: 'must be unique' })
      }
    }),
  /** an episode that comes back within this time is the same one */
  keepFiringMinutes: whole(0, 60),
  /** null as margin: an eighth of the range, at most 0.5 °C */
  critical: z
    .strictObject({ marginCelsius: z.number().min(0).max(10).nullable(), severity: severitySchema })
    .nullable(),
  trend: z.strictObject({ severity: severitySchema }).nullable(),
  rate: z
    .strictObject({ celsius: z.number().positive().max(50), overMinutes: whole(1, 60), severity: severitySchema })
    .nullable(),
  humidity: z
    .strictObject({ ...timed, minPercent: z.number().min(0).max(100), maxPercent: z.number().min(0).max(100) })
    .nullable(),
  silence: z.strictObject({ minutes: whole(2, 1_440), severity: severitySchema }).nullable(),
  probeFault: z.strictObject(timed).nullable(),
  door: z.strictObject({ seconds: whole(10, 3_600), severity: severitySchema }).nullable(),
  power: z.strictObject(timed).nullable(),
  /** the way of a trip: points of a line, and how far from it is still on it */
  offRoute: z
    .strictObject({
      points: z.array(geoPointSchema).min(2, 'must have at least 2 points').max(2_000),
      metres: whole(50, 50_000),
      ...timed,
    })
    .nullable(),
  /** standing outside of every known place while a trip is under way */
  unplannedStop: z.strictObject(timed).nullable(),
  forbiddenPlace: z.strictObject({ severity: severitySchema }).nullable(),
  /** no time that is known to be true */
  clock: z.strictObject(timed).nullable(),
  disk: z.strictObject({ severity: severitySchema }).nullable(),
  recorder: z.strictObject({ severity: severitySchema }).nullable(),
})
export type RuleSet = z.output<typeof ruleSetSchema>

/** What holds where nobody has said otherwise: strict GSP for what threatens the load, and quiet for the rest. */
export const USUAL_RULES: RuleSet = {
  ranges: [],
  windows: [
    {
      id: 'above-range',
      side: 'above',
      celsius: 'range',
      inclusive: false,
      kind: 'consecutive',
      minutes: 0,
      severity: 'gsp',
    },
    {
      id: 'below-range',
      side: 'below',
      celsius: 'range',
      inclusive: false,
      kind: 'consecutive',
      minutes: 0,
      severity: 'gsp',
    },
  ],
  keepFiringMinutes: 5,
  critical: { marginCelsius: null, severity: 'warning' },
  trend: { severity: 'warning' },
  rate: null,
  humidity: null,
  silence: { minutes: 15, severity: 'warning' },
  probeFault: { minutes: 1, severity: 'warning' },
  door: { seconds: 300, severity: 'notice' },
  power: { minutes: 0, severity: 'gsp' },
  offRoute: null,
  unplannedStop: { minutes: 30, severity: 'notice' },
  forbiddenPlace: { severity: 'warning' },
  clock: { minutes: 60, severity: 'notice' },
  disk: { severity: 'warning' },
  recorder: { severity: 'warning' },
}

export const RULE_SCOPES = ['organisation', 'asset', 'trip', 'product', 'shipment'] as const
export type RuleScope = (typeof RULE_SCOPES)[number]

/** A version of a set, as it holds for one compartment or for a device. */
export interface RulesInForce {
  readonly id: string
  readonly version: number
  readonly rules: RuleSet
}

export const USUAL: RulesInForce = { id: 'usual', version: 1, rules: USUAL_RULES }

export function rangeInForce(
  { ranges }: RuleSet,
  compartment: string,
  ofLayout: TemperatureRange | undefined,
): TemperatureRange | undefined {
  const own = ranges.find((range) => range.compartment === compartment)
  return own ?? ranges.find((range) => range.compartment === undefined) ?? ofLayout
}
