import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  concatBytes,
  decodeOpening,
  fromHex,
  genesisHead,
  nextHead,
  ProtocolError,
  sectionDigests,
  sm3,
  toHex,
  verifySeal,
} from '@coldrx/protocol'
import type { Sql } from '../lib/sql.ts'
import type { ChangeSink, LoggedFrame, Projection, ProjectionTables } from '../projections/projection.ts'
import { insertRows, selectForKeys } from '../projections/rows.ts'
import type { PublicKeyOf } from './key-ring.ts'

export const CHAIN_TABLES: ProjectionTables = {
  name: 'chain',
  version: 3,
  tables: ['chains', 'chain_waiting', 'bad_seals'],
  statements: [
    `CREATE TABLE IF NOT EXISTS chains (
      device TEXT NOT NULL,
      epoch TEXT NOT NULL,
      -- heads are computed up to here; what comes after a hole waits in chain_waiting
      through INTEGER NOT NULL,
      -- fingerprint of the device key that it is judged by, the one that its opening names; null: not opened yet
      key TEXT,
      head BLOB,
      -- last number that a seal which fits covers; -1: none
      sealed_through INTEGER NOT NULL,
      bad_seals INTEGER NOT NULL,
      -- the first thing that does not fit
      fault_n INTEGER,
      fault TEXT,
      PRIMARY KEY (device, epoch)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE IF NOT EXISTS chain_waiting (
      device TEXT NOT NULL,
      epoch TEXT NOT NULL,
      n INTEGER NOT NULL,
      -- header and digests, the part of the head that the frame gives; null: not decodable
      hashed BLOB,
      opening TEXT,
      seal BLOB,
      PRIMARY KEY (device, epoch, n)
    ) STRICT, WITHOUT ROWID`,
    // those that do not fit
    `CREATE TABLE IF NOT EXISTS bad_seals (
      device TEXT NOT NULL,
      epoch TEXT NOT NULL,
      n INTEGER NOT NULL,
      PRIMARY KEY (device, epoch, n)
    ) STRICT, WITHOUT ROWID`,
  ],
}

const NO_KEY = 'no public key is registered'
const OTHER_KEY = 'the opening names a key that is not registered'
/** Links that waited are read so many at a time when the hole before them is filled. */
const LINKS_AT_ONCE = 500
/** So many frames are checked before other work of this thread gets its turn. */
const FRAMES_PER_TURN = 64

interface Chain {
  through: number
  key: string | null
  head: Uint8Array | null
  sealed_through: number
  bad_seals: number
  fault_n: number | null
  fault: string | null
}

interface Link {
  readonly n: number
  readonly hashed: Uint8Array | null
  /** of frame 0: the fingerprint of the key that its opening names, or why it opens nothing */
  readonly opening: string | null
  readonly seal: Uint8Array | null
}

interface StoredChain extends Chain {
  readonly device: string
  readonly epoch: string
  /** the lowest number that waits */
  readonly next_waiting: number | null
}

export interface ChainProjection extends Projection {
  /** Epochs that waited for a key are checked from their beginning. */
  readonly checkAgain: (tx: Sql, changes: ChangeSink) => Promise<void>
}

/** Heads without holes and the verdict on every seal, by the registered keys. A verdict blocks nothing. */
export function createChainProjection({ publicKeyOf }: { readonly publicKeyOf: PublicKeyOf }): ChainProjection {
  return {
    ...CHAIN_TABLES,
    takesSections: false,
    async take({ frames }, tx, changes) {
      const chains = await openChains(frames, { tx, changes, publicKeyOf })
      for (const [at, frame] of frames.entries()) {
        // seals are expensive, and leases must be renewed meanwhile; on SQLite others would see half of a transaction
        if (tx.engine === 'postgres' && at % FRAMES_PER_TURN === FRAMES_PER_TURN - 1) await nextTurn()
        await chains.get(`${frame.device} ${frame.epoch}`)?.take(frame)
      }
      await writeChains([...chains.values()], tx)
    },
    async checkAgain(tx, changes) {
      const waiting = await tx.all<{ device: string; epoch: string; fault: string; opening: string | null }>(
        `SELECT c.device, c.epoch, c.fault, w.opening FROM chains c
         LEFT JOIN chain_waiting w ON w.device = c.device AND w.epoch = c.epoch AND w.n = 0
         WHERE c.fault IN (?, ?) ORDER BY c.device, c.epoch`,
        [NO_KEY, OTHER_KEY],
      )
      const known = waiting.filter(({ device, fault, opening }) => {
        const key = publicKeyOf(device, opening ?? undefined)
        return key !== undefined && (fault === NO_KEY || toHex(sm3(key)) === opening)
      })
      for (const { device, epoch } of known) {
        await tx.run('DELETE FROM chains WHERE device = ? AND epoch = ?', [device, epoch])
        changes.truck(device)
      }
      const chains = await openChains(known, { tx, changes, publicKeyOf })
      for (const chain of chains.values()) await chain.goOn()
      await writeChains([...chains.values()], tx)
    },
  }
}

