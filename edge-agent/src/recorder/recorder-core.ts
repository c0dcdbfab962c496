import { join } from 'node:path'
import {
  DOCUMENT_EVENT,
  documentDigest,
  type LayoutDocument,
  parseLayoutDocument,
  type SaltedDocument,
  type Sm2KeyPair,
  type TripMessage,
  toHex,
} from '@coldrx/protocol'
import type { KeptAlarms } from '../alarms/kept-alarms.ts'
import { type Begun, begin, type EpochReason } from './beginning.ts'
import { openDamagedFile } from './damaged-file.ts'
import type { KeptDocument } from './document-table.ts'
import { isFullRecord, type RecordEntry, type RecordedEvent } from './entry.ts'
import { readEpochs } from './epoch-table.ts'
import { findLastEvents, type HistoryQuery, type PastEvent } from './event-history.ts'
import type { EpochRow } from './frame-chain.ts'
import type { FrameBase } from './frame-sections.ts'
import type { FramingState } from './framing.ts'
import { type KnownRecorder, readKnownRecorder, writeKnownRecorder } from './known-recorder.ts'
import { normaliseEntry } from './normalise.ts'
import type { AckQuery, AckResult, OutboxFrame, OutboxQuery } from './outbox.ts'
import { isProvenAtOnce } from './proven-at-once.ts'
import { markSalvaged, quarantine, unsalvaged } from './quarantine.ts'
import { isCorruption, isSqliteError, messageOf } from './recorder-error.ts'
import type { NewSms, QueuedSms } from './sms-table.ts'
import { openStore, type Store } from './store.ts'

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
type CheckpointReason = 'trip-ended' | 'asked'

/** A frame holds only so many. */
const EVENTS_PER_ROW = 100

/** What is remembered of this run beside its file. A value: a transaction that fails leaves the one of before. */
interface Run {
  readonly boot: number
  readonly framed: FramingState
  readonly lastRecordedAtMs: number | null
  readonly fileProblem: string | null
  readonly framingProblem: string | null
}

/**
 * Everything the recorder does, synchronously: it runs in the worker, and in tests without one. Where its file cannot be
 * opened (a full disk) each call tries again, and fails with the reason. Nothing of a call that fails is committed.
 */
export class RecorderCore {
  readonly #settings: RecorderSettings
  readonly #document: LayoutDocument
  readonly #channelCount: number
  readonly #nowMs: () => number
  #store: Store | null = null
  /** null until the file was opened for the first time */
  #run: Run | null = null
  #known: KnownRecorder | null = null
  #noted = ''
  #noteProblem: string | null = null
  #quarantinedTo: string | null = null
  /** the newest moment that a caller told */
  #now: Omit<FrameBase, 'boot'>

  constructor(settings: RecorderSettings, nowMs: () => number = Date.now) {
    this.#settings = settings
    this.#nowMs = nowMs
    this.#document = parseLayoutDocument(settings.layoutBytes)
    this.#channelCount = this.#document.layout.groups.reduce((sum, group) => sum + group.channels.length, 0)
    this.#now = settings.start
    try {
      this.#open()
    } catch {
      // the next call tries again, and fails with its own reason
    }
  }

  record(entry: RecordEntry): RecorderStatus {
    const { prompt, ...normal } = normaliseEntry(entry, this.#channelCount)
    const { monotonicMs, wallMs, clock, samples, events } = normal
    this.#now = { monotonicMs, wallMs, clock }
    return this.#guarded((store) =>
      this.#commit(store, (before) => {
        let run = before
        if (this.#isDue(store, run)) run = this.#frame(store, run, { prompt: false })
        if (samples !== null || events.length > 0) store.rows.add(run.boot, this.#layout, normal)
        if (isFullRecord(samples)) {
          store.boots.recorded(run.boot, wallMs)
          run = { ...run, lastRecordedAtMs: Math.round(wallMs) }
        }
        return prompt ? this.#frame(store, run, { prompt, seal: events.some(isProvenAtOnce) }) : run
      }),
    )
  }

