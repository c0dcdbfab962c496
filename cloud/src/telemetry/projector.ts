import {
  decodeFrame,
  decodeSections,
  type Frame,
  type Layout,
  ProtocolError,
  peekHeader,
  type Section,
} from '@coldrx/protocol'
import type { FrameReader, StoredFrame } from '../frames/frame-log.ts'
import type { Db } from '../lib/database.ts'
import { LayoutReader } from './layouts.ts'
import type { DecodedFrame, LoggedFrame, Projection } from './projection.ts'
import type { ProjectionSet } from './telemetry-database.ts'

const BATCH_FRAMES = 256

interface Waiting {
  readonly projection: string
  readonly position: number
}

/** Leads the projections along the log: a batch of frames, their effects and the cursors in one transaction. */
export class Projector {
  readonly #db: Db
  readonly #frames: FrameReader
  readonly #projections: ProjectionSet
  readonly #layouts: LayoutReader
  #keptLayoutsAreNew = true

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
  }

  /** To be called when a birth has brought a layout document. */
  layoutKept(): void {
    this.#keptLayoutsAreNew = true
  }

  /** One batch; false: there is nothing left to do. */
  async step(): Promise<boolean> {
    const learned = await this.#learnKeptLayouts()
    const resumed = await this.#resumeWaiting()
    const cursors = this.cursors()
    const from = Math.min(...cursors.values())
    const batch = await this.#frames.read(from, BATCH_FRAMES)
    if (batch.length > 0) this.#inTransaction(() => this.#advance(from, batch))
    return learned || resumed || batch.length > 0
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

  #advance(from: number, batch: readonly StoredFrame[]): void {
    // read again inside the transaction: a rebuild by another process may have set one back
    const cursors = this.cursors()
    if (Math.min(...cursors.values()) < from) return
    for (const stored of batch) {
      const logged = toLogged(stored)
      const behind = this.#projections.all.filter(({ name }) => (cursors.get(name) ?? 0) < stored.position)
      for (const projection of behind) projection.takeFrame?.(logged)
      const sections = this.#decode(logged)
      for (const projection of behind) {
        if (sections === 'missing-layout') this.#letWait(projection, logged)
        else give(projection, logged, sections)
      }
    }
    const last = batch.at(-1)?.position ?? from
    const save = this.#db.prepare('UPDATE cursors SET position = max(position, ?)')
    save.run(last)
  }

  #letWait(projection: Projection, logged: LoggedFrame): void {
    projection.takeMissing?.(logged)
    if (projection.takeSections === undefined && projection.takeProblem === undefined) return
    this.#db
      .prepare('INSERT INTO waiting_frames (projection, layout, position) VALUES (?, ?, ?)')
      .run(projection.name, logged.header.layout, logged.position)
  }

  #decode(logged: Logged): DecodedFrame | string {
    if (logged.frame === undefined) return logged.problem
    const layout = this.#layouts.get(logged.header.layout)
    return layout === undefined ? 'missing-layout' : decodeWith(logged, logged.frame, layout)
  }

  async #learnKeptLayouts(): Promise<boolean> {
    if (!this.#keptLayoutsAreNew) return false
    this.#keptLayoutsAreNew = false
    const kept = await this.#frames.keptLayouts()
    this.#inTransaction(() => {
      for (const { bytes } of kept) this.#projections.layouts.learn(bytes)
    })
    return kept.length > 0
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
    this.#inTransaction(() => {
      for (const waiting of due) this.#resume(waiting, frames.get(waiting.position))
    })
    return true
  }

  #resume({ projection: name, position }: Waiting, stored: StoredFrame | undefined): void {
    const removed = this.#db
      .prepare('DELETE FROM waiting_frames WHERE projection = ? AND position = ?')
      .run(name, position).changes
    const projection = this.#projections.all.find((candidate) => candidate.name === name)
    if (removed === 0 || projection === undefined || stored === undefined) return
    const logged = toLogged(stored)
    const sections = this.#decode(logged)
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

export function toLogged({ position, device, epoch, n, bytes }: StoredFrame): Logged {
  const { frame, problem } = readFrame(bytes)
  return { position, device, epoch, n, header: frame?.header ?? peekHeader(bytes), frame, problem }
}

function readFrame(bytes: Uint8Array): { readonly frame: Frame | undefined; readonly problem: string } {
  try {
    return { frame: decodeFrame(bytes), problem: '' }
  } catch (error) {
    if (error instanceof ProtocolError) return { frame: undefined, problem: error.message }
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
  return { ...logged, layout, sections }
}

function give(projection: Projection, logged: LoggedFrame, decoded: DecodedFrame | string): void {
  if (typeof decoded === 'string') projection.takeProblem?.(logged, decoded)
  else projection.takeSections?.(decoded)
}
