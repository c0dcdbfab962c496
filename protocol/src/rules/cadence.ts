/** How often an asset samples and records. */
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

/** The longest intervals that GSP annex 3 allows. */
export const CADENCE_LIMITS = {
  transport: { sampleIntervalMs: MINUTE, recordIntervalMs: 5 * MINUTE, outOfRangeRecordIntervalMs: 2 * MINUTE },
  storage: { sampleIntervalMs: MINUTE, recordIntervalMs: 30 * MINUTE, outOfRangeRecordIntervalMs: 2 * MINUTE },
} as const satisfies Record<keyof typeof CADENCES, Cadence>

/** A box is on the road as a truck is; only a room stores. */
export function cadenceUseOf(kind: 'truck' | 'room' | 'box'): keyof typeof CADENCES {
  return kind === 'room' ? 'storage' : 'transport'
}

export function recordIntervalMs(cadence: Cadence, outOfRange: boolean): number {
  return outOfRange ? cadence.outOfRangeRecordIntervalMs : cadence.recordIntervalMs
}
