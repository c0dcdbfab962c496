import {
  decodeEvents,
  decodeFrame,
  EVENTS_SECTION,
  type FrameHeader,
  type Layout,
  ProtocolError,
  parseLayoutDocument,
  peekHeader,
  toHex,
} from '@coldrx/protocol'
import type { RecorderDatabase } from '../recorder/database.ts'

export interface IndexedFrame {
  readonly rowid: number
  readonly epoch: string
  readonly n: number
  readonly sealed: boolean
  readonly header: FrameHeader
  /** to be added to its monotonic times for UTC (docs/wire.md "Placing rows in time") */
  readonly offsetMs: number
  /** whether some clock that is to be trusted placed it */
  readonly isPlaced: boolean
}

interface Anchor {
  readonly monotonicMs: number
  readonly offsetMs: number
}

/** All frames of the file in the order of their making, each with its place in time. Frames that cannot be read are left out. */
export function indexFrames(db: RecorderDatabase): IndexedFrame[] {
  const select = db.prepare<[], { rowid: number; epoch: string; n: number; sealed: number; bytes: Buffer }>(
    `SELECT f.rowid, f.epoch, f.n, f.sealed, f.bytes FROM frames f JOIN epochs e ON e.epoch = f.epoch
     ORDER BY e.position, f.n`,
  )
  const found: Omit<IndexedFrame, 'offsetMs' | 'isPlaced'>[] = []
  for (const { bytes, sealed, ...row } of select.iterate()) {
    const header = attempt(() => peekHeader(bytes))
    if (header !== null) found.push({ ...row, sealed: sealed !== 0, header })
  }
  const anchors = anchorsOf(db, found)
  return found.map((frame) => {
    const { monotonicMs, wallMs } = frame.header
    const own = wallMs - monotonicMs
    if (isTrusted(frame.header)) return { ...frame, offsetMs: own, isPlaced: true }
    const nearest = nearestOffset(monotonicMs, anchors.get(bootOf(frame)) ?? [])
    return { ...frame, offsetMs: nearest ?? own, isPlaced: nearest !== null }
  })
}

/** Where rows of a boot that are in no frame yet stand, by the same rule. */
export function placeRow(
  row: {
    readonly boot: number
    readonly monotonicMs: number
    readonly wallMs: number
    readonly clock: FrameHeader['clock']
  },
  frames: readonly IndexedFrame[],
): { readonly offsetMs: number; readonly isPlaced: boolean } {
  const own = row.wallMs - row.monotonicMs
  if (isTrusted(row)) return { offsetMs: own, isPlaced: true }
  // frames stand in order: the nearest before it is the last of its boot
  const before = frames.findLast(({ header, isPlaced }) => header.boot === row.boot && isPlaced)
  return { offsetMs: before?.offsetMs ?? own, isPlaced: before !== undefined }
}

const isTrusted = ({ clock }: Pick<FrameHeader, 'clock'>): boolean => clock === 'gnss' || clock === 'ntp'
const bootOf = ({ epoch, header }: { epoch: string; header: FrameHeader }): string => `${epoch} ${header.boot}`

/** By boot, in the order of their times; only of boots that have a frame that wants one. */
function anchorsOf(
  db: RecorderDatabase,
  frames: readonly Omit<IndexedFrame, 'offsetMs' | 'isPlaced'>[],
): Map<string, Anchor[]> {
  const wanting = new Set(frames.filter(({ header }) => !isTrusted(header)).map(bootOf))
  const bytesOf = db.prepare<[number], Buffer>('SELECT bytes FROM frames WHERE rowid = ?').pluck()
  const layoutOf = layoutReader(db)
  const anchors = new Map<string, Anchor[]>()
  for (const frame of frames) {
    if (!wanting.has(bootOf(frame))) continue
    const own = anchors.get(bootOf(frame)) ?? []
    anchors.set(bootOf(frame), own)
    const { monotonicMs, wallMs } = frame.header
    if (isTrusted(frame.header)) own.push({ monotonicMs, offsetMs: wallMs - monotonicMs })
    const bytes = bytesOf.get(frame.rowid)
    if (bytes !== undefined) own.push(...(attempt(() => anchorEvents(bytes, layoutOf)) ?? []))
  }
  for (const own of anchors.values()) own.sort((left, right) => left.monotonicMs - right.monotonicMs)
  return anchors
}

function anchorEvents(bytes: Uint8Array, layoutOf: (hash: string) => Layout | null): Anchor[] {
  const { header, sections } = decodeFrame(bytes)
  const body = sections.find((section) => section[0] === EVENTS_SECTION)
  const layout = body === undefined ? null : layoutOf(header.layout)
  if (body === undefined || layout === null) return []
  return decodeEvents(body).flatMap(({ code, time, detail: { utcMs } }) => {
    if (code !== 'anchor' || typeof utcMs !== 'number') return []
    const monotonicMs = header.monotonicMs + time * layout.timeUnitMs
    return [{ monotonicMs, offsetMs: utcMs - monotonicMs }]
  })
}

/** Of two equally near ones the earlier. */
function nearestOffset(monotonicMs: number, anchors: readonly Anchor[]): number | null {
  let nearest: Anchor | null = null
  for (const anchor of anchors) {
    const isNearer =
      nearest === null || Math.abs(anchor.monotonicMs - monotonicMs) < Math.abs(nearest.monotonicMs - monotonicMs)
    if (isNearer) nearest = anchor
  }
  return nearest?.offsetMs ?? null
}

/** Layouts of the file by their hash; null: not there, or not what its name says. */
export function layoutReader(db: RecorderDatabase): (hash: string) => Layout | null {
  const bytesOf = layoutBytesReader(db)
  const known = new Map<string, Layout | null>()
  return (hash) => {
    const before = known.get(hash)
    if (before !== undefined) return before
    const bytes = bytesOf(hash)
    const document = bytes === null ? null : attempt(() => parseLayoutDocument(bytes))
    const layout = document !== null && toHex(document.hash) === hash ? document.layout : null
    known.set(hash, layout)
    return layout
  }
}

/** The very bytes of a layout document. */
export function layoutBytesReader(db: RecorderDatabase): (hash: string) => Uint8Array | null {
  const select = db.prepare<[string], Buffer>('SELECT bytes FROM layouts WHERE hash = ?').pluck()
  return (hash) => select.get(hash) ?? null
}

/** What cannot be read is damaged: verifying finds it, reading goes on. */
export function attempt<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof ProtocolError) return null
    throw error
  }
}
