import { z } from 'zod'
import { LIMITS } from '../limits.ts'
import { geoPointSchema } from '../rules/geofence.ts'

const idSchema = z.string().min(1).max(64)
const nameSchema = z.strictObject({ zh: z.string().min(1).max(64), en: z.string().min(1).max(64) })
const timeMs = z.int().min(0).max(LIMITS.timeMs)

const stopSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  address: z.string().max(200),
  /** WGS-84 */
  position: geoPointSchema,
  geofenceRadiusMetres: z.int().min(20).max(50_000),
  windowFromMs: timeMs,
  windowToMs: timeMs,
  state: z.enum(['planned', 'arrived', 'left', 'skipped']),
})

const shipmentSchema = z.strictObject({
  id: idSchema,
  /** of the waybill */
  number: z.string().min(1).max(64),
  consignee: z.string().max(64),
  goods: nameSchema,
  /** codes as they stand on the boxes */
  boxes: z.array(z.string().min(1).max(48)).max(200),
  /** of the layout; null: not decided yet */
  compartment: z.string().min(1).max(32).nullable(),
  range: z
    .strictObject({ minCelsius: z.number().min(-273.15).max(200), maxCelsius: z.number().min(-273.15).max(200) })
    .refine(({ minCelsius, maxCelsius }) => minCelsius < maxCelsius, 'minCelsius must be below maxCelsius'),
  /** how long it may be out of range altogether */
  timeBudgetMinutes: z.int().min(0).max(100_000),
  fromStop: idSchema,
  toStop: idSchema,
  state: z.enum(['assigned', 'loaded', 'in-transit', 'delivered', 'refused', 'returned']),
})

const tripSchema = z
  .strictObject({
    id: idSchema,
    /** for people */
    number: z.string().min(1).max(64),
    /** of the trip itself, grows with every change of it */
    revision: z.int().min(0),
    state: z.enum(['released', 'loading', 'under-way']),
    plannedDepartureMs: timeMs,
    /** who drives; left out or null: nobody is named yet */
    driver: z
      .strictObject({ id: idSchema, name: z.string().min(1).max(64) })
      .nullable()
      .exactOptional(),
    /** in the order in which they are driven */
    stops: z.array(stopSchema).min(1).max(64),
    shipments: z.array(shipmentSchema).max(200),
  })
  .superRefine(({ stops, shipments }, context) => {
    const known = new Set(stops.map(({ id }) => id))
    if (known.size !== stops.length)
      context.addIssue({ code: 'custom', path: ['stops'], message: 'an id stands twice' })
    shipments.forEach((shipment, at) => {
      for (const end of ['fromStop', 'toStop'] as const) {
        if (known.has(shipment[end])) continue
        context.addIssue({ code: 'custom', path: ['shipments', at, end], message: 'is no stop of the trip' })
      }
    })
  })

/**
 * down/trip. `revision` belongs to the device, not to the trip: it never goes down for it, so that of two messages the
 * newer is known whichever trips they name. A device keeps the one with the highest.
 */
export const tripMessageSchema = z.strictObject({
  v: z.literal(1),
  revision: z.int().min(0),
  /** null: there is none to drive */
  trip: tripSchema.nullable(),
})

export type TripMessage = z.infer<typeof tripMessageSchema>
export type AssignedTrip = z.infer<typeof tripSchema>
