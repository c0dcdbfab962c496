import { z } from 'zod'

/** WGS-84, degrees. */
export interface GeoPoint {
  readonly latitude: number
  readonly longitude: number
}

export const geoPointSchema = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
})

export const geofenceSchema = z.discriminatedUnion('shape', [
  z.strictObject({ shape: z.literal('circle'), centre: geoPointSchema, radiusMetres: z.number().min(20).max(50_000) }),
  /** not closed, not crossing itself, not over the date line */
  z.strictObject({ shape: z.literal('polygon'), points: z.array(geoPointSchema).min(3).max(200) }),
])
export type Geofence = z.infer<typeof geofenceSchema>

/** Mean radius of the Earth, IUGG 1980. */
const EARTH_RADIUS_METRES = 6_371_008.8
/** How far out a truck must be to have left: a receiver at rest wanders by a few metres over the line and back. */
const HYSTERESIS_METRES = 50

const toRadians = (degrees: number): number => (degrees * Math.PI) / 180

/** Great-circle distance by the haversine formula; within 0.6 % of the ellipsoid's. */
export function distanceMetres(from: GeoPoint, to: GeoPoint): number {
  const dLatitude = toRadians(to.latitude - from.latitude)
  const dLongitude = toRadians(to.longitude - from.longitude)
  const a =
    Math.sin(dLatitude / 2) ** 2 +
    Math.cos(toRadians(from.latitude)) * Math.cos(toRadians(to.latitude)) * Math.sin(dLongitude / 2) ** 2
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(a)))
}

/** How far outside of it a point is, in metres; 0 or less: inside. */
export function metresOutside(fence: Geofence, point: GeoPoint): number {
  if (fence.shape === 'circle') return distanceMetres(fence.centre, point) - fence.radiusMetres
  const inside = isInPolygon(fence.points, point)
  const edge = Math.min(...edgesOf(fence.points).map(([from, to]) => distanceToEdgeMetres(point, from, to)))
  return inside ? -edge : edge
}

/** How far a point is from a line of at least two points, in metres. */
export function metresFromLine(points: readonly GeoPoint[], point: GeoPoint): number {
  const edges = edgesOf(points).slice(0, -1)
  return Math.min(...edges.map(([from, to]) => distanceToEdgeMetres(point, from, to)))
}

/** Whether a truck is inside now, given whether it was: it has left only when it is well out. */
export function isInside(fence: Geofence, point: GeoPoint, wasInside: boolean): boolean {
  return metresOutside(fence, point) <= (wasInside ? HYSTERESIS_METRES : 0)
}

function edgesOf(points: readonly GeoPoint[]): (readonly [GeoPoint, GeoPoint])[] {
  return points.flatMap((from, at) => {
    const to = points[(at + 1) % points.length]
    return to === undefined ? [] : [[from, to] as const]
  })
}

function isInPolygon(points: readonly GeoPoint[], { latitude, longitude }: GeoPoint): boolean {
  let inside = false
  for (const [from, to] of edgesOf(points)) {
    const crosses = from.latitude > latitude !== to.latitude > latitude
    if (!crosses) continue
    const share = (latitude - from.latitude) / (to.latitude - from.latitude)
    if (longitude < from.longitude + share * (to.longitude - from.longitude)) inside = !inside
  }
  return inside
}

/** On a plane that touches the Earth at the point: an edge of a fence is short. */
function distanceToEdgeMetres(point: GeoPoint, from: GeoPoint, to: GeoPoint): number {
  const scale = Math.cos(toRadians(point.latitude))
  const flat = ({ latitude, longitude }: GeoPoint): readonly [number, number] => [
    toRadians(longitude - point.longitude) * scale * EARTH_RADIUS_METRES,
    toRadians(latitude - point.latitude) * EARTH_RADIUS_METRES,
  ]
  const [x1, y1] = flat(from)
  const [x2, y2] = flat(to)
  const length = (x2 - x1) ** 2 + (y2 - y1) ** 2
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, -(x1 * (x2 - x1) + y1 * (y2 - y1)) / length))
  return Math.hypot(x1 + share * (x2 - x1), y1 + share * (y2 - y1))
}
