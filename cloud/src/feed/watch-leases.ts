import type { Command } from '@coldrx/protocol'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { ReadModel } from '../telemetry/read-model.ts'

export const LEASE_MS = 60_000
/** Half a lease: one message may be lost without a hole. */
const RENEW_MS = LEASE_MS / 2

export type PublishCommand = (device: string, command: Command) => Promise<void>

export interface WatchLeasesParts {
  readonly readModel: ReadModel
  readonly publishCommand: PublishCommand
  readonly log: Log
  readonly clock: Clock
  readonly renewMs?: number
}

/**
 * Tells connected devices that somebody watches, so that they send a hint at every sample. Only those connected: a
 * lease that waits in a queue would come back to life long after the watcher has gone.
 *
 * - idle: nobody watches; nothing is sent, running leases run out.
 * - watching: every connected device gets a lease at once, one that connects gets its own, all are renewed in time.
 */
export class WatchLeases {
  readonly #parts: WatchLeasesParts
  /** when each device was last told */
  readonly #leasedAtMs = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined
  #endOfChanges: (() => void) | undefined

  constructor(parts: WatchLeasesParts) {
    this.#parts = parts
  }

  setWatched(watched: boolean): void {
    if (!watched) {
      this.stop()
      return
    }
    if (this.#timer !== undefined) return
    this.#timer = setInterval(() => this.#leaseAll(), this.#parts.renewMs ?? RENEW_MS)
    this.#endOfChanges = this.#parts.readModel.onChange(({ trucks }) => {
      for (const { device, online } of trucks) {
        if (!online) this.#leasedAtMs.delete(device)
        else if (!this.#leasedAtMs.has(device)) this.#lease(device)
      }
    })
    this.#leaseAll()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#endOfChanges?.()
    this.#endOfChanges = undefined
  }

  #leaseAll(): void {
    this.#parts.readModel.trucks().then(
      ({ trucks }) => {
        if (this.#timer === undefined) return
        const dueMs = this.#parts.clock.nowMs() - RENEW_MS / 2
        for (const { device, online } of trucks) {
          if (!online) this.#leasedAtMs.delete(device)
          else if ((this.#leasedAtMs.get(device) ?? 0) <= dueMs) this.#lease(device)
        }
      },
      (error: unknown) => this.#parts.log.error({ err: error }, 'watch leases could not be renewed'),
    )
  }

  #lease(device: string): void {
    this.#leasedAtMs.set(device, this.#parts.clock.nowMs())
    this.#parts.publishCommand(device, { type: 'watch', leaseMs: LEASE_MS }).catch((error: unknown) => {
      // A hint less on a screen; the next change or renewal tries again.
      this.#leasedAtMs.delete(device)
      this.#parts.log.warn({ err: error, device }, 'a watch lease could not be sent')
    })
  }
}
