import { type FrameHeader, ProtocolError, peekHeader, sm3, toHex } from '@coldrx/protocol'
import type { Db, Statement } from '../lib/database.ts'
import { committedRanges } from './committed-ranges.ts'
import {
  type Accepted,
  type Acknowledged,
  type ArrivalOutcome,
  type FrameArrival,
  type FrameKey,
  type KeptLayout,
  MAX_HAVE_RANGES,
} from './frame-log.ts'
import { NumberRanges } from './number-ranges.ts'
import { Quarantine } from './quarantine.ts'

/** A device that keeps sending other bytes for one number fills no disk: further forks are counted and not acknowledged. */
const FORKS_KEPT_PER_NUMBER = 16
/** How much of the hash of a frame names it in an acknowledgement. */
const NAME_BYTES = 8
const EPOCHS_IN_MEMORY = 50_000

interface EpochState {
  readonly id: number
  readonly device: string
  readonly epoch: string
  readonly committed: NumberRanges
}

/** The one that writes frames, within one thread. Several may work on one file: SQLite lets one transaction in at a time. */
export class FrameWriter {
  readonly #db: Db
  readonly #quarantine: Quarantine
  readonly #insertFrame: Statement<[number, number, number, Uint8Array, Uint8Array], unknown>
  readonly #hashOf: Statement<[number, number], { hash: Uint8Array }>
  readonly #insertFork: Statement<[number, number, number, Uint8Array, Uint8Array, number, number, number], unknown>
  readonly #forkKept: Statement<[number, number, Uint8Array], number>
  readonly #countFork: Statement<[number], unknown>
  readonly #findEpoch: Statement<[string, string], { id: number }>
  readonly #newestEpoch: Statement<[string], string>
  readonly #insertEpoch: Statement<[string, string], unknown>
  readonly #insertLayout: Statement<[string, Uint8Array], unknown>
  readonly #dataVersion: Statement<[], number>
  readonly #transaction: (arrivals: readonly FrameArrival[]) => Accepted
  readonly #epochs = new Map<string, EpochState>()
  #seenVersion = -1

