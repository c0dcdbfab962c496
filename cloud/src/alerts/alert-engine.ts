import type { EpisodeFollower } from './follow-episodes.ts'
import type { Messages } from './messages.ts'
import type { StepRunner } from './run-steps.ts'

const LOOK_EVERY_MS = 1_000
const AT_ONCE = 8

export interface AlertEngineParts {
  readonly follower: EpisodeFollower
  readonly steps: StepRunner
  readonly messages: Messages
  readonly onFailure: (error: unknown) => void
  readonly lookEveryMs?: number
}

/** Follows the episodes, runs the steps that are due and hands over messages. Any number of instances share the work. */
export class AlertEngine {
  readonly #parts: AlertEngineParts
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #working = new Set<Promise<void>>()
  #stopped = false

  constructor(parts: AlertEngineParts) {
    this.#parts = parts
  }

  async start(): Promise<void> {
    const { follower, steps, messages, lookEveryMs = LOOK_EVERY_MS } = this.#parts
    await follower.ensure()
    this.#loop(async () => {
      const followed = await follower.follow()
      const run = await steps.runDue()
      await messages.heed()
      return followed + run > 0 ? 0 : lookEveryMs
    })
    // a provider that is slow holds up neither the steps nor all the other messages
    for (let at = 0; at < AT_ONCE; at++) this.#loop(async () => ((await messages.sendOne()) ? 0 : lookEveryMs))
  }

  /** Waits for attempts under way. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const timer of this.#timers) clearTimeout(timer)
    await Promise.all(this.#working)
  }

  #loop(work: () => Promise<number>, waitMs = 0): void {
    if (this.#stopped) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      const working = work()
        .then((nextMs) => this.#loop(work, nextMs))
        .catch((error: unknown) => this.#parts.onFailure(error))
        .finally(() => this.#working.delete(working))
      this.#working.add(working)
    }, waitMs)
    this.#timers.add(timer)
  }
}
