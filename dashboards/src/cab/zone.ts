const BEIJING_OFFSET_MINUTES = 8 * 60

/** China keeps one time. A kiosk that came with another zone shows every time hours off, and nothing else tells. */
export function isBeijingTime(atMs: number): boolean {
  return -new Date(atMs).getTimezoneOffset() === BEIJING_OFFSET_MINUTES
}
