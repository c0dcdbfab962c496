import { z } from 'zod'
import { lineFields, requireOneLine } from '../config-fields.ts'

const LEAST_RECIPIENTS = 3
/** Longer than this somebody has to have approved, for a vehicle that was validated with it. */
export const STRICT_DELAY_SECONDS = 60
const LONGEST_DELAY_SECONDS = 1_800

const recipientSchema = z.strictObject({
  name: z.string().min(1).max(32),
  number: z.string().regex(/^\+?[0-9]{5,15}$/, 'allowed are 5 to 15 digits, with + before a country code'),
})

/** How long an alarm may stand with the cloud out of reach before people are told by SMS. Each change is another version. */
const policySchema = z
  .strictObject({
    version: z.int().min(1).default(1),
    delaySeconds: z
      .int()
      .min(0)
      .max(LONGEST_DELAY_SECONDS, `at most ${LONGEST_DELAY_SECONDS}`)
      .default(STRICT_DELAY_SECONDS),
    approvedBy: z.string().min(1).max(64).exactOptional(),
    approvedOn: z.iso.date().exactOptional(),
    /** the plate of the vehicle whose validation allows it */
    vehicle: z.string().min(1).max(64).exactOptional(),
    /** number of the validation report */
    validation: z.string().min(1).max(64).exactOptional(),
  })
  .superRefine((policy, context) => {
    if (policy.delaySeconds <= STRICT_DELAY_SECONDS) return
    for (const field of ['approvedBy', 'approvedOn', 'vehicle', 'validation'] as const) {
      if (policy[field] === undefined) {
        const message = `needed for a delay above ${STRICT_DELAY_SECONDS} s: who approved it, when, for which validated vehicle`
        context.addIssue({ code: 'custom', path: [field], message })
      }
    }
  })

const modemSchema = z
  .strictObject({ ...lineFields, baud: lineFields.baud.default(115_200) })
  .superRefine(requireOneLine)

export const smsSchema = z.strictObject({
  modem: modemSchema,
  recipients: z
    .array(recipientSchema)
    .max(10)
    .refine(
      (recipients) => new Set(recipients.map(({ number }) => number.replace(/^\+86/, ''))).size >= LEAST_RECIPIENTS,
      `at least ${LEAST_RECIPIENTS} people with numbers of their own must be told (GSP annex 3)`,
    ),
  policy: policySchema.prefault({}),
  /** the same alarm is told again while it lasts */
  repeatMinutes: z.int().min(5).max(120).default(30),
  language: z.enum(['zh', 'en']).default('zh'),
})
