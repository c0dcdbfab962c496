import type { Track, TrackPoint } from '../contract.ts'
import { nearest } from './curve-readout.ts'

/** Between two positions further apart in time nobody knows where the truck was. */
const LONGEST_STEP_MS = 300_000
/** of a thinned track: as much may lie between two that are kept */
const STEPS_BRIDGED = 2.5

const longestStepOf = ({ stepMs }: Track): number => Math.max(LONGEST_STEP_MS, (stepMs ?? 0) * STEPS_BRIDGED)

export interface Position {
  readonly atMs: number
  readonly latitude: number
  readonly longitude: number
  readonly speedKmh: number | null
}

/** Where the truck was said to be nearest to that moment; undefined where nothing was said for too long. */
export function positionAt(track: Track, atMs: number): Position | undefined {
  const found = nearest(track.points, atMs)
  if (found === undefined || Math.abs(found[0] - atMs) > longestStepOf(track)) return undefined
  const [foundMs, latitude, longitude, speedKmh] = found
  return { atMs: foundMs, latitude, longitude, speedKmh }
}

/** A line for each stretch without a gap. */
export function stretchesOf(track: Track): TrackPoint[][] {
  const { points } = track
  const longestMs = longestStepOf(track)
  const stretches: TrackPoint[][] = []
  for (const [index, point] of points.entries()) {
    const previous = points[index - 1]
    const current = stretches.at(-1)
    if (previous === undefined || current === undefined || point[0] - previous[0] > longestMs) stretches.push([point])
    else current.push(point)
  }
  return stretches
}
