import type { FrameReader, StoredFrame } from '../frames/frame-log.ts'
import { isOfContent } from '../lib/database-errors.ts'
import { toError } from '../lib/errors.ts'
import type { Sql, SqlDatabase } from '../lib/sql.ts'
import { ChangeSet } from './change-journal.ts'
import { decodeWith, type ReadFrame, toLogged } from './decoding.ts'
import { keepLayouts, LAYOUTS_TABLES, LayoutReader } from './layouts.ts'
import { LeaseLostError } from './leases.ts'
import type { Batch, DecodedFrame, FrameProblem, LoggedFrame, Projection } from './projection.ts'
import { deleteKeys, insertRows } from './rows.ts'

/** A statement costs PostgreSQL the way there and back, so more frames share it. */
const BATCH_FRAMES = { sqlite: 256, postgres: 1_024 }

interface Waiting {
  readonly projection: string
  readonly position: number
}

/** Of a frame that cannot be worked in whole: with `frame` what needs no sections, with `none` nothing but the problem. */
type Portion = 'all' | { readonly takes: 'frame' | 'none'; readonly problem: string }

const NOTHING: Batch = { frames: [], decoded: [], missing: [], problems: [] }

export interface ProjectorParts {
  readonly db: SqlDatabase
  readonly frames: FrameReader
  readonly projections: readonly Projection[]
  /** Begins every transaction; where it throws, nothing is done. */
  readonly guard?: ((tx: Sql) => Promise<void>) | undefined
}

/** Leads projections along the log: a batch of frames, their effects, the cursors and the journal in one transaction. */
export class Projector {
  readonly #db: SqlDatabase
  readonly #frames: FrameReader
  readonly #projections: readonly Projection[]
  readonly #guard: ProjectorParts['guard']
  readonly #layouts: LayoutReader
  /** whether the log may keep layouts that are not known here */
  #keptUnread: boolean

  constructor({ db, frames, projections, guard }: ProjectorParts) {
    this.#db = db
    this.#frames = frames
    this.#projections = projections
    this.#guard = guard
    this.#layouts = new LayoutReader(db)
    this.#keptUnread = this.#keepsLayouts
  }

