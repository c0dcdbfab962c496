import type { Sql } from '../lib/sql.ts'
import { selectByRows } from '../lib/sql-lists.ts'
import { committedRanges } from './committed-ranges.ts'
import { lastPosition } from './last-position.ts'
import { NumberRanges } from './number-ranges.ts'

const EPOCHS_IN_MEMORY = 50_000
/** Behind by more, it is quicker to forget. */
const MOST_TO_CATCH_UP = 20_000

export interface EpochState {
  readonly id: number
  readonly device: string
  readonly epoch: string
  readonly committed: NumberRanges
}

interface EpochRow {
  readonly id: number
  readonly device: string
  readonly epoch: string
}

export interface EpochName {
  readonly device: string
  readonly epoch: string
}

const nameOf = ({ device, epoch }: EpochName): string => `${device}/${epoch}`

/**
 * What is committed of the epochs that send now. Other writers may share the store: before each use it follows the log
 * up to the end, so it costs what others wrote, and not what the epochs hold.
 */
export class EpochMemory {
  readonly #byName = new Map<string, EpochState>()
  readonly #byId = new Map<number, EpochState>()
  #through = 0

  /** Nothing of what was added since is committed. */
  forget(): void {
    this.#byName.clear()
    this.#byId.clear()
  }

  /** @returns the last position of the log */
  async catchUp(sql: Sql): Promise<number> {
    const last = await lastPosition(sql)
    if (this.#byId.size > 0 && last !== this.#through) await this.#follow(sql, last)
    this.#through = last
    return last
  }

  /** The caller has written up to `position` and told `committed` of it. */
  wrote(position: number): void {
    this.#through = position
  }

  /** Those that the store has, after `catchUp`. */
  async recall(sql: Sql, names: readonly EpochName[]): Promise<void> {
    const unknown = names.filter((name) => !this.#byName.has(nameOf(name)))
    if (unknown.length === 0) return
    const rows = await selectByRows<EpochRow>(
      sql,
      'SELECT id, device, epoch FROM epochs WHERE (device, epoch) IN (VALUES :rows)',
      '(?, ?)',
      unknown.map(({ device, epoch }) => [device, epoch]),
    )
    const ranges = await committedRanges(
      sql,
      rows.map(({ id }) => id),
    )
    for (const row of rows) this.#keep(row, ranges.get(row.id))
  }

  /** Those that the store does not have are begun. */
  async begin(tx: Sql, names: readonly EpochName[]): Promise<void> {
    if (this.#byId.size + names.length > EPOCHS_IN_MEMORY) this.forget()
    await this.recall(tx, names)
    for (const { device, epoch } of names) {
      if (this.#byName.has(nameOf({ device, epoch }))) continue
      const row = await tx.get<EpochRow>(
        'INSERT INTO epochs (device, epoch) VALUES (?, ?) RETURNING id, device, epoch',
        [device, epoch],
      )
      if (row !== undefined) this.#keep(row, undefined)
    }
  }

  get(name: EpochName): EpochState | undefined {
    return this.#byName.get(nameOf(name))
  }

  #keep({ id, device, epoch }: EpochRow, committed = new NumberRanges()): void {
    const state = { id, device, epoch, committed }
    this.#byName.set(nameOf(state), state)
    this.#byId.set(id, state)
  }

  async #follow(sql: Sql, last: number): Promise<void> {
    const missed = last - this.#through
    if (missed < 0 || missed > MOST_TO_CATCH_UP) {
      this.forget()
      return
    }
    const frames = await sql.all<{ epochId: number; n: number }>(
      'SELECT epoch_id AS "epochId", n FROM frames WHERE position > ? AND position <= ?',
      [this.#through, last],
    )
    // some are in a bundle by now
    if (frames.length !== missed) this.forget()
    for (const { epochId, n } of frames) this.#byId.get(epochId)?.committed.add(n)
  }
}
