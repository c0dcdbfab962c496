import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { startWorker } from '../lib/worker.ts'
import { WorkerCalls } from '../lib/worker-calls.ts'
import type {
  Accepted,
  Acknowledged,
  DeviceFaults,
  EpochExtent,
  FrameArrival,
  FrameLog,
  KeptLayout,
  LogCounts,
  StoredFork,
  StoredFrame,
} from './frame-log.ts'
import type { FrameLogCalls } from './frame-log-worker.ts'
import { GroupCommit } from './group-commit.ts'
import { packArrivals } from './packed-arrivals.ts'
import { SqliteFrameReader } from './sqlite-frame-reader.ts'

/** The frame log in one SQLite file: writes go through one worker thread, reads through a read-only connection. */
export class SqliteFrameLog implements FrameLog {
  readonly #worker: Worker
  readonly #calls: WorkerCalls<FrameLogCalls>
  readonly #reader: SqliteFrameReader
  readonly #commits: GroupCommit

  private constructor(worker: Worker, calls: WorkerCalls<FrameLogCalls>, reader: SqliteFrameReader) {
    this.#worker = worker
    this.#calls = calls
    this.#reader = reader
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
      return new SqliteFrameLog(worker, calls, new SqliteFrameReader(path))
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

  lastPosition(): Promise<number> {
    return this.#reader.lastPosition()
  }

  read(afterPosition: number, limit: number): Promise<readonly StoredFrame[]> {
    return this.#reader.read(afterPosition, limit)
  }

  readFrame(device: string, epoch: string, n: number): Promise<StoredFrame | undefined> {
    return this.#reader.readFrame(device, epoch, n)
  }

  frames(device: string, epoch: string, from: number, to: number): Promise<readonly StoredFrame[]> {
    return this.#reader.frames(device, epoch, from, to)
  }

  epochs(device?: string): Promise<readonly EpochExtent[]> {
    return this.#reader.epochs(device)
  }

  numbers(device: string, epoch: string): Promise<readonly (readonly [number, number])[]> {
    return this.#reader.numbers(device, epoch)
  }

  forks(device: string, epoch: string): Promise<readonly StoredFork[]> {
    return this.#reader.forks(device, epoch)
  }

  counts(): Promise<LogCounts> {
    return this.#reader.counts()
  }

  deviceFaults(device: string): Promise<DeviceFaults> {
    return this.#reader.deviceFaults(device)
  }

  keptLayouts(): Promise<readonly KeptLayout[]> {
    return this.#reader.keptLayouts()
  }

  /** Commits what was accepted before, then ends the thread. */
  async close(): Promise<void> {
    await this.#commits.settled()
    await this.#reader.close()
    const exited = once(this.#worker, 'exit')
    await this.#calls.call('close', undefined)
    await this.#worker.terminate()
    await exited
  }
}
