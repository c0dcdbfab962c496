import * as z from 'zod'
import type { Feature, FeatureCollection, Ring } from './geo-json.ts'

/** Differences of quantised coordinates, two characters a point, as ECharts 4 ships its maps. */
const packedSchema = z.object({
  features: z.array(
    z.object({
      id: z.string().optional(),
      properties: z.object({ name: z.string(), cp: z.tuple([z.number(), z.number()]).optional() }),
      geometry: z.discriminatedUnion('type', [
        z.object({
          type: z.literal('Polygon'),
          coordinates: z.array(z.string()),
          encodeOffsets: z.array(z.tuple([z.number(), z.number()])),
        }),
        z.object({
          type: z.literal('MultiPolygon'),
          coordinates: z.array(z.array(z.string())),
          encodeOffsets: z.array(z.array(z.tuple([z.number(), z.number()]))),
        }),
      ]),
    }),
  ),
})

const SCALE = 1_024

export interface PlaceProperties {
  readonly name: string
  readonly code: string
  /** where the package puts its name */
  readonly middle: readonly [longitude: number, latitude: number] | null
}

/** Throws where the package's file is not what it was. */
export function unpackGeoJson(json: unknown): FeatureCollection<PlaceProperties> {
  const { features } = packedSchema.parse(json)
  return {
    type: 'FeatureCollection',
    features: features.map(({ id, properties, geometry }): Feature<PlaceProperties> => {
      const common = {
        type: 'Feature' as const,
        properties: { name: properties.name, code: id ?? '', middle: properties.cp ?? null },
      }
      return geometry.type === 'Polygon'
        ? {
            ...common,
            geometry: { type: 'Polygon', coordinates: unpackRings(geometry.coordinates, geometry.encodeOffsets) },
          }
        : {
            ...common,
            geometry: {
              type: 'MultiPolygon',
              coordinates: geometry.coordinates.map((rings, at) =>
                unpackRings(rings, geometry.encodeOffsets[at] ?? []),
              ),
            },
          }
    }),
  }
}

function unpackRings(rings: readonly string[], offsets: readonly (readonly [number, number])[]): Ring[] {
  return rings.map((ring, at) => unpackRing(ring, offsets[at] ?? [0, 0]))
}

function unpackRing(text: string, [startX, startY]: readonly [number, number]): Ring {
  const ring: Ring = []
  let [x, y] = [startX, startY]
  for (let at = 0; at + 1 < text.length; at += 2) {
    x += zigZag(text.charCodeAt(at) - 64)
    y += zigZag(text.charCodeAt(at + 1) - 64)
    ring.push([x / SCALE, y / SCALE])
  }
  return ring
}

function zigZag(value: number): number {
  return (value >> 1) ^ -(value & 1)
}