interface ChainParts {
  readonly tx: Sql
  readonly changes: ChangeSink
  readonly publicKeyOf: PublicKeyOf
}

const EPOCH = { device: 'text', epoch: 'text' } as const
type EpochKey = { readonly device: string; readonly epoch: string }

/** Of each epoch that is named, what is known of it, by device and epoch. */
async function openChains(named: readonly EpochKey[], parts: ChainParts): Promise<ReadonlyMap<string, EpochChain>> {
  const keys = new Map(named.map(({ device, epoch }) => [`${device} ${epoch}`, { device, epoch }]))
  const stored = await selectForKeys<StoredChain, typeof EPOCH>(parts.tx, {
    columns: EPOCH,
    keys: [...keys.values()],
    query: (key) =>
      `SELECT c.*, (SELECT min(w.n) FROM chain_waiting w WHERE w.device = c.device AND w.epoch = c.epoch) AS next_waiting
       FROM chains c WHERE c.device = ${key('device')} AND c.epoch = ${key('epoch')}`,
  })
  const known = new Map(stored.map((chain) => [`${chain.device} ${chain.epoch}`, chain]))
  const chains = new Map<string, EpochChain>()
  for (const [key, epoch] of keys) chains.set(key, new EpochChain(epoch, known.get(key), parts))
  return chains
}

async function writeChains(chains: readonly EpochChain[], tx: Sql): Promise<void> {
  await insertRows(tx, {
    table: 'chains',
    columns: ['device', 'epoch', 'through', 'key', 'head', 'sealed_through', 'bad_seals', 'fault_n', 'fault'],
    rows: chains.map(({ device, epoch, chain }) => [
      ...[
        device,
        epoch,
        chain.through,
        chain.key,
        chain.head,
        chain.sealed_through,
        chain.bad_seals,
        chain.fault_n,
        chain.fault,
      ],
    ]),
    onConflict: `ON CONFLICT (device, epoch) DO UPDATE SET through = excluded.through, key = excluded.key, head = excluded.head,
      sealed_through = excluded.sealed_through, bad_seals = excluded.bad_seals, fault_n = excluded.fault_n,
      fault = excluded.fault`,
  })
  await insertRows(tx, {
    table: 'chain_waiting',
    columns: ['device', 'epoch', 'n', 'hashed', 'opening', 'seal'],
    rows: chains.flatMap(({ device, epoch, waiting }) =>
      [...waiting.values()].map(({ n, hashed, opening, seal }) => [device, epoch, n, hashed, opening, seal]),
    ),
    onConflict: 'ON CONFLICT DO NOTHING',
  })
  await insertRows(tx, {
    table: 'bad_seals',
    columns: ['device', 'epoch', 'n'],
    rows: chains.flatMap(({ device, epoch, misfits }) => misfits.map((n) => [device, epoch, n])),
    // an epoch that is judged again, by a key that has become known, comes past the same ones
    onConflict: 'ON CONFLICT DO NOTHING',
  })
}

/** One epoch while a batch is worked in. */
class EpochChain {
  readonly device: string
  readonly epoch: string
  readonly chain: Chain
  /** links of this batch that wait for those before them; what waited before is in the table */
  readonly waiting = new Map<number, Link>()
  /** numbers of this batch whose seal does not fit */
  readonly misfits: number[] = []
  readonly #parts: ChainParts
  #key: Uint8Array | undefined
  /** the lowest number that waits in the table; infinite: none does */
  #nextStored: number

