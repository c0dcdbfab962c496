/** A packet of what mobile networks carry. */
const SEGMENT_BYTES = 1_400
const LONGEST_TIMEOUT_MS = 60_000

export interface Loss {
  /** of packets, 0 ≤ x < 1 */
  readonly share: number
  /** after which TCP sends a packet again first; twice as long each time after that (RFC 6298) */
  readonly firstTimeoutMs: number
  /** 0 ≤ x < 1; a seeded source makes a run repeatable */
  readonly random: () => number
}

/**
 * What the loss of packets looks like to programs: TCP sends again until all has arrived, and gives nothing on that came
 * after a hole, so the stream stands still for its retransmission timeouts.
 */
export function stallOf(bytes: number, { share, firstTimeoutMs, random }: Loss): number {
  let stalledMs = 0
  for (let sentBytes = 0; sentBytes < bytes; sentBytes += SEGMENT_BYTES) {
    for (let timeoutMs = firstTimeoutMs; random() < share; timeoutMs = Math.min(2 * timeoutMs, LONGEST_TIMEOUT_MS)) {
      stalledMs += timeoutMs
    }
  }
  return stalledMs
}
