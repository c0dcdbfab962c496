import type { Sql, SqlValue } from '../lib/sql.ts'
import { type FrameMoment, unpackRun } from '../projections/frame-runs.ts'
import { insertRows, selectForKeys } from '../projections/rows.ts'
import type { Lane, RangeRow } from './alarm-runs.ts'
import { RUN_COLUMNS, runValues, slotOf } from './in-range-runs.ts'

const LANE = { device: 'text', compartment: 'text', epoch: 'text' } as const
const SLOT = { ...LANE, slot: 'bigint' } as const
const OF_LANE = 'device = ? AND compartment = ? AND epoch = ?'
const RANGE_COLUMNS = [
  ...['device', 'compartment', 'epoch', 'n', 'layout', 'own_offset_ms', 'min_celsius', 'max_celsius', 'some_in'],
  ...['ends_out', 'first_in_ms', 'segments'],
]

interface LaneColumns {
  readonly device: string
  readonly compartment: string
  readonly epoch: string
}

interface Run {
  readonly lane: Lane
  readonly slot: number
  readonly frames: Map<number, FrameMoment>
  isChanged: boolean
}

const nameOf = ({ device, compartment, epoch }: LaneColumns): string => `${device} ${compartment} ${epoch}`
const keyOf = ([device, compartment, epoch]: Lane): LaneColumns => ({ device, compartment, epoch })

/**
 * What frames said of a compartment's range while a batch is worked in: a row for each that has something to tell, many in
 * one packed row of those that were in range throughout. Nothing is there for others before `finish`.
 */
export class FrameRanges {
  readonly #tx: Sql
  /** the row with the highest number */
  readonly #newest = new Map<string, RangeRow | undefined>()
  /** by lane and slot: those that frames of the batch belong to, read once and written once */
  readonly #runs = new Map<string, Map<number, Run>>()
  /** rows that are not written yet */
  #held: SqlValue[][] = []

  constructor(tx: Sql) {
    this.#tx = tx
  }

