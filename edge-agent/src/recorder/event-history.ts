import { decodeEvents, decodeFrame, EVENTS_SECTION, ProtocolError, parseLayoutDocument } from '@coldrx/protocol'
import type { RecorderDatabase } from './database.ts'

export interface HistoryQuery {
  readonly codes: readonly string[]
  readonly subjects: readonly string[]
}

export interface PastEvent {
  readonly subject: string
  readonly code: string
  /** null when the clock of that time was never set */
  readonly wallMs: number | null
}

/** About a week of frames; a start must not read the recordings of years. */
const MOST_FRAMES = 2_000

/** The newest event of those codes for each subject that has one, as the frames tell it. */
export function findLastEvents(db: RecorderDatabase, { codes, subjects }: HistoryQuery): PastEvent[] {
  const frames = db.prepare<[number], { bytes: Buffer }>(
    `SELECT f.bytes FROM frames f JOIN epochs e ON e.epoch = f.epoch ORDER BY e.position DESC, f.n DESC LIMIT ?`,
  )
  const layouts = db.prepare<[string], { bytes: Buffer }>('SELECT bytes FROM layouts WHERE hash = ?')
  const found = new Map<string, PastEvent>()
  for (const { bytes } of frames.iterate(MOST_FRAMES)) {
    if (found.size === subjects.length) break
    for (const event of eventsOf(bytes, (hash) => layouts.get(hash)?.bytes)) {
      const isAsked = subjects.includes(event.subject) && codes.includes(event.code)
      if (isAsked && !found.has(event.subject)) found.set(event.subject, event)
    }
  }
  return [...found.values()]
}

/** Newest first. A frame that cannot be read tells nothing; that it is damaged is found by those who verify. */
function eventsOf(bytes: Uint8Array, layoutBytes: (hash: string) => Uint8Array | undefined): PastEvent[] {
  try {
    const { header, sections } = decodeFrame(bytes)
    const body = sections.find((section) => section[0] === EVENTS_SECTION)
    const layout = body === undefined ? undefined : layoutBytes(header.layout)
    if (body === undefined || layout === undefined) return []
    const { timeUnitMs } = parseLayoutDocument(layout).layout
    return decodeEvents(body)
      .map(({ time, code, subject }) => ({
        subject,
        code,
        wallMs: header.clock === 'none' ? null : header.wallMs + time * timeUnitMs,
      }))
      .reverse()
  } catch (error) {
    if (error instanceof ProtocolError) return []
    throw error
  }
}
