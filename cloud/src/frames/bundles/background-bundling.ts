import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { startWorker } from '../../lib/worker.ts'
import { WorkerCalls } from '../../lib/worker-calls.ts'
import type { BundlerCalls, BundlerInput } from './bundler-worker.ts'

const PAUSE_MS = 10 * 60_000

export interface BackgroundBundlingParts extends BundlerInput {
  /** Frames can be neither lost nor doubled by it, but something is wrong with the store. */
  readonly onFailure: (error: unknown) => void
  readonly pauseMs?: number
}

/** Bundles old frames in a thread of its own, a pass after the other with pauses between. */
export class BackgroundBundling {
  readonly #worker: Worker
  readonly #calls: WorkerCalls<BundlerCalls>
  readonly #parts: BackgroundBundlingParts
  #timer: NodeJS.Timeout | undefined
  #passing: Promise<void> | undefined
  #stopped = false

  constructor(parts: BackgroundBundlingParts) {
    const { place, olderThanMs } = parts
    this.#parts = parts
    this.#worker = startWorker(import.meta.url, 'bundler-worker', { place, olderThanMs } satisfies BundlerInput)
    this.#calls = new WorkerCalls<BundlerCalls>(this.#worker)
    this.#pass()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    const exited = once(this.#worker, 'exit')
    await this.#calls.call('close', undefined).catch(() => undefined)
    await this.#passing
    await this.#worker.terminate()
    await exited
  }

  #pass(): void {
    this.#passing = this.#calls
      .call('pass', undefined)
      .then(() => {
        if (!this.#stopped) this.#timer = setTimeout(() => this.#pass(), this.#parts.pauseMs ?? PAUSE_MS)
      })
      .catch((error: unknown) => {
        if (!this.#stopped) this.#parts.onFailure(error)
      })
  }
}
