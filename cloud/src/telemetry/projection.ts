import type { Frame, FrameHeader, Layout, Section } from '@coldrx/protocol'

/** A frame of the log as the projections see it. */
export interface LoggedFrame {
  readonly position: number
  readonly device: string
  readonly epoch: string
  readonly n: number
  /** undefined: not readable, which no frame is that came by way of the log */
  readonly header: FrameHeader | undefined
  /** undefined: the bytes are no frame */
  readonly frame: Frame | undefined
}

export interface DecodedFrame extends LoggedFrame {
  readonly header: FrameHeader
  readonly layout: Layout
  readonly sections: readonly Section[]
}

/** What a batch changed, for screens. */
export interface ChangeSink {
  truck(device: string): void
  /** drawn, changed or no more */
  alarm(id: string): void
}

/** What a projection keeps, known before its statements can be prepared. */
export interface ProjectionTables {
  readonly name: string
  /** a change of it rebuilds the projection at the next start */
  readonly version: number
  readonly tables: readonly string[]
  /** creates them where they do not exist */
  readonly sql: string
}

/**
 * A follower of the log. Whatever the order in which frames and layouts come, the same set of frames must leave the
 * same rows: that is what lets a layout come late, and a rebuild be compared row by row. A number that comes twice,
 * which only a log that was tampered with can give, must not stop it.
 *
 * Calls happen inside one transaction with the cursor. `flush` ends it; until then rows may be held back.
 */
export interface Projection extends ProjectionTables {
  /** every frame, in log order */
  readonly takeFrame?: (frame: LoggedFrame) => void
  /** every frame that can be decoded: in log order too, but later where its layout came later */
  readonly takeSections?: (frame: DecodedFrame) => void
  /** every frame whose layout is not known yet */
  readonly takeMissing?: (frame: LoggedFrame) => void
  /** every frame that cannot, although its layout is known or it is no frame at all */
  readonly takeProblem?: (frame: LoggedFrame, problem: string) => void
  /** forget what was held back for a transaction that failed */
  readonly forget?: () => void
  readonly flush?: () => void
}

/** Monotonic time of a row or event of this frame. */
export function monotonicAt(frame: DecodedFrame, time: number): number {
  return frame.header.monotonicMs + time * frame.layout.timeUnitMs
}
