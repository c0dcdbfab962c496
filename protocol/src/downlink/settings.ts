import { z } from 'zod'
import { toHex, toUtf8 } from '../bytes.ts'
import { canonicalJson } from '../canonical-json.ts'
import { sm3 } from '../crypto/sm3.ts'

const idSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'allowed are 1 to 32 of a–z, 0–9 and -')
const celsius = z.number().min(-100).max(100)
const intervalMs = z.int().min(100).max(3_600_000)

export const wantedLayoutSchema = z.strictObject({
  compartments: z
    .array(
      z.strictObject({
        id: idSchema,
        name: z.strictObject({ zh: z.string().min(1).max(64), en: z.string().min(1).max(64) }),
        range: z
          .strictObject({ minCelsius: celsius, maxCelsius: celsius })
          .refine(({ minCelsius, maxCelsius }) => minCelsius < maxCelsius, 'minCelsius must be below maxCelsius'),
        volumeCubicMetres: z.number().positive().max(100_000).exactOptional(),
      }),
    )
    .min(1)
    .max(16),
  probes: z
    .array(
      z.strictObject({
        id: idSchema,
        /** a line that the device has; how it is wired is not decided from afar */
        bus: idSchema,
        /** Modbus address */
        unit: z.int().min(1).max(247),
        profile: z.string().min(1).max(64),
        compartment: idSchema,
      }),
    )
    .min(1)
    .max(200),
})

/** down/settings. What is left out stays as the device's own file has it. A device keeps the one with the highest revision. */
export const settingsMessageSchema = z.strictObject({
  v: z.literal(1),
  /** never goes down for a device */
  revision: z.int().min(0),
  layout: wantedLayoutSchema.exactOptional(),
  /** within CADENCE_LIMITS of the asset's kind, or refused */
  cadence: z
    .strictObject({
      sampleIntervalMs: intervalMs,
      recordIntervalMs: intervalMs,
      outOfRangeRecordIntervalMs: intervalMs,
      /** how long rows wait for their frame while nothing is wrong */
      frameIntervalMs: intervalMs.exactOptional(),
    })
    .exactOptional(),
  /** another broker than that of the device's own file; its password stays. From mqtts:// to mqtt:// is refused. */
  broker: z.strictObject({ url: z.url({ protocol: /^mqtts?$/ }).max(256) }).exactOptional(),
})

const revisionSchema = z.int().min(0)
const problemSchema = z.strictObject({
  /** of down/settings, e.g. `layout.probes.3.bus` */
  field: z.string().max(128),
  problem: z.string().max(256),
})

/** What a device says of its settings in each birth. */
export const reportedSettingsSchema = z.strictObject({
  /** by which it runs; null: by its own file alone */
  applied: revisionSchema.nullable(),
  /** `settingsHash` of what it applied; null: none */
  hash: z
    .string()
    .regex(/^[0-9a-f]{16}$/, 'must be 16 hex digits')
    .nullable()
    .exactOptional(),
  /** by which it runs on trial; null: none */
  trying: revisionSchema.nullable().exactOptional(),
  /** the newest that it does not follow, and why; null: none */
  refused: z
    .strictObject({
      revision: revisionSchema,
      ...problemSchema.shape,
      /** what else is wrong with it */
      others: z.array(problemSchema).max(15).exactOptional(),
      /** it was tried, and taken back because the cloud did not answer */
      takenBack: z.literal(true).exactOptional(),
    })
    .nullable(),
})

/**
 * Names what settings say, whatever their revision: the first 8 bytes of the SM3 of their canonical JSON without `v` and
 * `revision`; 16 hex digits.
 */
export function settingsHash({ layout, cadence, broker }: Omit<WantedSettings, 'v' | 'revision'>): string {
  const said = { ...(layout && { layout }), ...(cadence && { cadence }), ...(broker && { broker }) }
  return toHex(sm3(toUtf8(canonicalJson(said))).subarray(0, 8))
}

export type WantedSettings = z.infer<typeof settingsMessageSchema>
export type ReportedSettings = z.infer<typeof reportedSettingsSchema>
