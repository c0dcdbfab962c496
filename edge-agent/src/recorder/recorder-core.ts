import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  type EpochOpening,
  type LayoutDocument,
  ProtocolError,
  parseLayoutDocument,
  type Sm2KeyPair,
  toHex,
} from '@coldrx/protocol'
import { type BootTable, createBootTable } from './boot-table.ts'
import { openDatabase, type RecorderDatabase } from './database.ts'
import type { RecordEntry } from './entry.ts'
import { findLastEvents, type HistoryQuery, type PastEvent } from './event-history.ts'
import { takeFrameBatch } from './frame-batch.ts'
import { createFrameChain, type EpochRow, type FrameChain } from './frame-chain.ts'
import { type FrameBase, frameContent } from './frame-sections.ts'
import { readKnownRecorder, writeKnownRecorder } from './known-recorder.ts'
import { normaliseEntry } from './normalise.ts'
import {
  type AckOutcome,
  type AckQuery,
  createOutbox,
  type Outbox,
  type OutboxFrame,
  type OutboxQuery,
} from './outbox.ts'
import { quarantine } from './quarantine.ts'
import { isCorruption } from './recorder-error.ts'
import { createRowTable, type RowTable } from './row-table.ts'

export type EpochReason = EpochOpening['reason']

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
  /** the current epoch first, then those with frames not yet acknowledged */
  readonly epochs: readonly { readonly epoch: string; readonly nextN: number; readonly acknowledgedThrough: number }[]
  readonly framesTotal: number
  readonly framesWaiting: number
  /** wall time of the newest committed samples */
  readonly lastRecordedAtMs: number | null
  /** where the damaged file of before was put, if this run had to */
  readonly quarantinedTo: string | null
}

interface Store {
  readonly db: RecorderDatabase
  readonly chain: FrameChain
  readonly outbox: Outbox
  readonly rows: RowTable
  readonly boots: BootTable
}

const ROWS_AT_ONCE = 4_096
/** What a birth can name (messages.ts). */
const EPOCHS_IN_BIRTH = 64

export const RECORDER_FILE = 'recorder.db'

/** Everything the recorder does, synchronously: it runs in the worker, and in tests without one. */
export class RecorderCore {
  readonly #settings: RecorderSettings
  readonly #document: LayoutDocument
  readonly #layout: string
  readonly #channelCount: number
  readonly #nowMs: () => number
  #store: Store
  #boot = 0
  #lastSealAtMs = Number.NEGATIVE_INFINITY
  #lastRecordedAtMs: number | null = null
  #quarantinedTo: string | null = null

  constructor(settings: RecorderSettings, nowMs: () => number = Date.now) {
    this.#settings = settings
    this.#nowMs = nowMs
    this.#document = parseLayoutDocument(settings.layoutBytes)
    this.#layout = toHex(this.#document.hash)
    this.#channelCount = this.#document.layout.groups.reduce((sum, group) => sum + group.channels.length, 0)
    const known = readKnownRecorder(settings.directory)
    const { store, reason } = this.#openStore(known === null ? 'first-start' : 'recorder-missing')
    this.#store = store
    this.#start(reason, known?.boot ?? 0)
  }

  record(entry: RecordEntry): RecorderStatus {
    const normal = normaliseEntry(entry, this.#channelCount)
    this.#guarded(() => {
      if (this.#isDue(normal.monotonicMs)) this.#closeFrames({ monotonicMs: normal.monotonicMs, prompt: false })
      if (normal.samples !== null || normal.events.length > 0) this.#commit(normal)
      if (normal.prompt) this.#closeFrames({ monotonicMs: normal.monotonicMs, prompt: true })
    })
    return this.status()
  }

  /** Frames all that is committed and seals the last frame: for a shutdown in good order. */
  closeAndSeal(monotonicMs: number): RecorderStatus {
    this.#guarded(() => this.#closeFrames({ monotonicMs, prompt: false, seal: true }))
    return this.status()
  }

