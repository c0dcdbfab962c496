/**
 * When something happened: by this start's monotonic clock, so that its wall time follows a clock that is set later; or by
 * the wall clock of an earlier start, whose monotonic clock is gone.
 */
export type Moment = { readonly monotonicMs: number } | { readonly wallMs: number }

export function momentWallMs(moment: Moment, now: { readonly monotonicMs: number; readonly wallMs: number }): number {
  return 'wallMs' in moment ? moment.wallMs : Math.max(0, now.wallMs - (now.monotonicMs - moment.monotonicMs))
}