  /**
   * Keeps a document and pins it to the chain by an event, in one transaction; its frame is closed and sealed at once. One
   * whose id is taken is not kept: `kept` is the one that is there.
   */
  keepDocument(
    document: SaltedDocument,
    now: Omit<FrameBase, 'boot'>,
  ): { readonly isNew: boolean; readonly kept: KeptDocument; readonly status: RecorderStatus } {
    const { id, kind, salt, bytes } = document
    this.#now = now
    return this.#guarded((store) => {
      let isNew = false
      const status = this.#commit(store, (run) => {
        isNew = store.documents.get(id) === null
        if (!isNew) return run
        store.documents.add(document, { recordedAtMs: now.wallMs })
        const detail = { kind, digest: documentDigest(salt, bytes) }
        const event = { monotonicMs: now.monotonicMs, code: DOCUMENT_EVENT, subject: id, detail }
        store.rows.add(run.boot, this.#layout, { ...now, samples: null, events: [event] })
        return this.#frame(store, run, { prompt: true, seal: true })
      })
      const kept = store.documents.get(id)
      if (kept === null) throw new RangeError(`document ${id} is not there after its commit`)
      return { isNew, kept, status }
    })
  }

  nextDocument(afterPosition: number): KeptDocument | null {
    return this.#guarded((store) => store.documents.nextWaiting(afterPosition))
  }

  acknowledgeDocument(id: string, digest: string): boolean {
    return this.#guarded((store) => store.documents.acknowledge(id, digest))
  }

  /** The newest first. */
  documentsOfKind(kind: string, limit: number): KeptDocument[] {
    return this.#guarded((store) => store.documents.ofKind(kind, limit))
  }

  trip(): TripMessage | null {
    return this.#guarded((store) => store.trip.current())
  }

  /** Keeps it if it is newer than what is there; gives what is kept then. */
  keepTrip(message: TripMessage): TripMessage {
    return this.#guarded((store) => {
      let kept = message
      this.#commit(store, (run) => {
        const before = store.trip.current()?.trip?.id
        kept = store.trip.keep(message)
        const hasEnded = before !== undefined && kept.trip?.id !== before
        return hasEnded ? this.#addCheckpoint(store, run, 'trip-ended') : run
      })
      return kept
    })
  }

  keptAlarms(): KeptAlarms | null {
    return this.#guarded((store) => store.alarms.kept())
  }

  keepAlarms(kept: KeptAlarms): void {
    this.#guarded((store) => store.alarms.keep(kept))
  }

  /** The oldest first. */
  newestSms(limit: number): QueuedSms[] {
    return this.#guarded((store) => store.sms.newest(limit))
  }

  queueSms(messages: readonly NewSms[]): QueuedSms[] {
    return this.#guarded((store) => store.db.transaction(() => store.sms.add(messages)).immediate())
  }

  /** What became of a message, and the event that tells the cloud of it, in one transaction. */
  changeSms(
    sms: Pick<QueuedSms, 'position' | 'state' | 'attempts'>,
    event: RecordedEvent | null,
    now: Omit<FrameBase, 'boot'>,
  ): RecorderStatus {
    this.#now = now
    return this.#guarded((store) =>
      this.#commit(store, (run) => {
        store.sms.change(sms)
        if (event === null) return run
        store.rows.add(run.boot, this.#layout, { ...now, samples: null, events: [event] })
        return this.#frame(store, run, { prompt: true })
      }),
    )
  }

  /** Frames all that is committed and seals it, because somebody wants the proof now. */
  checkpoint(reason: CheckpointReason, now: Omit<FrameBase, 'boot'>): RecorderStatus {
    this.#now = now
    return this.#guarded((store) => this.#commit(store, (run) => this.#addCheckpoint(store, run, reason)))
  }

  /** Frames all that is committed and seals the last frame: for a shutdown in good order. */
  closeAndSeal(monotonicMs: number): RecorderStatus {
    this.#now = { ...this.#now, monotonicMs, wallMs: this.#now.wallMs + monotonicMs - this.#now.monotonicMs }
    return this.#guarded((store) =>
      this.#commit(store, (run) => this.#frame(store, run, { prompt: false, seal: true })),
    )
  }

  outbox(query: OutboxQuery): OutboxFrame[] {
    return this.#guarded((store) => store.outbox.take(query))
  }

  acknowledge(query: AckQuery): AckResult & { readonly status: RecorderStatus } {
    return this.#guarded((store) =>
      store.db
        .transaction(() => ({ ...store.outbox.acknowledge(query), status: this.#status(store, this.#begun()) }))
        .immediate(),
    )
  }

  /** Opens a new epoch if `epoch` is still the current one: a command that comes twice must not do it twice. */
  openEpoch(reason: EpochReason, epoch: string, now: Omit<FrameBase, 'boot'>): RecorderStatus {
    this.#now = now
    return this.#guarded((store) =>
      this.#commit(store, (run) => {
        if (this.#epoch(store).epoch !== epoch) return run
        store.outbox.contest(epoch)
        store.chain.open({ reason, base: { ...now, boot: run.boot }, document: this.#document })
        return run
      }),
    )
  }

  status(): RecorderStatus {
    return this.#guarded((store) => this.#status(store, this.#begun()))
  }

  lastEvents(query: HistoryQuery): PastEvent[] {
    return this.#guarded((store) => findLastEvents(store.db, query))
  }

  close(): void {
    this.#store?.db.close()
    this.#store = null
  }

  /** A seal stands at the end of a frame, and where nothing is left to frame there would be none. */
  #addCheckpoint(store: Store, run: Run, reason: CheckpointReason): Run {
    const { monotonicMs } = this.#now
    const event = { monotonicMs, code: 'checkpoint', subject: '', detail: { reason } }
    store.rows.add(run.boot, this.#layout, { ...this.#now, samples: null, events: [event] })
    return this.#frame(store, run, { prompt: true, seal: true })
  }

  #isDue({ rows }: Store, { boot }: Run): boolean {
    const oldest = rows.oldest()
    if (oldest === null) return false
    return oldest.boot !== boot || this.#now.monotonicMs - oldest.monotonicMs >= this.#settings.frameIntervalMs
  }

  #frame(
    { db, framing }: Store,
    run: Run,
    { prompt, seal = false }: { readonly prompt: boolean; readonly seal?: boolean },
  ): Run {
    const { monotonicMs } = this.#now
    const isSealDue = seal || monotonicMs - run.framed.sealedAtMs >= this.#settings.sealIntervalMs
    const now = { ...this.#now, boot: run.boot }
    try {
      const close = db.transaction(() =>
        framing.close(run.framed, { now, prompt, sealAtMs: isSealDue ? monotonicMs : null }),
      )
      return { ...run, framed: close(), framingProblem: null }
    } catch (error) {
      // no room, or a damaged file: nothing can be committed. Anything else must not keep new rows out
      if (isSqliteError(error)) throw error
      return { ...run, framingProblem: `no frames can be made: ${messageOf(error)}` }
    }
  }

  /** One transaction, on the disk when it returns. What is told of it is read inside: after it nothing may fail. */
  #commit(store: Store, work: (run: Run) => Run): RecorderStatus {
    return this.#apply(store, () => work(this.#begun()))
  }

  #apply(store: Store, work: () => Run): RecorderStatus {
    const { run, known, status } = store.db
      .transaction(() => {
        const run = work()
        const known = { boot: run.boot, lastSampleAtMs: run.framed.lastSampleAtMs, epochs: readEpochs(store.db) }
        return { run, known, status: this.#status(store, run) }
      })
      .immediate()
    this.#run = run
    this.#note(known)
    return status
  }

  #status(store: Store, run: Run): RecorderStatus {
    const { epoch, nextN } = this.#epoch(store)
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

  #begun(): Run {
    if (this.#run === null) throw new RangeError('the recorder has not begun')
    return this.#run
  }

  #epoch({ chain }: Store): EpochRow {
    const epoch = chain.current()
    if (epoch === null) throw new RangeError('the recorder has no epoch')
    return epoch
  }

  /** A file that turns out to be damaged while it is used is put aside, and the work is done in a new one. */
  #guarded<T>(work: (store: Store) => T): T {
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
    const document = this.#document
    const store = openStore({ path: this.#path, maxPages, device, key, document, nowMs: this.#nowMs })
    // a start that put a file aside may have ended, or found no room, before there was an epoch in the new one
    const folder = store.chain.current() === null ? unsalvaged(this.#path) : null
    const damaged = folder === null ? null : openDamagedFile(join(folder, RECORDER_FILE))
    try {
      const runningBoot = this.#run?.boot ?? null
      const now = runningBoot === null ? start : this.#now
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
    const after = store.rows.oldest() === null ? run : this.#frame(store, run, { prompt: false })
    for (let at = 0; at < events.length; at += EVENTS_PER_ROW) {
      store.rows.add(boot, this.#layout, { ...now, samples: null, events: events.slice(at, at + EVENTS_PER_ROW) })
    }
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

  get #layout(): string {
    return toHex(this.#document.hash)
  }
}
