const FULL_CREDIT_BYTES = 65_536
const LEAST_CREDIT_BYTES = 4_096
/** From here on trucks are slowed down … */
const EASY_BYTES = 8 * 1024 * 1024
/** … and here they are at their slowest. */
const CROWDED_BYTES = 32 * 1024 * 1024
/** Beyond it frames are let fall: nobody has acknowledged them, so they come again. */
export const MOST_WAITING_BYTES = 128 * 1024 * 1024

/** How many bytes a device may have under way, when so many wait here for their commit. */
export function creditBytes(waitingBytes: number): number {
  if (waitingBytes <= EASY_BYTES) return FULL_CREDIT_BYTES
  const room = Math.max(0, CROWDED_BYTES - waitingBytes) / (CROWDED_BYTES - EASY_BYTES)
  return Math.round(LEAST_CREDIT_BYTES + room * (FULL_CREDIT_BYTES - LEAST_CREDIT_BYTES))
}
