import { randomBytes } from 'node:crypto'
import { hostname, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { type FrameLogPlace, openFrameReader } from '../frames/open-frame-log.ts'
import { toPlainError } from '../lib/errors.ts'
import { isUnavailable } from '../lib/postgres.ts'
import { emitEvent, serveCalls } from '../lib/worker-calls.ts'
import { ChangeSet } from '../projections/change-journal.ts'
import { keepLayouts } from '../projections/layouts.ts'
import { LeaseLostError, Leases } from '../projections/leases.ts'
import { Follower } from './followers.ts'
import { KeyRing } from './key-ring.ts'
import { beginAgainIfLogWasSetBack } from './rebuild.ts'
import {
  createProjections,
  LEASE_NAMES,
  type LeaseName,
  openTelemetryDatabase,
  type TelemetryPlace,
} from './telemetry-database.ts'

const TEND_EVERY_MS = 250

export interface TelemetryWorkerInput {
  readonly place: TelemetryPlace
  readonly framesPlace: FrameLogPlace
  /** every public key that a device has or had, hex; of one device the newest comes last */
  readonly keys: readonly (readonly [device: string, publicKey: string])[]
}

export interface TelemetryProgress {
  /** devices whose key was asked for and is not known */
  readonly keyless: readonly string[]
}

export type TelemetryCalls = ReturnType<typeof createHandlers>

/** Lets ingest and HTTP go first where cores are few. On Linux process 0 is the calling thread; elsewhere nothing is lost. */
function stepBack(): void {
  if (process.platform === 'linux') setPriority(0, 5)
}

function createHandlers(input: TelemetryWorkerInput, report: (progress: TelemetryProgress) => void) {
  stepBack()
  const opening = openWork(input, report)
  return {
    ready: async () => {
      await (await opening).begin()
      return null
    },
    framesCommitted: async () => {
      ;(await opening).wake()
      return null
    },
    layoutKept: async (bytes: Uint8Array) => {
      await (await opening).keepLayout(bytes)
      return null
    },
    /** what was told of these devices has changed beside the projections */
    devicesChanged: async (devices: readonly string[]) => {
      await (await opening).noteDevices(devices)
      return null
    },
    addKeys: async (added: TelemetryWorkerInput['keys']) => {
      await (await opening).addKeys(added)
      return null
    },
    /** resolves when every frame committed before the call is worked in, by whichever instance */
    caughtUp: async () => {
      await (await opening).caughtUp()
      return null
    },
    close: async () => {
      await (await opening).close()
      return null
    },
  }
}

async function openWork(
  { place, framesPlace, keys }: TelemetryWorkerInput,
  report: (progress: TelemetryProgress) => void,
) {
  const publicKeys = new KeyRing()
  publicKeys.add(keys)
  const keyless = new Set<string>()
  const db = await openTelemetryDatabase(place)
  const frames = openFrameReader(framesPlace)
  const projections = createProjections({
    publicKeyOf: (device, fingerprint) => {
      const key = publicKeys.find(device, fingerprint)
      if (key === undefined) keyless.add(device)
      return key
    },
  })
  const leases =
    place.engine === 'postgres' ? new Leases({ db, holder: nameOfThisProcess(), names: LEASE_NAMES }) : undefined
  const onProgress = (): void => {
    report({ keyless: [...keyless] })
    keyless.clear()
  }
  const [chain, readings] =
    leases === undefined
      ? only(new Follower({ db, frames, projections: projections.all, onProgress }))
      : ([follow('chain', leases), follow('readings', leases)] as const)
  const followers = new Set([chain, readings])
  /** devices whose change could not be written yet */
  const owed = new Set<string>()
  let tending: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let keysUnchecked = false
  let closing = false

  function follow(name: LeaseName, by: Leases): Follower {
    return new Follower({ db, frames, projections: projections.byLease[name], lease: { name, leases: by }, onProgress })
  }

  function wake(): void {
    for (const follower of followers) follower.wake()
  }

  async function checkKeysAgain(): Promise<void> {
    keysUnchecked = true
    if (!chain.mayWork) return
    await chain.projector.inTransaction((tx, changes) => projections.chain.checkAgain(tx, changes))
    keysUnchecked = false
    onProgress()
  }

  /** Of the leases; beside it the log is looked at, because another instance may have committed to it. */
  async function tend(): Promise<void> {
    try {
      const { taken, othersChanged } = (await leases?.tend()) ?? { taken: [], othersChanged: false }
      if (othersChanged || taken.includes('readings')) readings.projector.learnAgain()
      if (taken.includes('chain') || keysUnchecked) await checkKeysAgain()
      await writeOwed()
    } catch (error) {
      if (!isUnavailable(error) && !(error instanceof LeaseLostError)) throw toPlainError(error)
    }
    if (closing) return
    wake()
    timer = setTimeout(() => {
      tending = tend()
    }, TEND_EVERY_MS)
  }

  async function writeOwed(): Promise<void> {
    if (owed.size === 0) return
    const devices = [...owed]
    await db.transaction(async (tx) => {
      const changes = new ChangeSet()
      for (const device of devices) changes.truck(device)
      await changes.write(tx)
    })
    for (const device of devices) owed.delete(device)
    onProgress()
  }

  /** While the server is away: `tend` does it when it is back. */
  async function orLater(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (leases === undefined || (!isUnavailable(error) && !(error instanceof LeaseLostError))) throw error
    }
  }

  async function isWorkedIn(position: number): Promise<boolean> {
    for (const follower of followers) {
      if (Math.min(...(await follower.projector.cursors()).values()) < position) return false
    }
    return true
  }

  return {
    wake,
    async begin() {
      await beginAgainIfLogWasSetBack(db, { frames, projections })
      if (leases === undefined) {
        await checkKeysAgain()
        wake()
      } else await tend()
    },
    async keepLayout(bytes: Uint8Array) {
      // whoever leads: a layout is named by its hash, so it is the same from every hand
      const keep = () => db.transaction((tx) => keepLayouts(tx, [bytes]))
      await orLater(() =>
        keep().catch((error: unknown) => {
          readings.projector.learnAgain()
          throw error
        }),
      )
      wake()
    },
    async noteDevices(devices: readonly string[]) {
      for (const device of devices) owed.add(device)
      await orLater(writeOwed)
    },
    async addKeys(added: TelemetryWorkerInput['keys']) {
      if (!publicKeys.add(added)) return
      await orLater(checkKeysAgain)
      wake()
    },
    async caughtUp() {
      const position = await frames.lastPosition()
      do {
        wake()
        await Promise.all([...followers].map((follower) => follower.settled()))
        if (await isWorkedIn(position)) return
        await new Promise((resolve) => setTimeout(resolve, TEND_EVERY_MS / 10))
      } while (!closing)
    },
    async close() {
      closing = true
      clearTimeout(timer)
      await tending
      clearTimeout(timer)
      await Promise.all([...followers].map((follower) => follower.close()))
      await leases?.release().catch(() => undefined)
      await frames.close()
      await db.close()
    },
  }
}

/** So that a person finds who leads what; the random part because numbers of processes come again. */
const nameOfThisProcess = (): string => `${hostname()} ${process.pid} ${randomBytes(6).toString('hex')}`

const only = (follower: Follower): readonly [Follower, Follower] => [follower, follower]

if (parentPort !== null) {
  const port = parentPort
  serveCalls(port, () => createHandlers(workerData as TelemetryWorkerInput, (progress) => emitEvent(port, progress)))
}
