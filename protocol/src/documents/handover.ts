import { z } from 'zod'
import { CLOCK_QUALITIES } from '../frame/header.ts'
import { LIMITS } from '../limits.ts'
import { geoPointSchema } from '../rules/geofence.ts'

export const HANDOVER_OUTCOMES = ['delivered', 'refused'] as const

/** Why goods are refused (GSP Annex 1: out of limits, without record, late), in words that every language has. */
export const REFUSAL_REASONS = ['temperature', 'damaged', 'late', 'wrong-goods', 'no-record', 'other'] as const

/** How the taker confirmed: a picture drawn on the screen, or a code that was sent to them. */
export const signatureSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('image'),
    mediaType: z.enum(['image/png', 'image/jpeg']),
    base64: z.base64().min(1).max(196_608),
  }),
  z.strictObject({
    kind: z.literal('code'),
    code: z.string().regex(/^[0-9A-Za-z]{4,16}$/, 'must be 4 to 16 letters and digits'),
  }),
])

/** Content of a document of kind `handover`: one shipment changes hands at one stop (GSP Annex 1: the taker checks temperature and time). */
export const handoverSchema = z.strictObject({
  v: z.literal(1),
  shipment: z.string().min(1).max(64),
  waybill: z.string().max(64),
  trip: z.strictObject({ id: z.string().min(1).max(64), revision: z.int().min(0) }),
  stop: z.string().max(64).nullable(),
  outcome: z.enum(HANDOVER_OUTCOMES),
  taker: z.string().min(1).max(64),
  /** of a refusal */
  reason: z.enum(REFUSAL_REASONS).exactOptional(),
  note: z.string().max(500).exactOptional(),
  /** by the truck's clock, at the moment that the hand-over was recorded */
  atMs: z.int().min(0).max(LIMITS.timeMs),
  clock: z.enum(CLOCK_QUALITIES),
  compartment: z.string().min(1).max(32),
  /** what the cab showed of the compartment at that moment; null: no probe could be relied on */
  temperatureCelsius: z.number().nullable(),
  /** WGS-84; null: no fix */
  position: geoPointSchema.nullable(),
  boxes: z.array(z.string().min(1).max(48)).max(200),
  /** boxes of the waybill that were not there */
  missing: z.array(z.string().min(1).max(48)).max(200).exactOptional(),
  /** what the sheet says besides, as the trip had it, and each probe of the compartment at that moment */
  sheet: z
    .strictObject({
      truck: z.string().max(64),
      tripNumber: z.string().max(64),
      stopName: z.strictObject({ zh: z.string().max(64), en: z.string().max(64) }).nullable(),
      consignee: z.string().max(64),
      goods: z.strictObject({ zh: z.string().max(64), en: z.string().max(64) }),
      range: z.strictObject({ minCelsius: z.number(), maxCelsius: z.number() }),
      /** who gave it away */
      driver: z.string().max(64).nullable(),
      /** when the truck departed by its own record */
      departedAtMs: z.int().min(0).max(LIMITS.timeMs).nullable(),
      probes: z
        .array(
          z.strictObject({
            id: z.string().min(1).max(32),
            temperatureCelsius: z.number().nullable(),
            mark: z.string(),
          }),
        )
        .max(200),
    })
    .exactOptional(),
  signature: signatureSchema,
})
export type Handover = z.infer<typeof handoverSchema>
