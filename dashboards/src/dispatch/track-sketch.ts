import type { TrackPoint } from './contract.ts'

const LONGEST_STEP_MS = 300_000
const KM_PER_DEGREE = 111.32
const NICE_KM = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000]

export interface Sketch {
  /** one path for each stretch without a gap, in the coordinates of a box of the given size */
  readonly stretches: readonly string[]
  readonly end: { readonly x: number; readonly y: number; readonly headingDegrees: number | null }
  readonly start: { readonly x: number; readonly y: number }
  readonly scale: { readonly km: number; readonly width: number }
}

/** North up, drawn flat at the track's own latitude: true enough for the some hundred kilometres of a day's route. */
export function sketchTrack(
  points: readonly TrackPoint[],
  box: { width: number; height: number; margin: number },
): Sketch | null {
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined) return null
  const latitudes = points.map(([, latitude]) => latitude)
  const longitudes = points.map(([, , longitude]) => longitude)
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)]
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)]
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180)
  // A parked truck is a dot in half a kilometre, not a scribble of its receiver's noise.
  const widthKm = Math.max((east - west) * KM_PER_DEGREE * narrowing, 0.5)
  const heightKm = Math.max((north - south) * KM_PER_DEGREE, 0.5)
  const pixelsPerKm = Math.min((box.width - 2 * box.margin) / widthKm, (box.height - 2 * box.margin) / heightKm)
  const place = ([, latitude, longitude]: TrackPoint) => ({
    x: box.width / 2 + (longitude - (west + east) / 2) * KM_PER_DEGREE * narrowing * pixelsPerKm,
    y: box.height / 2 - (latitude - (south + north) / 2) * KM_PER_DEGREE * pixelsPerKm,
  })
  const end = place(last)
  const km = [...NICE_KM].reverse().find((length) => length * pixelsPerKm <= box.width / 3) ?? 0.1
  return {
    stretches: stretchesOf(points).map((stretch) =>
      stretch
        .map(place)
        .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
        .join(''),
    ),
    start: place(first),
    end: { ...end, headingDegrees: headingOf(points, narrowing) },
    scale: { km, width: km * pixelsPerKm },
  }
}

function stretchesOf(points: readonly TrackPoint[]): TrackPoint[][] {
  const stretches: TrackPoint[][] = []
  for (const [index, point] of points.entries()) {
    const previous = points[index - 1]
    const current = stretches.at(-1)
    if (previous === undefined || current === undefined || point[0] - previous[0] > LONGEST_STEP_MS)
      stretches.push([point])
    else current.push(point)
  }
  return stretches
}

/** From the last point that is far enough away to give a direction instead of noise. */
function headingOf(points: readonly TrackPoint[], narrowing: number): number | null {
  const last = points.at(-1)
  if (last === undefined) return null
  for (let index = points.length - 2; index >= 0; index -= 1) {
    const point = points[index]
    if (point === undefined) break
    const eastKm = (last[2] - point[2]) * KM_PER_DEGREE * narrowing
    const northKm = (last[1] - point[1]) * KM_PER_DEGREE
    if (Math.hypot(eastKm, northKm) > 0.1) return (Math.atan2(eastKm, northKm) * 180) / Math.PI
  }
  return null
}
