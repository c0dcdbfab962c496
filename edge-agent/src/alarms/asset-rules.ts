import type { Layout, LayoutChannel } from '@coldrx/protocol'
import { channelsBySource, sampleValue, trustedValue } from '../rules/observation.ts'
import { FAILURES_TO_FAULT } from '../rules/source-watch.ts'
import type { Rule } from './rule.ts'

/** What flickers must be quiet for as long before its alarm ends. */
const CLEAR_MS = 30_000

/** What can be wrong with the asset as a whole: power, its probes and input modules, its recorder. */
export function assetRules(layout: Layout): Rule[] {
  const channels = layout.groups.flatMap((group) => group.channels)
  const power = channels.find((channel) => channel.quantity === 'power')
  const sources = [...channelsBySource(channels)].filter(
    // a tunnel is no fault of the receiver, and no danger to the load
    ([, own]) => !own.some((channel) => channel.quantity === 'latitude'),
  )
  return [
    ...(power === undefined ? [] : [powerRule(power)]),
    ...sources.map(([source, own]) => sourceRule(source, own)),
    {
      kind: 'not-recording',
      subject: '',
      raiseAfterMs: 0,
      clearAfterMs: CLEAR_MS,
      observe: ({ recordingProblem }) =>
        recordingProblem === null
          ? { signal: 'clear' }
          : { signal: 'raise', detail: { problem: recordingProblem.slice(0, 200) } },
    },
  ]
}

function powerRule(power: LayoutChannel): Rule {
  return {
    kind: 'power-failure',
    subject: power.source,
    raiseAfterMs: 0,
    clearAfterMs: CLEAR_MS,
    observe({ tick }) {
      const value = trustedValue(tick, power)
      if (value === null) return { signal: 'unknown' }
      return { signal: value === 0 ? 'raise' : 'clear' }
    },
  }
}

function sourceRule(source: string, channels: readonly LayoutChannel[]): Rule {
  let failures = 0
  return {
    kind: 'probe-fault',
    subject: source,
    raiseAfterMs: 0,
    clearAfterMs: CLEAR_MS,
    observe({ tick }) {
      const mark = channels.map((channel) => sampleValue(tick, channel).mark).find((candidate) => candidate !== 'ok')
      failures = mark === undefined ? 0 : failures + 1
      if (mark === undefined) return { signal: 'clear' }
      return failures >= FAILURES_TO_FAULT ? { signal: 'raise', detail: { mark } } : { signal: 'hold' }
    },
  }
}
