import { z } from 'zod'
import { idSchema, unitSchema } from '../config-fields.ts'

/**
 * Limits of one compartment. The bounds say how far a fleet may relax them; the defaults are strict. That the range was
 * left, or a critical value reached, rings at once and cannot be put off (GSP annex 3).
 */
export const compartmentAlarmsSchema = z.strictObject({
  /**
   * How far inside the range its critical values lie; reaching one is an alarm before the range is left. Default: an eighth
   * of the range, at most 0.5 °C.
   */
  criticalMarginCelsius: z.number().min(0).max(10).exactOptional(),
  /** how far a value must be back before its alarm can end */
  hysteresisCelsius: z.number().min(0).max(2).default(0.3),
  /** an alarm when a limit will be reached within this time if nothing changes */
  trendMinutes: z.int().min(5).max(60).default(15),
  /** out of range in the last 24 hours, all times together */
  cumulativeMinutes: z.int().min(1).max(60).default(15),
  doorOpenSeconds: z.int().min(10).max(600).default(180),
})

export type CompartmentAlarms = Readonly<z.infer<typeof compartmentAlarmsSchema>>

const RELAY_PURPOSES = ['siren', 'light'] as const

/** An output that warns people. There is no other: GSP annex 3 forbids that monitoring is linked to the cooling unit's control. */
export const relaySchema = z.strictObject({
  id: idSchema,
  bus: z.string().min(1),
  /** of a relay module of its own */
  unit: unitSchema,
  coil: z.int().min(0).max(65_535),
  purpose: z.enum(RELAY_PURPOSES, {
    error: `allowed are ${RELAY_PURPOSES.join(' and ')}: outputs only warn, and GSP annex 3 forbids a link to the cooling unit's control`,
  }),
})

export type RelayConfig = Readonly<z.infer<typeof relaySchema>>

export const soundSchema = {
  /** how long an acknowledgement stops the sound; it comes back while a cause lasts */
  soundPauseSeconds: z.int().min(30).max(900).default(300),
}
