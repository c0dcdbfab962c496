import type { ClockQuality, FrameEvent, Mark } from '@coldrx/protocol'

/** One sample for every channel of the layout, in its order (group by group). */
export interface RecordedSamples {
  readonly integers: readonly (number | null)[]
  readonly marks: readonly Mark[]
  /** only the channels of the vehicle, which is the layout's first group: a point of the track between two records */
  readonly of?: 'vehicle'
}

/** Whether a row has the samples of the whole asset: only such a row keeps the interval that the law sets. */
export function isFullRecord(samples: RecordedSamples | null): samples is RecordedSamples {
  return samples !== null && samples.of === undefined
}

export interface RecordedEvent extends Omit<FrameEvent, 'time'> {
  readonly monotonicMs: number
}

/** What one point of the sampling grid gives the recorder: samples if they are due, and what happened. */
export interface RecordEntry {
  readonly monotonicMs: number
  readonly wallMs: number
  readonly clock: ClockQuality
  readonly samples: RecordedSamples | null
  readonly events: readonly RecordedEvent[]
  /** closes the frame at once, so that it overtakes history on the way up */
  readonly prompt: boolean
  /** how old the oldest row may be before a frame is made of it; without it as the recorder was opened */
  readonly frameIntervalMs?: number
}

/** A row of the recorder: an entry as it is committed, with the boot and the layout that it belongs to. */
export interface RecordedRow {
  readonly position: number
  readonly boot: number
  readonly layout: string
  readonly monotonicMs: number
  readonly wallMs: number
  readonly clock: ClockQuality
  readonly samples: RecordedSamples | null
  readonly events: readonly RecordedEvent[]
}
