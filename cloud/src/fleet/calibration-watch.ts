import { systemActor } from '../access/actor.ts'
import type { Log } from '../lib/log.ts'
import type { Fleet } from './fleet.ts'

/** A date begins once a day; so does what falls due by it, give or take. */
const LOOK_INTERVAL_MS = 10 * 60_000
const EVERYTHING = { actor: systemActor('calibration'), reach: 'all' } as const

/** Probes fall due by the calendar. Instances may look at once: each probe falls due once. */
export class CalibrationWatch {
  readonly #fleet: Fleet
  readonly #log: Log
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> = Promise.resolve()
  #stopped = false

  constructor({ fleet, log }: { readonly fleet: Fleet; readonly log: Log }) {
    this.#fleet = fleet
    this.#log = log
  }

  start(): void {
    this.#looking = this.#look()
      // another instance was faster, or the database is away: the next look finds what is left
      .catch((error: unknown) => this.#log.warn({ err: error }, 'probes that fall due were not all found'))
      .finally(() => {
        if (!this.#stopped) this.#timer = setTimeout(() => this.start(), LOOK_INTERVAL_MS)
      })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#looking
  }

  async #look(): Promise<void> {
    for (let found = 1; found > 0 && !this.#stopped; )
      found = await this.#fleet.write({ scope: EVERYTHING }, (write) => this.#fleet.probes.fallDueNow(write))
  }
}
