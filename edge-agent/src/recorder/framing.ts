import { type LayoutDocument, ProtocolError, parseLayoutDocument, toHex } from '@coldrx/protocol'
import { isFullRecord, type RecordedRow } from './entry.ts'
import { takeFrameBatch } from './frame-batch.ts'
import type { FrameChain } from './frame-chain.ts'
import { type FrameBase, frameContent } from './frame-sections.ts'
import type { DamagedRow, RowTable } from './row-table.ts'

const ROWS_AT_ONCE = 4_096

/** How far framing has come. A value and no variables: a transaction that is rolled back leaves the one of before. */
export interface FramingState {
  /** monotonic */
  readonly sealedAtMs: number
  /** wall time of the last samples that are in a frame */
  readonly lastSampleAtMs: number | null
}

export interface FramesToClose {
  /** for what is said about rows that had to be set aside */
  readonly now: FrameBase
  readonly prompt: boolean
  /** the last frame is sealed at this monotonic time; null: not yet */
  readonly sealAtMs: number | null
}

/** Makes frames of all rows that are committed. */
export function createFraming({
  chain,
  rows,
  document,
}: {
  readonly chain: FrameChain
  readonly rows: RowTable
  readonly document: LayoutDocument
}) {
  const ownLayout = toHex(document.hash)

  function documentOf(layout: string): LayoutDocument {
    if (layout === ownLayout) return document
    const bytes = chain.layoutBytes(layout)
    if (bytes === undefined) throw new ProtocolError('LAYOUT_MISMATCH', `layout ${layout} is not kept`)
    return parseLayoutDocument(bytes)
  }

  /** @throws ProtocolError when no frame can hold these rows together */
  function append(batch: readonly RecordedRow[], { prompt, seal }: { prompt: boolean; seal: boolean }): void {
    const [first] = batch
    const epoch = chain.current()
    if (first === undefined || epoch === null) throw new RangeError('a frame needs a row and an epoch')
    const own = documentOf(first.layout)
    const { base, sections } = frameContent(batch, own.layout)
    if (epoch.layout !== first.layout) chain.bringLayout(epoch, base, own)
    chain.append(chain.current() ?? epoch, { base, layout: first.layout, sections, prompt, seal })
    rows.removeThrough(batch.at(-1)?.position ?? 0)
  }

  /** One row that no frame can hold must not hold up those behind it: it is kept apart, and the hole is said. */
  function setAside(row: DamagedRow, { boot, ...now }: FrameBase): void {
    rows.setAside(row)
    const { wallMs, problem } = row
    const detail = { reason: 'row-damaged', gapFromMs: wallMs, gapToMs: wallMs, problem: problem.slice(0, 256) }
    const gap = { monotonicMs: now.monotonicMs, code: 'gap', subject: '', detail }
    rows.add(boot, ownLayout, { ...now, samples: null, events: [gap] })
  }

  /** Frames the longest run from the front that a frame takes, or sets the first row aside; gives what is framed. */
  function frameFront(left: readonly RecordedRow[], { now, prompt, seal }: FrontToClose): readonly RecordedRow[] {
    const [first] = left
    if (first === undefined) return []
    try {
      let batch = takeFrameBatch(left, documentOf(first.layout).layout)
      for (;;) {
        try {
          append(batch, { prompt, seal: seal && batch.length === left.length })
          return batch
        } catch (error) {
          // the limits of rows hold for certain, that of bytes depends on the numbers
          if (!(error instanceof ProtocolError) || batch.length < 2) throw error
          batch = batch.slice(0, Math.ceil(batch.length / 2))
        }
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      setAside({ position: first.position, wallMs: first.wallMs, problem: error.message }, now)
      return []
    }
  }

  return {
    /** Call inside a transaction. Leaves no row that is in no frame. */
    close(before: FramingState, { now, prompt, sealAtMs }: FramesToClose): FramingState {
      let state = before
      for (;;) {
        const { rows: left, damaged } = rows.read(ROWS_AT_ONCE)
        if (left.length === 0) {
          if (damaged === null) return state
          setAside(damaged, now)
          continue
        }
        const seal = sealAtMs !== null && damaged === null
        const framed = frameFront(left, { now, prompt, seal })
        const sampled = framed.findLast(({ samples }) => isFullRecord(samples))
        state = {
          sealedAtMs: seal && framed.length === left.length ? sealAtMs : state.sealedAtMs,
          lastSampleAtMs: sampled?.wallMs ?? state.lastSampleAtMs,
        }
      }
    },
  }
}

export type Framing = ReturnType<typeof createFraming>

interface FrontToClose {
  readonly now: FrameBase
  readonly prompt: boolean
  readonly seal: boolean
}
