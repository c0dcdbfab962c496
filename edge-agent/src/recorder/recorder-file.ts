import { join } from 'node:path'
import { type LayoutDocument, parseLayoutDocument, type Sm2KeyPair, toHex } from '@coldrx/protocol'
import { messageOf } from '../message-of.ts'
import { type Begun, begin } from './beginning.ts'
import { openDamagedFile } from './damaged-file.ts'
import type { RecordedEvent } from './entry.ts'
import { readEpochs } from './epoch-table.ts'
import type { EpochRow } from './frame-chain.ts'
import type { FrameBase } from './frame-sections.ts'
import type { FramingState } from './framing.ts'
import { type KnownRecorder, readKnownRecorder, writeKnownRecorder } from './known-recorder.ts'
import { markSalvaged, quarantine, unsalvaged } from './quarantine.ts'
import { isCorruption, isSqliteError } from './recorder-error.ts'
import { openStore, type Store } from './store.ts'
import { Upkeep } from './upkeep.ts'

export interface RecorderSettings {
  readonly directory: string
  readonly device: string
  readonly key: Sm2KeyPair
  /** the layout document of this start, byte for byte */
  readonly layoutBytes: Uint8Array
  readonly frameIntervalMs: number
  readonly sealIntervalMs: number
  /** monotonic time, wall and clock of this start */
  readonly start: Omit<FrameBase, 'boot'>
  /** upper limit of the file's size; without one the disk is the limit */
  readonly maxPages?: number
}

export interface RecorderStatus {
  readonly epoch: string
  readonly boot: number
  readonly nextN: number
  /** the newest, the current one first */
  readonly epochs: readonly { readonly epoch: string; readonly nextN: number; readonly acknowledgedThrough: number }[]
  readonly framesTotal: number
  readonly framesWaiting: number
  /** wall time of the newest committed samples */
  readonly lastRecordedAtMs: number | null
  /** where the damaged file of before was put, if this run had to */
  readonly quarantinedTo: string | null
  /** what people should know though it records; null: nothing */
  readonly problem: string | null
}

export const RECORDER_FILE = 'recorder.db'

/** A frame holds only so many. */
const EVENTS_PER_ROW = 100

/** What is remembered of this run beside its file. A value: a transaction that fails leaves the one of before. */
export interface Run {
  readonly boot: number
  readonly framed: FramingState
  readonly lastRecordedAtMs: number | null
  readonly fileProblem: string | null
  readonly framingProblem: string | null
}

/**
 * The recorder's file while it is used: opened, or opened anew when it could not be (a full disk); put aside for a new one
 * when it turns out to be damaged; changed by one transaction at a time, of which nothing is remembered when it fails.
 */
export class RecorderFile {
  readonly #settings: RecorderSettings
  readonly #nowMs: () => number
  readonly document: LayoutDocument
  #store: Store | null = null
  /** null until the file was opened for the first time */
  #run: Run | null = null
  #known: KnownRecorder | null = null
  #noted = ''
  #noteProblem: string | null = null
  #quarantinedTo: string | null = null
  readonly #upkeep: Upkeep
  /** the newest moment that a caller told */
  now: Omit<FrameBase, 'boot'>

  constructor(settings: RecorderSettings, nowMs: () => number) {
    this.#settings = settings
    this.#nowMs = nowMs
    this.document = parseLayoutDocument(settings.layoutBytes)
    this.now = settings.start
    this.#upkeep = new Upkeep({ path: this.#path, device: settings.device, publicKey: settings.key.publicKey })
    try {
      this.#open()
    } catch {
      // the next call tries again, and fails with its own reason
    }
  }

  close(): void {
    this.#upkeep.close()
    this.#store?.db.close()
    this.#store = null
  }

  isDue({ rows }: Store, { boot }: Run, frameIntervalMs = this.#settings.frameIntervalMs): boolean {
    const oldest = rows.oldest()
    if (oldest === null) return false
    return oldest.boot !== boot || this.now.monotonicMs - oldest.monotonicMs >= frameIntervalMs
  }

  frame(
    { db, framing, retention }: Store,
    run: Run,
    { prompt, seal = false }: { readonly prompt: boolean; readonly seal?: boolean },
  ): Run {
    const { monotonicMs } = this.now
    const isSealDue = seal || monotonicMs - run.framed.sealedAtMs >= this.#settings.sealIntervalMs
    const now = { ...this.now, boot: run.boot }
    try {
      const close = db.transaction(() =>
        framing.close(run.framed, { now, prompt, sealAtMs: isSealDue ? monotonicMs : null }),
      )
      retention.trim()
      return { ...run, framed: close(), framingProblem: null }
    } catch (error) {
      // no room, or a damaged file: nothing can be committed. Anything else must not keep new rows out
      if (isSqliteError(error)) throw error
      return { ...run, framingProblem: `no frames can be made: ${messageOf(error)}` }
    }
  }

