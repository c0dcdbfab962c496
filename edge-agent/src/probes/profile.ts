import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { ConfigError } from '../config.ts'
import { messageOf } from '../message-of.ts'
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
    /** a register that says in which unit temperatures are: asked with every sample, since a probe can be set to another */
    temperatureUnit: z
      .strictObject({
        functionCode: z.union([z.literal(3), z.literal(4)], { error: 'allowed are 3 and 4' }),
        address: registerSchema,
        /** what it holds for degrees Celsius */
        celsius: registerSchema,
      })
      .exactOptional(),
    /** another register, of which a bench tool tells this model from those with the same map */
    signature: z
      .strictObject({
        functionCode: z.union([z.literal(3), z.literal(4)], { error: 'allowed are 3 and 4' }),
        address: registerSchema,
        /** the slave's own address, or one of these numbers */
        holds: z.union([z.literal('unit'), z.array(registerSchema).min(1)]),
      })
      .exactOptional(),
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

/** The built-in profiles and those of the files, one a file: a new model needs no new program. @throws ConfigError */
export function readProfiles(files: readonly string[]): ProfileSet {
  const documents = [...BUILTIN_PROFILES, ...files.map(readDocument)]
  return loadProfiles(documents, (document, at) => files[at - BUILTIN_PROFILES.length] ?? profileName(document, at))
}

/**
 * @param nameOf begins each sentence about what is wrong with a document
 * @throws ConfigError with one line for every field that is wrong
 */
export function loadProfiles(
  documents: readonly unknown[] = BUILTIN_PROFILES,
  nameOf: (document: unknown, at: number) => string = profileName,
): ProfileSet {
  const profiles = new Map<string, ProbeProfile | InputProfile>()
  const problems: string[] = []
  for (const [at, document] of documents.entries()) {
    const parsed = profileSchema.safeParse(document)
    const name = nameOf(document, at)
    if (parsed.success) {
      if (profiles.has(parsed.data.id)) problems.push(`${name}: id: "${parsed.data.id}" stands twice`)
      profiles.set(parsed.data.id, parsed.data)
      continue
    }
    for (const issue of parsed.error.issues) {
      problems.push(`${name}: ${issue.path.join('.') || '(document)'}: ${issue.message}`)
    }
  }
  if (problems.length > 0) throw new ConfigError('profiles', problems)
  return profiles
}

/** @throws ConfigError when the profile is not known; layoutFor names all of them at once */
export function probeProfile(profiles: ProfileSet, id: string): ProbeProfile {
  const profile = profiles.get(id)
  if (profile?.kind !== 'registers') throw new ConfigError('agent.json', [`profile: "${id}" is not a probe's`])
  return profile
}

/** @throws ConfigError as probeProfile does */
export function inputProfile(profiles: ProfileSet, id: string): InputProfile {
  const profile = profiles.get(id)
  if (profile?.kind !== 'inputs') throw new ConfigError('agent.json', [`profile: "${id}" is not an input module's`])
  return profile
}

function readDocument(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new ConfigError(file, [messageOf(error)])
  }
}

function profileName(document: unknown, at: number): string {
  const isNamed = typeof document === 'object' && document !== null && 'id' in document
  return `profile ${isNamed && typeof document.id === 'string' ? document.id : `number ${at + 1}`}`
}
