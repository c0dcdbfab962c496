import { type DocumentAck, type DocumentPart, LIMITS, splitDocument } from '@coldrx/protocol'
import type { Recorder } from '../recorder/recorder.ts'

const LONGEST_WAIT_MS = 600_000

interface UnderWayDocument {
  readonly position: number
  readonly digest: string
  /** when the broker took the newest part of it; before that, when it was begun */
  sentAtMs: number
  /** not known to have reached the broker */
  bytesLeft: number
}

/**
 * Sends documents that the cloud is not known to have, one at a time, oldest first. One that is not acknowledged gives way
 * to the next and is sent again later, ever more rarely: a cloud that does not take it must not be flooded. A part goes
 * when the one before it has arrived, so that an alarm never waits for a whole document on a slow link.
 */
export function createDocumentLane({
  recorder,
  resendAfterMs,
  isSlow,
  publish,
}: {
  readonly recorder: Pick<Recorder, 'nextDocument' | 'acknowledgeDocument'>
  readonly resendAfterMs: number
  /** whether a whole part would stand in front of what comes after it for long */
  readonly isSlow: () => boolean
  /** `onTaken`: the broker has the part */
  readonly publish: (part: DocumentPart, onTaken: (nowMs: number) => void) => void
}) {
  let underWay: UnderWayDocument | null = null
  let partBytes: number = LIMITS.documentPartBytes
  let lastPosition = 0
  let unanswered = 0
  /** nothing waited when last asked */
  let isEmpty = false

  const waitMs = (): number => Math.min(resendAfterMs * 2 ** Math.max(0, unanswered - 1), LONGEST_WAIT_MS)

  return {
    /** A document was made. */
    wake(): void {
      isEmpty = false
    },
    /** What was under way may have reached nobody. */
    clear(): void {
      underWay = null
      lastPosition = 0
      unanswered = 0
      isEmpty = false
    },
    isDue: (nowMs: number): boolean => !isEmpty && (underWay === null || nowMs - underWay.sentAtMs >= waitMs()),
    /** `isCurrent`: whether the connection that it would go on is still there, once the recorder has answered. */
    async send(nowMs: number, isCurrent: () => boolean): Promise<void> {
      const document = await recorder.nextDocument(lastPosition)
      if (!isCurrent()) return
      isEmpty = document === null
      underWay = null
      if (document === null) return
      const { position, digest } = document
      lastPosition = position
      unanswered++
      const own: UnderWayDocument = { position, digest, sentAtMs: nowMs, bytesLeft: document.bytes.length }
      underWay = own
      const size = isSlow() ? LIMITS.documentSmallPartBytes : LIMITS.documentPartBytes
      partBytes = size
      const parts = splitDocument(document, size)
      const sendFrom = (at: number): void => {
        const part = parts[at]
        if (part === undefined) return
        publish(part, (takenAtMs) => {
          if (underWay !== own) return
          own.sentAtMs = takenAtMs
          own.bytesLeft = Math.max(0, own.bytesLeft - size)
          sendFrom(at + 1)
        })
      }
      sendFrom(0)
    },
    /** of the document that is under way, at most as much as one part: what may stand in front of a frame */
    get bytesUnderWay(): number {
      return Math.min(partBytes, underWay?.bytesLeft ?? 0)
    },
    /** Whether it was one that waited; the next may go then. */
    async acknowledged({ id, digest }: DocumentAck): Promise<boolean> {
      const wasWaiting = await recorder.acknowledgeDocument(id, digest)
      unanswered = 0
      if (underWay?.digest === digest) underWay = null
      return wasWaiting
    },
  }
}

export type DocumentLane = ReturnType<typeof createDocumentLane>
