import { type FrameHeader, ProtocolError, peekHeader, sm3, toHex } from '@coldrx/protocol'
import type { Sql, SqlDatabase, SqlValue } from '../lib/sql.ts'
import { insertRows, selectByRows } from '../lib/sql-lists.ts'
import { DamagedBundle } from './bundles/bundle.ts'
import { BundleReader } from './bundles/bundle-reader.ts'
import { EpochMemory, type EpochName, type EpochState } from './epoch-memory.ts'
import {
  type Accepted,
  type Acknowledged,
  type ArrivalOutcome,
  type FrameArrival,
  type FrameKey,
  type KeptLayout,
  MAX_HAVE_RANGES,
} from './frame-log.ts'
import { lockForAppending } from './postgres-lock.ts'
import { quarantine } from './quarantine.ts'

/** A device that keeps sending other bytes for one number fills no disk: further forks are counted and not acknowledged. */
const FORKS_KEPT_PER_NUMBER = 16
/** How much of the hash of a frame names it in an acknowledgement. */
const NAME_BYTES = 8
/** What cannot be compared any more is kept beside it, as a fork is. */
const EQUAL_TO_NONE = new Uint8Array()

interface ReadableArrival extends FrameArrival {
  readonly header: FrameHeader
  readonly hash: Uint8Array
}
type ReadArrival = ReadableArrival | (FrameArrival & { readonly refused: string })

/** The one that writes frames. Several, of several processes, may work on one store: one transaction is let in at a time. */
export class FrameWriter {
  readonly #db: SqlDatabase
  readonly #bundles: BundleReader
  readonly #memory = new EpochMemory()
  #turn: Promise<unknown> = Promise.resolve()

  constructor(db: SqlDatabase) {
    this.#db = db
    this.#bundles = new BundleReader(db)
  }

  /** One transaction, durable when it resolves. */
  accept(arrivals: readonly FrameArrival[]): Promise<Accepted> {
    const read = arrivals.map(readArrival)
    return this.#inTurn(async () => {
      try {
        return await this.#db.transaction((tx) => this.#file(tx, read))
      } catch (error) {
        // what was remembered on the way was rolled back
        this.#memory.forget()
        throw error
      }
    })
  }

  acknowledgement(device: string, epoch: string): Promise<Acknowledged> {
    return this.#inTurn(async () => {
      await this.#memory.catchUp(this.#db)
      await this.#memory.recall(this.#db, [{ device, epoch }])
      const state = this.#memory.get({ device, epoch })
      return state === undefined ? { device, epoch, through: -1, have: [], kept: [] } : toAcknowledged(state, [])
    })
  }

  /** Whether it was new. */
  async keepLayout({ hash, bytes }: KeptLayout): Promise<boolean> {
    const sql = 'INSERT INTO kept_layouts (hash, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING'
    return (await this.#db.run(sql, [hash, bytes])) === 1
  }

  /** What is remembered is right only between two transactions of this writer. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => undefined)
    return result
  }

  async #file(tx: Sql, arrivals: readonly ReadArrival[]): Promise<Accepted> {
    await lockForAppending(tx)
    const batch = new Batch(await this.#memory.catchUp(tx))
    const readable = arrivals.filter((arrival) => 'header' in arrival)
    await this.#memory.begin(tx, distinctNames(readable))
    const stateOf = (name: EpochName): EpochState => {
      const state = this.#memory.get(name)
      if (state === undefined) throw new Error(`epoch ${name.epoch} of ${name.device} is not remembered`)
      return state
    }
    const storedHashes = await this.#hashesOf(
      tx,
      readable.flatMap(({ header }): [number, number][] => {
        const { id, committed } = stateOf(header)
        return committed.has(header.n) ? [[id, header.n]] : []
      }),
    )
    const outcomes: ArrivalOutcome[] = []
    for (const arrival of arrivals) {
      if ('refused' in arrival) {
        await quarantine(tx, arrival, arrival.refused)
        batch.quarantined.add(arrival.device)
        // an answer that says nothing of these bytes: without any the device would take its link for dead
        const newest = await this.#newestEpoch(tx, arrival.device)
        if (newest !== undefined) batch.answer(newest)
        outcomes.push('quarantined')
        continue
      }
      const { header, hash } = arrival
      const state = stateOf(header)
      const key = `${state.id} ${header.n}`
      const stored = storedHashes.get(key)
      let kept = true
      if (stored === undefined) {
        storedHashes.set(key, hash)
        batch.store(state, arrival)
        outcomes.push('stored')
      } else if (Buffer.compare(stored, hash) === 0) outcomes.push('duplicate')
      else {
        kept = await keepFork(tx, state.id, arrival)
        batch.forks.push({ device: header.device, epoch: header.epoch, n: header.n })
        outcomes.push('fork')
      }
      if (kept) batch.answer(state).push([header.n, toHex(hash.subarray(0, NAME_BYTES))])
    }
    await batch.write(tx)
    this.#memory.wrote(batch.position)
    return { outcomes, ...batch.result() }
  }

  /** What is stored under numbers that are known to be: by `epoch id, number`. */
  async #hashesOf(
    tx: Sql,
    numbers: readonly (readonly [epochId: number, n: number])[],
  ): Promise<Map<string, Uint8Array>> {
    const rows = await selectByRows<{ epochId: number; n: number; hash: Uint8Array }>(
      tx,
      `SELECT epoch_id AS "epochId", n, hash FROM frames WHERE (epoch_id, n) IN (VALUES :rows)`,
      '(CAST(? AS bigint), CAST(? AS bigint))',
      numbers,
    )
    const hashes = new Map(rows.map(({ epochId, n, hash }) => [`${epochId} ${n}`, hash]))
    for (const [epochId, n] of numbers) {
      const key = `${epochId} ${n}`
      if (hashes.has(key)) continue
      const hash = await this.#bundledHash(epochId, n)
      // what was taken out of the store by hand is stored again
      if (hash !== undefined) hashes.set(key, hash)
    }
    return hashes
  }

  async #bundledHash(epochId: number, n: number): Promise<Uint8Array | undefined> {
    try {
      return (await this.#bundles.byNumber(epochId, n, n))[0]?.hash
    } catch (error) {
      if (error instanceof DamagedBundle) return EQUAL_TO_NONE
      throw error
    }
  }

  async #newestEpoch(tx: Sql, device: string): Promise<EpochState | undefined> {
    const sql = 'SELECT device, epoch FROM epochs WHERE device = ? ORDER BY id DESC LIMIT 1'
    const newest = await tx.get<EpochName>(sql, [device])
    if (newest === undefined) return undefined
    await this.#memory.recall(tx, [newest])
    return this.#memory.get(newest)
  }
}

