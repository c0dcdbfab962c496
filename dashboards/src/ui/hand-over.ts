import * as z from 'zod/mini'

const names = z.object({ zh: z.string(), en: z.string() })

export const REFUSAL_REASONS = ['temperature', 'damaged', 'late', 'wrong-goods', 'no-record', 'other'] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

/** What was signed at a hand-over, as the truck's document has it. */
export const handOverContentSchema = z.object({
  waybill: z.string(),
  outcome: z.enum(['delivered', 'refused']),
  reason: z.optional(z.enum(REFUSAL_REASONS)),
  taker: z.string(),
  note: z.optional(z.string()),
  atMs: z.number(),
  clock: z.string(),
  compartment: z.string(),
  temperatureCelsius: z.nullable(z.number()),
  position: z.nullable(z.object({ latitude: z.number(), longitude: z.number() })),
  boxes: z.array(z.string()),
  missing: z.optional(z.array(z.string())),
  sheet: z.optional(
    z.object({
      ...{ truck: z.string(), tripNumber: z.string(), stopName: z.nullable(names) },
      ...{ consignee: z.string(), goods: names },
      range: z.object({ minCelsius: z.number(), maxCelsius: z.number() }),
      ...{ driver: z.nullable(z.string()), departedAtMs: z.nullable(z.number()) },
      probes: z.array(z.object({ id: z.string(), temperatureCelsius: z.nullable(z.number()), mark: z.string() })),
    }),
  ),
  signature: z.union([
    z.object({ kind: z.literal('image'), mediaType: z.string(), base64: z.string() }),
    z.object({ kind: z.literal('code'), code: z.string() }),
  ]),
})

export type HandOverContent = z.infer<typeof handOverContentSchema>
