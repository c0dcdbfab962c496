import type { Log } from '../buses/line.ts'
import type { RecordEntry } from './entry.ts'
import type { Recorder } from './recorder.ts'

/** The last words of a run, framed and sealed, and given to the cloud if it is there. */
export async function closeInGoodOrder({
  recorder,
  now,
  sendRest,
  log,
}: {
  readonly recorder: Recorder
  readonly now: Pick<RecordEntry, 'monotonicMs' | 'wallMs' | 'clock'>
  readonly sendRest: () => Promise<void>
  readonly log: Log
}): Promise<void> {
  try {
    const stopped = { monotonicMs: now.monotonicMs, code: 'stopped', subject: '', detail: {} }
    await recorder.record({ ...now, samples: null, events: [stopped], prompt: false })
    await recorder.closeAndSeal(now.monotonicMs)
    await sendRest()
  } catch (error) {
    // a full disk, or a worker that died: what is committed is framed by the next start
    log.warn({ reason: String(error) }, 'the recorder could not be closed in good order')
  }
}
