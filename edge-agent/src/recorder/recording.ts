import type { Log } from '../buses/line.ts'
import { messageOf } from '../message-of.ts'
import type { RecordEntry } from './entry.ts'
import type { Recorder } from './recorder.ts'
import type { RecorderStatus } from './recorder-file.ts'

/** About 17 hours of recording each minute: a full disk is usually emptied by then, and it takes a few MB. */
const MOST_HELD = 1_000

export interface RecordingState {
  readonly state: 'ok' | 'fault'
  readonly lastRecordedAtMs: number | null
  /** why it does not record, or what is wrong though it does */
  readonly problem: string | null
  /** wall time of the oldest reading that could not be committed; null while it records */
  readonly unrecordedSinceMs: number | null
  readonly framesTotal: number
  readonly framesWaiting: number
}

export interface Recording {
  /** Hands an entry over; never blocks sampling and never throws. */
  add(entry: RecordEntry): void
  /** Resolves when all that was handed over is committed, or the recorder has refused it. */
  settled(): Promise<void>
  readonly state: RecordingState
  /** What somebody else learned of the recorder. */
  observe(status: RecorderStatus): void
}

/**
 * The way of entries into the recorder. What cannot be committed (a full disk) is held in memory, in order, up to a
 * bound; what did not fit is said by a `gap` event as soon as there is somewhere to say it.
 */
export function createRecording({
  recorder,
  log,
  onCommitted,
  mostHeld = MOST_HELD,
}: {
  readonly recorder: Pick<Recorder, 'record' | 'opened' | 'refusal'>
  readonly log: Log
  /** after each commit and each refusal; `closedFrame` when there is more to send than before */
  readonly onCommitted: (closedFrame: boolean) => void
  readonly mostHeld?: number
}): Recording {
  const held: RecordEntry[] = []
  let dropped: { readonly fromMs: number; readonly toMs: number; readonly entries: number } | null = null
  let status: RecorderStatus | null = null
  let problem = recorder.refusal
  let draining: Promise<void> | null = null
  let cameMeanwhile = false

  function learn(learned: RecorderStatus): void {
    const { problem: said, quarantinedTo } = learned
    if (said !== null && said !== status?.problem)
      log.warn({ problem: said, quarantinedTo }, 'the recorder has a problem')
    status = learned
  }

  function drop(entry: RecordEntry | undefined): void {
    if (entry === undefined) return
    dropped = {
      fromMs: dropped?.fromMs ?? entry.wallMs,
      toMs: entry.wallMs,
      entries: (dropped?.entries ?? 0) + 1,
    }
  }

  /** The oldest entry that is held, with the gap before it. */
  function withGap(entry: RecordEntry): RecordEntry {
    if (dropped === null) return entry
    const { fromMs, toMs, entries } = dropped
    const detail = { reason: 'recorder-refused', gapFromMs: fromMs, gapToMs: toMs, entries }
    const gap = { monotonicMs: entry.monotonicMs, code: 'gap', subject: '', detail }
    return { ...entry, events: [gap, ...entry.events] }
  }

  async function drain(): Promise<void> {
    for (let entry = held[0]; entry !== undefined; entry = held[0]) {
      const saysGap = dropped
      try {
        const after = await recorder.record(withGap(entry))
        const closedFrame = after.nextN !== status?.nextN || after.epoch !== status.epoch
        learn(after)
        if (problem !== null) log.info({ held: held.length }, 'recording again')
        problem = null
        held.shift()
        if (dropped === saysGap) dropped = null
        onCommitted(closedFrame)
      } catch (error) {
        const reason = messageOf(error)
        if (problem === null) log.warn({ reason }, 'recording failed')
        problem = reason
        onCommitted(false)
        return
      }
    }
  }

  if (recorder.opened !== null) learn(recorder.opened)
  if (problem !== null) log.warn({ reason: problem }, 'recording failed')

  /** Each entry is another try: one that comes while a try is failing must not wait for the entry after it. */
  function start(): void {
    if (draining !== null) {
      cameMeanwhile = true
      return
    }
    draining = drain().finally(() => {
      draining = null
      if (cameMeanwhile) {
        cameMeanwhile = false
        start()
      }
    })
  }

  return {
    add(entry) {
      const isWorkOnly = entry.samples === null && entry.events.length === 0
      if (isWorkOnly && held.length > 0) {
        // nothing of it can be lost; it only gives what is held another try
      } else {
        held.push(entry)
        // never the first: it may be on its way into the recorder at this moment
        while (held.length > mostHeld) drop(held.splice(1, 1)[0])
      }
      start()
    },
    async settled() {
      while (draining !== null) await draining
    },
    observe: learn,
    get state(): RecordingState {
      const { lastRecordedAtMs = null, framesTotal = 0, framesWaiting = 0 } = status ?? {}
      const state = problem === null ? 'ok' : 'fault'
      const missing = [dropped?.fromMs, held[0]?.wallMs].filter((ms) => ms !== undefined)
      const oldest = missing.length === 0 ? null : Math.min(...missing)
      return {
        ...{ state, lastRecordedAtMs, problem: problem ?? status?.problem ?? null },
        unrecordedSinceMs: problem === null ? null : oldest,
        ...{ framesTotal, framesWaiting },
      }
    },
  }
}
