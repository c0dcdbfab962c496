import type { OutboxFrame } from '../recorder/outbox.ts'

export interface SentFrame {
  readonly bytes: number
  readonly sentAtMs: number
  /** what was on the link when it was sent, itself included */
  readonly onLinkBytes: number
}

/**
 * The frames that are sent and not yet acknowledged: the window of the uplink, in bytes. Of these, some are still on the
 * link; the others have reached the broker and wait for the cloud's commit.
 */
export class UnderWay {
  readonly #frames = new Map<number, SentFrame>()
  readonly #onLink = new Set<number>()
  #bytes = 0
  #onLinkBytes = 0

  get bytes(): number {
    return this.#bytes
  }

  get onLinkBytes(): number {
    return this.#onLinkBytes
  }

  get size(): number {
    return this.#frames.size
  }

  get positions(): number[] {
    return [...this.#frames.keys()]
  }

  /** null when nothing is under way */
  get oldestSentAtMs(): number | null {
    // a Map keeps the order in which its entries were set
    for (const frame of this.#frames.values()) return frame.sentAtMs
    return null
  }

  /** null when nothing is on the link */
  get oldestOnLinkSentAtMs(): number | null {
    for (const position of this.#onLink) return this.#frames.get(position)?.sentAtMs ?? null
    return null
  }

  add({ position, bytes }: OutboxFrame, sentAtMs: number): void {
    this.#remove(position)
    this.#bytes += bytes.length
    this.#onLinkBytes += bytes.length
    this.#onLink.add(position)
    this.#frames.set(position, { bytes: bytes.length, sentAtMs, onLinkBytes: this.#onLinkBytes })
  }

  /** The broker has it; undefined when that is known already, or it has been sent once more since. */
  arrived(position: number, sentAtMs: number): SentFrame | undefined {
    const frame = this.#frames.get(position)
    return frame?.sentAtMs === sentAtMs && this.#leaveLink(position) ? frame : undefined
  }

  /** Those that are still not known to have arrived; gives of the others those that were on the link until now. */
  keepOnly(positions: readonly number[]): SentFrame[] {
    const left = new Set(positions)
    return this.positions.flatMap((position) => {
      const frame = this.#frames.get(position)
      if (left.has(position) || frame === undefined) return []
      const wasOnLink = this.#onLink.has(position)
      this.#remove(position)
      return wasOnLink ? [frame] : []
    })
  }

  /** Takes what was sent before that moment out, so that it is sent again. */
  releaseSentBefore(ms: number): void {
    for (const [position, frame] of this.#frames) if (frame.sentAtMs < ms) this.#remove(position)
  }

  clear(): void {
    this.#frames.clear()
    this.#onLink.clear()
    this.#bytes = 0
    this.#onLinkBytes = 0
  }

  #remove(position: number): void {
    this.#leaveLink(position)
    this.#bytes -= this.#frames.get(position)?.bytes ?? 0
    this.#frames.delete(position)
  }

  #leaveLink(position: number): boolean {
    if (!this.#onLink.delete(position)) return false
    this.#onLinkBytes -= this.#frames.get(position)?.bytes ?? 0
    return true
  }
}
