import { z } from 'zod'
import { CLOCK_QUALITIES } from '../frame/header.ts'
import { LIMITS } from '../limits.ts'

/** The loading order of a refrigerated truck (GSP Annex 1, article 9); `depart` starts the trip. */
export const LOADING_STEPS = ['pre-cool', 'unit-off', 'load', 'close', 'lock', 'unit-on', 'check', 'depart'] as const
export type LoadingStep = (typeof LOADING_STEPS)[number]

/** `passed`: probes and switches say so; `no-sensor`: the driver's word alone; `overridden`: against what they say. */
export const STEP_CHECKS = ['passed', 'no-sensor', 'overridden'] as const

/** Why a driver goes on against what is measured. */
export const OVERRIDE_REASONS = ['sensor-wrong', 'dispatch-agreed', 'other'] as const

const timeMs = z.int().min(0).max(LIMITS.timeMs)
const codeSchema = z.string().min(1).max(48)

export const loadingStepSchema = z.strictObject({
  step: z.enum(LOADING_STEPS),
  /** by the truck's clock */
  atMs: timeMs,
  clock: z.enum(CLOCK_QUALITIES),
  check: z.enum(STEP_CHECKS),
  /** of an override */
  reason: z.enum(OVERRIDE_REASONS).exactOptional(),
  /** what the cab showed of each compartment; null: no probe could be relied on */
  temperatures: z.array(z.strictObject({ compartment: z.string().min(1).max(32), celsius: z.number().nullable() })),
})
export type DoneLoadingStep = z.infer<typeof loadingStepSchema>

/** Content of a document of kind `loading-checklist`: made when the trip starts, and where more is loaded on the way. */
export const loadingChecklistSchema = z.strictObject({
  v: z.literal(1),
  trip: z.strictObject({ id: z.string().min(1).max(64), revision: z.int().min(0) }),
  /** person; null: the trip names nobody */
  driver: z.string().max(64).nullable(),
  /** where it was loaded; left out: where the trip begins */
  stop: z.string().min(1).max(64).exactOptional(),
  /** from there */
  departedAtMs: timeMs,
  steps: z.array(loadingStepSchema).min(1).max(LOADING_STEPS.length),
  /** the boxes that were taken aboard, by shipment */
  loaded: z
    .array(z.strictObject({ shipment: z.string().min(1).max(64), boxes: z.array(codeSchema).max(200) }))
    .max(200),
})
export type LoadingChecklist = z.infer<typeof loadingChecklistSchema>

/** Content of a document of kind `trip-report`: made when the driver ends the trip. */
export const tripReportSchema = z.strictObject({
  v: z.literal(1),
  trip: z.strictObject({ id: z.string().min(1).max(64), revision: z.int().min(0) }),
  driver: z.string().max(64).nullable(),
  /** null: it departed by the cloud's word alone */
  departedAtMs: timeMs.nullable(),
  endedAtMs: timeMs,
  clock: z.enum(CLOCK_QUALITIES),
  /** shipments, by what became of them */
  delivered: z.array(z.string().min(1).max(64)).max(200),
  refused: z.array(z.string().min(1).max(64)).max(200),
  /** neither, when the trip ended */
  open: z.array(z.string().min(1).max(64)).max(200),
})
export type TripReport = z.infer<typeof tripReportSchema>
