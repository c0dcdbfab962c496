import type { Log } from '../lib/log.ts'
import { isUnavailable } from '../lib/postgres.ts'
import { listenToPostgres } from '../lib/postgres-listener.ts'
import { CHANGES_CHANNEL, type ChangeJournal, type JournalPoint } from '../projections/change-journal.ts'
import type { ConnectionRegister } from './connections.ts'
import type { Changes } from './read-model.ts'

/** Screens are told at most so often, however fast frames come. */
const TELLING_INTERVAL_MS = 50
/** Another instance's changes are looked for so often even if no notification comes. */
const LOOKING_INTERVAL_MS = 1_000

export interface ChangeTellerParts {
  readonly journal: ChangeJournal
  readonly connections: Pick<ConnectionRegister, 'sequence' | 'sequenceOf'>
  /** of the journal, up to which everybody was told */
  readonly toldSequence: number
  readonly read: (
    changed: { readonly trucks: Iterable<string>; readonly alarms: readonly string[] },
    point: JournalPoint & { readonly connections: number },
  ) => Promise<Changes>
  readonly log: Log
  readonly onFailure: (error: unknown) => void
}

/** Tells listeners what has changed, many changes at once; nothing is read while nobody listens. */
export class ChangeTeller {
  readonly #parts: ChangeTellerParts
  readonly #listeners = new Set<(changes: Changes) => void>()
  readonly #changedConnections = new Set<string>()
  #toldSequence: number
  #stopLooking: () => Promise<void> = async () => {}
  #timer: NodeJS.Timeout | undefined
  #again = false
  #telling: Promise<void> = Promise.resolve()
  #closed = false

  constructor(parts: ChangeTellerParts) {
    this.#parts = parts
    this.#toldSequence = parts.toldSequence
  }

  add(listener: (changes: Changes) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  connectionChanged(device: string): void {
    this.#changedConnections.add(device)
    this.tellSoon()
  }

  tellSoon(): void {
    if (this.#listeners.size === 0 || this.#closed) return
    if (this.#timer !== undefined) {
      this.#again = true
      return
    }
    this.#again = false
    this.#timer = setTimeout(() => {
      this.#telling = this.#tell()
        .catch((error: unknown) => {
          if (this.#closed) return
          if (isUnavailable(error)) this.#parts.log.warn({ err: error }, 'changes cannot be read now')
          else this.#parts.onFailure(error)
        })
        .finally(() => {
          this.#timer = undefined
          if (this.#again) this.tellSoon()
        })
    }, TELLING_INTERVAL_MS)
  }

  /** For what other instances commit. */
  lookAt(url: string): void {
    const timer = setInterval(() => this.tellSoon(), LOOKING_INTERVAL_MS)
    const listening = listenToPostgres(url, {
      channel: CHANGES_CHANNEL,
      onTold: () => this.tellSoon(),
      onError: (error) => this.#parts.log.warn({ err: error }, 'changes of other instances come late'),
    })
    this.#stopLooking = async () => {
      clearInterval(timer)
      await listening.close()
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#listeners.clear()
    await this.#stopLooking()
    await this.#telling
  }

  async #tell(): Promise<void> {
    this.#again = false
    const connections = this.#parts.connections.sequence
    const devices = [...this.#changedConnections]
    const { id } = await this.#parts.journal.now()
    const { sequence, trucks: changedTrucks, alarms } = await this.#parts.journal.since(this.#toldSequence)
    const trucks = new Set([...changedTrucks, ...devices])
    if (trucks.size + alarms.length === 0) return
    const changes = await this.#parts.read({ trucks, alarms }, { id, sequence, connections })
    // only now: what could not be read is told the next time
    this.#toldSequence = sequence
    for (const device of devices) {
      if ((this.#parts.connections.sequenceOf(device) ?? 0) <= connections) this.#changedConnections.delete(device)
    }
    for (const listener of [...this.#listeners]) listener(changes)
  }
}
