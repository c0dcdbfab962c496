import { z } from 'zod'

/** What is wanted of a device, as it is kept; how it travels, the protocol says. */
export const settingsDocumentSchema = z.strictObject({
  asset: z.strictObject({ kind: z.enum(['truck', 'room', 'box']), name: z.string() }),
  compartments: z.array(
    z.strictObject({
      id: z.string(),
      name: z.strictObject({ zh: z.string(), en: z.string() }),
      range: z.strictObject({ minCelsius: z.number(), maxCelsius: z.number() }),
      volumeCubicMetres: z.number(),
    }),
  ),
  probes: z.array(
    z.strictObject({
      id: z.string(),
      bus: z.string(),
      unit: z.int(),
      profile: z.string(),
      compartment: z.string(),
    }),
  ),
})

export type SettingsDocument = z.infer<typeof settingsDocumentSchema>
