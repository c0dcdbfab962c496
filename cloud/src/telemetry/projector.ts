import {
  decodeFrame,
  decodeSections,
  type Frame,
  type FrameHeader,
  type Layout,
  ProtocolError,
  peekHeader,
  type Section,
} from '@coldrx/protocol'
import type { FrameReader, StoredFrame } from '../frames/frame-log.ts'
import { type Db, SqliteError, type Statement } from '../lib/database.ts'
import { toError } from '../lib/errors.ts'
import { LayoutReader } from './layouts.ts'
import type { DecodedFrame, LoggedFrame, Projection } from './projection.ts'
import type { ProjectionSet } from './telemetry-database.ts'

const BATCH_FRAMES = 256

interface Waiting {
  readonly projection: string
  readonly position: number
}

/** Of a frame that cannot be worked in whole: with `frame` what needs no sections, with `none` nothing but the problem. */
type Portion = 'all' | { readonly takes: 'frame' | 'none'; readonly problem: string }

/** Leads the projections along the log: a batch of frames, their effects and the cursors in one transaction. */
export class Projector {
  readonly #db: Db
  readonly #frames: FrameReader
  readonly #projections: ProjectionSet
  readonly #layouts: LayoutReader
  readonly #save: Statement<[string, number, number], unknown>
  /** undefined: what is kept was not read yet */
  #newLayouts: Uint8Array[] | undefined

  constructor({
    db,
    frames,
    projections,
  }: {
    readonly db: Db
    readonly frames: FrameReader
    readonly projections: ProjectionSet
  }) {
    this.#db = db
    this.#frames = frames
    this.#projections = projections
    this.#layouts = new LayoutReader(db)
    this.#save = db.prepare(
      `INSERT INTO cursors (projection, version, position) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET position = max(position, excluded.position)`,
    )
  }

  /** A layout document that a birth has brought after this began to work. */
  learn(layout: Uint8Array): void {
    this.#newLayouts?.push(layout)
  }

  /** One batch; false: there is nothing left to do. */
  async step(): Promise<boolean> {
    const learned = await this.#learnKeptLayouts()
    const resumed = await this.#resumeWaiting()
    const from = Math.min(...this.cursors().values())
    const batch = await this.#frames.read(from, BATCH_FRAMES)
    if (batch.length === 0) return learned || resumed
    this.#takeEach(batch, (some, portion) => this.#advance(from, some, portion))
    return true
  }

  async catchUp(): Promise<void> {
    while (await this.step());
  }

  cursors(): ReadonlyMap<string, number> {
    const rows = this.#db
      .prepare<[], { projection: string; position: number }>('SELECT projection, position FROM cursors')
      .all()
    const known = new Map(rows.map(({ projection, position }) => [projection, position]))
    return new Map(this.#projections.all.map(({ name }) => [name, known.get(name) ?? 0]))
  }

  checkKeysAgain(): void {
    this.#inTransaction(() => this.#projections.chain.checkAgain())
  }

  /**
   * All in one transaction. Where that cannot be, each in one of its own, and of a frame that still cannot be worked in
   * only a flag: no frame may hold up those behind it.
   */
  #takeEach<T>(items: readonly T[], take: (items: readonly T[], portion: Portion) => void): void {
    try {
      this.#inTransaction(() => take(items, 'all'))
    } catch (error) {
      if (!isOfFrame(error)) throw error
      for (const item of items) this.#takeWhatCanBe((portion) => take([item], portion))
    }
  }

  #takeWhatCanBe(take: (portion: Portion) => void): void {
    let problem = ''
    for (const takes of ['all', 'frame', 'none'] as const) {
      try {
        this.#inTransaction(() => take(takes === 'all' ? 'all' : { takes, problem }))
        return
      } catch (error) {
        if (takes === 'none' || !isOfFrame(error)) throw error
        problem = `could not be worked in: ${toError(error).message}`
      }
    }
  }

  #advance(from: number, batch: readonly StoredFrame[], portion: Portion): void {
    // read again inside the transaction: a rebuild by another process may have set one back
    const cursors = this.cursors()
    if (Math.min(...cursors.values()) < from) return
    for (const stored of batch) {
      const logged = toLogged(stored)
      const behind = this.#projections.all.filter(({ name }) => (cursors.get(name) ?? 0) < stored.position)
      if (portion === 'all' || portion.takes === 'frame') {
        for (const projection of behind) projection.takeFrame?.(logged)
      }
      const sections = portion === 'all' ? this.#decode(logged) : portion.problem
      for (const projection of behind) {
        if (sections === 'missing-layout') this.#letWait(projection, logged)
        else give(projection, logged, sections)
      }
    }
    const last = batch.at(-1)?.position ?? from
    for (const { name, version } of this.#projections.all) this.#save.run(name, version, last)
  }

  #letWait(projection: Projection, logged: LoggedFrame): void {
    projection.takeMissing?.(logged)
    if (projection.takeSections === undefined && projection.takeProblem === undefined) return
    this.#db
      .prepare('INSERT INTO waiting_frames (projection, layout, position) VALUES (?, ?, ?)')
      .run(projection.name, logged.header?.layout ?? '', logged.position)
  }

  #decode(logged: Logged): DecodedFrame | string {
    if (logged.frame === undefined) return logged.problem
    const layout = this.#layouts.get(logged.frame.header.layout)
    return layout === undefined ? 'missing-layout' : decodeWith(logged, logged.frame, layout)
  }

  async #learnKeptLayouts(): Promise<boolean> {
    const learned = this.#newLayouts
    this.#newLayouts = []
    const layouts = learned ?? (await this.#frames.keptLayouts()).map(({ bytes }) => bytes)
    if (layouts.length === 0) return false
    this.#inTransaction(() => {
      for (const bytes of layouts) this.#projections.layouts.learn(bytes)
    })
    return true
  }

  /** Frames whose layout has come meanwhile, oldest first. */
  async #resumeWaiting(): Promise<boolean> {
    const due = this.#db
      .prepare<[number], Waiting>(
        `SELECT w.projection, w.position FROM layouts l JOIN waiting_frames w ON w.layout = l.hash
         ORDER BY w.position LIMIT ?`,
      )
      .all(BATCH_FRAMES)
    if (due.length === 0) return false
    const frames = new Map<number, StoredFrame>()
    for (const { position } of due) {
      if (frames.has(position)) continue
      const [stored] = await this.#frames.read(position - 1, 1)
      if (stored !== undefined) frames.set(position, stored)
    }
    this.#takeEach(due, (some, portion) => {
      for (const waiting of some) this.#resume(waiting, frames.get(waiting.position), portion)
    })
    return true
  }

  #resume({ projection: name, position }: Waiting, stored: StoredFrame | undefined, portion: Portion): void {
    const removed = this.#db
      .prepare('DELETE FROM waiting_frames WHERE projection = ? AND position = ?')
      .run(name, position).changes
    const projection = this.#projections.all.find((candidate) => candidate.name === name)
    if (removed === 0 || projection === undefined || stored === undefined) return
    const logged = toLogged(stored)
    const sections = portion === 'all' ? this.#decode(logged) : portion.problem
    if (sections !== 'missing-layout') give(projection, logged, sections)
  }

  #inTransaction(work: () => void): void {
    try {
      this.#db
        .transaction(() => {
          work()
          for (const { flush } of this.#projections.all) flush?.()
        })
        .immediate()
    } catch (error) {
      for (const { forget } of this.#projections.all) forget?.()
      this.#layouts.forget()
      throw error
    }
  }
}

