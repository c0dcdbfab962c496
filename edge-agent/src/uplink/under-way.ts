import type { OutboxFrame } from '../recorder/outbox.ts'
import type { SentFrame } from './bulk-window.ts'

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

  add({ position, bytes }: OutboxFrame, sentAtMs: number): void {
    this.#remove(position)
    this.#frames.set(position, { bytes: bytes.length, sentAtMs })
    this.#bytes += bytes.length
  }

  /** Those that are still not known to have arrived; gives the others. */
  keepOnly(positions: readonly number[]): SentFrame[] {
    const left = new Set(positions)
    return this.positions.flatMap((position) => {
      const frame = this.#frames.get(position)
      if (left.has(position) || frame === undefined) return []
      this.#remove(position)
      return [frame]
    })
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
