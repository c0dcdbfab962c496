import type { Clock } from '../lib/clock.ts'

/** The shortest sampling interval that an agent can be set to gives half of it. */
const HINTS_PER_SECOND = 20
const HINTS_AT_ONCE = 40
const DEVICES_IN_MEMORY = 50_000

/** Lets each device tell so many hints: every one of them goes to every screen. */
export class HintRate {
  readonly #clock: Clock
  readonly #buckets = new Map<string, { left: number; atMs: number }>()

  constructor({ clock }: { readonly clock: Clock }) {
    this.#clock = clock
  }

  allows(device: string): boolean {
    const nowMs = this.#clock.nowMs()
    const bucket = this.#buckets.get(device) ?? { left: HINTS_AT_ONCE, atMs: nowMs }
    if (this.#buckets.size >= DEVICES_IN_MEMORY) this.#buckets.clear()
    this.#buckets.set(device, bucket)
    // a clock that was set back takes nothing away
    const earned = (Math.max(0, nowMs - bucket.atMs) / 1_000) * HINTS_PER_SECOND
    bucket.left = Math.min(HINTS_AT_ONCE, bucket.left + earned)
    bucket.atMs = nowMs
    if (bucket.left < 1) return false
    bucket.left -= 1
    return true
  }
}
