import { type Layout, LIMITS } from '@coldrx/protocol'
import type { RecordedRow } from './entry.ts'

/** A wall clock that was set in between makes one base wrong for the rows of one side. */
const WALL_STEP_MS = 1_000

/** The longest run from the front that one frame can hold: one boot, one layout, one clock. */
export function takeFrameBatch(rows: readonly RecordedRow[], layout: Layout): RecordedRow[] {
  const [first] = rows
  if (first === undefined) return []
  const numbersPerRow = layout.groups.reduce((sum, group) => sum + group.channels.length + 1, 0)
  const mostRows = Math.min(LIMITS.rows, Math.floor(LIMITS.frameValues / numbersPerRow))
  const batch: RecordedRow[] = []
  let events = 0
  for (const row of rows) {
    events += row.events.length
    if (!belongsTogether(first, row) || batch.length === mostRows || (batch.length > 0 && events > LIMITS.events)) break
    batch.push(row)
  }
  return batch
}

function belongsTogether(first: RecordedRow, row: RecordedRow): boolean {
  const step = row.wallMs - row.monotonicMs - (first.wallMs - first.monotonicMs)
  return (
    row.boot === first.boot &&
    row.layout === first.layout &&
    row.clock === first.clock &&
    Math.abs(step) <= WALL_STEP_MS
  )
}
