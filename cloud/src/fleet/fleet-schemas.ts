import { DEVICE_PATTERN } from '@coldrx/protocol'
import { z } from 'zod'
import { namesSchema } from '../http/names.ts'
import { ASSET_KINDS, COMPARTMENT_PROBLEMS } from './asset.ts'
import { ASSET_STATES } from './asset-lifecycle.ts'
import { CALIBRATION_STATUSES } from './calibration.ts'
import { PROBE_STATES } from './probe-lifecycle.ts'

/** What the routes and the sheets of an import both accept: one row of a sheet is one request. */
export const idSchema = z.uuid({ error: 'is no id' })
export const revisionSchema = z.int().min(1).describe('of the record that the change was made from')
export const reasonSchema = z.string().trim().min(1, 'must not be empty').max(500, 'has at most 500 characters')
export const assetName = z.string().trim().min(1, 'must not be empty').max(64, 'has at most 64 characters')
/** codes and points stand in layouts, which have their own rule for ids */
export const layoutId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'allowed are 1 to 32 of a–z, 0–9 and -')
export const compartmentCode = layoutId.refine(
  (code) => code !== 'vehicle',
  'is the name of the vehicle’s own readings',
)
export const celsius = z.number().min(-100, 'must be -100 to 100').max(100, 'must be -100 to 100')
export const volume = z.number().positive('must be above 0').max(100_000, 'must be at most 100000')
export const floorArea = z.number().positive('must be above 0').max(100_000, 'must be at most 100000')
export const plainNames = z.strictObject({ zh: assetName, en: assetName })
export const serialNumber = z
  .string()
  .trim()
  .regex(/^[\w./-]{1,64}$/, 'has 1 to 64 letters, digits and . / - _')
export const probeModel = z.string().trim().min(1, 'must not be empty').max(64, 'has at most 64 characters')
export const modbusUnit = z.int().min(1, 'must be 1 to 247').max(247, 'must be 1 to 247')
export const deviceName = z
  .string()
  .regex(DEVICE_PATTERN, 'is no name of a device')
  .refine((device) => device !== 'cloud', 'is reserved')
export const day = z.iso.date({ error: 'must be a date such as 2026-03-01' })

export const rangeSchema = z.strictObject({ minCelsius: celsius, maxCelsius: celsius })

export const certificateBody = z.strictObject({
  number: z.string().trim().min(1, 'must not be empty').max(64, 'has at most 64 characters'),
  issuer: z.string().trim().min(1, 'must not be empty').max(128, 'has at most 128 characters'),
  calibratedOn: day,
  dueOn: day,
  points: z
    .array(z.strictObject({ atCelsius: celsius, errorCelsius: z.number().min(-50).max(50) }))
    .min(1, 'has at least one')
    .max(32, 'has at most 32'),
})

export const assetSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(ASSET_KINDS),
  name: z.string(),
  organisationId: z.string(),
  carrierOrganisationId: z.string().nullable(),
  state: z.enum(ASSET_STATES),
  revision: z.int(),
  device: z.string().nullable(),
  compartments: z.array(
    z.strictObject({
      id: z.string(),
      code: z.string(),
      name: namesSchema,
      volumeCubicMetres: z.number(),
      floorAreaSquareMetres: z.number().nullable(),
      range: z.strictObject({ minCelsius: z.number(), maxCelsius: z.number() }),
      points: z.array(
        z.strictObject({
          point: z.string(),
          bus: z.string(),
          unit: z.int(),
          probe: z.strictObject({
            id: z.string(),
            serialNumber: z.string(),
            model: z.string(),
            state: z.enum(PROBE_STATES),
            calibration: z.enum(CALIBRATION_STATUSES),
            calibrationDueOn: z.string().nullable(),
          }),
        }),
      ),
      pointsRequired: z.int().describe('by GSP Annex 3'),
      problems: z.array(z.enum(COMPARTMENT_PROBLEMS)),
    }),
  ),
})
