import { z } from 'zod'
import { BUILTIN_PROFILES } from './builtin-profiles.ts'

const registerSchema = z.int().min(0).max(0xffff)

const fieldSchema = z
  .strictObject({
    quantity: z.enum(['temperature', 'humidity']),
    /** register of the value, counted from the first one of the request */
    offset: z.int().min(0).max(31),
    /** `off10000`: negative numbers stand as 10,000 + |n|; the others as their names say */
    encoding: z.enum(['int16', 'uint16', 'off10000', 'float32be']),
    /** the number is the register × 10^−decimals; floats are rounded to it */
    decimals: z.int().min(0).max(3),
    /** what the sensor can physically measure; numbers outside are marked `range` and kept */
    min: z.number(),
    max: z.number(),
    /** register contents that mean "no reading" */
    invalid: z.array(registerSchema).default([0x7fff, 0x8000]),
    /** register that holds `good` while the value can be relied on */
    reliability: z.strictObject({ offset: z.int().min(0).max(31), good: registerSchema }).exactOptional(),
  })
  .refine((field) => field.min < field.max, { path: ['min'], error: 'min must be below max' })

const registerProfileSchema = z
  .strictObject({
    id: z.string().min(1).max(64),
    kind: z.literal('registers'),
    /** one request for all fields, so that a mix-up on the line cannot cross quantities */
    functionCode: z.union([z.literal(3), z.literal(4)], { error: 'allowed are 3 and 4' }),
    address: registerSchema,
    quantity: z.int().min(1).max(32),
    /** samples with identical registers after which a probe is taken to hang, while its neighbours move */
    frozenAfterSamples: z.int().min(2).max(100_000).default(60),
    fields: z.array(fieldSchema).min(1),
  })
  .superRefine((profile, context) => {
    const quantities = new Set<string>()
    for (const [at, field] of profile.fields.entries()) {
      const last = Math.max(
        field.offset + (field.encoding === 'float32be' ? 1 : 0),
        field.reliability === undefined ? 0 : field.reliability.offset,
      )
      if (last >= profile.quantity) {
        context.addIssue({
          code: 'custom',
          path: ['fields', at, 'offset'],
          message: `reads register ${last} of a request for ${profile.quantity}`,
        })
      }
      if (quantities.has(field.quantity)) {
        context.addIssue({
          code: 'custom',
          path: ['fields', at, 'quantity'],
          message: `${field.quantity} stands twice`,
        })
      }
      quantities.add(field.quantity)
    }
  })

const inputProfileSchema = z.strictObject({
  id: z.string().min(1).max(64),
  kind: z.literal('inputs'),
  functionCode: z.literal(2, { error: 'allowed is 2' }),
  address: registerSchema,
  quantity: z.int().min(1).max(64),
})

const profileSchema = z.discriminatedUnion('kind', [registerProfileSchema, inputProfileSchema])

export type ProbeProfile = Readonly<z.infer<typeof registerProfileSchema>>
export type InputProfile = Readonly<z.infer<typeof inputProfileSchema>>
export type ProfileField = ProbeProfile['fields'][number]
export type ProfileSet = ReadonlyMap<string, ProbeProfile | InputProfile>

/** @throws Error with one line for every field that is wrong */
export function loadProfiles(documents: readonly unknown[] = BUILTIN_PROFILES): ProfileSet {
  const profiles = new Map<string, ProbeProfile | InputProfile>()
  const problems: string[] = []
  for (const [at, document] of documents.entries()) {
    const parsed = profileSchema.safeParse(document)
    if (parsed.success) {
      if (profiles.has(parsed.data.id)) problems.push(`profile ${parsed.data.id}: id: stands twice`)
      profiles.set(parsed.data.id, parsed.data)
      continue
    }
    const name = namedId(document) ?? `number ${at + 1}`
    for (const issue of parsed.error.issues) problems.push(`profile ${name}: ${issue.path.join('.')}: ${issue.message}`)
  }
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return profiles
}

function namedId(document: unknown): string | undefined {
  if (typeof document !== 'object' || document === null || !('id' in document)) return undefined
  return typeof document.id === 'string' ? document.id : undefined
}
