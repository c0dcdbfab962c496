import type { Ack } from '@coldrx/protocol'
import type { OutboxFrame } from '../recorder/outbox.ts'

interface SentFrame {
  readonly epoch: string
  readonly n: number
  readonly bytes: number
  readonly sentAtMs: number
}

/** The frames that are sent and not yet acknowledged: the window of the uplink, in bytes. */
export class UnderWay {
  readonly #frames = new Map<number, SentFrame>()
  #bytes = 0

  get bytes(): number {
    return this.#bytes
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

  add({ position, epoch, n, bytes }: OutboxFrame, sentAtMs: number): void {
    this.#remove(position)
    this.#frames.set(position, { epoch, n, bytes: bytes.length, sentAtMs })
    this.#bytes += bytes.length
  }

  acknowledge({ epoch, through, have }: Ack): void {
    for (const [position, frame] of this.#frames) {
      if (frame.epoch !== epoch) continue
      if (frame.n <= through || have.some(([from, to]) => frame.n >= from && frame.n <= to)) this.#remove(position)
    }
  }

  /** Takes what was sent before that moment out, so that it is sent again. */
  releaseSentBefore(ms: number): void {
    for (const [position, frame] of this.#frames) if (frame.sentAtMs < ms) this.#remove(position)
  }

  clear(): void {
    this.#frames.clear()
    this.#bytes = 0
  }

  #remove(position: number): void {
    this.#bytes -= this.#frames.get(position)?.bytes ?? 0
    this.#frames.delete(position)
  }
}