interface Logged extends LoggedFrame {
  readonly problem: string
}

/** Device, epoch and number are those of the row; of bytes that are no frame it says what is wrong with them. */
export function toLogged({ position, device, epoch, n, bytes }: StoredFrame): Logged {
  const named = { position, device, epoch, n }
  try {
    const frame = decodeFrame(bytes)
    return { ...named, header: frame.header, frame, problem: '' }
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
    return { ...named, header: readHeader(bytes), frame: undefined, problem: error.message }
  }
}

function readHeader(bytes: Uint8Array): FrameHeader | undefined {
  try {
    return peekHeader(bytes)
  } catch (error) {
    if (error instanceof ProtocolError) return undefined
    throw error
  }
}

/** The sections, or what is wrong with them. */
export function decodeWith(logged: LoggedFrame, frame: Frame, layout: Layout): DecodedFrame | string {
  let sections: Section[]
  try {
    sections = decodeSections(frame, layout)
  } catch (error) {
    if (error instanceof ProtocolError) return error.message
    throw error
  }
  return { ...logged, header: frame.header, layout, sections }
}

/** A full disk or a file that cannot be read would fail with every frame, and must stop the projector. */
function isOfFrame(error: unknown): boolean {
  if (!(error instanceof SqliteError)) return true
  return /^SQLITE_(CONSTRAINT|MISMATCH|RANGE|TOOBIG)/.test(error.code)
}

function give(projection: Projection, logged: LoggedFrame, decoded: DecodedFrame | string): void {
  if (typeof decoded === 'string') projection.takeProblem?.(logged, decoded)
  else projection.takeSections?.(decoded)
}
