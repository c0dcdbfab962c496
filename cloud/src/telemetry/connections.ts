import type { LinkReport, NotRecording } from '@coldrx/protocol'
import type { Clock } from '../lib/clock.ts'
import type { Connection } from './snapshots.ts'

/** What a device says of itself beside its frames: of a message that does not name a thing, it says nothing of the link … */
export interface DeviceReport {
  readonly link?: LinkReport
  /** … and that it records */
  readonly notRecording?: NotRecording
}

/** Who is connected to the broker, as this process has heard; it begins with nothing. */
export class ConnectionRegister {
  readonly #clock: Clock
  readonly #onChange: (device: string) => void
  readonly #connections = new Map<string, Connection>()
  readonly #changedAt = new Map<string, number>()
  #sequence = 0

  constructor({ clock, onChange }: { readonly clock: Clock; readonly onChange: (device: string) => void }) {
    this.#clock = clock
    this.#onChange = onChange
  }

  /** of the last change */
  get sequence(): number {
    return this.#sequence
  }

  get(device: string): Connection | undefined {
    return this.#connections.get(device)
  }

  has(device: string): boolean {
    return this.#connections.has(device)
  }

  devices(): Iterable<string> {
    return this.#connections.keys()
  }

  sequenceOf(device: string): number | undefined {
    return this.#changedAt.get(device)
  }

  changedSince(sequence: number): string[] {
    return [...this.#changedAt].flatMap(([device, changedAt]) => (changedAt > sequence ? [device] : []))
  }

  change(device: string, online: boolean): void {
    const before = this.#connections.get(device)
    if (before?.online === online) return
    const { layoutHash, notRecording, link } = before ?? { layoutHash: undefined, notRecording: null, link: null }
    this.#connections.set(device, { online, sinceMs: this.#clock.nowMs(), layoutHash, notRecording, link })
    this.#note(device)
  }

  /** It stands until the device says otherwise, also while it is away. */
  report(device: string, { link, notRecording }: DeviceReport): void {
    const heard = this.#connections.get(device)
    if (link === undefined && notRecording === undefined && heard?.notRecording == null) return
    // who cannot write may have no birth to say: what it says shows that it is there
    if (notRecording !== undefined && heard?.online !== true) this.change(device, true)
    const before = this.#connections.get(device)
    if (before === undefined) return
    const isSame =
      before.notRecording?.sinceMs === notRecording?.sinceMs && before.notRecording?.problem === notRecording?.problem
    this.#connections.set(device, {
      ...before,
      notRecording: notRecording ?? null,
      ...(link === undefined ? {} : { link: { ...link, toldAtMs: this.#clock.nowMs() } }),
    })
    if (!isSame) this.#note(device)
  }

  nameLayout(device: string, hash: string): void {
    const connection = this.#connections.get(device)
    if (connection !== undefined) this.#connections.set(device, { ...connection, layoutHash: hash })
    this.#note(device)
  }

  loseAll(): void {
    for (const device of this.#connections.keys()) this.change(device, false)
  }

  #note(device: string): void {
    this.#sequence++
    this.#changedAt.set(device, this.#sequence)
    this.#onChange(device)
  }
}
