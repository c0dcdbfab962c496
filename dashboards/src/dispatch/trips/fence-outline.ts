import type { Fence, GeoPoint } from './records.ts'

const METRES_A_DEGREE = 111_195
const CORNERS = 64

/** Closed, as a map draws it. */
export function outlineOf(fence: Fence): GeoPoint[] {
  const points = fence.shape === 'polygon' ? fence.points : circle(fence)
  const [first] = points
  return first === undefined ? [] : [...points, first]
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
