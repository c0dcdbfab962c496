/** A row may come late by so much of an interval without another one being missing. */
const PATIENCE = 1.5

/** Whether a row is missing between two that are so far apart, where one was to be recorded at each interval. */
export function isGap(apartMs: number, recordIntervalMs: number): boolean {
  return apartMs > PATIENCE * recordIntervalMs
}