  constructor({ device, epoch }: EpochKey, stored: StoredChain | undefined, parts: ChainParts) {
    this.device = device
    this.epoch = epoch
    this.#parts = parts
    this.#key = parts.publicKeyOf(device, stored?.key ?? undefined)
    this.chain = stored ?? begin(this.#key)
    // one that begins anew does not know whether links wait
    this.#nextStored = stored === undefined ? 0 : (stored.next_waiting ?? Number.POSITIVE_INFINITY)
  }

  async take(logged: LoggedFrame): Promise<void> {
    const { n } = logged
    if (n <= this.chain.through) return
    const link = toLink(logged)
    if (n === this.chain.through + 1 && this.#append(link)) await this.goOn()
    else if (!this.waiting.has(n)) this.waiting.set(n, link)
  }

  /** Works in the links that have waited for the one before. */
  async goOn(): Promise<void> {
    for (;;) {
      const next = this.chain.through + 1
      const held = this.waiting.get(next)
      if (held !== undefined) {
        if (!this.#append(held)) return
        this.waiting.delete(next)
      } else if (this.#nextStored > next || !(await this.#takeStored(next))) return
    }
  }

  /** Whether any of the links in the table was worked in. */
  async #takeStored(from: number): Promise<boolean> {
    const { tx } = this.#parts
    const key = [this.device, this.epoch]
    const links = await tx.all<Link>(
      `SELECT n, hashed, opening, seal FROM chain_waiting WHERE device = ? AND epoch = ? AND n >= ? ORDER BY n LIMIT ?`,
      [...key, from, LINKS_AT_ONCE],
    )
    for (const link of links) if (link.n !== this.chain.through + 1 || !this.#append(link)) break
    const { through } = this.chain
    if (through >= from) {
      await tx.run('DELETE FROM chain_waiting WHERE device = ? AND epoch = ? AND n BETWEEN ? AND ?', [
        ...key,
        ...[from, through],
      ])
    }
    this.#nextStored =
      links.find(({ n }) => n > through)?.n ?? (links.length < LINKS_AT_ONCE ? Number.POSITIVE_INFINITY : through + 1)
    return through >= from
  }

  /** Whether the chain goes on after it. */
  #append(link: Link): boolean {
    const { chain } = this
    if (link.n === 0 && this.#key !== undefined && !this.#open(link)) return false
    if (chain.head === null) return false
    if (link.hashed === null) {
      this.#fault(link.n, 'undecodable: no head can be computed from here on')
      return false
    }
    chain.head = nextHead(chain.head, link.hashed, [])
    chain.through = link.n
    if (link.seal !== null) this.#judgeSeal(link.seal)
    return true
  }

  /** By the key that the opening names, which need not be the newest: what was signed before a change of keys still counts. */
  #open({ opening }: Link): boolean {
    const { device, epoch, chain } = this
    const isNamed = /^[0-9a-f]{64}$/.test(opening ?? '')
    const key = this.#parts.publicKeyOf(device, isNamed ? (opening ?? undefined) : undefined)
    if (key === undefined) return false
    const fingerprint = toHex(sm3(key))
    if (isNamed && fingerprint !== opening) {
      // it waits: the change of keys may become known after what it signed
      this.#fault(0, OTHER_KEY)
      return false
    }
    if (!isNamed && opening !== null) this.#fault(0, opening)
    this.#key = key
    chain.key = fingerprint
    chain.head = genesisHead(device, fromHex(epoch), key)
    return true
  }

  #judgeSeal(seal: Uint8Array): void {
    const { device, epoch } = this
    const { head, through: n } = this.chain
    const fits = head !== null && this.#key !== undefined && verifySeal(this.#key, { device, epoch, n, head }, seal)
    if (fits) this.chain.sealed_through = n
    else {
      this.misfits.push(n)
      this.chain.bad_seals++
      this.#fault(n, 'the seal does not fit')
      this.#parts.changes.truck(device)
    }
  }

  #fault(n: number, problem: string): void {
    if (this.chain.fault_n !== null) return
    this.chain.fault_n = n
    this.chain.fault = problem
  }
}

function begin(key: Uint8Array | undefined): Chain {
  return {
    ...{ through: -1, key: null, head: null, sealed_through: -1, bad_seals: 0 },
    ...(key === undefined ? { fault_n: 0, fault: NO_KEY } : { fault_n: null, fault: null }),
  }
}

function toLink({ device, epoch, n, frame }: LoggedFrame): Link {
  if (frame === undefined) return { n, hashed: null, opening: null, seal: null }
  const [first = new Uint8Array(0)] = frame.sections
  return {
    n,
    hashed: concatBytes(frame.headerBytes, ...sectionDigests(frame)),
    opening: n === 0 ? readOpening(first, device, epoch) : null,
    seal: frame.seal ?? null,
  }
}

/** `body`: the first section of a frame 0, which is always an opening. */
function readOpening(body: Uint8Array, device: string, epoch: string): string {
  try {
    const opening = decodeOpening(body)
    const fits = opening.device === device && opening.epoch === epoch
    return fits ? opening.keyFingerprint : 'the opening names another device or epoch'
  } catch (error) {
    if (error instanceof ProtocolError) return error.message
    throw error
  }
}
