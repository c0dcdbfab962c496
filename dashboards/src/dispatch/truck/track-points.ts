import type { TrackPoint } from '../contract.ts'
import { nearest } from './curve-readout.ts'

/** Between two positions further apart in time nobody knows where the truck was. */
const LONGEST_STEP_MS = 300_000

export interface Position {
  readonly atMs: number
  readonly latitude: number
  readonly longitude: number
  readonly speedKmh: number | null
}

/** Where the truck was said to be nearest to that moment; undefined where nothing was said for too long. */
export function positionAt(points: readonly TrackPoint[], atMs: number): Position | undefined {
  const found = nearest(points, atMs)
  if (found === undefined || Math.abs(found[0] - atMs) > LONGEST_STEP_MS) return undefined
  const [foundMs, latitude, longitude, speedKmh] = found
  return { atMs: foundMs, latitude, longitude, speedKmh }
}

/** A line for each stretch without a gap. */
export function stretchesOf(points: readonly TrackPoint[]): TrackPoint[][] {
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
