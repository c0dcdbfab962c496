import type { Feature } from 'geojson'
import type { GeoJSONSourceDiff } from 'maplibre-gl'
import type { Places } from '../fleet/fleet-messages.ts'
import type { ToDisplay } from './display-datum.ts'

/** The part of the world whose trucks must be where they are; of the others only coming and going matters. */
export interface View {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
  /** what a pixel of the map covers, in degrees of longitude */
  readonly degreesPerPixel: number
}

/** What crosses over to the map's worker in one go; packing five thousand changes would hold up the page. */
const MOST_AT_ONCE = 1_200

export interface PlaceChanges {
  /** undefined: there is nothing to draw anew; of very many changes a part, whose rest comes with the next */
  next(places: Places, shown: ReadonlySet<number> | null, view: View): GeoJSONSourceDiff | undefined
  /** draws everything anew the next time, as after the map lost what it had */
  forget(): void
}

/**
 * What of the fleet the map does not yet show as it is. A truck that has moved by less than a pixel, or outside the
 * view, stays where it was drawn: at the scale of a country five thousand trucks a second come to a handful.
 */
export function createPlaceChanges({
  toDisplay,
  nameAt,
}: {
  readonly toDisplay: ToDisplay
  readonly nameAt: (index: number) => string
}): PlaceChanges {
  const drawn = new Map<number, { longitude: number; latitude: number; risk: number; name: string }>()
  let isForgotten = true
  /** where the next goes on: a part that began with the first each time would never come to the last */
  let begin = 0

  return {
    forget() {
      drawn.clear()
      isForgotten = true
    },
    next({ risks, longitudes, latitudes }, shown, view) {
      const add: Feature[] = []
      const update: NonNullable<GeoJSONSourceDiff['update']> = []
      const remove: number[] = []
      const isInside = (longitude: number, latitude: number) =>
        longitude >= view.west && longitude <= view.east && latitude >= view.south && latitude <= view.north
      for (let step = 0; step < risks.length; step += 1) {
        const index = (begin + step) % risks.length
        if (add.length + update.length + remove.length >= MOST_AT_ONCE) {
          begin = index
          break
        }
        const [rawLongitude = Number.NaN, rawLatitude = Number.NaN] = [longitudes[index], latitudes[index]]
        const risk = risks[index] ?? 0
        const before = drawn.get(index)
        if (Number.isNaN(rawLongitude) || (shown !== null && !shown.has(index))) {
          if (before !== undefined) {
            remove.push(index)
            drawn.delete(index)
          }
          continue
        }
        const [longitude, latitude] = toDisplay(rawLongitude, rawLatitude)
        const name = nameAt(index)
        if (before === undefined) {
          drawn.set(index, { longitude, latitude, risk, name })
          add.push({
            type: 'Feature',
            id: index,
            properties: { risk, name },
            geometry: { type: 'Point', coordinates: [longitude, latitude] },
          })
          continue
        }
        const hasMoved =
          Math.max(Math.abs(longitude - before.longitude), Math.abs(latitude - before.latitude)) >=
            view.degreesPerPixel &&
          (isInside(longitude, latitude) || isInside(before.longitude, before.latitude))
        const isOther = risk !== before.risk || name !== before.name
        if (!hasMoved && !isOther) continue
        Object.assign(before, { longitude, latitude, risk, name })
        update.push({
          id: index,
          newGeometry: { type: 'Point', coordinates: [longitude, latitude] },
          ...(isOther
            ? {
                addOrUpdateProperties: [
                  { key: 'risk', value: risk },
                  { key: 'name', value: name },
                ],
              }
            : {}),
        })
      }
      for (const index of [...drawn.keys()]) {
        if (index < risks.length) continue
        remove.push(index)
        drawn.delete(index)
      }
      const removeAll = isForgotten
      isForgotten = false
      if (!removeAll && add.length + update.length + remove.length === 0) return undefined
      return { ...(removeAll ? { removeAll } : {}), add, update, remove }
    },
  }
}