/** What one transaction adds. */
class Batch {
  readonly forks: FrameKey[] = []
  readonly quarantined = new Set<string>()
  readonly #touched = new Map<EpochState, [number, string][]>()
  readonly #rows: SqlValue[][] = []
  position: number

  constructor(lastPosition: number) {
    this.position = lastPosition
  }

  /** names of the arrivals that the acknowledgement of this epoch says are kept */
  answer(state: EpochState): [number, string][] {
    const kept = this.#touched.get(state) ?? []
    this.#touched.set(state, kept)
    return kept
  }

  store({ id, committed }: EpochState, { header, receivedAtMs, hash, bytes }: ReadableArrival): void {
    this.position++
    this.#rows.push([this.position, id, header.n, receivedAtMs, hash, bytes])
    committed.add(header.n)
  }

  write(tx: Sql): Promise<void> {
    const text = 'INSERT INTO frames (position, epoch_id, n, received_at_ms, hash, bytes) VALUES'
    return insertRows(tx, text, '(?, ?, ?, ?, ?, ?)', this.#rows)
  }

  result(): Omit<Accepted, 'outcomes'> {
    return {
      acknowledged: [...this.#touched].map((of) => toAcknowledged(...of)),
      forks: this.forks,
      quarantined: [...this.quarantined],
    }
  }
}

/** Whether these bytes are among those that are kept for their number. */
async function keepFork(
  tx: Sql,
  epochId: number,
  { header: { n }, receivedAtMs, hash, bytes }: ReadableArrival,
): Promise<boolean> {
  await tx.run('UPDATE epochs SET forks = forks + 1 WHERE id = ?', [epochId])
  const kept = await tx.all<{ hash: Uint8Array }>('SELECT hash FROM forks WHERE epoch_id = ? AND n = ?', [epochId, n])
  if (kept.some((fork) => Buffer.compare(fork.hash, hash) === 0)) return true
  if (kept.length >= FORKS_KEPT_PER_NUMBER) return false
  const sql = 'INSERT INTO forks (epoch_id, n, received_at_ms, hash, bytes) VALUES (?, ?, ?, ?, ?)'
  await tx.run(sql, [epochId, n, receivedAtMs, hash, bytes])
  return true
}

function distinctNames(arrivals: readonly ReadableArrival[]): EpochName[] {
  const names = new Map(arrivals.map(({ header: { device, epoch } }) => [`${device}/${epoch}`, { device, epoch }]))
  return [...names.values()]
}

function toAcknowledged({ device, epoch, committed }: EpochState, kept: Acknowledged['kept']): Acknowledged {
  const have = kept.length === 0 ? committed.beyond(MAX_HAVE_RANGES) : committed.holding(kept.map(([n]) => n))
  return { device, epoch, through: committed.through, have, kept }
}

/** With its header, or with why there is none that this device may send. */
function readArrival(arrival: FrameArrival): ReadArrival {
  const { device, bytes } = arrival
  try {
    const header = peekHeader(bytes)
    if (header.device === device) return { ...arrival, header, hash: sm3(bytes) }
    return { ...arrival, refused: `the header names device ${header.device}` }
  } catch (error) {
    if (error instanceof ProtocolError) return { ...arrival, refused: `${error.code}: ${error.message}` }
    throw error
  }
}