  get #keepsLayouts(): boolean {
    return this.#projections.some(({ name }) => name === LAYOUTS_TABLES.name)
  }

  /** The layouts that the log keeps are read again: another instance may have died before it told of one. */
  learnAgain(): void {
    this.#keptUnread = this.#keepsLayouts
  }

  /** One batch; false: there is nothing left to do. */
  async step(): Promise<boolean> {
    const learned = await this.#learnKeptLayouts()
    const resumed = await this.#resumeWaiting()
    const from = Math.min(...(await this.cursors()).values())
    const batch = await this.#frames.read(from, BATCH_FRAMES[this.#db.engine])
    if (batch.length === 0) return learned || resumed
    await this.#takeEach(batch, (some, portion, tx, changes) => this.#advance(from, some, portion, tx, changes))
    return true
  }

  async catchUp(): Promise<void> {
    while (await this.step());
  }

  /** `sql`: a transaction whose own writes count */
  async cursors(sql: Sql = this.#db): Promise<ReadonlyMap<string, number>> {
    const rows = await sql.all<{ projection: string; position: number }>('SELECT projection, position FROM cursors')
    const known = new Map(rows.map(({ projection, position }) => [projection, position]))
    return new Map(this.#projections.map(({ name }) => [name, known.get(name) ?? 0]))
  }

  /** Guarded as a batch is. */
  async inTransaction(work: (tx: Sql, changes: ChangeSet) => Promise<void>): Promise<void> {
    try {
      await this.#db.transaction(async (tx) => {
        const changes = new ChangeSet()
        await this.#guard?.(tx)
        await work(tx, changes)
        await changes.write(tx)
      })
    } catch (error) {
      this.#layouts.forget()
      throw error
    }
  }

  /**
   * All in one transaction. Where that cannot be, each in one of its own, and of a frame that still cannot be worked in
   * only a flag: no frame may hold up those behind it.
   */
  async #takeEach<T>(
    items: readonly T[],
    take: (items: readonly T[], portion: Portion, tx: Sql, changes: ChangeSet) => Promise<void>,
  ): Promise<void> {
    try {
      await this.inTransaction((tx, changes) => take(items, 'all', tx, changes))
    } catch (error) {
      if (!isOfFrame(error)) throw error
      for (const item of items) {
        await this.#takeWhatCanBe((portion, tx, changes) => take([item], portion, tx, changes))
      }
    }
  }

  async #takeWhatCanBe(take: (portion: Portion, tx: Sql, changes: ChangeSet) => Promise<void>): Promise<void> {
    let problem = ''
    for (const takes of ['all', 'frame', 'none'] as const) {
      try {
        await this.inTransaction((tx, changes) => take(takes === 'all' ? 'all' : { takes, problem }, tx, changes))
        return
      } catch (error) {
        if (takes === 'none' || !isOfFrame(error)) throw error
        problem = `could not be worked in: ${toError(error).message}`
      }
    }
  }

  async #advance(
    from: number,
    stored: readonly StoredFrame[],
    portion: Portion,
    tx: Sql,
    changes: ChangeSet,
  ): Promise<void> {
    // read again inside the transaction: a rebuild by another process may have set one back
    const cursors = await this.cursors(tx)
    if (Math.min(...cursors.values()) < from) return
    const logged = stored.map(toLogged)
    const frames = portion === 'all' || portion.takes === 'frame' ? logged : []
    let decoded: Omit<Batch, 'frames'> | undefined
    const waiting: (readonly [projection: string, layout: string, position: number])[] = []
    for (const projection of this.#projections) {
      const cursor = cursors.get(projection.name) ?? 0
      const behind = ({ position }: LoggedFrame): boolean => position > cursor
      if (!projection.takesSections) {
        await projection.take({ ...NOTHING, frames: frames.filter(behind) }, tx, changes)
        continue
      }
      // only now: the documents that these frames carry are kept before
      decoded ??= await this.#sort(logged, portion, tx)
      const batch: Batch = {
        frames: frames.filter(behind),
        decoded: decoded.decoded.filter(behind),
        missing: decoded.missing.filter(behind),
        problems: decoded.problems.filter(({ frame }) => behind(frame)),
      }
      await projection.take(batch, tx, changes)
      for (const { header, position } of batch.missing) waiting.push([projection.name, header?.layout ?? '', position])
    }
    await insertRows(tx, {
      table: 'waiting_frames',
      columns: ['projection', 'layout', 'position'],
      rows: waiting,
    })
    const last = stored.at(-1)?.position ?? from
    await insertRows(tx, {
      table: 'cursors',
      columns: ['projection', 'version', 'position'],
      rows: this.#projections.map(({ name, version }) => [name, version, Math.max(last, cursors.get(name) ?? 0)]),
      onConflict: 'ON CONFLICT (projection) DO UPDATE SET position = excluded.position',
    })
  }

  async #sort(logged: readonly ReadFrame[], portion: Portion, tx: Sql): Promise<Omit<Batch, 'frames'>> {
    if (portion !== 'all') {
      return { ...NOTHING, problems: logged.map((frame) => ({ frame, problem: portion.problem })) }
    }
    const known = await this.#layouts.getAll(
      logged.flatMap(({ frame }) => (frame === undefined ? [] : [frame.header.layout])),
      tx,
    )
    const decoded: DecodedFrame[] = []
    const missing: LoggedFrame[] = []
    const problems: FrameProblem[] = []
    for (const frame of logged) {
      const layout = frame.frame === undefined ? undefined : known.get(frame.frame.header.layout)
      if (frame.frame === undefined) problems.push({ frame, problem: frame.problem })
      else if (layout === undefined) missing.push(frame)
      else {
        const sections = decodeWith(frame, frame.frame, layout)
        if (typeof sections === 'string') problems.push({ frame, problem: sections })
        else decoded.push(sections)
      }
    }
    return { decoded, missing, problems }
  }

  async #learnKeptLayouts(): Promise<boolean> {
    if (!this.#keptUnread) return false
    const kept = await this.#frames.keptLayouts()
    const documents = kept.map(({ bytes }) => bytes)
    if (kept.length > 0) await this.inTransaction((tx) => keepLayouts(tx, documents))
    this.#keptUnread = false
    return kept.length > 0
  }

  /** Frames whose layout has come meanwhile, oldest first. */
  async #resumeWaiting(): Promise<boolean> {
    const takers = this.#projections.filter(({ takesSections }) => takesSections)
    if (takers.length === 0) return false
    const due = await this.#db.all<Waiting>(
      `SELECT w.projection, w.position FROM layouts l JOIN waiting_frames w ON w.layout = l.hash
       ORDER BY w.position LIMIT ?`,
      [BATCH_FRAMES[this.#db.engine]],
    )
    if (due.length === 0) return false
    const frames = new Map<number, StoredFrame>()
    for (const { position } of due) {
      if (frames.has(position)) continue
      const [stored] = await this.#frames.read(position - 1, 1)
      if (stored !== undefined) frames.set(position, stored)
    }
    await this.#takeEach(due, (some, portion, tx, changes) => this.#resume(some, frames, portion, tx, changes))
    return true
  }

  async #resume(
    some: readonly Waiting[],
    frames: ReadonlyMap<number, StoredFrame>,
    portion: Portion,
    tx: Sql,
    changes: ChangeSet,
  ): Promise<void> {
    await deleteKeys(tx, {
      table: 'waiting_frames',
      columns: { projection: 'text', position: 'bigint' },
      keys: some.map(({ projection, position }) => ({ projection, position })),
    })
    const positions = [...new Set(some.map(({ position }) => position))]
    const logged = positions.flatMap((position) => {
      const stored = frames.get(position)
      return stored === undefined ? [] : [toLogged(stored)]
    })
    const { decoded, problems } = await this.#sort(logged, portion, tx)
    for (const projection of this.#projections) {
      const wanted = new Set(
        some.flatMap(({ projection: name, position }) => (name === projection.name ? [position] : [])),
      )
      if (wanted.size === 0) continue
      const batch: Batch = {
        ...NOTHING,
        decoded: decoded.filter(({ position }) => wanted.has(position)),
        problems: problems.filter(({ frame }) => wanted.has(frame.position)),
      }
      await projection.take(batch, tx, changes)
    }
  }
}

function isOfFrame(error: unknown): boolean {
  return !(error instanceof LeaseLostError) && isOfContent(error)
}
