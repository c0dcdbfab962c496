import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { fromHex } from '@coldrx/protocol'
import { type FrameLogPlace, openFrameReader } from '../frames/open-frame-log.ts'
import { toPlainError } from '../lib/errors.ts'
import { emitEvent, serveCalls } from '../lib/worker-calls.ts'
import { Projector } from './projector.ts'
import { beginAgainIfLogWasSetBack } from './rebuild.ts'
import { createProjections, openTelemetryDatabase } from './telemetry-database.ts'

export interface TelemetryWorkerInput {
  readonly log: FrameLogPlace
  readonly telemetryPath: string
  /** public keys by device, hex */
  readonly keys: readonly (readonly [device: string, publicKey: string])[]
}

export interface TelemetryProgress {
  readonly cursors: Readonly<Record<string, number>>
  readonly trucks: readonly string[]
  readonly alarms: readonly string[]
  /** devices whose key was asked for and is not known */
  readonly keyless: readonly string[]
}

export type TelemetryCalls = ReturnType<typeof createHandlers>

/** Lets ingest and HTTP go first where cores are few. On Linux process 0 is the calling thread; elsewhere nothing is lost. */
function stepBack(): void {
  if (process.platform === 'linux') setPriority(0, 5)
}

function createHandlers(
  { log, telemetryPath, keys }: TelemetryWorkerInput,
  report: (progress: TelemetryProgress) => void,
) {
  stepBack()
  const publicKeys = new Map(keys.map(([device, key]) => [device, fromHex(key)]))
  const trucks = new Set<string>()
  const alarms = new Set<string>()
  const keyless = new Set<string>()
  const db = openTelemetryDatabase(telemetryPath)
  const frames = openFrameReader(log)
  const projections = createProjections(db, {
    changes: { truck: (device) => trucks.add(device), alarm: (id) => alarms.add(id) },
    publicKeyOf: (device) => {
      const key = publicKeys.get(device)
      if (key === undefined) keyless.add(device)
      return key
    },
  })
  const projector = new Projector({ db, frames, projections })
  let running: Promise<void> | undefined
  let again = false
  let closing = false

  async function run(): Promise<void> {
    try {
      await followLog()
    } catch (error) {
      throw toPlainError(error)
    }
  }

  async function followLog(): Promise<void> {
    while (again && !closing) {
      again = false
      while (!closing && (await projector.step())) {
        reportChanges()
        // lets a waiting call in between two batches
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    running = undefined
  }

  function reportChanges(): void {
    report({
      cursors: Object.fromEntries(projector.cursors()),
      trucks: [...trucks],
      alarms: [...alarms],
      keyless: [...keyless],
    })
    for (const set of [trucks, alarms, keyless]) set.clear()
  }

  function wake(): null {
    again = true
    running ??= run()
    return null
  }

  return {
    ready: async () => {
      await beginAgainIfLogWasSetBack(db, { frames, projections })
      projector.checkKeysAgain()
      reportChanges()
      return wake()
    },
    framesCommitted: wake,
    layoutKept: (bytes: Uint8Array) => {
      projector.learn(bytes)
      return wake()
    },
    addKeys: (added: TelemetryWorkerInput['keys']) => {
      for (const [device, key] of added) publicKeys.set(device, fromHex(key))
      projector.checkKeysAgain()
      reportChanges()
      return wake()
    },
    /** resolves when every frame committed before the call is worked in */
    caughtUp: async () => {
      wake()
      await running
      return Object.fromEntries(projector.cursors())
    },
    close: async () => {
      closing = true
      await running
      await frames.close()
      db.close()
      return null
    },
  }
}

if (parentPort !== null) {
  const port = parentPort
  serveCalls(port, () => createHandlers(workerData as TelemetryWorkerInput, (progress) => emitEvent(port, progress)))
}
