import { z } from 'zod'
import { geofenceSchema } from '../rules/geofence.ts'

export const GEOFENCE_KINDS = ['depot', 'customer', 'service', 'forbidden'] as const
/** More are told to no truck; all together must fit into LIMITS.downlinkBytes as well. */
export const MOST_GEOFENCES = 200

const nameSchema = z.strictObject({ zh: z.string().min(1).max(64), en: z.string().min(1).max(64) })

/**
 * down/geofences: the named places of the company that the truck belongs to. `revision` belongs to the device and never
 * goes down for it; a device keeps the message with the highest.
 */
export const geofencesMessageSchema = z.strictObject({
  v: z.literal(1),
  revision: z.int().min(0),
  geofences: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(64),
        kind: z.enum(GEOFENCE_KINDS),
        name: nameSchema,
        /** WGS-84 */
        fence: geofenceSchema,
      }),
    )
    .max(MOST_GEOFENCES)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'an id stands twice'),
})

export type GeofencesMessage = z.infer<typeof geofencesMessageSchema>
export type NamedGeofence = GeofencesMessage['geofences'][number]
