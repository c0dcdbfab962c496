import type { Cadence, Layout } from '@coldrx/protocol'
import type { Moment } from '../clock/moment.ts'
import type { RecordedEvent } from '../recorder/entry.ts'
import type { Tick } from '../sampling/tick.ts'
import { type CompartmentState, createCompartmentWatch } from './compartment-watch.ts'
import { channelsBySource, type Finding, watchedCompartments } from './observation.ts'
import { createRecordGrid } from './record-grid.ts'
import { createSourceWatch } from './source-watch.ts'
import { createSwitchWatch } from './switch-watch.ts'

export interface Verdict {
  /** whether the samples of this tick are to be recorded */
  readonly record: boolean
  /** whether the frame is to be closed at once */
  readonly prompt: boolean
  readonly events: readonly RecordedEvent[]
  readonly compartments: readonly CompartmentState[]
}

/** All local rules over one asset. They need no network. */
export function createAssetWatch({
  layout,
  cadence,
  outOfRangeSince = new Map(),
}: {
  readonly layout: Layout
  readonly cadence: Cadence
  /** by compartment: excursions that were not over when the agent stopped */
  readonly outOfRangeSince?: ReadonlyMap<string, Moment>
}) {
  const compartments = watchedCompartments(layout)
  const channels = layout.groups.flatMap((group) => group.channels)
  const ranges = compartments.map((compartment) =>
    createCompartmentWatch(compartment, outOfRangeSince.get(compartment.id) ?? null),
  )
  const power = channels.find((channel) => channel.quantity === 'power')
  const switches = [
    ...compartments.flatMap(({ id, door }) =>
      door === null
        ? []
        : [createSwitchWatch({ channel: door, subject: id, onCode: 'door-opened', offCode: 'door-closed' })],
    ),
    ...compartments.flatMap(({ id, defrost: channel }) =>
      channel === null
        ? []
        : [
            createSwitchWatch({
              ...{ channel, subject: id, onCode: 'defrost-started', offCode: 'defrost-ended' },
              // the unit does it several times a day: it explains a curve, and nobody has to act
              prompt: false,
            }),
          ],
    ),
    ...(power === undefined
      ? []
      : [
          createSwitchWatch({
            channel: power,
            subject: power.source,
            onCode: 'power-restored',
            offCode: 'power-lost',
          }),
        ]),
  ]
  const sources = [...channelsBySource(channels)].map(([id, own]) => {
    const isReceiver = own.some((channel) => channel.quantity === 'latitude')
    return createSourceWatch({
      id,
      channels: own,
      faultCode: isReceiver ? 'position-lost' : 'probe-fault',
      recoveredCode: isReceiver ? 'position-found' : 'probe-recovered',
      // a tunnel is no fault: it can wait for the frame's end
      prompt: !isReceiver,
    })
  })
  const grid = createRecordGrid(cadence)

  return {
    /** @param alarms what the alarms say of this tick */
    observe(tick: Tick, wallMs: number, alarms: readonly Finding[] = []): Verdict {
      const states = ranges.map((watch) => watch.observe(tick))
      const findings = [
        ...states.flatMap((state) => state.findings),
        ...switches.flatMap((watch) => watch.observe(tick)),
        ...sources.flatMap((watch) => watch.observe(tick)),
        ...alarms,
      ]
      const prompt = findings.some((finding) => finding.prompt)
      const outOfRange = states.some(({ state }) => state.outOfRangeSince !== null)
      const { record, gapFromMs } = grid.decide({ monotonicMs: tick.monotonicMs, outOfRange, mustRecord: prompt })
      const events = findings.map((finding) => finding.event)
      if (gapFromMs !== null) events.unshift(gapEvent(tick.monotonicMs, gapFromMs, wallMs))
      return {
        record,
        prompt,
        events,
        compartments: states.map(({ state }) => state),
      }
    },
  }
}

/** The process was held up: a stopped process and a bus that answers late leave the same hole. */
function gapEvent(monotonicMs: number, fromMs: number, wallMs: number): RecordedEvent {
  const detail = { reason: 'sampling-late', gapFromMs: wallMs - (monotonicMs - fromMs), gapToMs: wallMs }
  return { monotonicMs, code: 'gap', subject: '', detail }
}
