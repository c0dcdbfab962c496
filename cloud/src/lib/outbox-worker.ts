import type { Clock } from './clock.ts'
import type { Outbox, OutboxMessage } from './outbox.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** After each attempt that failed; then it is given up, two and a half days after the first. */
const WAITS_MS = [
  ...[10_000, 30_000, 2 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS],
  ...[HOUR_MS, 3 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS, 12 * HOUR_MS, 24 * HOUR_MS],
]
const LOOK_EVERY_MS = 1_000
const AT_ONCE = 8

export type Attempt =
  /** it was taken */
  | { readonly result: 'delivered'; readonly answer: string }
  /** try again later */
  | { readonly result: 'failed'; readonly answer: string }
  /** never try again */
  | { readonly result: 'given-up'; readonly answer: string }

export interface OutboxWorkerParts {
  readonly outbox: Outbox
  readonly queue: string
  /** One attempt. What it throws is a fault of ours: the worker ends and the message stays. */
  readonly deliver: (message: OutboxMessage) => Promise<Attempt>
  /** longer than an attempt can take */
  readonly leaseMs: number
  readonly clock: Clock
  /** from 0 to 1 */
  readonly random: () => number
  readonly onFailure: (error: unknown) => void
  readonly lookEveryMs?: number
}

/** Delivers what is in one queue. Any number of them, in any number of processes, share the work. */
export class OutboxWorker {
  readonly #parts: OutboxWorkerParts
  #timer: NodeJS.Timeout | undefined
  #working: Promise<void> | undefined
  #stopped = false

  constructor(parts: OutboxWorkerParts) {
    this.#parts = parts
  }

  start(): void {
    this.#plan(0)
  }

  /** Waits for attempts under way. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#working
  }

  #plan(waitMs: number): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => {
      this.#working = this.#work()
    }, waitMs)
  }

  async #work(): Promise<void> {
    const { outbox, queue, leaseMs, onFailure, lookEveryMs = LOOK_EVERY_MS } = this.#parts
    try {
      const messages = await outbox.take(queue, { limit: AT_ONCE, forMs: leaseMs })
      await Promise.all(messages.map((message) => this.#attempt(message)))
      this.#plan(messages.length === AT_ONCE ? 0 : lookEveryMs)
    } catch (error) {
      onFailure(error)
    }
  }

  async #attempt(message: OutboxMessage): Promise<void> {
    const { outbox, deliver, clock, random } = this.#parts
    const { result, answer } = await deliver(message)
    const waitMs = WAITS_MS[message.attempts - 1]
    if (result === 'failed' && waitMs !== undefined) {
      // those that failed together shall not come back together
      await outbox.again(message, clock.nowMs() + Math.round(waitMs * (0.8 + 0.4 * random())), answer)
    } else {
      await outbox.settle(message, result === 'delivered' ? 'delivered' : 'given-up', answer)
    }
  }
}
