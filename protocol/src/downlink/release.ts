import { z } from 'zod'
import { LIMITS } from '../limits.ts'
import { VERSION_PATTERN } from '../releases/version-order.ts'

/** SHA-256 of the whole file of a release, which names it on the wire. */
const releaseId = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256, 64 hex digits')
const orderNumber = z.int().min(1)

/** up/release: a device that was told to update asks for the next bytes; what it has it does not ask for again. */
export const releaseRequestSchema = z.strictObject({
  v: z.literal(1),
  /** of the cloud that it talks with: of several instances that one answers */
  session: z.string().min(1).max(64),
  release: releaseId,
  offset: z.int().min(0).max(LIMITS.releaseBytes).multipleOf(LIMITS.releasePartBytes),
})

/** down/release: all parts but the last are full. */
export const releasePartSchema = z.strictObject({
  v: z.literal(1),
  release: releaseId,
  offset: z.int().min(0).multipleOf(LIMITS.releasePartBytes),
  content: z
    .base64()
    .min(1)
    .max(Math.ceil(LIMITS.releasePartBytes / 3) * 4),
})

/** Of down/command. Like settings it is told again after each birth until the device answers it. */
export const releaseOrderSchema = z.strictObject({
  type: z.literal('update'),
  /** never goes down for a device, which follows the highest */
  order: orderNumber,
  /** null: what is not installed yet is let be */
  release: z
    .strictObject({
      id: releaseId,
      version: z.string().max(32).regex(VERSION_PATTERN, 'must be like 1.2.3'),
      sizeBytes: z.int().min(1).max(LIMITS.releaseBytes),
    })
    .nullable(),
})

/**
 * - `fetching`: not all of it is there; `waiting`: it is, and the truck must stand first; `trying`: it runs on trial
 * - `kept`, `taken-back`, `refused`, `dropped`: that is how it ended
 */
export const UPDATE_STATES = ['fetching', 'waiting', 'trying', 'kept', 'taken-back', 'refused', 'dropped'] as const

/** What a device says of updates in each birth. */
export const reportedUpdateSchema = z.strictObject({
  /** for which kind of machine a release must be, in words of Node */
  platform: z.string().min(1).max(32),
  arch: z.string().min(1).max(32),
  /** the newest order that it has heard of; null: none */
  order: z
    .strictObject({
      number: orderNumber,
      state: z.enum(UPDATE_STATES),
      /** why it was refused or taken back */
      problem: z.string().max(256).exactOptional(),
    })
    .nullable(),
})

export type ReleaseRequest = z.infer<typeof releaseRequestSchema>
export type ReleasePart = z.infer<typeof releasePartSchema>
export type ReleaseOrder = z.infer<typeof releaseOrderSchema>
export type ReportedUpdate = z.infer<typeof reportedUpdateSchema>
export type UpdateState = (typeof UPDATE_STATES)[number]
