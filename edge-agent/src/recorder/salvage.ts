import {
  decodeFrame,
  equalBytes,
  type Frame,
  type FrameHeader,
  frameHead,
  fromHex,
  genesisHead,
  ProtocolError,
} from '@coldrx/protocol'
import type { DamagedFile, FoundFrame } from './damaged-file.ts'
import type { RecorderDatabase } from './database.ts'
import type { DocumentTable } from './document-table.ts'
import { isFullRecord } from './entry.ts'
import type { KnownEpoch } from './epoch-table.ts'
import type { ProgressTable } from './progress-table.ts'
import type { RowTable } from './row-table.ts'
import { parseStoredRow } from './stored-row.ts'
import type { TripTable } from './trip-table.ts'

export interface SalvageParts {
  readonly file: DamagedFile
  readonly db: RecorderDatabase
  readonly rows: RowTable
  readonly documents: DocumentTable
  readonly trip: TripTable
  readonly progress: ProgressTable
  /** those whose frames are looked for */
  readonly epochs: readonly KnownEpoch[]
  readonly device: string
  readonly publicKey: Uint8Array
}

export interface Salvaged {
  readonly frames: number
  readonly rows: number
  /** wall time of the last samples of the rows; null when there are none, or when some in between may be gone */
  readonly lastSampleAtMs: number | null
}

/**
 * Brings what is owed and still readable out of a damaged file: frames that fit the chain wait again under their own
 * numbers, rows are to be framed here, documents are kept and wait if they did. Call inside a transaction, when the epochs are inherited.
 */
export function salvage(parts: SalvageParts): Salvaged {
  const { file, db, rows, documents, trip, progress } = parts
  const keepLayout = db.prepare<[string, Uint8Array]>('INSERT OR IGNORE INTO layouts (hash, bytes) VALUES (?, ?)')
  for (const { hash, bytes } of file.layouts()) keepLayout.run(hash, bytes)
  for (const document of file.documents()) documents.add(document, document)
  const message = file.trip()
  if (message !== null) trip.keep(message)
  for (const said of file.progress()) progress.keep(said)
  return { frames: salvageFrames(parts), ...salvageRows(file, rows) }
}

function salvageFrames(parts: SalvageParts): number {
  const insertWaiting = parts.db.prepare<[string, number, number]>(
    'INSERT OR IGNORE INTO waiting (epoch, n, prompt) VALUES (?, ?, ?)',
  )
  let count = 0
  for (const kept of takeOverFrames(parts, (n, acknowledgedThrough) => n > acknowledgedThrough)) {
    if (kept === null) continue
    insertWaiting.run(kept.epoch, kept.n, Number(kept.prompt))
    count++
  }
  return count
}

/**
 * Keeps the frames that are wanted and fit the chain under their own numbers, one a step; null: a step without one. A
 * frame whose predecessor cannot be read fits nothing.
 */
export function* takeOverFrames(
  { file, db, epochs, device, publicKey }: Pick<SalvageParts, 'file' | 'db' | 'epochs' | 'device' | 'publicKey'>,
  isWanted: (n: number, acknowledgedThrough: number) => boolean,
): Generator<Pick<FrameHeader, 'epoch' | 'n' | 'prompt'> | null, void> {
  const insertFrame = db.prepare<[string, number, Uint8Array, number, Uint8Array, number, number]>(
    'INSERT OR IGNORE INTO frames (epoch, n, bytes, prompt, head, sealed, closed_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const before = new Map<string, { readonly n: number; readonly head: Uint8Array }>(
    epochs.map(({ epoch }) => [epoch, { n: -1, head: genesisHead(device, fromHex(epoch), publicKey) }]),
  )
  const acknowledged = new Map(epochs.map(({ epoch, acknowledgedThrough }) => [epoch, acknowledgedThrough]))
  const most = epochs.reduce((sum, { nextN }) => sum + nextN, 0)
  for (const found of file.frames(most)) {
    const { epoch, n, bytes, head, closedAt } = found
    const previous = before.get(epoch)
    before.set(epoch, { n, head })
    const isNext = previous?.n === n - 1 && isWanted(n, acknowledged.get(epoch) ?? -1)
    const frame = isNext ? readFrame(found, previous.head, device) : null
    if (frame !== null) {
      insertFrame.run(epoch, n, bytes, Number(frame.header.prompt), head, Number(frame.seal !== undefined), closedAt)
    }
    yield frame?.header ?? null
  }
}

/** The frame, if it is the one of this number that was chained and signed. */
function readFrame({ epoch, n, bytes, head }: FoundFrame, before: Uint8Array, device: string): Frame | null {
  try {
    const frame = decodeFrame(bytes)
    const { header } = frame
    const isPlaced = header.device === device && header.epoch === epoch && header.n === n
    return isPlaced && equalBytes(frameHead(before, frame), head) ? frame : null
  } catch (error) {
    if (error instanceof ProtocolError) return null
    throw error
  }
}

function salvageRows(file: DamagedFile, table: RowTable): Pick<Salvaged, 'rows' | 'lastSampleAtMs'> {
  const { rows, isWhole } = file.rows()
  let count = 0
  let lastSampleAtMs: number | null = null
  for (const stored of rows) {
    const row = parseStoredRow(stored)
    if (typeof row === 'string') continue
    table.add(row.boot, row.layout, row)
    count++
    if (isFullRecord(row.samples)) lastSampleAtMs = row.wallMs
  }
  return { rows: count, lastSampleAtMs: isWhole && count === rows.length ? lastSampleAtMs : null }
}
