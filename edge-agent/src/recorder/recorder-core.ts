import { DOCUMENT_EVENT, documentDigest, type SaltedDocument, type TripMessage } from '@coldrx/protocol'
import type { KeptAlarms } from '../alarms/kept-alarms.ts'
import type { TripProgress } from '../trips/trip-progress.ts'
import { type EpochReason, lostEvent } from './beginning.ts'
import type { KeptDocument } from './document-table.ts'
import { isFullRecord, type RecordEntry, type RecordedEvent } from './entry.ts'
import { findLastEvents, type HistoryQuery, type PastEvent } from './event-history.ts'
import type { FrameBase } from './frame-sections.ts'
import { countKept, type KeptHere } from './kept-here.ts'
import { normaliseEntry } from './normalise.ts'
import type { AckQuery, AckResult, OutboxFrame, OutboxQuery } from './outbox.ts'
import { isProvenAtOnce } from './proven-at-once.ts'
import { RecorderFile, type RecorderSettings, type RecorderStatus, type Run } from './recorder-file.ts'
import type { NewSms, QueuedSms } from './sms-table.ts'
import type { Store } from './store.ts'

type CheckpointReason = 'trip-ended' | 'asked'

/**
 * Everything the recorder does, synchronously: it runs in the worker, and in tests without one. Where its file cannot be
 * opened (a full disk) each call tries again, and fails with the reason. Nothing of a call that fails is committed.
 */
export class RecorderCore {
  readonly #file: RecorderFile
  readonly #channelCount: number

  constructor(settings: RecorderSettings, nowMs: () => number = Date.now) {
    this.#file = new RecorderFile(settings, nowMs)
    this.#channelCount = this.#file.document.layout.groups.reduce((sum, { channels }) => sum + channels.length, 0)
  }

