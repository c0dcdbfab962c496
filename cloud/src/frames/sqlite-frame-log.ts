import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { startWorker } from '../lib/worker.ts'
import { WorkerCalls } from '../lib/worker-calls.ts'
import type { Accepted, Acknowledged, FrameArrival, FrameLog, KeptLayout } from './frame-log.ts'
import type { FrameLogCalls } from './frame-log-worker.ts'
import { GroupCommit } from './group-commit.ts'
import { packArrivals } from './packed-arrivals.ts'
import { SqliteFrameReader } from './sqlite-frame-reader.ts'

/** The frame log in one SQLite file: writes go through one worker thread, reads through a read-only connection. */
export class SqliteFrameLog extends SqliteFrameReader implements FrameLog {
  readonly #worker: Worker
  readonly #calls: WorkerCalls<FrameLogCalls>
  readonly #commits: GroupCommit

  private constructor(path: string, worker: Worker, calls: WorkerCalls<FrameLogCalls>) {
    super(path)
    this.#worker = worker
    this.#calls = calls
    this.#commits = new GroupCommit({
      commit: (arrivals) => {
        const packed = packArrivals(arrivals)
        return calls.call('accept', packed, [packed.bytes])
      },
    })
  }

  static async open(path: string): Promise<SqliteFrameLog> {
    const worker = startWorker(import.meta.url, 'frame-log-worker', { path })
    const calls = new WorkerCalls<FrameLogCalls>(worker)
    try {
      await calls.call('ready', undefined)
      return new SqliteFrameLog(path, worker, calls)
    } catch (error) {
      await worker.terminate()
      throw error
    }
  }

  accept(arrivals: readonly FrameArrival[]): Promise<Accepted> {
    return this.#commits.accept(arrivals)
  }

  acknowledgement(device: string, epoch: string): Promise<Acknowledged> {
    return this.#calls.call('acknowledgement', { device, epoch })
  }

  keepLayout(layout: KeptLayout): Promise<boolean> {
    return this.#calls.call('keepLayout', layout)
  }

  /** Commits what was accepted before, then ends the thread. */
  override async close(): Promise<void> {
    await this.#commits.settled()
    await super.close()
    const exited = once(this.#worker, 'exit')
    await this.#calls.call('close', undefined)
    await this.#worker.terminate()
    await exited
  }
}
