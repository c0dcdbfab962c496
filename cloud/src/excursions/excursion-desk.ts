import { randomBytes } from 'node:crypto'
import type { BusinessDatabase, BusinessTransaction } from '../business-database/business-database.ts'
import type { FrameReader, StoredFrame } from '../frames/frame-log.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { isUnavailable } from '../lib/postgres.ts'
import { groupBy } from '../projections/rows.ts'
import type { ReadModel } from '../telemetry/read-model.ts'
import type { DrawnEpisode } from './condition.ts'
import { DeviceFold } from './device-fold.ts'
import { advance, emptyHead, type Head, keep, place, type Redrawing, readHeads, redraw } from './device-history.ts'
import { reconcile } from './episode-store.ts'
import { type Reception, silenceOf } from './reception.ts'
import type { RulesAt } from './rule-context.ts'
import { readRulesInForce } from './rules-in-force.ts'

const BATCH_FRAMES = 256
const LOOK_EVERY_MS = 1_000
const HELD_MS = 5_000
/** How late the newest rows of a truck that is connected may come. */
const LATENESS_MS = 10 * 60_000
/** Grows when the same frames give other episodes than before. */
const DRAWING = 1

export interface ExcursionDeskParts {
  readonly db: BusinessDatabase
  readonly frames: Pick<FrameReader, 'read' | 'lastPosition' | 'frames'>
  readonly readModel: Pick<ReadModel, 'recorded' | 'unsureFrames' | 'health'>
  /** whether anything is to be heard of it at all */
  readonly isExpected: (device: string) => boolean
  readonly clock: Clock
  readonly log: Log
  readonly onFailure: (error: unknown) => void
  readonly lookEveryMs?: number
}

interface Work {
  readonly device: string
  readonly head: Head
  readonly redrawing: Redrawing
  /** undefined: they stand as they are */
  readonly silences: readonly DrawnEpisode[] | undefined
}

/**
 * Follows the frame log behind the projections and keeps the episodes of each device: frames that are the newest are folded
 * onto what is known, frames that come late have everything since then drawn again. What follows is one transaction with the
 * cursor. Of several instances the one that holds the cursor works.
 */
