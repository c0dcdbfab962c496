import { basename, join } from 'node:path'
import { type DamagedFile, openDamagedFile } from './damaged-file.ts'
import { readEpochs } from './epoch-table.ts'
import { markTakenOver, notTakenOver } from './quarantine.ts'
import { isCorruption } from './recorder-error.ts'
import { takeOverFrames } from './salvage.ts'
import type { Store } from './store.ts'

/** With a frame every five minutes all of five years are looked at once within four days, at a thousandth of a core. */
const FRAMES_A_STEP = 500
/** Where frames come faster, they must not wait for it. */
const STEP_INTERVAL_MS = 60_000
/** What is taken over must not push out what is here. */
const TAKE_OVER_BELOW = 0.85

interface TakeOver {
  readonly folder: string
  readonly file: DamagedFile
  readonly frames: ReturnType<typeof takeOverFrames>
}

/**
 * What has time: after each frame a few frames of a file that was put aside are taken over, which the cloud has but another
 * cloud may ask for; where there are none, a few of our own are checked.
 */
export class Upkeep {
  readonly #path: string
  readonly #device: string
  readonly #publicKey: Uint8Array
  #takeOver: TakeOver | null = null
  #isAllTakenOver = false
  #steppedAtMs = Number.NEGATIVE_INFINITY

  constructor({ path, device, publicKey }: { path: string; device: string; publicKey: Uint8Array }) {
    this.#path = path
    this.#device = device
    this.#publicKey = publicKey
  }

  /** Never fails for want of room: then it goes on another time. @throws RecorderError SQLITE_CORRUPT, SqliteError of one */
  step(store: Store, monotonicMs: number): void {
    if (monotonicMs - this.#steppedAtMs < STEP_INTERVAL_MS) return
    this.#steppedAtMs = monotonicMs
    try {
      if (!this.#takeOverSome(store)) store.check.step(FRAMES_A_STEP)
    } catch (error) {
      this.close()
      if (isCorruption(error)) throw error
    }
  }

  close(): void {
    this.#takeOver?.file.close()
    this.#takeOver = null
    this.#isAllTakenOver = false
  }

  #takeOverSome(store: Store): boolean {
    if (this.#isAllTakenOver || store.retention.usedShare() > TAKE_OVER_BELOW) return false
    this.#takeOver ??= this.#begin(store)
    if (this.#takeOver === null) {
      this.#isAllTakenOver = true
      return false
    }
    const { folder, file, frames } = this.#takeOver
    const isDone = store.db.transaction(() => {
      for (let count = 0; count < FRAMES_A_STEP; count++) if (frames.next().done === true) return true
      return false
    })()
    if (isDone) {
      file.close()
      markTakenOver(folder)
      this.#takeOver = null
    }
    return true
  }

  #begin({ db }: Store): TakeOver | null {
    const folder = notTakenOver(this.#path)
    const file = folder === null ? null : openDamagedFile(join(folder, basename(this.#path)))
    if (folder === null || file === null) {
      if (folder !== null) markTakenOver(folder)
      return null
    }
    const parts = { file, db, epochs: readEpochs(db), device: this.#device, publicKey: this.#publicKey }
    return { folder, file, frames: takeOverFrames(parts, (n, through) => n <= through) }
  }
}
