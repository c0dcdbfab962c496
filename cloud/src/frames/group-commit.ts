import type { Accepted, Acknowledged, ArrivalOutcome, FrameArrival } from './frame-log.ts'

/** Two: the writer is never idle while the next group is being packed, and a third would only wait. */
const COMMITS_UNDER_WAY = 2
const ARRIVALS_PER_COMMIT = 2_048
const BYTES_PER_COMMIT = 4 * 1024 * 1024

interface Group {
  readonly arrivals: readonly FrameArrival[]
  readonly resolve: (accepted: Accepted) => void
  readonly reject: (error: unknown) => void
}

/**
 * Puts calls that wait together into one transaction: the first goes off at the end of this turn of the event loop,
 * those that come while commits are under way make up the next ones. No timer: under load the commits themselves are
 * the pause, without load there is none.
 */
export class GroupCommit {
  readonly #commit: (arrivals: readonly FrameArrival[]) => Promise<Accepted>
  #waiting: Group[] = []
  #underWay = 0
  #scheduled = false
  #idle: (() => void)[] = []

  constructor({ commit }: { readonly commit: (arrivals: readonly FrameArrival[]) => Promise<Accepted> }) {
    this.#commit = commit
  }

  accept(arrivals: readonly FrameArrival[]): Promise<Accepted> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ arrivals, resolve, reject })
      if (this.#scheduled || this.#underWay >= COMMITS_UNDER_WAY) return
      this.#scheduled = true
      setImmediate(() => {
        this.#scheduled = false
        this.#sendNext()
      })
    })
  }

  /** Resolves when nothing waits and nothing is under way. */
  settled(): Promise<void> {
    if (this.#waiting.length === 0 && this.#underWay === 0) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  #sendNext(): void {
    while (this.#waiting.length > 0 && this.#underWay < COMMITS_UNDER_WAY) void this.#send(this.#takeGroups())
    if (this.#waiting.length > 0 || this.#underWay > 0) return
    const idle = this.#idle
    this.#idle = []
    for (const resolve of idle) resolve()
  }

  #takeGroups(): Group[] {
    let arrivals = 0
    let bytes = 0
    const end = this.#waiting.findIndex((group) => {
      if (arrivals >= ARRIVALS_PER_COMMIT || bytes >= BYTES_PER_COMMIT) return true
      arrivals += group.arrivals.length
      bytes += group.arrivals.reduce((sum, arrival) => sum + arrival.bytes.length, 0)
      return false
    })
    const taken = end === -1 ? this.#waiting : this.#waiting.slice(0, end)
    this.#waiting = end === -1 ? [] : this.#waiting.slice(end)
    return taken
  }

  async #send(groups: readonly Group[]): Promise<void> {
    this.#underWay++
    try {
      const accepted = await this.#commit(groups.flatMap(({ arrivals }) => arrivals))
      let from = 0
      for (const { arrivals, resolve } of groups) {
        resolve(partOf(accepted, arrivals, accepted.outcomes.slice(from, from + arrivals.length)))
        from += arrivals.length
      }
    } catch (error) {
      for (const { reject } of groups) reject(error)
    } finally {
      this.#underWay--
      this.#sendNext()
    }
  }
}

/** Callers whose calls shared a commit each get what concerns their devices. */
function partOf(whole: Accepted, arrivals: readonly FrameArrival[], outcomes: readonly ArrivalOutcome[]): Accepted {
  if (outcomes.length === whole.outcomes.length) return whole
  const devices = new Set(arrivals.map(({ device }) => device))
  const concerns = (entry: Pick<Acknowledged, 'device'>): boolean => devices.has(entry.device)
  return {
    outcomes,
    acknowledged: whole.acknowledged.filter(concerns),
    forks: whole.forks.filter(concerns),
    quarantined: whole.quarantined.filter((device) => devices.has(device)),
  }
}