export class ExcursionDesk {
  readonly #parts: ExcursionDeskParts
  readonly #name = randomBytes(8).toString('hex')
  #heads: Map<string, Head> | undefined
  /** what was told without a new frame: devices that are silent, and episodes that are over by the clock */
  readonly #told = new Map<string, string>()
  #timer: NodeJS.Timeout | undefined
  #working: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(parts: ExcursionDeskParts) {
    this.#parts = parts
  }

  start(): void {
    this.#working = this.look()
      .catch((error: unknown) => {
        this.#heads = undefined
        // what was drawn here is drawn there
        if (error instanceof CursorLostError) return
        if (isUnavailable(error)) this.#parts.log.warn({ err: error }, 'episodes cannot be drawn now')
        else this.#parts.onFailure(error)
      })
      .finally(() => {
        if (this.#stopped) return
        this.#timer = setTimeout(() => this.start(), this.#parts.lookEveryMs ?? LOOK_EVERY_MS)
      })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#working
  }

  /** Works in all that there is, and what the clock alone brings. */
  async look(): Promise<void> {
    if (!(await this.#hold())) {
      this.#heads = undefined
      return
    }
    await this.#redrawIfNeeded()
    while (!this.#stopped && (await this.#step()));
    await this.#tick()
  }

  /** Draws everything again from all frames; where the same comes out, nothing is told. */
  async rebuild(): Promise<void> {
    const heads = await this.#known()
    const rulesOf = await readRulesInForce(this.#parts.db.reader)
    const { log_position: through } = await this.#cursor()
    for (const [device, head] of heads) {
      const rulesAt = await rulesOf(device)
      const fromMs = Number.NEGATIVE_INFINITY
      const redrawing = await redraw(this.#historyParts, { device, fromMs, rulesAt, through })
      const work = { device, head: { ...head, state: redrawing.state }, redrawing, silences: undefined }
      await this.#inTransaction((tx) => this.#write(tx, work, head))
      heads.set(device, work.head)
    }
  }

  get #historyParts() {
    const { db, frames, readModel } = this.#parts
    return { reader: db.reader, frames, readModel }
  }

  async #cursor() {
    return this.#parts.db.reader.selectFrom('episode_cursor').selectAll().executeTakeFirstOrThrow()
  }

  async #known(): Promise<Map<string, Head>> {
    this.#heads ??= await readHeads(this.#parts.db.reader)
    return this.#heads
  }

  /** On SQLite there is one instance. */
  async #hold(): Promise<boolean> {
    const { db, clock } = this.#parts
    if (db.engine === 'sqlite') return true
    const nowMs = clock.nowMs()
    const { numUpdatedRows } = await db.reader
      .updateTable('episode_cursor')
      .set({ holder: this.#name, held_until_ms: nowMs + HELD_MS })
      .where((where) => where.or([where('holder', '=', this.#name), where('held_until_ms', '<', nowMs)]))
      .executeTakeFirst()
    return numUpdatedRows > 0n
  }

  /** A log that was put back from a copy gives its positions again; another drawing gives other episodes. */
  async #redrawIfNeeded(): Promise<void> {
    const { log_position: position, drawing } = await this.#cursor()
    const last = await this.#parts.frames.lastPosition()
    const isSetBack = position > last
    if (!isSetBack && drawing === DRAWING) return
    await this.#inTransaction(async (tx) => {
      await tx
        .updateTable('episode_cursor')
        .set({ log_position: Math.min(position, last) })
        .execute()
    })
    await this.rebuild()
    await this.#inTransaction(async (tx) => {
      await tx.updateTable('episode_cursor').set({ drawing: DRAWING }).execute()
    })
  }

  /** One batch; false: there is nothing left to do. */
  async #step(): Promise<boolean> {
    const { frames, readModel, db } = this.#parts
    const { log_position: from } = await this.#cursor()
    const { cursors } = await readModel.health()
    // what is not placed in time yet waits
    const placedTo = Math.min(cursors.placement ?? 0, cursors.layouts ?? 0)
    const batch = (await frames.read(from, BATCH_FRAMES)).filter(({ position }) => position <= placedTo)
    const through = batch.at(-1)?.position
    if (through === undefined) return false
    const heads = await this.#known()
    const rulesOf = await readRulesInForce(db.reader)
    const done: { readonly work: Work; readonly before: Head }[] = []
    for (const [device, added] of groupBy(batch, (frame) => frame.device)) {
      const before = heads.get(device) ?? emptyHead()
      done.push({
        before,
        work: await this.#follow(device, before, added, { rulesAt: await rulesOf(device), through }),
      })
    }
    await this.#inTransaction(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('episode_cursor')
        .set({ log_position: through })
        .where('log_position', '=', from)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw new CursorLostError()
      for (const { work, before } of done) await this.#write(tx, work, before)
    })
    for (const { work } of done) {
      heads.set(work.device, work.head)
      this.#told.delete(work.device)
    }
    return true
  }

  async #follow(
    device: string,
    head: Head,
    stored: readonly StoredFrame[],
    { rulesAt, through }: { readonly rulesAt: RulesAt; readonly through: number },
  ): Promise<Work> {
    const added = await place(this.#historyParts, stored)
    const { unsettled, ...redrawing } = await advance(this.#historyParts, { device, head, added, rulesAt, through })
    let { reception } = head
    const silences: DrawnEpisode[] = []
    for (const { receivedAtMs } of stored) {
      if (reception !== null && receivedAtMs > reception.lastMs) {
        const [rules] = rulesAt(reception.lastMs, null)
        const silence = silenceOf(reception, rules, { untilMs: receivedAtMs, nowMs: receivedAtMs })
        if (silence !== undefined) silences.push(silence)
      }
      reception = { lastMs: Math.max(receivedAtMs, reception?.lastMs ?? 0), hasStopped: false }
    }
    if (reception !== null) reception = { ...reception, hasStopped: redrawing.state.hasStopped }
    return { device, head: { state: redrawing.state, reception, unsettled }, redrawing, silences }
  }

  async #write(
    tx: BusinessTransaction,
    { device, head, redrawing, silences }: Work,
    { reception }: { readonly reception: Reception | null },
  ): Promise<void> {
    const nowMs = this.#parts.clock.nowMs()
    const { afterMs, drawn, isLate } = redrawing
    await reconcile(tx, { device, afterMs, drawn, isLate, nowMs, ofSilence: false })
    if (silences !== undefined) {
      const silentAfterMs = reception?.lastMs ?? Number.MAX_SAFE_INTEGER - 1
      await reconcile(tx, { device, afterMs: silentAfterMs, drawn: silences, isLate, nowMs, ofSilence: true })
    }
    await keep(tx, device, head, redrawing)
  }

  /** What the clock alone brings: silence, and the end of what no later row has confirmed to be over. */
  async #tick(): Promise<void> {
    const { clock, db, isExpected } = this.#parts
    const nowMs = clock.nowMs()
    let rulesOf: Awaited<ReturnType<typeof readRulesInForce>> | undefined
    for (const [device, { state, reception }] of await this.#known()) {
      if (reception === null || !isExpected(device)) continue
      const pending = Object.values(state.conditions).some(
        ({ backSinceMs, keepMs }) => backSinceMs !== null && backSinceMs + keepMs <= nowMs - LATENESS_MS,
      )
      const isQuiet = nowMs - reception.lastMs >= LEAST_SILENCE_MS
      if (!pending && !isQuiet) continue
      rulesOf ??= await readRulesInForce(db.reader)
      const rulesAt = await rulesOf(device)
      const fold = new DeviceFold(structuredClone(state), rulesAt)
      if (pending) fold.advance(nowMs - LATENESS_MS)
      const closed = fold.takeClosed()
      const silence = silenceOf(reception, rulesAt(reception.lastMs, null)[0], { untilMs: null, nowMs })
      const told = JSON.stringify([closed.map(({ kind, compartment }) => [kind, compartment]), silence !== undefined])
      if (this.#told.get(device) === told || (closed.length === 0 && silence === undefined)) continue
      await this.#inTransaction(async (tx) => {
        const common = { device, isLate: false, nowMs }
        await reconcile(tx, { ...common, afterMs: state.atMs, drawn: [...closed, ...fold.open()], ofSilence: false })
        const silences = silence === undefined ? [] : [silence]
        await reconcile(tx, { ...common, afterMs: reception.lastMs, drawn: silences, ofSilence: true })
      })
      this.#told.set(device, told)
    }
  }

  /** The row of the cursor stays locked to the commit, so changes are told in the order of commits. */
  async #inTransaction(work: (tx: BusinessTransaction) => Promise<void>): Promise<void> {
    const { db } = this.#parts
    try {
      await db.inTransaction(async (tx) => {
        const { holder } = await tx
          .updateTable('episode_cursor')
          .set((set) => ({ change_position: set.ref('change_position') }))
          .returning('holder')
          .executeTakeFirstOrThrow()
        if (db.engine === 'postgres' && holder !== this.#name) throw new CursorLostError()
        await work(tx)
      })
    } catch (error) {
      this.#heads = undefined
      throw error
    }
  }
}

/** No rule asks for less. */
const LEAST_SILENCE_MS = 2 * 60_000

/** Another instance works. */
class CursorLostError extends Error {
  override readonly name = 'CursorLostError'
}
