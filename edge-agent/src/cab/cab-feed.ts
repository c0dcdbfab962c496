import type { CabState } from './cab-state.ts'

export interface CabSubscription extends AsyncIterable<CabState> {
  close(): void
}

export interface CabFeed {
  current(): CabState
  /** Begins with the current state. */
  subscribe(): CabSubscription
  /** Something changed. */
  publish(): void
  close(): void
}

/** Hands the newest state to each page that looks. A page that reads slowly skips states and never fills memory. */
export function createCabFeed(current: () => CabState): CabFeed {
  const subscribers = new Set<Subscriber>()
  let closed = false
  return {
    current,
    subscribe() {
      const subscriber = new Subscriber({ current, onClosed: () => subscribers.delete(subscriber) })
      if (closed) subscriber.close()
      else subscribers.add(subscriber)
      return subscriber
    },
    publish() {
      for (const subscriber of subscribers) subscriber.wake()
    },
    close() {
      closed = true
      for (const subscriber of [...subscribers]) subscriber.close()
    },
  }
}

class Subscriber implements CabSubscription {
  readonly #current: () => CabState
  readonly #onClosed: () => void
  #isFresh = true
  #isClosed = false
  #wake: () => void = () => undefined

  constructor({ current, onClosed }: { readonly current: () => CabState; readonly onClosed: () => void }) {
    this.#current = current
    this.#onClosed = onClosed
  }

  wake(): void {
    this.#isFresh = true
    this.#wake()
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#onClosed()
    this.#wake()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<CabState> {
    while (!this.#isClosed) {
      if (this.#isFresh) {
        this.#isFresh = false
        yield this.#current()
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      }
    }
  }
}