  record(entry: RecordEntry): RecorderStatus {
    const { prompt, frameIntervalMs, ...normal } = normaliseEntry(entry, this.#channelCount)
    const { monotonicMs, wallMs, clock, samples, events } = normal
    this.#file.now = { monotonicMs, wallMs, clock }
    let hasClosedFrame = false
    const status = this.#file.guarded((store) =>
      this.#file.commit(store, (before) => {
        let run = before
        const isDue = this.#file.isDue(store, run, frameIntervalMs)
        hasClosedFrame = prompt || isDue
        if (isDue) run = this.#file.frame(store, run, { prompt: false })
        if (samples !== null || events.length > 0) store.rows.add(run.boot, this.#file.layout, normal)
        if (isFullRecord(samples)) {
          store.boots.recorded(run.boot, wallMs)
          run = { ...run, lastRecordedAtMs: Math.round(wallMs) }
        }
        return prompt ? this.#file.frame(store, run, { prompt, seal: events.some(isProvenAtOnce) }) : run
      }),
    )
    return hasClosedFrame ? this.#file.upkeep() : status
  }

  /**
   * Keeps a document and pins it to the chain by an event, in one transaction; its frame is closed and sealed at once. One
   * whose id is taken is not kept: `kept` is the one that is there.
   */
  keepDocument(
    document: SaltedDocument,
    now: Omit<FrameBase, 'boot'>,
  ): { readonly isNew: boolean; readonly kept: KeptDocument; readonly status: RecorderStatus } {
    const { id } = document
    this.#file.now = now
    return this.#file.guarded((store) => {
      let isNew = false
      const status = this.#file.commit(store, (run) => {
        isNew = store.documents.get(id) === null
        if (!isNew) return run
        const event = this.#addDocument(store, document, now)
        store.rows.add(run.boot, this.#file.layout, { ...now, samples: null, events: [event] })
        return this.#file.frame(store, run, { prompt: true, seal: true })
      })
      const kept = store.documents.get(id)
      if (kept === null) throw new RangeError(`document ${id} is not there after its commit`)
      return { isNew, kept, status }
    })
  }

  document(id: string): KeptDocument | null {
    return this.#file.guarded((store) => store.documents.get(id))
  }

  progressOf(trip: string): TripProgress | null {
    return this.#file.guarded((store) => store.progress.of(trip))
  }

  /** What was said of a trip in the cab, the events that tell it and the document that it makes, in one transaction. */
  keepProgress(
    progress: TripProgress,
    said: { readonly events: readonly RecordedEvent[]; readonly document: SaltedDocument | null },
    now: Omit<FrameBase, 'boot'>,
  ): RecorderStatus {
    this.#file.now = now
    return this.#file.guarded((store) =>
      this.#file.commit(store, (run) => {
        store.progress.keep(progress)
        const pins = said.document === null ? [] : [this.#addDocument(store, said.document, now)]
        store.rows.add(run.boot, this.#file.layout, { ...now, samples: null, events: [...said.events, ...pins] })
        return this.#file.frame(store, run, { prompt: true, seal: pins.length > 0 })
      }),
    )
  }

  nextDocument(afterPosition: number): KeptDocument | null {
    return this.#file.guarded((store) => store.documents.nextWaiting(afterPosition))
  }

  acknowledgeDocument(id: string, digest: string): boolean {
    return this.#file.guarded((store) => store.documents.acknowledge(id, digest))
  }

  /** The newest first. */
  documentsOfKind(kind: string, limit: number): KeptDocument[] {
    return this.#file.guarded((store) => store.documents.ofKind(kind, limit))
  }

  trip(): TripMessage | null {
    return this.#file.guarded((store) => store.trip.current())
  }

  /** Keeps it if it is newer than what is there; gives what is kept then. */
  keepTrip(message: TripMessage): TripMessage {
    return this.#file.guarded((store) => {
      let kept = message
      this.#file.commit(store, (run) => {
        const before = store.trip.current()?.trip?.id
        kept = store.trip.keep(message)
        const hasEnded = before !== undefined && kept.trip?.id !== before
        return hasEnded ? this.#addCheckpoint(store, run, 'trip-ended') : run
      })
      return kept
    })
  }

  keptAlarms(): KeptAlarms | null {
    return this.#file.guarded((store) => store.alarms.kept())
  }

  keepAlarms(kept: KeptAlarms): void {
    this.#file.guarded((store) => store.alarms.keep(kept))
  }

  /** The oldest first. */
  newestSms(limit: number): QueuedSms[] {
    return this.#file.guarded((store) => store.sms.newest(limit))
  }

  queueSms(messages: readonly NewSms[]): QueuedSms[] {
    return this.#file.guarded((store) => store.db.transaction(() => store.sms.add(messages)).immediate())
  }

  /** What became of a message, and the event that tells the cloud of it, in one transaction. */
  changeSms(
    sms: Pick<QueuedSms, 'position' | 'state' | 'attempts'>,
    event: RecordedEvent | null,
    now: Omit<FrameBase, 'boot'>,
  ): RecorderStatus {
    this.#file.now = now
    return this.#file.guarded((store) =>
      this.#file.commit(store, (run) => {
        store.sms.change(sms)
        if (event === null) return run
        store.rows.add(run.boot, this.#file.layout, { ...now, samples: null, events: [event] })
        return this.#file.frame(store, run, { prompt: true })
      }),
    )
  }

  /** Frames all that is committed and seals it, because somebody wants the proof now. */
  checkpoint(reason: CheckpointReason, now: Omit<FrameBase, 'boot'>): RecorderStatus {
    this.#file.now = now
    return this.#file.guarded((store) => this.#file.commit(store, (run) => this.#addCheckpoint(store, run, reason)))
  }

  /** Frames all that is committed and seals the last frame: for a shutdown in good order. */
  closeAndSeal(monotonicMs: number): RecorderStatus {
    this.#file.now = {
      ...this.#file.now,
      monotonicMs,
      wallMs: this.#file.now.wallMs + monotonicMs - this.#file.now.monotonicMs,
    }
    return this.#file.guarded((store) =>
      this.#file.commit(store, (run) => this.#file.frame(store, run, { prompt: false, seal: true })),
    )
  }

  outbox(query: OutboxQuery): OutboxFrame[] {
    return this.#file.guarded((store) => store.outbox.take(query))
  }

  acknowledge(query: AckQuery): Omit<AckResult, 'lacking'> & { readonly status: RecorderStatus } {
    return this.#file.guarded((store) =>
      store.db
        .transaction(() => {
          const { outcome, underWay, lacking } = store.outbox.acknowledge(query)
          const run = this.#file.begun()
          const { now } = this.#file
          const losses = store.retention.lossesToTell(query.ack.epoch, lacking)
          this.#file.addEvents(
            store,
            run.boot,
            losses.map((loss) => lostEvent(now, loss, 'retention')),
            now,
          )
          return { outcome, underWay, status: this.#file.status(store, run) }
        })
        .immediate(),
    )
  }

  /** For a cloud that has lost its records: every document waits again. Frames do, too, when its answer to a birth says so. */
  waitAgain(): RecorderStatus {
    return this.#file.guarded((store) => {
      store.documents.waitAgain()
      return this.#file.status(store, this.#file.begun())
    })
  }

  kept(): KeptHere {
    return this.#file.guarded(({ db }) => countKept(db))
  }

  /** Opens a new epoch if `epoch` is still the current one: a command that comes twice must not do it twice. */
  openEpoch(reason: EpochReason, epoch: string, now: Omit<FrameBase, 'boot'>): RecorderStatus {
    this.#file.now = now
    return this.#file.guarded((store) =>
      this.#file.commit(store, (run) => {
        if (this.#file.epoch(store).epoch !== epoch) return run
        store.outbox.contest(epoch)
        store.chain.open({ reason, base: { ...now, boot: run.boot }, document: this.#file.document })
        return run
      }),
    )
  }

  status(): RecorderStatus {
    return this.#file.guarded((store) => this.#file.status(store, this.#file.begun()))
  }

  lastEvents(query: HistoryQuery): PastEvent[] {
    return this.#file.guarded((store) => findLastEvents(store.db, query))
  }

  close(): void {
    this.#file.close()
  }

  /** Call inside a transaction; gives the event that pins it. */
  #addDocument(store: Store, document: SaltedDocument, now: Omit<FrameBase, 'boot'>): RecordedEvent {
    const { id, kind, salt, bytes } = document
    store.documents.add(document, { recordedAtMs: now.wallMs })
    const detail = { kind, digest: documentDigest(salt, bytes) }
    return { monotonicMs: now.monotonicMs, code: DOCUMENT_EVENT, subject: id, detail }
  }

  /** A seal stands at the end of a frame, and where nothing is left to frame there would be none. */
  #addCheckpoint(store: Store, run: Run, reason: CheckpointReason): Run {
    const { monotonicMs } = this.#file.now
    const event = { monotonicMs, code: 'checkpoint', subject: '', detail: { reason } }
    store.rows.add(run.boot, this.#file.layout, { ...this.#file.now, samples: null, events: [event] })
    return this.#file.frame(store, run, { prompt: true, seal: true })
  }
}
