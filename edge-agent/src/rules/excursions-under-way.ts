import type { Layout } from '@coldrx/protocol'
import type { Log } from '../buses/line.ts'
import type { Moment } from '../clock/moment.ts'
import type { Recorder } from '../recorder/recorder.ts'

/** By compartment: an excursion does not begin anew because the agent does. */
export async function excursionsUnderWay({
  recorder,
  layout,
  start,
  log,
}: {
  readonly recorder: Pick<Recorder, 'lastEvents'>
  readonly layout: Layout
  readonly start: { readonly monotonicMs: number }
  readonly log: Log
}): Promise<ReadonlyMap<string, Moment>> {
  const subjects = layout.groups.filter(({ kind }) => kind === 'compartment').map(({ id }) => id)
  try {
    const events = await recorder.lastEvents({ codes: ['out-of-range', 'back-in-range'], subjects })
    const { monotonicMs } = start
    return new Map(
      events
        .filter(({ code }) => code === 'out-of-range')
        .map(({ subject, wallMs }) => [subject, wallMs === null ? { monotonicMs } : { wallMs }]),
    )
  } catch (error) {
    log.warn({ reason: String(error) }, 'whether an excursion is under way cannot be read; it is said anew if it is')
    return new Map()
  }
}
