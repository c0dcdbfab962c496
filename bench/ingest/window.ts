/** What a device has under way at most, in every contender alike; ours is told by the cloud from the first answer on. */
export const WINDOW_BYTES = 65_536

/**
 * Gives what may be sent now that the first `done` payloads are acknowledged, each payload once: as much as fits into
 * the window, and one payload in any case when nothing is under way.
 */
export function createWindow(payloads: readonly Uint8Array[]) {
  let next = 0
  let bytesUnderWay = 0
  let acknowledged = 0
  return (done: number, windowBytes: number): readonly Uint8Array[] => {
    for (; acknowledged < done; acknowledged++) bytesUnderWay -= payloads[acknowledged]?.length ?? 0
    const first = next
    for (; next < payloads.length; next++) {
      const size = payloads[next]?.length ?? 0
      if (bytesUnderWay > 0 && bytesUnderWay + size > windowBytes) break
      bytesUnderWay += size
    }
    return payloads.slice(first, next)
  }
}