  /** However many: a frame must be able to hold each row of them. Call inside a transaction. */
  addEvents({ rows }: Store, boot: number, events: readonly RecordedEvent[], now: Omit<FrameBase, 'boot'>): void {
    for (let at = 0; at < events.length; at += EVENTS_PER_ROW) {
      rows.add(boot, this.layout, { ...now, samples: null, events: events.slice(at, at + EVENTS_PER_ROW) })
    }
  }

  /** One transaction, on the disk when it returns. What is told of it is read inside: after it nothing may fail. */
  commit(store: Store, work: (run: Run) => Run): RecorderStatus {
    return this.#apply(store, () => work(this.begun()))
  }

  #apply(store: Store, work: () => Run): RecorderStatus {
    const { run, known, status } = store.db
      .transaction(() => {
        const run = work()
        const known = { boot: run.boot, lastSampleAtMs: run.framed.lastSampleAtMs, epochs: readEpochs(store.db) }
        return { run, known, status: this.status(store, run) }
      })
      .immediate()
    this.#run = run
    this.#note(known)
    return status
  }

  /** A little of what has time, when a frame was closed. */
  upkeep(): RecorderStatus {
    return this.guarded((store) => {
      this.#upkeep.step(store, this.now.monotonicMs)
      return this.status(store, this.begun())
    })
  }

  status(store: Store, run: Run): RecorderStatus {
    const { epoch, nextN } = this.epoch(store)
    const { total, waiting } = store.outbox.counts()
    return {
      epoch,
      boot: run.boot,
      nextN,
      epochs: readEpochs(store.db).map(({ epoch, nextN, acknowledgedThrough }) => ({
        epoch,
        nextN,
        acknowledgedThrough,
      })),
      framesTotal: total,
      framesWaiting: waiting,
      lastRecordedAtMs: run.lastRecordedAtMs,
      quarantinedTo: this.#quarantinedTo,
      problem: run.framingProblem ?? run.fileProblem ?? this.#noteProblem,
    }
  }

  begun(): Run {
    if (this.#run === null) throw new RangeError('the recorder has not begun')
    return this.#run
  }

  epoch({ chain }: Store): EpochRow {
    const epoch = chain.current()
    if (epoch === null) throw new RangeError('the recorder has no epoch')
    return epoch
  }

  /** A file that turns out to be damaged while it is used is put aside, and the work is done in a new one. */
  guarded<T>(work: (store: Store) => T): T {
    const store = this.#store ?? this.#open()
    try {
      return work(store)
    } catch (error) {
      if (!isCorruption(error)) throw error
      this.close()
      this.#putAside()
      return work(this.#open())
    }
  }

  #open(): Store {
    try {
      return this.#begin()
    } catch (error) {
      if (!isCorruption(error)) throw error
      this.#putAside()
      return this.#begin()
    }
  }

  #begin(): Store {
    const { device, key, maxPages, start } = this.#settings
    const document = this.document
    const store = openStore({ path: this.#path, maxPages, device, key, document, nowMs: this.#nowMs })
    // a start that put a file aside may have ended, or found no room, before there was an epoch in the new one
    const folder = store.chain.current() === null ? unsalvaged(this.#path) : null
    const damaged = folder === null ? null : openDamagedFile(join(folder, RECORDER_FILE))
    try {
      const runningBoot = this.#run?.boot ?? null
      const now = runningBoot === null ? start : this.now
      const known = this.#known ?? readKnownRecorder(this.#settings.directory)
      const parts = { store, known, damaged, runningBoot, now, document, device, publicKey: key.publicKey }
      this.#apply(store, () => this.#toRun(store, begin(parts), now))
      if (folder !== null) markSalvaged(folder)
      this.#store = store
      return store
    } catch (error) {
      store.db.close()
      throw error
    } finally {
      damaged?.close()
    }
  }

  #toRun(store: Store, { boot, lastSampleAtMs, events, problem }: Begun, now: Omit<FrameBase, 'boot'>): Run {
    const framed = { sealedAtMs: Number.NEGATIVE_INFINITY, lastSampleAtMs }
    const run = { boot, framed, lastRecordedAtMs: lastSampleAtMs, fileProblem: problem, framingProblem: null }
    const after = store.rows.oldest() === null ? run : this.frame(store, run, { prompt: false })
    this.addEvents(store, boot, events, now)
    return after
  }

  #putAside(): void {
    this.#quarantinedTo = quarantine(this.#path, this.#nowMs())
  }

  /** A help and no evidence: recording goes on without it. */
  #note(known: KnownRecorder): void {
    this.#known = known
    const [newest] = known.epochs
    const noted = `${known.boot} ${newest?.epoch} ${newest?.nextN}`
    if (noted === this.#noted) return
    try {
      writeKnownRecorder(this.#settings.directory, known)
      this.#noted = noted
      this.#noteProblem = null
    } catch (error) {
      this.#noteProblem = `the note beside the recorder’s file cannot be written: ${messageOf(error)}`
    }
  }

  get #path(): string {
    return join(this.#settings.directory, RECORDER_FILE)
  }

  /** hash of what the rows of this start are of */
  get layout(): string {
    return toHex(this.document.hash)
  }
}
