import { z } from 'zod'
import { ROLES } from '../access/roles.ts'
import { EPISODE_KINDS, type EpisodeKind, SEVERITIES, type Severity } from '../excursions/episode.ts'
import { CHANNEL_NAMES } from './channels/channel.ts'
import { workingHoursSchema } from './local-time.ts'

/** GSP Annex 3 art. 6: an alarm goes by message to three designated people at least. */
export const GSP_RECIPIENTS = 3
export const GSP_RECIPIENTS_RULE = 'GSP Annex 3 art. 6'

const idSchema = z.string().min(1).max(64)

export const whoSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), personId: idSchema }),
  z.strictObject({ kind: z.literal('duty'), rotaId: idSchema }).describe('who is on duty then'),
  z
    .strictObject({ kind: z.literal('group'), role: z.enum(ROLES) })
    .describe('everybody of the organisation with the role'),
])
export type Who = z.output<typeof whoSchema>

export const STEP_HOURS = ['always', 'working', 'off-hours'] as const

const stepSchema = z.strictObject({
  who: z.array(whoSchema).min(1, 'must name somebody').max(20),
  channels: z
    .array(z.enum(CHANNEL_NAMES))
    .min(1, 'must name at least one')
    .max(CHANNEL_NAMES.length)
    .describe('the first that reaches the person; the next where one fails'),
  waitMinutes: z.int().min(0).max(1_440).describe('after the step before; of the first, after the opening'),
  hours: z.enum(STEP_HOURS).describe('working: waits for working hours; off-hours: left out within them'),
})
export type PlanStep = z.output<typeof stepSchema>

const distinct = (list: readonly string[]) => new Set(list).size === list.length

export const planSchema = z
  .strictObject({
    name: z.strictObject({ zh: z.string().min(1).max(64), en: z.string().min(1).max(64) }),
    severities: z.array(z.enum(SEVERITIES)).min(1, 'must name at least one').refine(distinct, 'names one twice'),
    kinds: z
      .array(z.enum(EPISODE_KINDS))
      .min(1, 'must name at least one')
      .refine(distinct, 'names one twice')
      .nullable()
      .describe('null: every kind that no other plan names'),
    workingHours: workingHoursSchema.nullable(),
    steps: z.array(stepSchema).min(1, 'must have at least one').max(10),
    repeat: z
      .strictObject({ everyMinutes: z.int().min(5).max(1_440), most: z.int().min(1).max(48) })
      .nullable()
      .describe('the steps again until somebody acknowledges'),
  })
  .refine(({ steps, workingHours }) => workingHours !== null || steps.every(({ hours }) => hours === 'always'), {
    error: 'workingHours: a step goes by them',
    path: ['workingHours'],
  })
export type Plan = z.output<typeof planSchema>

/** Those whom the plan names and tells at once, whatever the hour. */
export function namedAtOnce({ steps }: Pick<Plan, 'steps'>): string[] {
  const named = new Set<string>()
  for (const { who, waitMinutes, hours } of steps) {
    if (waitMinutes > 0) break
    if (hours !== 'always') continue
    for (const one of who) if (one.kind === 'person') named.add(one.personId)
  }
  return [...named]
}

/** undefined: it has enough of them. @param isReached whether the person is there and can be told by a way of the plan */
export function breachOfGsp(
  plan: Pick<Plan, 'severities' | 'steps'>,
  isReached: (personId: string) => boolean,
): string | undefined {
  if (!plan.severities.includes('gsp')) return undefined
  const named = namedAtOnce(plan)
  const reached = named.filter(isReached)
  if (reached.length >= GSP_RECIPIENTS) return undefined
  return `steps: ${GSP_RECIPIENTS_RULE} wants ${GSP_RECIPIENTS} named people told at once, with an address each; the plan has ${reached.length}`
}

/** The plan of an episode: one that names the kind before one for every kind. */
export function planFor<P extends { readonly plan: Plan }>(
  plans: readonly P[],
  { severity, kind }: { readonly severity: Severity; readonly kind: EpisodeKind },
): P | undefined {
  const fitting = plans.filter(({ plan }) => plan.severities.includes(severity))
  return fitting.find(({ plan }) => plan.kinds?.includes(kind)) ?? fitting.find(({ plan }) => plan.kinds === null)
}

/** What both would be for: then nobody could say which of them is followed. */
export function overlapOf(
  one: Plan,
  other: Plan,
): { readonly severity: Severity; readonly kind: EpisodeKind | null } | undefined {
  const severity = one.severities.find((each) => other.severities.includes(each))
  if (severity === undefined) return undefined
  if (one.kinds === null || other.kinds === null)
    return one.kinds === other.kinds ? { severity, kind: null } : undefined
  const kind = one.kinds.find((each) => other.kinds?.includes(each))
  return kind === undefined ? undefined : { severity, kind }
}

/** When each step of a round is due after its beginning. */
export function offsetsOf({ steps }: Pick<Plan, 'steps'>): number[] {
  let minutes = 0
  return steps.map(({ waitMinutes }) => {
    minutes += waitMinutes
    return minutes * 60_000
  })
}
