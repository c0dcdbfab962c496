import { decodeFrame, decodeOpening, fromUtf8, keyFingerprint, toHex } from '@coldrx/protocol'
import type { RecorderDatabase } from '../recorder/database.ts'
import { createDocumentTable, type KeptDocument } from '../recorder/document-table.ts'
import { hasTable } from '../recorder/read-only-file.ts'
import { attempt, type IndexedFrame, layoutBytesReader } from './frame-index.ts'
import { isWithin, MOST_DOCUMENTS, type Span } from './span.ts'

/** docs/wire.md "Proof bundle" */
const FORMAT = 'coldrx-proof/1'

export interface ProofSummary {
  readonly runs: number
  readonly frames: number
  readonly documents: number
  /** frames behind the last seal, which the next one proves */
  readonly unsealed: number
}

interface Run {
  readonly epoch: string
  readonly frames: IndexedFrame[]
}

/**
 * The frames of a span as they were recorded, from the seal before it to the seal after it, with layouts, documents and
 * the device's key: what an inspector's verifier reads, without the cloud.
 */
export function writeProof({
  db,
  device,
  publicKey,
  frames,
  isWanted,
  span,
  madeAtMs,
  write,
}: {
  readonly db: RecorderDatabase
  readonly device: string
  readonly publicKey: Uint8Array
  /** all of the file, in order */
  readonly frames: readonly IndexedFrame[]
  readonly isWanted: (frame: IndexedFrame) => boolean
  readonly span: Span
  readonly madeAtMs: number
  readonly write: (line: string) => void
}): ProofSummary {
  const put = (value: object): void => write(`${JSON.stringify(value)}\n`)
  const fingerprint = keyFingerprint(publicKey)
  const runs = runsOf(frames, isWanted)
  const firstMs = frames.reduce(
    (least, { header, offsetMs }) => Math.min(least, header.monotonicMs + offsetMs),
    madeAtMs,
  )
  put({
    ...{ format: FORMAT, device, from: iso(span.fromMs), to: iso(span.toMs), madeAt: iso(madeAtMs) },
    keys: [{ publicKey: toHex(publicKey), fingerprint, from: iso(firstMs), until: null }],
  })
  const documents = documentsWithin(db, span)
  for (const { id, kind, digest, salt, bytes } of documents) {
    put({ document: { id, kind, digest, salt: toHex(salt), text: fromUtf8(bytes) } })
  }
  const bytesOf = db.prepare<[number], Buffer>('SELECT bytes FROM frames WHERE rowid = ?').pluck()
  const layoutBytes = layoutBytesReader(db)
  const told = new Set<string>()
  let count = 0
  let unsealed = 0
  for (const { epoch, frames: own } of runs) {
    const begin = beginOf(db, epoch, own, fingerprint)
    const tail = own.length - 1 - own.findLastIndex(({ sealed }) => sealed)
    unsealed += tail
    const since = own[own.length - tail]
    put({
      run: {
        ...begin,
        ...(tail === 0 || since === undefined
          ? {}
          : { unsealed: { frames: tail, since: iso(since.header.monotonicMs + since.offsetMs) } }),
      },
    })
    for (const { rowid, header } of own) {
      const layout = told.has(header.layout) ? null : layoutBytes(header.layout)
      told.add(header.layout)
      if (layout !== null) put({ layout: fromUtf8(layout) })
      const bytes = bytesOf.get(rowid)
      if (bytes === undefined) throw new RangeError(`frame ${header.n} of ${epoch} is not there any more`)
      put({ frame: toHex(bytes) })
      count++
    }
  }
  put({ end: { runs: runs.length, frames: count, documents: documents.length } })
  return { runs: runs.length, frames: count, documents: documents.length, unsealed }
}

const iso = (ms: number): string => new Date(Math.max(0, ms)).toISOString()

/** Wanted frames of each epoch, widened to the seals around them, without a hole within a run. */
function runsOf(frames: readonly IndexedFrame[], isWanted: (frame: IndexedFrame) => boolean): Run[] {
  const runs: Run[] = []
  for (const epoch of new Set(frames.map((frame) => frame.epoch))) {
    for (const stretch of stretches(frames.filter((frame) => frame.epoch === epoch))) {
      const first = stretch.findIndex(isWanted)
      if (first === -1) continue
      const last = stretch.findLastIndex(isWanted)
      // −1 + 1: no seal before it, so that it begins with the first there is
      const from = stretch.slice(0, first).findLastIndex(({ sealed }) => sealed) + 1
      const seal = stretch.findIndex(({ sealed }, at) => at >= last && sealed)
      runs.push({ epoch, frames: stretch.slice(from, (seal === -1 ? stretch.length - 1 : seal) + 1) })
    }
  }
  return runs
}

function stretches(frames: readonly IndexedFrame[]): IndexedFrame[][] {
  const found: IndexedFrame[][] = []
  for (const frame of frames) {
    const current = found.at(-1)
    if (current?.at(-1)?.n === frame.n - 1) current.push(frame)
    else found.push([frame])
  }
  return found
}

function beginOf(db: RecorderDatabase, epoch: string, own: readonly IndexedFrame[], fingerprint: string) {
  const [first, last] = [own[0]?.n ?? 0, own.at(-1)?.n ?? 0]
  const frameAt = db.prepare<[string, number], { bytes: Buffer; head: Buffer }>(
    'SELECT bytes, head FROM frames WHERE epoch = ? AND n = ?',
  )
  const opening = frameAt.get(epoch, 0)
  const section = opening && attempt(() => decodeOpening(decodeFrame(opening.bytes).sections[0] ?? new Uint8Array(0)))
  const begin = { epoch, first, last, keyFingerprint: section?.keyFingerprint ?? null }
  // the device had another key then, or its opening is not here: shown, and nothing is proved of it
  if (begin.keyFingerprint !== fingerprint)
    return { ...begin, before: null, unproved: 'the key of that epoch is not here' }
  if (first === 0) return { ...begin, before: null }
  const n = first - 1
  const before = frameAt.get(epoch, n)
  const seal = before && attempt(() => decodeFrame(before.bytes))?.seal
  // frames are missing before it: it is told, and nothing is proved of it
  if (before === undefined || seal === undefined) return { ...begin, before: null, unproved: 'frames are missing' }
  return { ...begin, before: { n, head: toHex(before.head), seal: toHex(seal) } }
}

function documentsWithin(db: RecorderDatabase, span: Span): KeptDocument[] {
  if (!hasTable(db, 'documents')) return []
  const kinds = db.prepare<[], string>('SELECT DISTINCT kind FROM documents').pluck().all()
  const table = createDocumentTable(db)
  return kinds
    .flatMap((kind) => table.ofKind(kind, MOST_DOCUMENTS))
    .filter(({ recordedAtMs }) => isWithin(span, recordedAtMs))
    .sort((left, right) => left.position - right.position)
}
