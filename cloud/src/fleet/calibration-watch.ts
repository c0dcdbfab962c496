import { systemActor } from '../access/actor.ts'
import type { Fleet } from './fleet.ts'

/** A date begins once a day; so does what falls due by it, give or take. */
const LOOK_INTERVAL_MS = 10 * 60_000
const EVERYTHING = { actor: systemActor('calibration'), reach: 'all' } as const

/** Probes fall due by the calendar. Instances may look at once: each probe falls due once. */
export class CalibrationWatch {
  readonly #fleet: Fleet
  readonly #onFailure: (error: unknown) => void
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> = Promise.resolve()
  #stopped = false

  constructor({ fleet, onFailure }: { readonly fleet: Fleet; readonly onFailure: (error: unknown) => void }) {
    this.#fleet = fleet
    this.#onFailure = onFailure
  }

  start(): void {
    this.#looking = this.#look().catch((error: unknown) => {
      // of two that look at once one may be late, and finds the next time that there is nothing left to do
      if (!this.#stopped) this.#onFailure(error)
    })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#looking
  }

  async #look(): Promise<void> {
    while (
      !this.#stopped &&
      (await this.#fleet.write({ scope: EVERYTHING }, (write) => this.#fleet.probes.fallDueNow(write))) > 0
    );
    if (!this.#stopped) this.#timer = setTimeout(() => this.start(), LOOK_INTERVAL_MS)
  }
}