  outbox(query: OutboxQuery): OutboxFrame[] {
    return this.#guarded(() => this.#store.outbox.take(query))
  }

  acknowledge(query: AckQuery): { readonly outcome: AckOutcome; readonly status: RecorderStatus } {
    const outcome = this.#guarded(() => this.#store.outbox.acknowledge(query))
    return { outcome, status: this.status() }
  }

  /** Opens a new epoch if `epoch` is still the current one: a command that comes twice must not do it twice. */
  openEpoch(reason: EpochReason, epoch: string, base: Omit<FrameBase, 'boot'>): RecorderStatus {
    this.#guarded(() => {
      if (this.#epoch().epoch !== epoch) return
      this.#store.db
        .transaction(() => {
          this.#store.outbox.contest(epoch)
          this.#store.chain.open({ reason, base: { ...base, boot: this.#boot }, document: this.#document })
        })
        .immediate()
      this.#note()
    })
    return this.status()
  }

  status(): RecorderStatus {
    const { epoch, nextN } = this.#epoch()
    const { total, waiting } = this.#store.outbox.counts()
    return {
      epoch,
      boot: this.#boot,
      nextN,
      epochs: this.#store.outbox.owingEpochs(EPOCHS_IN_BIRTH),
      framesTotal: total,
      framesWaiting: waiting,
      lastRecordedAtMs: this.#lastRecordedAtMs,
      quarantinedTo: this.#quarantinedTo,
    }
  }

  lastEvents(query: HistoryQuery): PastEvent[] {
    return this.#guarded(() => findLastEvents(this.#store.db, query))
  }

  close(): void {
    this.#store.db.close()
  }

  #start(reason: EpochReason | null, bootsKnown: number): void {
    const { start } = this.#settings
    const { db, rows, chain, boots } = this.#store
    const before = boots.last()
    this.#boot = Math.max(before ?? 0, bootsKnown) + 1
    boots.begin(this.#boot, start.wallMs)
    const base = { ...start, boot: this.#boot }
    if (chain.current() === null) {
      db.transaction(() =>
        chain.open({ reason: reason ?? 'recorder-corrupt', base, document: this.#document }),
      ).immediate()
    }
    if (rows.oldest() !== null) this.#closeFrames({ monotonicMs: start.monotonicMs, prompt: false })
    const current = this.#epoch()
    if (current.layout !== this.#layout) {
      db.transaction(() => chain.bringLayout(current, base, this.#document)).immediate()
    }
    const gapFromMs = boots.lastRecordedAtMs()
    this.#lastRecordedAtMs = gapFromMs
    // a clock that was never set does not know when the gap ended
    const gapTo = start.clock === 'none' ? {} : { gapToMs: Math.max(start.wallMs, gapFromMs ?? 0) }
    const detail = gapFromMs === null ? {} : { gapFromMs, ...gapTo }
    this.#commit({
      ...start,
      samples: null,
      events: [{ monotonicMs: start.monotonicMs, code: 'started', subject: '', detail }],
      prompt: false,
    })
    this.#note()
  }

  #commit(entry: RecordEntry): void {
    this.#store.db
      .transaction(() => {
        this.#store.rows.add(this.#boot, this.#layout, entry)
        if (entry.samples !== null) this.#store.boots.recorded(this.#boot, entry.wallMs)
      })
      .immediate()
    if (entry.samples !== null) this.#lastRecordedAtMs = Math.round(entry.wallMs)
  }

  #isDue(monotonicMs: number): boolean {
    const oldest = this.#store.rows.oldest()
    return oldest !== null && monotonicMs - oldest.monotonicMs >= this.#settings.frameIntervalMs
  }

  #closeFrames({
    monotonicMs,
    prompt,
    seal = false,
  }: {
    readonly monotonicMs: number
    readonly prompt: boolean
    readonly seal?: boolean
  }): void {
    const due = seal || monotonicMs - this.#lastSealAtMs >= this.#settings.sealIntervalMs
    for (let left = this.#store.rows.read(ROWS_AT_ONCE); left.length > 0; left = this.#store.rows.read(ROWS_AT_ONCE)) {
      const layout = this.#layoutOf(left[0]?.layout ?? this.#layout)
      let batch = takeFrameBatch(left, layout.layout)
      for (let framed = false; !framed; ) {
        const isLast = batch.length === left.length
        try {
          this.#appendFrame(batch, layout, { prompt, seal: due && isLast })
          framed = true
        } catch (error) {
          // the limits of rows hold for certain, that of bytes depends on the numbers
          if (!(error instanceof ProtocolError && error.code === 'LIMIT_EXCEEDED') || batch.length < 2) throw error
          batch = batch.slice(0, Math.ceil(batch.length / 2))
        }
      }
      if (due && batch.length === left.length) this.#lastSealAtMs = monotonicMs
    }
  }

  #appendFrame(
    batch: ReturnType<typeof takeFrameBatch>,
    document: LayoutDocument,
    { prompt, seal }: { readonly prompt: boolean; readonly seal: boolean },
  ): void {
    const { base, sections } = frameContent(batch, document.layout)
    const last = batch.at(-1)?.position ?? 0
    this.#store.db
      .transaction(() => {
        this.#store.chain.append(this.#epoch(), { base, layout: toHex(document.hash), sections, prompt, seal })
        this.#store.rows.removeThrough(last)
      })
      .immediate()
  }

  #layoutOf(hash: string): LayoutDocument {
    if (hash === this.#layout) return this.#document
    const bytes = this.#store.chain.layoutBytes(hash)
    if (bytes === undefined) throw new Error(`layout ${hash} of committed rows is not kept`)
    return parseLayoutDocument(bytes)
  }

  #epoch(): EpochRow {
    const epoch = this.#store.chain.current()
    if (epoch === null) throw new Error('the recorder has no epoch')
    return epoch
  }

  #note(): void {
    writeKnownRecorder(this.#settings.directory, { epoch: this.#epoch().epoch, boot: this.#boot })
  }

  /** A file that turns out to be damaged while it is used is put aside, and the work is done in a new one. */
  #guarded<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      if (!isCorruption(error)) throw error
      this.#store.db.close()
      this.#putAside()
      this.#store = this.#openStore('recorder-corrupt').store
      this.#store.boots.begin(this.#boot, this.#settings.start.wallMs)
      this.#store.db
        .transaction(() =>
          this.#store.chain.open({
            reason: 'recorder-corrupt',
            base: { ...this.#settings.start, boot: this.#boot },
            document: this.#document,
          }),
        )
        .immediate()
      this.#note()
      return work()
    }
  }

  #openStore(reasonIfNew: EpochReason): { readonly store: Store; readonly reason: EpochReason | null } {
    const path = this.#path()
    const isNew = !existsSync(path)
    try {
      return { store: this.#createStore(openDatabase(path, this.#settings)), reason: isNew ? reasonIfNew : null }
    } catch (error) {
      if (!isCorruption(error)) throw error
      this.#putAside()
      return { store: this.#createStore(openDatabase(path, this.#settings)), reason: 'recorder-corrupt' }
    }
  }

  #putAside(): void {
    this.#quarantinedTo = quarantine(this.#path(), this.#nowMs())
  }

  #path(): string {
    return join(this.#settings.directory, RECORDER_FILE)
  }

  #createStore(db: RecorderDatabase): Store {
    const { device, key } = this.#settings
    return {
      db,
      chain: createFrameChain({ db, device, key, nowMs: this.#nowMs }),
      outbox: createOutbox(db),
      rows: createRowTable(db),
      boots: createBootTable(db),
    }
  }
}