  /** Once, with all frames that will be added. */
  async open(frames: readonly { readonly lane: Lane; readonly n: number }[]): Promise<void> {
    const lanes = [...new Map(frames.map(({ lane }) => [nameOf(keyOf(lane)), keyOf(lane)])).values()]
    for (const lane of lanes) this.#newest.set(nameOf(lane), undefined)
    const ofLane = (key: (column: keyof typeof LANE) => string) =>
      `device = ${key('device')} AND compartment = ${key('compartment')} AND epoch = ${key('epoch')}`
    const told = await selectForKeys<RangeRow & LaneColumns, typeof LANE>(this.#tx, {
      columns: LANE,
      keys: lanes.map((lane) => ({ ...lane })),
      query: (key) => `SELECT * FROM frame_ranges WHERE ${ofLane(key)} ORDER BY n DESC LIMIT 1`,
    })
    for (const row of told) this.#newest.set(nameOf(row), row)
    const packed = await selectForKeys<LaneColumns & { body: Uint8Array }, typeof LANE>(this.#tx, {
      columns: LANE,
      keys: lanes.map((lane) => ({ ...lane })),
      query: (key) => `SELECT device, compartment, epoch, body FROM in_range_runs
        WHERE ${ofLane(key)} ORDER BY slot DESC LIMIT 1`,
    })
    for (const run of packed) {
      const last = unpackRun(run.body).at(-1)
      const other = this.#newest.get(nameOf(run))
      if (last !== undefined && last.n > (other?.n ?? -1)) this.#newest.set(nameOf(run), toRow(last))
    }
    await this.#openRuns(frames)
  }

  /** @returns the row before it; `known`: this number was there already */
  async add(lane: Lane, row: RangeRow): Promise<RangeRow | undefined | 'known'> {
    const name = nameOf(keyOf(lane))
    if (!this.#newest.has(name)) throw new Error(`lane ${name} was not opened`)
    const newest = this.#newest.get(name)
    if (newest === undefined || row.n > newest.n) {
      this.#put(lane, row)
      this.#newest.set(name, row)
      return newest
    }
    if (await this.#has(lane, row.n)) return 'known'
    this.#put(lane, row)
    return this.#nearest(lane, row.n, '<')
  }

  async finish(): Promise<void> {
    await this.#writeHeld()
    const changed = [...this.#runs.values()].flatMap((ofLane) => [...ofLane.values()].filter((run) => run.isChanged))
    await insertRows(this.#tx, {
      table: 'in_range_runs',
      columns: [...Object.keys(SLOT), ...RUN_COLUMNS],
      rows: changed.map(({ lane, slot, frames }) => [...lane, slot, ...runValues(frames.values())]),
      onConflict: `ON CONFLICT (${Object.keys(SLOT).join(', ')}) DO UPDATE SET
        ${RUN_COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    })
    for (const run of changed) run.isChanged = false
  }

  async #writeHeld(): Promise<void> {
    const rows = this.#held
    this.#held = []
    await insertRows(this.#tx, { table: 'frame_ranges', columns: RANGE_COLUMNS, rows })
  }

  /** From the nearest row before `n` with any row in range to the nearest such one after it, ascending. */
  async around(lane: Lane, n: number): Promise<RangeRow[]> {
    await this.#writeHeld()
    const from = (await this.#nearest(lane, n, '<', 'AND some_in = 1'))?.n ?? 0
    const to = (await this.#nearest(lane, n, '>', 'AND some_in = 1'))?.n ?? Number.MAX_SAFE_INTEGER
    const told = await this.#tx.all<RangeRow>(`SELECT * FROM frame_ranges WHERE ${OF_LANE} AND n BETWEEN ? AND ?`, [
      ...[...lane, from, to],
    ])
    const elsewhere = this.#notHeld(lane)
    const packed = await this.#tx.all<{ body: Uint8Array }>(
      `SELECT body FROM in_range_runs WHERE ${OF_LANE} AND last_n >= ? AND first_n <= ? ${elsewhere.text}`,
      [...lane, from, to, ...elsewhere.slots],
    )
    const inRange = [...this.#heldFrames(lane), ...packed.flatMap(({ body }) => unpackRun(body))].filter(
      (frame) => frame.n >= from && frame.n <= to,
    )
    return [...told, ...inRange.map(toRow)].sort((left, right) => left.n - right.n)
  }

  async #openRuns(frames: readonly { readonly lane: Lane; readonly n: number }[]): Promise<void> {
    for (const { lane, n } of frames) {
      const name = nameOf(keyOf(lane))
      const ofLane = this.#runs.get(name) ?? new Map<number, Run>()
      this.#runs.set(name, ofLane)
      const slot = slotOf(n)
      if (!ofLane.has(slot)) ofLane.set(slot, { lane, slot, frames: new Map(), isChanged: false })
    }
    const stored = await selectForKeys<LaneColumns & { slot: number; body: Uint8Array }, typeof SLOT>(this.#tx, {
      columns: SLOT,
      keys: [...this.#runs.values()].flatMap((ofLane) =>
        [...ofLane.values()].map(({ lane, slot }) => ({ ...keyOf(lane), slot })),
      ),
      query: (key) => `SELECT device, compartment, epoch, slot, body FROM in_range_runs
        WHERE device = ${key('device')} AND compartment = ${key('compartment')} AND epoch = ${key('epoch')}
        AND slot = ${key('slot')}`,
    })
    for (const row of stored) {
      const run = this.#runs.get(nameOf(row))?.get(row.slot)
      for (const frame of unpackRun(row.body)) run?.frames.set(frame.n, frame)
    }
  }

  #put(lane: Lane, row: RangeRow): void {
    const { n, layout, own_offset_ms: offsetMs, first_in_ms: firstInMs } = row
    if (layout === null && firstInMs !== null) {
      const run = this.#runs.get(nameOf(keyOf(lane)))?.get(slotOf(n))
      if (run === undefined) throw new Error(`frame ${n} was not told of`)
      run.frames.set(n, { n, monotonicMs: firstInMs, offsetMs })
      run.isChanged = true
      return
    }
    this.#held.push([
      ...[...lane, n, layout, offsetMs, row.min_celsius, row.max_celsius, row.some_in, row.ends_out, firstInMs],
      row.segments,
    ])
  }

  async #has(lane: Lane, n: number): Promise<boolean> {
    if (
      this.#runs
        .get(nameOf(keyOf(lane)))
        ?.get(slotOf(n))
        ?.frames.has(n) === true
    )
      return true
    await this.#writeHeld()
    return (await this.#tx.get(`SELECT n FROM frame_ranges WHERE ${OF_LANE} AND n = ?`, [...lane, n])) !== undefined
  }

  async #nearest(lane: Lane, n: number, side: '<' | '>', and = ''): Promise<RangeRow | undefined> {
    await this.#writeHeld()
    const order = side === '<' ? 'DESC' : 'ASC'
    const told = await this.#tx.get<RangeRow>(
      `SELECT * FROM frame_ranges WHERE ${OF_LANE} AND n ${side} ? ${and} ORDER BY n ${order} LIMIT 1`,
      [...lane, n],
    )
    const elsewhere = this.#notHeld(lane)
    const run = await this.#tx.get<{ body: Uint8Array }>(
      `SELECT body FROM in_range_runs WHERE ${OF_LANE} AND ${side === '<' ? 'first_n' : 'last_n'} ${side} ?
       ${elsewhere.text} ORDER BY slot ${order} LIMIT 1`,
      [...lane, n, ...elsewhere.slots],
    )
    let nearest = told
    for (const frame of [...this.#heldFrames(lane), ...(run === undefined ? [] : unpackRun(run.body))]) {
      const isBeyond = side === '<' ? frame.n < n : frame.n > n
      if (!isBeyond || (nearest !== undefined && Math.abs(frame.n - n) >= Math.abs(nearest.n - n))) continue
      nearest = toRow(frame)
    }
    return nearest
  }

  #heldFrames(lane: Lane): FrameMoment[] {
    const runs = this.#runs.get(nameOf(keyOf(lane)))?.values() ?? []
    return [...runs].flatMap(({ frames }) => [...frames.values()])
  }

  /** What this batch has read is newer here than in the table. */
  #notHeld(lane: Lane): { readonly text: string; readonly slots: readonly number[] } {
    const slots = [...(this.#runs.get(nameOf(keyOf(lane)))?.keys() ?? [])]
    return slots.length === 0
      ? { text: '', slots }
      : { text: `AND slot NOT IN (${slots.map(() => '?').join()})`, slots }
  }
}

function toRow({ n, monotonicMs, offsetMs }: FrameMoment): RangeRow {
  return {
    ...{ n, layout: null, own_offset_ms: offsetMs, min_celsius: null, max_celsius: null },
    ...{ some_in: 1, ends_out: 0, first_in_ms: monotonicMs, segments: null },
  }
}
