import { isOutOfRange } from '@coldrx/protocol'
import type { Moment } from '../clock/moment.ts'
import type { Tick } from '../sampling/tick.ts'
import { type Finding, trustedValue, type WatchedCompartment } from './observation.ts'

export type RangeState = 'in-range' | 'out-of-range' | 'unknown'

export interface CompartmentState {
  readonly id: string
  readonly state: RangeState
  /** when this state began; out of range, when the excursion did */
  readonly since: Moment
  /**
   * The first sample out of range, until one is back in range: a compartment of which nothing is known any more has not
   * come back.
   */
  readonly outOfRangeSince: Moment | null
}

export interface CompartmentFinding {
  readonly findings: readonly Finding[]
  readonly state: CompartmentState
}

/**
 * Follows one compartment: out of range as soon as any reliable probe is.
 *
 * @param outOfRangeSince an excursion that was not over when the agent stopped
 */
export function createCompartmentWatch(compartment: WatchedCompartment, outOfRangeSince: Moment | null) {
  let current: Pick<CompartmentState, 'outOfRangeSince'> & Partial<CompartmentState> = { outOfRangeSince }

  function stateAt(tick: Tick): {
    readonly state: RangeState
    readonly channel: string
    readonly celsius: number | null
  } {
    const { range, temperatures } = compartment
    let state: RangeState = 'unknown'
    for (const channel of temperatures) {
      const celsius = trustedValue(tick, channel)
      if (celsius === null || range === null) continue
      if (isOutOfRange(celsius, range)) return { state: 'out-of-range', channel: channel.id, celsius }
      state = 'in-range'
    }
    return { state, channel: '', celsius: null }
  }

  return {
    observe(tick: Tick): CompartmentFinding {
      const { state, channel, celsius } = stateAt(tick)
      const { monotonicMs } = tick
      const wasOut = current.outOfRangeSince !== null
      const isOut = state === 'out-of-range' || (wasOut && state === 'unknown')
      const findings: Finding[] = []
      const event = { monotonicMs, subject: compartment.id }
      if (isOut && !wasOut) {
        findings.push({ event: { ...event, code: 'out-of-range', detail: { channel, celsius } }, prompt: true })
      }
      if (wasOut && !isOut) findings.push({ event: { ...event, code: 'back-in-range', detail: {} }, prompt: true })
      const outSince = isOut ? (current.outOfRangeSince ?? { monotonicMs }) : null
      const sameSince = current.state === state ? current.since : undefined
      const since = (state === 'out-of-range' ? outSince : sameSince) ?? { monotonicMs }
      const next: CompartmentState = { id: compartment.id, state, since, outOfRangeSince: outSince }
      current = next
      return { findings, state: next }
    },
  }
}
