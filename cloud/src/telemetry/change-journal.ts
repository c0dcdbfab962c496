import { randomBytes } from 'node:crypto'

/** Which trucks and alarms changed since a cursor. It lives with the process: a cursor of another one gets everything. */
export class ChangeJournal {
  readonly #session = randomBytes(4).toString('hex')
  readonly #trucks = new Map<string, number>()
  readonly #alarms = new Map<string, number>()
  #sequence = 0

  get cursor(): string {
    return `${this.#session}.${this.#sequence}`
  }

  note({ trucks, alarms }: { readonly trucks: Iterable<string>; readonly alarms: Iterable<string> }): void {
    this.#sequence++
    for (const device of trucks) this.#trucks.set(device, this.#sequence)
    for (const id of alarms) this.#alarms.set(id, this.#sequence)
  }

  /** of this process */
  changedAlarms(): Iterable<string> {
    return this.#alarms.keys()
  }

  /** undefined: not a cursor of this process */
  since(cursor: string): { readonly trucks: readonly string[]; readonly alarms: readonly string[] } | undefined {
    const [session, text = ''] = cursor.split('.')
    if (session !== this.#session || !/^\d{1,15}$/.test(text)) return undefined
    const after = (changes: ReadonlyMap<string, number>): string[] =>
      [...changes].flatMap(([key, sequence]) => (sequence > Number(text) ? [key] : []))
    return { trucks: after(this.#trucks), alarms: after(this.#alarms) }
  }
}
