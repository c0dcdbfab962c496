/** Room for the newest state of a fleet in one go; beyond it, what waits stays outside until some was read. */
const PACE_BYTES = 256 * 1024
/** Who has not read so much is gone or useless, and must not cost memory. */
const LIMIT_BYTES = 1024 * 1024

export type OutletEnd = 'gone' | 'slow' | 'ended'

export interface Outlet {
  readonly body: ReadableStream<Uint8Array>
  /** whether the reader keeps up */
  hasRoom(): boolean
  queuedBytes(): number
  /** Past the limit the connection is cut: a reader that comes back asks for what it missed. */
  write(text: string): void
  /** Lets what is queued be read. */
  end(): void
  /** Cuts the connection without a goodbye. */
  cut(reason: OutletEnd): void
}

export interface OutletParts {
  readonly onRoom: () => void
  readonly onEnd: (reason: OutletEnd) => void
  /** closes the connection; then the body is cancelled and what is queued with it */
  readonly disconnect?: (() => void) | undefined
  readonly limitBytes?: number
  readonly paceBytes?: number
}

/** One reader's end of the feed, with a bounded queue. Nothing here is awaited: a write is under way in the same tick. */
export function createOutlet({
  onRoom,
  onEnd,
  disconnect,
  limitBytes = LIMIT_BYTES,
  paceBytes = PACE_BYTES,
}: OutletParts): Outlet {
  const encoder = new TextEncoder()
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let ended = false

  function finish(reason: OutletEnd): boolean {
    if (ended) return false
    ended = true
    onEnd(reason)
    return true
  }

  const body = new ReadableStream<Uint8Array>(
    {
      start(started) {
        controller = started
      },
      pull() {
        if (!ended) onRoom()
      },
      cancel() {
        finish('gone')
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: paceBytes }),
  )

  function queuedBytes(): number {
    return paceBytes - (controller?.desiredSize ?? paceBytes)
  }

  function cut(reason: OutletEnd): void {
    if (!finish(reason)) return
    // The adaptor would log an error of the body and append its text to the stream.
    if (disconnect === undefined) controller?.error(new Error(`the feed ended: ${reason}`))
    else disconnect()
  }

  return {
    body,
    queuedBytes,
    hasRoom: () => !ended && queuedBytes() < paceBytes,
    write(text) {
      if (ended) return
      controller?.enqueue(encoder.encode(text))
      if (queuedBytes() > limitBytes) cut('slow')
    },
    end() {
      if (finish('ended')) controller?.close()
    },
    cut,
  }
}
