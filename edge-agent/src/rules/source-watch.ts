import type { LayoutChannel } from '@coldrx/protocol'
import type { Tick } from '../sampling/tick.ts'
import { type Finding, sampleValue } from './observation.ts'

/** One bad answer is the daily life of a bus; three in a row are a fault. */
export const FAILURES_TO_FAULT = 3

export interface WatchedSource {
  readonly id: string
  readonly channels: readonly LayoutChannel[]
  readonly faultCode: string
  readonly recoveredCode: string
  readonly prompt: boolean
}

/** Follows a probe, an input module or the receiver through the marks of its samples. */
export function createSourceWatch({ id, channels, faultCode, recoveredCode, prompt }: WatchedSource) {
  let failures = 0
  let isFaulty = false
  return {
    observe(tick: Tick): Finding[] {
      const mark = channels.map((channel) => sampleValue(tick, channel).mark).find((candidate) => candidate !== 'ok')
      failures = mark === undefined ? 0 : failures + 1
      const wasFaulty = isFaulty
      isFaulty = failures >= FAILURES_TO_FAULT || (isFaulty && failures > 0)
      if (wasFaulty === isFaulty) return []
      const event = { monotonicMs: tick.monotonicMs, subject: id }
      return isFaulty
        ? [{ event: { ...event, code: faultCode, detail: { mark: mark ?? '' } }, prompt }]
        : [{ event: { ...event, code: recoveredCode, detail: {} }, prompt }]
    },
  }
}
