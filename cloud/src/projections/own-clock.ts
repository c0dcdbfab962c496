import type { ClockQuality, FrameHeader } from '@coldrx/protocol'

/** Whether a frame is placed in UTC by its own clock; another is placed by anchors around it (`unsure_frames`). */
export function isGoodClock(clock: ClockQuality): boolean {
  return clock === 'gnss' || clock === 'ntp'
}

/** UTC = monotonic time + offset, for every row of a frame whose clock is good. */
export function ownOffsetMs({ wallMs, monotonicMs }: FrameHeader): number {
  return wallMs - monotonicMs
}
