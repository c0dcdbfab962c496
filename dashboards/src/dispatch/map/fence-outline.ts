import { distanceMetres } from '@coldrx/protocol/rules'
import type { Fence, GeoPoint } from '../trips/records.ts'

const METRES_A_DEGREE = 111_195
const CORNERS = 64

/** Closed, as a map draws it. */
export function outlineOf(fence: Fence): GeoPoint[] {
  const points = fence.shape === 'polygon' ? fence.points : circle(fence)
  const [first] = points
  return first === undefined ? [] : [...points, first]
}

/** Of a polygon the middle of what it spans. */
export function centreOf(fence: Fence): GeoPoint {
  if (fence.shape === 'circle') return fence.centre
  const middle = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2
  return {
    latitude: middle(fence.points.map(({ latitude }) => latitude)),
    longitude: middle(fence.points.map(({ longitude }) => longitude)),
  }
}

/** From its centre to where it ends at the furthest. */
export function reachMetresOf(fence: Fence): number {
  if (fence.shape === 'circle') return fence.radiusMetres
  const centre = centreOf(fence)
  return Math.max(1, ...fence.points.map((point) => distanceMetres(centre, point)))
}

function circle({ centre, radiusMetres }: Extract<Fence, { shape: 'circle' }>): GeoPoint[] {
  const latitudes = radiusMetres / METRES_A_DEGREE
  const longitudes = latitudes / Math.cos((centre.latitude * Math.PI) / 180)
  return Array.from({ length: CORNERS }, (_, at) => {
    const angle = (2 * Math.PI * at) / CORNERS
    return {
      latitude: centre.latitude + latitudes * Math.sin(angle),
      longitude: centre.longitude + longitudes * Math.cos(angle),
    }
  })
}
