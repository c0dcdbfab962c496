import type { Frame, FrameHeader, Layout, Section } from '@coldrx/protocol'
import type { Sql } from '../lib/sql.ts'

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

export interface FrameProblem {
  readonly frame: LoggedFrame
  readonly problem: string
}

/** Frames in the order of the log. Each is in `frames` once, and once among `decoded` or `problems`, maybe later. */
export interface Batch {
  readonly frames: readonly LoggedFrame[]
  /** their layout is known; where it came later, in a later batch than `frames` had them */
  readonly decoded: readonly DecodedFrame[]
  /** their layout is not known yet */
  readonly missing: readonly LoggedFrame[]
  /** their layout is known, or they are no frames at all, and yet they cannot be decoded */
  readonly problems: readonly FrameProblem[]
}

/** What a batch changed, for screens. */
export interface ChangeSink {
  truck(device: string): void
  /** drawn, changed or no more */
  alarm(id: string): void
}

/** What a projection keeps. */
export interface ProjectionTables {
  readonly name: string
  /** a change of it rebuilds the projection at the next start */
  readonly version: number
  readonly tables: readonly string[]
  /** what an earlier version kept and this one does not any more */
  readonly formerTables?: readonly string[]
  /** statements that create them where they do not exist, as `tableText` takes them */
  readonly statements: readonly string[]
}

/**
 * A follower of the log. Whatever the order in which frames and layouts come, and however they fall into batches, the
 * same set of frames must leave the same rows: that is what lets a layout come late, and a rebuild be compared row by
 * row. A number that comes twice, which only a log that was tampered with can give, must not stop it.
 */
export interface Projection extends ProjectionTables {
  /** whether it wants more of a frame than the frame itself: then it is told of those whose layout comes late, too */
  readonly takesSections: boolean
  /** Works a batch in, in the transaction with the cursor. It may be called again with the same batch after a failure. */
  readonly take: (batch: Batch, tx: Sql, changes: ChangeSink) => Promise<void>
}

/** Monotonic time of a row or event of this frame. */
export function monotonicAt(frame: DecodedFrame, time: number): number {
  return frame.header.monotonicMs + time * frame.layout.timeUnitMs
}
