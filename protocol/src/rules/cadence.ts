/** How often an asset samples and records. GSP Annex 3 asks for at most 60 s, 300 s (storage 1,800 s) and 120 s. */
export interface Cadence {
  readonly sampleIntervalMs: number
  readonly recordIntervalMs: number
  readonly outOfRangeRecordIntervalMs: number
}

const SECOND = 1_000
const MINUTE = 60 * SECOND

export const CADENCES = {
  transport: { sampleIntervalMs: 10 * SECOND, recordIntervalMs: MINUTE, outOfRangeRecordIntervalMs: 30 * SECOND },
  storage: { sampleIntervalMs: 10 * SECOND, recordIntervalMs: 30 * MINUTE, outOfRangeRecordIntervalMs: 30 * SECOND },
} as const satisfies Record<string, Cadence>

export function recordIntervalMs(cadence: Cadence, outOfRange: boolean): number {
  return outOfRange ? cadence.outOfRangeRecordIntervalMs : cadence.recordIntervalMs
}
