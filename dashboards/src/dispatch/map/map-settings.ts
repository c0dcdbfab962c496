import * as z from 'zod/mini'

/** What the pages' server says about a map of tiles; without one the page draws the base map that it brings along. */
const settingsSchema = z.object({
  tiles: z.nullable(
    z.object({
      /** with {z}, {x} and {y} */
      url: z.string(),
      /** GCJ-02: as maps published in China are shifted; positions are shifted along for display, and for nothing else */
      datum: z.enum(['wgs84', 'gcj02']),
      /** who made it, and its approval number (审图号), which the law wants to be seen */
      attribution: z.string(),
      maxZoom: z.int(),
    }),
  ),
})

export type MapSettings = z.infer<typeof settingsSchema>

export const BUNDLED_MAP: MapSettings = { tiles: null }

/** A server that does not answer, or one of before these settings, leaves the bundled map. */
export async function loadMapSettings(address: string): Promise<MapSettings> {
  try {
    const response = await fetch(address, { cache: 'no-store' })
    const parsed = settingsSchema.safeParse(response.ok ? await response.json() : undefined)
    return parsed.success ? parsed.data : BUNDLED_MAP
  } catch {
    return BUNDLED_MAP
  }
}
