import { LIMITS, type ReleaseOrder, type ReleasePart, type ReleaseRequest } from '@coldrx/protocol'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { DeviceRegister } from '../fleet/device-register.ts'
import type { Releases, VersionReport } from './releases.ts'

/** How far a device has come is noted once in so many bytes. */
const PROGRESS_BYTES = 16 * LIMITS.releasePartBytes

export interface ReleaseSenderParts {
  readonly db: BusinessDatabase
  readonly releases: Releases
  readonly register: Pick<DeviceRegister, 'onChange'>
  /** sends down/command; what a device misses it is told again at its next birth */
  readonly order: (device: string, order: ReleaseOrder) => Promise<void>
  /** sends down/release */
  readonly send: (device: string, part: ReleasePart) => void
  /** a device could not be told; its next birth, or its next request, makes that good */
  readonly onUntold: (error: unknown) => void
}

/** Tells devices which release they shall run, until they have answered, and gives them its bytes as they ask for them. */
export class ReleaseSender {
  readonly #parts: ReleaseSenderParts
  /** newest order that was told by this instance, by device */
  readonly #told = new Map<string, number>()
  /** a device has one request under way at a time; a second one meanwhile is a repeat */
  readonly #answering = new Set<string>()
  #stopListening: (() => void) | undefined
  #telling: Promise<void> = Promise.resolve()

  constructor(parts: ReleaseSenderParts) {
    this.#parts = parts
  }

  start(): void {
    this.#stopListening ??= this.#parts.register.onChange(() => {
      this.#telling = this.#telling.then(() => this.#tellNew()).catch(this.#parts.onUntold)
    })
  }

  /** One commit for all that were born. */
  async born(births: readonly VersionReport[]): Promise<void> {
    const { db, releases, order, onUntold } = this.#parts
    await db.inTransaction((tx) => releases.report(tx, births))
    for (const { device, order: newest } of await releases.unanswered(births.map((birth) => birth.device))) {
      this.#told.set(device, newest.order)
      await order(device, newest).catch(onUntold)
    }
  }

  async answer(device: string, { release, offset }: Pick<ReleaseRequest, 'release' | 'offset'>): Promise<void> {
    if (this.#answering.has(device)) return
    this.#answering.add(device)
    try {
      const { releases, send } = this.#parts
      const bytes = await releases.part(device, release, offset / LIMITS.releasePartBytes)
      if (bytes === undefined) return
      send(device, { v: 1, release, offset, content: Buffer.from(bytes).toString('base64') })
      const isLast = bytes.length < LIMITS.releasePartBytes
      if (isLast || offset % PROGRESS_BYTES === 0) await releases.noteProgress(device, offset + bytes.length)
    } finally {
      this.#answering.delete(device)
    }
  }

  async stop(): Promise<void> {
    this.#stopListening?.()
    this.#stopListening = undefined
    await this.#telling
  }

  async #tellNew(): Promise<void> {
    const { releases, order, onUntold } = this.#parts
    for (const { device, order: newest } of await releases.unanswered()) {
      if (this.#told.get(device) === newest.order) continue
      this.#told.set(device, newest.order)
      await order(device, newest).catch(onUntold)
    }
  }
}
