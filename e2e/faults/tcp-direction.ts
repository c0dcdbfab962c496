import type { Socket } from 'node:net'

/** Beyond this, the source is not read until the rest is written. */
const MAX_QUEUED_BYTES = 1024 * 1024

interface Piece {
  /** Absent: the end of the stream. */
  readonly bytes?: Buffer
  readonly dueMs: number
}

export interface Direction {
  /** Nothing passes any more; what was read stays queued, the rest stays with the sender. */
  hold(): void
  release(): void
  stop(): void
}

/** One direction of a connection: bytes and their end, in order, each after the delay of its time of reading. */
export function pipeDirection({
  from,
  to,
  delayMs,
  bytesPerSecond,
  stallMs,
  onBytes,
}: {
  from: Socket
  to: Socket
  delayMs: () => number
  bytesPerSecond: () => number
  /** how long lost packets among so many bytes hold up these and all that come after them */
  stallMs: (bytes: number) => number
  onBytes: (bytes: number) => void
}): Direction {
  const queue: Piece[] = []
  let queuedBytes = 0
  let held = false
  /** when the radio has sent all that came so far */
  let sentAtMs = 0
  let timer: NodeJS.Timeout | undefined

  function pass(): void {
    clearTimeout(timer)
    if (held || to.destroyed) return
    for (let piece = queue[0]; piece !== undefined; piece = queue[0]) {
      const waitMs = piece.dueMs - performance.now()
      if (waitMs > 0) {
        timer = setTimeout(pass, waitMs)
        return
      }
      queue.shift()
      if (piece.bytes === undefined) {
        to.end()
        return
      }
      queuedBytes -= piece.bytes.length
      onBytes(piece.bytes.length)
      if (!to.write(piece.bytes)) {
        to.once('drain', pass)
        return
      }
    }
    from.resume()
  }

  function enqueue(bytes?: Buffer): void {
    const size = bytes?.length ?? 0
    sentAtMs = Math.max(sentAtMs, performance.now()) + (size / bytesPerSecond()) * 1_000 + stallMs(size)
    const dueMs = sentAtMs + delayMs()
    queue.push(bytes === undefined ? { dueMs } : { bytes, dueMs })
    queuedBytes += bytes?.length ?? 0
    if (queuedBytes > MAX_QUEUED_BYTES || to.writableNeedDrain) from.pause()
    if (!to.writableNeedDrain) pass()
  }

  from.on('data', enqueue)
  from.on('end', () => enqueue())
  return {
    hold() {
      held = true
      from.pause()
    },
    release() {
      held = false
      from.resume()
      pass()
    },
    stop: () => clearTimeout(timer),
  }
}
