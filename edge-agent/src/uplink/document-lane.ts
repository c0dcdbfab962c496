import { type DocumentAck, type DocumentPart, splitDocument } from '@coldrx/protocol'
import type { Recorder } from '../recorder/recorder.ts'

const LONGEST_WAIT_MS = 600_000

/**
 * Sends documents that the cloud is not known to have, one at a time, oldest first. One that is not acknowledged gives way
 * to the next and is sent again later, ever more rarely: a cloud that does not take it must not be flooded.
 */
export function createDocumentLane({
  recorder,
  resendAfterMs,
  publish,
}: {
  readonly recorder: Pick<Recorder, 'nextDocument' | 'acknowledgeDocument'>
  readonly resendAfterMs: number
  readonly publish: (part: DocumentPart) => void
}) {
  let underWay: { readonly position: number; readonly digest: string; readonly sentAtMs: number } | null = null
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
      underWay = { position, digest, sentAtMs: nowMs }
      for (const part of splitDocument(document)) publish(part)
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
