import type { EpochOpening, LayoutDocument } from '@coldrx/protocol'
import type { DamagedFile } from './damaged-file.ts'
import type { RecordedEvent } from './entry.ts'
import { createInheritance, type FrameRange, readEpochs } from './epoch-table.ts'
import type { FrameBase } from './frame-sections.ts'
import { isOlder, type KnownRecorder } from './known-recorder.ts'
import { type Salvaged, salvage } from './salvage.ts'
import type { Store } from './store.ts'

export type EpochReason = EpochOpening['reason']

export interface Beginning {
  readonly store: Store
  /** the note beside the file, if there is one that can be read */
  readonly known: KnownRecorder | null
  /** the file that was damaged, when this one takes its place */
  readonly damaged: DamagedFile | null
  /** of this run, when its file was damaged after it had begun; null at its start */
  readonly runningBoot: number | null
  readonly now: Omit<FrameBase, 'boot'>
  readonly document: LayoutDocument
  readonly device: string
  readonly publicKey: Uint8Array
}

export interface Begun {
  readonly boot: number
  /** wall time of the last samples that were recorded before and are not lost; null: none are known */
  readonly lastSampleAtMs: number | null
  /** what must be recorded first */
  readonly events: readonly RecordedEvent[]
  /** what was wrong with the file, for people; null: nothing */
  readonly problem: string | null
}

/**
 * What a run does with the recorder's file before its first row: it counts the boot, and where the file is new or was
 * set back it opens an epoch, so that no number is given twice, takes over what is left of the file of before, and says
 * what is not. Call inside a transaction.
 */
export function begin(beginning: Beginning): Begun {
  const { store, known, runningBoot, now, document } = beginning
  const { chain, boots } = store
  const fileBoot = boots.last() ?? 0
  const boot = runningBoot ?? Math.max(fileBoot, known?.boot ?? 0) + 1
  const isNew = chain.current() === null
  const isSetBack = !isNew && known !== null && isOlder({ boot: fileBoot, epochs: readEpochs(store.db) }, known)
  const recordedAtMs = boots.lastRecordedAtMs()
  boots.begin(boot, now.wallMs)
  if (!isNew && !isSetBack) {
    const lastSampleAtMs = recordedAtMs ?? known?.lastSampleAtMs ?? null
    return { boot, lastSampleAtMs, events: [beginsWith(beginning, lastSampleAtMs)], problem: null }
  }

  const { losses, salvaged } = takeOver(beginning)
  const reason = isNew ? reasonOfNew(beginning) : losses.length > 0 ? 'data-lost' : 'behind-cloud'
  chain.open({ reason, base: { ...now, boot }, document })
  const lastSampleAtMs = salvaged?.lastSampleAtMs ?? known?.lastSampleAtMs ?? recordedAtMs
  return {
    boot,
    lastSampleAtMs,
    events: [beginsWith(beginning, lastSampleAtMs), ...losses.map((loss) => lostEvent(now, loss, reason))],
    problem: problemOf(reason, losses),
  }
}

function takeOver({ store, known, damaged, device, publicKey }: Beginning): {
  readonly losses: readonly FrameRange[]
  readonly salvaged: Salvaged | null
} {
  const { db, rows, documents, trip, progress } = store
  const inheritance = createInheritance(db)
  inheritance.inherit(known?.epochs ?? [])
  inheritance.inherit(damaged?.epochs ?? [])
  const epochs = readEpochs(db)
  const salvaged =
    damaged === null ? null : salvage({ file: damaged, db, rows, documents, trip, progress, epochs, device, publicKey })
  return { losses: inheritance.missing(epochs), salvaged }
}

function reasonOfNew({ known, damaged }: Beginning): EpochReason {
  if (damaged !== null) return 'recorder-corrupt'
  return known === null ? 'first-start' : 'recorder-missing'
}

function beginsWith({ runningBoot, now }: Beginning, gapFromMs: number | null): RecordedEvent {
  // a clock that is not set tells no end of a gap
  const to = now.clock === 'none' ? {} : { gapToMs: Math.max(now.wallMs, gapFromMs ?? 0) }
  const gap = gapFromMs === null ? {} : { gapFromMs, ...to }
  const { monotonicMs } = now
  return runningBoot === null
    ? { monotonicMs, code: 'started', subject: '', detail: gap }
    : { monotonicMs, code: 'gap', subject: '', detail: { reason: 'recorder-corrupt', ...gap } }
}

/** Frames that cannot be sent any more. */
export function lostEvent(
  { monotonicMs }: Beginning['now'],
  { epoch, from, to }: FrameRange,
  reason: string,
): RecordedEvent {
  return { monotonicMs, code: 'lost', subject: '', detail: { epoch, from, to, reason } }
}

const PROBLEMS: Readonly<Partial<Record<EpochReason, string>>> = {
  'recorder-corrupt': 'the recorder’s file was damaged and has been put aside',
  'recorder-missing': 'the recorder’s file was gone',
  'data-lost': 'the recorder’s file was set back',
  'behind-cloud': 'the recorder’s file was set back',
}

function problemOf(reason: EpochReason, losses: readonly FrameRange[]): string | null {
  const problem = PROBLEMS[reason]
  if (problem === undefined) return null
  const frames = losses.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  return frames === 0 ? problem : `${problem}; ${frames} frames that the cloud was not known to have are lost`
}
