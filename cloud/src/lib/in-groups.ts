/**
 * Does what comes in groups, one after the other, with a turn of the event loop in between: what waits for promises alone
 * never lets the network have its turn, and a whole fleet that comes at once would keep everything else waiting.
 */
export class InGroups<T> {
  readonly #work: (group: readonly T[]) => Promise<void>
  readonly #most: number
  readonly #onFailure: (error: unknown) => void
  #waiting: T[] = []
  #isWorking = false
  #idle: (() => void)[] = []

  constructor({
    work,
    most,
    onFailure,
  }: {
    readonly work: (group: readonly T[]) => Promise<void>
    /** of a group */
    readonly most: number
    /** `work` rejected; the next group is taken all the same */
    readonly onFailure: (error: unknown) => void
  }) {
    this.#work = work
    this.#most = most
    this.#onFailure = onFailure
  }

  add(item: T): void {
    this.#waiting.push(item)
    if (this.#isWorking) return
    this.#isWorking = true
    setImmediate(() => void this.#next())
  }

  /** Resolves when all that was added is done. */
  settled(): Promise<void> {
    return this.#isWorking ? new Promise((resolve) => this.#idle.push(resolve)) : Promise.resolve()
  }

  async #next(): Promise<void> {
    try {
      await this.#work(this.#waiting.splice(0, this.#most))
    } catch (error) {
      this.#onFailure(error)
    }
    if (this.#waiting.length > 0) {
      setImmediate(() => void this.#next())
      return
    }
    this.#isWorking = false
    for (const resolve of this.#idle.splice(0)) resolve()
  }
}
