import { metresOutside } from '@coldrx/protocol/rules'
import type { Fence, GeoPoint } from '../trips/records.ts'

export interface Place {
  readonly name: string
  readonly fence: Fence
}

export interface NearPlace {
  readonly name: string
  /** 0: there */
  readonly metres: number
}

/** Further away a name says nothing of where a truck is. */
const FURTHEST_METRES = 20_000

/** The place that a point is in, or the nearest one. */
export function nearestPlace(places: readonly Place[], point: GeoPoint): NearPlace | undefined {
  let nearest: NearPlace | undefined
  for (const { name, fence } of places) {
    const metres = Math.max(0, metresOutside(fence, point))
    if (metres <= FURTHEST_METRES && (nearest === undefined || metres < nearest.metres)) nearest = { name, metres }
  }
  return nearest
}
