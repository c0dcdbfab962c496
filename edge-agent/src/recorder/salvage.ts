import { decodeFrame, equalBytes, type Frame, frameHead, fromHex, genesisHead, ProtocolError } from '@coldrx/protocol'
import type { DamagedFile, FoundFrame } from './damaged-file.ts'
import type { RecorderDatabase } from './database.ts'
import type { DocumentTable } from './document-table.ts'
import { isFullRecord } from './entry.ts'
import type { KnownEpoch } from './epoch-table.ts'
import type { RowTable } from './row-table.ts'
import { parseStoredRow } from './stored-row.ts'
import type { TripTable } from './trip-table.ts'

export interface SalvageParts {
  readonly file: DamagedFile
  readonly db: RecorderDatabase
  readonly rows: RowTable
  readonly documents: DocumentTable
  readonly trip: TripTable
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
  const { file, db, rows, documents, trip } = parts
  const keepLayout = db.prepare<[string, Uint8Array]>('INSERT OR IGNORE INTO layouts (hash, bytes) VALUES (?, ?)')
  for (const { hash, bytes } of file.layouts()) keepLayout.run(hash, bytes)
  for (const document of file.documents()) documents.add(document, document)
  const message = file.trip()
  if (message !== null) trip.keep(message)
  return { frames: salvageFrames(parts), ...salvageRows(file, rows) }
}

function salvageFrames({ file, db, epochs, device, publicKey }: SalvageParts): number {
  const insertFrame = db.prepare<[string, number, Uint8Array, number, Uint8Array, number, number]>(
    'INSERT OR IGNORE INTO frames (epoch, n, bytes, prompt, head, sealed, closed_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const insertWaiting = db.prepare<[string, number, number]>(
    'INSERT OR IGNORE INTO waiting (epoch, n, prompt) VALUES (?, ?, ?)',
  )
  const before = new Map<string, { readonly n: number; readonly head: Uint8Array }>(
    epochs.map(({ epoch }) => [epoch, { n: -1, head: genesisHead(device, fromHex(epoch), publicKey) }]),
  )
  const acknowledged = new Map(epochs.map(({ epoch, acknowledgedThrough }) => [epoch, acknowledgedThrough]))
  const most = epochs.reduce((sum, { nextN }) => sum + nextN, 0)
  let count = 0
  for (const found of file.frames(most)) {
    const { epoch, n, bytes, head, closedAt } = found
    const previous = before.get(epoch)
    before.set(epoch, { n, head })
    if (previous?.n !== n - 1 || n <= (acknowledged.get(epoch) ?? -1)) continue
    const frame = readFrame(found, previous.head, device)
    if (frame === null) continue
    const { prompt } = frame.header
    insertFrame.run(epoch, n, bytes, Number(prompt), head, Number(frame.seal !== undefined), closedAt)
    insertWaiting.run(epoch, n, Number(prompt))
    count++
  }
  return count
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
