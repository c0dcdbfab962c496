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
import type { Db } from '../lib/database.ts'
import type { ChangeSink, LoggedFrame, Projection, ProjectionTables } from './projection.ts'

const SQL = `
  CREATE TABLE IF NOT EXISTS chains (
    device TEXT NOT NULL,
    epoch TEXT NOT NULL,
    -- heads are computed up to here; what comes after a hole waits in chain_waiting
    through INTEGER NOT NULL,
    head BLOB,
    -- last number that a seal which fits covers; -1: none
    sealed_through INTEGER NOT NULL,
    bad_seals INTEGER NOT NULL,
    -- the first thing that does not fit
    fault_n INTEGER,
    fault TEXT,
    PRIMARY KEY (device, epoch)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS chain_waiting (
    device TEXT NOT NULL,
    epoch TEXT NOT NULL,
    n INTEGER NOT NULL,
    -- header and digests, the part of the head that the frame gives; null: not decodable
    hashed BLOB,
    opening TEXT,
    seal BLOB,
    PRIMARY KEY (device, epoch, n)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS seals (
    device TEXT NOT NULL,
    epoch TEXT NOT NULL,
    n INTEGER NOT NULL,
    fits INTEGER NOT NULL,
    PRIMARY KEY (device, epoch, n)
  ) STRICT, WITHOUT ROWID;
`

export const CHAIN_TABLES: ProjectionTables = {
  name: 'chain',
  version: 1,
  tables: ['chains', 'chain_waiting', 'seals'],
  sql: SQL,
}

const NO_KEY = 'no public key is registered'

interface Chain {
  through: number
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

export interface ChainProjection extends Projection {
  /** Epochs that waited for a key are checked from their beginning. */
  readonly checkAgain: () => void
}

/** Heads without holes and the verdict on every seal, by the registered keys. A verdict blocks nothing. */
export function createChainProjection(
  db: Db,
  {
    changes,
    publicKeyOf,
  }: { readonly changes: ChangeSink; readonly publicKeyOf: (device: string) => Uint8Array | undefined },
): ChainProjection {
  const read = db.prepare<[string, string], Chain>(
    'SELECT through, head, sealed_through, bad_seals, fault_n, fault FROM chains WHERE device = ? AND epoch = ?',
  )
  const write = db.prepare(
    `INSERT INTO chains (device, epoch, through, head, sealed_through, bad_seals, fault_n, fault)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET through = excluded.through, head = excluded.head, fault = excluded.fault,
       sealed_through = excluded.sealed_through, bad_seals = excluded.bad_seals, fault_n = excluded.fault_n`,
  )
  const wait = db.prepare('INSERT INTO chain_waiting VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
  const waiting = db.prepare<[string, string, number], Link>(
    'SELECT n, hashed, opening, seal FROM chain_waiting WHERE device = ? AND epoch = ? AND n = ?',
  )
  const unwait = db.prepare('DELETE FROM chain_waiting WHERE device = ? AND epoch = ? AND n = ?')
  const judge = db.prepare('INSERT INTO seals VALUES (?, ?, ?, ?)')
  // the row of each epoch that this batch touches
  let held = new Map<string, { device: string; epoch: string; chain: Chain }>()

  function chainOf(device: string, epoch: string): Chain {
    const key = `${device} ${epoch}`
    const known = held.get(key)
    if (known !== undefined) return known.chain
    const chain = read.get(device, epoch) ?? begin(device, epoch)
    held.set(key, { device, epoch, chain })
    return chain
  }

  function begin(device: string, epoch: string): Chain {
    const key = publicKeyOf(device)
    const head = key === undefined ? null : genesisHead(device, fromHex(epoch), key)
    return {
      ...{ through: -1, head, sealed_through: -1, bad_seals: 0 },
      ...(key === undefined ? { fault_n: 0, fault: NO_KEY } : { fault_n: null, fault: null }),
    }
  }

  function fault(chain: Chain, n: number, problem: string): void {
    if (chain.fault_n !== null) return
    chain.fault_n = n
    chain.fault = problem
  }

  /** Whether the chain goes on after it. */
  function append(device: string, epoch: string, chain: Chain, link: Link): boolean {
    if (chain.head === null) return false
    if (link.hashed === null) {
      fault(chain, link.n, 'undecodable: no head can be computed from here on')
      return false
    }
    const key = publicKeyOf(device)
    if (link.n === 0 && key !== undefined && link.opening !== toHex(sm3(key))) {
      fault(
        chain,
        0,
        /^[0-9a-f]{64}$/.test(link.opening ?? '') ? 'the opening names another key' : (link.opening ?? ''),
      )
    }
    chain.head = nextHead(chain.head, link.hashed, [])
    chain.through = link.n
    if (link.seal !== null) judgeSeal(device, epoch, chain, link.seal)
    return true
  }

  function judgeSeal(device: string, epoch: string, chain: Chain, seal: Uint8Array): void {
    const { head, through: n } = chain
    const key = publicKeyOf(device)
    const fits = head !== null && key !== undefined && verifySeal(key, { device, epoch, n, head }, seal)
    judge.run(device, epoch, n, fits ? 1 : 0)
    if (fits) chain.sealed_through = n
    else {
      chain.bad_seals++
      fault(chain, n, 'the seal does not fit')
      changes.truck(device)
    }
  }

  function goOn(device: string, epoch: string, chain: Chain): void {
    for (;;) {
      const next = waiting.get(device, epoch, chain.through + 1)
      if (next === undefined || !append(device, epoch, chain, next)) return
      unwait.run(device, epoch, next.n)
    }
  }

  function take(logged: LoggedFrame): void {
    const { device, epoch, n } = logged
    const chain = chainOf(device, epoch)
    if (n <= chain.through) return
    const link = toLink(logged)
    if (n === chain.through + 1 && append(device, epoch, chain, link)) goOn(device, epoch, chain)
    else wait.run(device, epoch, n, link.hashed, link.opening, link.seal)
  }

  return {
    ...CHAIN_TABLES,
    takeFrame: take,
    checkAgain() {
      for (const { device, epoch } of db
        .prepare<[string], { device: string; epoch: string }>('SELECT device, epoch FROM chains WHERE fault = ?')
        .all(NO_KEY)) {
        if (publicKeyOf(device) === undefined) continue
        db.prepare('DELETE FROM chains WHERE device = ? AND epoch = ?').run(device, epoch)
        goOn(device, epoch, chainOf(device, epoch))
        changes.truck(device)
      }
    },
    flush() {
      for (const { device, epoch, chain } of held.values()) {
        const { through, head, sealed_through: sealed, bad_seals: bad, fault_n: faultN, fault: problem } = chain
        write.run(device, epoch, through, head, sealed, bad, faultN, problem)
      }
      held = new Map()
    },
    forget() {
      held = new Map()
    },
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