  constructor(db: Db) {
    this.#db = db
    this.#quarantine = new Quarantine(db)
    this.#insertFrame = db.prepare(
      `INSERT INTO frames (epoch_id, n, received_at_ms, hash, bytes) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (epoch_id, n) DO NOTHING`,
    )
    this.#hashOf = db.prepare('SELECT hash FROM frames WHERE epoch_id = ? AND n = ?')
    this.#insertFork = db.prepare(
      `INSERT INTO forks (epoch_id, n, received_at_ms, hash, bytes)
       SELECT ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM forks WHERE epoch_id = ? AND n = ?) < ?
       ON CONFLICT (epoch_id, n, hash) DO NOTHING`,
    )
    this.#forkKept = db
      .prepare<[number, number, Uint8Array], number>('SELECT 1 FROM forks WHERE epoch_id = ? AND n = ? AND hash = ?')
      .pluck()
    this.#countFork = db.prepare('UPDATE epochs SET forks = forks + 1 WHERE id = ?')
    this.#findEpoch = db.prepare('SELECT id FROM epochs WHERE device = ? AND epoch = ?')
    this.#newestEpoch = db
      .prepare<[string], string>('SELECT epoch FROM epochs WHERE device = ? ORDER BY id DESC LIMIT 1')
      .pluck()
    this.#insertEpoch = db.prepare('INSERT INTO epochs (device, epoch) VALUES (?, ?)')
    this.#insertLayout = db.prepare('INSERT INTO kept_layouts (hash, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING')
    this.#dataVersion = db.prepare<[], number>('PRAGMA data_version').pluck()
    const transaction = db.transaction((arrivals: readonly FrameArrival[]) => this.#file(arrivals))
    this.#transaction = (arrivals) => transaction.immediate(arrivals)
  }

  /** One transaction, durable when it returns. */
  accept(arrivals: readonly FrameArrival[]): Accepted {
    try {
      return this.#transaction(arrivals)
    } catch (error) {
      // what was remembered on the way was rolled back
      this.#epochs.clear()
      throw error
    }
  }

  acknowledgement(device: string, epoch: string): Acknowledged {
    return this.#db.transaction(() => {
      this.#forgetWhatOthersChanged()
      const row = this.#findEpoch.get(device, epoch)
      return row === undefined
        ? { device, epoch, through: -1, have: [], kept: [] }
        : toAcknowledged(this.#epochs.get(`${device}/${epoch}`) ?? this.#recall(device, epoch, row.id), [])
    })()
  }

  /** Whether it was new. */
  keepLayout({ hash, bytes }: KeptLayout): boolean {
    return this.#insertLayout.run(hash, bytes).changes === 1
  }

  #file(arrivals: readonly FrameArrival[]): Accepted {
    this.#forgetWhatOthersChanged()
    const touched = new Map<EpochState, [number, string][]>()
    const forks: FrameKey[] = []
    const quarantined = new Set<string>()
    const answer = (state: EpochState): [number, string][] => {
      const kept = touched.get(state) ?? []
      touched.set(state, kept)
      return kept
    }
    const outcomes = arrivals.map((arrival): ArrivalOutcome => {
      const header = readHeader(arrival)
      if (typeof header === 'string') {
        this.#quarantine.keep(arrival, header)
        quarantined.add(arrival.device)
        // an answer that says nothing of these bytes: without any the device would take its link for dead
        const newest = this.#newestEpoch.get(arrival.device)
        if (newest !== undefined) answer(this.#state(arrival.device, newest))
        return 'quarantined'
      }
      const state = this.#state(header.device, header.epoch)
      const hash = sm3(arrival.bytes)
      const { outcome, kept } = this.#fileFrame(state, header.n, hash, arrival)
      if (kept) answer(state).push([header.n, toHex(hash.subarray(0, NAME_BYTES))])
      if (outcome === 'fork') forks.push({ device: header.device, epoch: header.epoch, n: header.n })
      return outcome
    })
    return {
      outcomes,
      acknowledged: [...touched].map((of) => toAcknowledged(...of)),
      forks,
      quarantined: [...quarantined],
    }
  }

  #fileFrame(
    state: EpochState,
    n: number,
    hash: Uint8Array,
    { bytes, receivedAtMs }: FrameArrival,
  ): { readonly outcome: Exclude<ArrivalOutcome, 'quarantined'>; readonly kept: boolean } {
    if (this.#insertFrame.run(state.id, n, receivedAtMs, hash, bytes).changes === 1) {
      state.committed.add(n)
      return { outcome: 'stored', kept: true }
    }
    const stored = this.#hashOf.get(state.id, n)
    if (stored !== undefined && Buffer.compare(stored.hash, hash) === 0) return { outcome: 'duplicate', kept: true }
    this.#insertFork.run(state.id, n, receivedAtMs, hash, bytes, state.id, n, FORKS_KEPT_PER_NUMBER)
    this.#countFork.run(state.id)
    return { outcome: 'fork', kept: this.#forkKept.get(state.id, n, hash) !== undefined }
  }

  #state(device: string, epoch: string): EpochState {
    const known = this.#epochs.get(`${device}/${epoch}`)
    if (known !== undefined) return known
    const id = this.#findEpoch.get(device, epoch)?.id ?? Number(this.#insertEpoch.run(device, epoch).lastInsertRowid)
    return this.#recall(device, epoch, id)
  }

  #recall(device: string, epoch: string, id: number): EpochState {
    if (this.#epochs.size >= EPOCHS_IN_MEMORY) this.#epochs.clear()
    const state = { id, device, epoch, committed: new NumberRanges(committedRanges(this.#db, id)) }
    this.#epochs.set(`${device}/${epoch}`, state)
    return state
  }

  /** data_version changes when, and only when, another connection has committed. */
  #forgetWhatOthersChanged(): void {
    const version = this.#dataVersion.get() ?? -1
    if (version !== this.#seenVersion) this.#epochs.clear()
    this.#seenVersion = version
  }
}

function toAcknowledged({ device, epoch, committed }: EpochState, kept: Acknowledged['kept']): Acknowledged {
  return { device, epoch, through: committed.through, have: committed.beyond(MAX_HAVE_RANGES), kept }
}

/** The header, or why there is none that this device may send. */
function readHeader({ device, bytes }: FrameArrival): FrameHeader | string {
  try {
    const header = peekHeader(bytes)
    return header.device === device ? header : `the header names device ${header.device}`
  } catch (error) {
    if (error instanceof ProtocolError) return `${error.code}: ${error.message}`
    throw error
  }
}
