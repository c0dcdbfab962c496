import { CADENCES } from '@coldrx/protocol/rules'
import type { Truck } from './contract.ts'

/** A value that has missed so many of its records is the past, not the present. */
const RECORDS_MISSED = 3
/** Frames are closed every five minutes, so what a truck in good order has recorded may rightly be that old. */
const FRAME_INTERVAL_MS = 300_000

export type Freshness = 'current' | 'old' | 'never'

function recordIntervalMs(kind: Truck['kind']): number {
  return (kind === 'room' ? CADENCES.storage : CADENCES.transport).recordIntervalMs
}

export function freshnessOf(atMs: number | null, kind: Truck['kind'], nowMs: number): Freshness {
  if (atMs === null) return 'never'
  return nowMs - atMs > RECORDS_MISSED * recordIntervalMs(kind) ? 'old' : 'current'
}

export function isSilent(heardAtMs: number | null, kind: Truck['kind'], nowMs: number): boolean {
  return heardAtMs === null || nowMs - heardAtMs > RECORDS_MISSED * recordIntervalMs(kind) + FRAME_INTERVAL_MS
}
