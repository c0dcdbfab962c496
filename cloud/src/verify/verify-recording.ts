import { decodeFrame, decodeSections, type Layout, ProtocolError } from '@coldrx/protocol'
import type { FrameReader } from '../frames/frame-log.ts'
import type { Db } from '../lib/database.ts'
import type { Findings } from './findings.ts'
import type { TruckSettings } from './truck-files.ts'
import type { LayoutSet } from './verify-epochs.ts'
import { framesOfEpoch } from './verify-log.ts'

/** A row may come up to half an interval late without being missing. */
const PATIENCE = 1.5

interface Row {
  readonly kind: 'row'
  readonly atMs: number
  readonly boot: string
  readonly epoch: string
  readonly n: number
}

interface Mark {
  readonly kind: 'gap' | 'started'
  readonly atMs: number
  readonly boot: string
}

/**
 * No stretch without rows is longer than the recording interval allows, unless the truck says that there was a gap or
 * that it started again; and after a start the first row comes within one interval.
 */
export async function verifyRecording({
  settings,
  frames,
  findings,
  layouts,
  rebuilt,
}: {
  readonly settings: TruckSettings
  readonly frames: FrameReader
  readonly findings: Findings
  readonly layouts: LayoutSet
  readonly rebuilt: Db
}): Promise<void> {
  const { device, recordIntervalMs } = settings
  const offset = rebuilt
    .prepare<[string, string, number], number>(
      'SELECT offset_ms FROM placement WHERE device = ? AND epoch = ? AND n = ?',
    )
    .pluck()
  const rows: Row[] = []
  const marks: Mark[] = []
  for (const { epoch } of await frames.epochs(device)) {
    for await (const { n, bytes } of framesOfEpoch(frames, device, epoch)) {
      const found = readTimes(bytes, layouts)
      const place = { atMs: 0, boot: `${epoch} ${found.boot}` }
      const offsetMs = offset.get(device, epoch, n) ?? 0
      for (const at of found.rows) rows.push({ kind: 'row', ...place, atMs: at + offsetMs, epoch, n })
      for (const { kind, at } of found.marks) marks.push({ kind, ...place, atMs: at + offsetMs })
    }
  }
  rows.sort((left, right) => left.atMs - right.atMs)
  findings.count('recording intervals kept or marked as gaps', 0)
  const longestMs = PATIENCE * recordIntervalMs
  for (const [at, row] of rows.slice(1).entries()) {
    const before = rows[at] ?? row
    findings.count('recording intervals kept or marked as gaps')
    const silentMs = row.atMs - before.atMs
    if (silentMs <= longestMs) continue
    const where = { check: 'recording', device, epoch: row.epoch, n: row.n }
    const span = `${new Date(before.atMs).toISOString()} to ${new Date(row.atMs).toISOString()}`
    // times of events are rounded down to the layout's unit
    const within = marks.filter(({ atMs }) => atMs >= before.atMs - settings.sampleIntervalMs && atMs <= row.atMs)
    if (within.length === 0) {
      findings.fault({
        ...where,
        problem: `nothing from ${span}, and no mark of a gap`,
        expected: `${longestMs} ms at most`,
        found: `${silentMs} ms`,
      })
      continue
    }
    const started = within.filter(({ kind }) => kind === 'started').at(-1)
    const afterStartMs = started === undefined ? 0 : row.atMs - started.atMs
    if (afterStartMs <= longestMs || within.some(({ kind }) => kind === 'gap')) continue
    findings.fault({
      ...where,
      problem: `first row after the start, ${span}`,
      expected: `${longestMs} ms at most`,
      found: `${afterStartMs} ms`,
    })
  }
}

interface FrameTimes {
  readonly boot: number
  readonly rows: readonly number[]
  readonly marks: readonly { readonly kind: 'gap' | 'started'; readonly at: number }[]
}

function readTimes(bytes: Uint8Array, layouts: LayoutSet): FrameTimes {
  try {
    const frame = decodeFrame(bytes)
    const layout: Layout | undefined = layouts.get(frame.header.layout)
    if (layout === undefined) return { boot: frame.header.boot, rows: [], marks: [] }
    const toMs = (time: number): number => frame.header.monotonicMs + time * layout.timeUnitMs
    const rows = new Set<number>()
    const marks: FrameTimes['marks'][number][] = []
    for (const section of decodeSections(frame, layout)) {
      if (section.kind === 'measurements') for (const time of section.measurements.times) rows.add(toMs(time))
      if (section.kind !== 'events') continue
      for (const { code, time } of section.events) {
        if (code === 'gap' || code === 'started') marks.push({ kind: code, at: toMs(time) })
      }
    }
    return { boot: frame.header.boot, rows: [...rows], marks }
  } catch (error) {
    // told by the check of the epochs
    if (error instanceof ProtocolError) return { boot: 0, rows: [], marks: [] }
    throw error
  }
}
