import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { isUnavailable } from '../../lib/postgres.ts'
import { serveCalls } from '../../lib/worker-calls.ts'
import type { FrameLogPlace } from '../open-frame-log.ts'
import { openStore } from './bundle-old-frames.ts'
import { Bundler } from './bundler.ts'

export interface BundlerInput {
  readonly place: FrameLogPlace
  readonly olderThanMs: number
}

export type BundlerCalls = ReturnType<typeof createHandlers>

/** Everything else goes first. On Linux process 0 is the calling thread. */
function stepBack(): void {
  if (process.platform === 'linux') setPriority(0, 10)
}

function createHandlers({ place, olderThanMs }: BundlerInput) {
  stepBack()
  const db = openStore(place)
  const bundler = new Bundler({ db, nowMs: Date.now, olderThanMs })
  let closing = false
  let running: Promise<number> = Promise.resolve(0)

  return {
    /** how many frames it has moved; undefined: the database is away, so another time */
    pass: async () => {
      running = bundler.pass(() => !closing)
      try {
        return await running
      } catch (error) {
        if (isUnavailable(error)) return undefined
        throw error
      }
    },
    close: async () => {
      closing = true
      await running.catch(() => undefined)
      await db.close()
      return null
    },
  }
}

if (parentPort !== null) serveCalls(parentPort, () => createHandlers(workerData as BundlerInput))
