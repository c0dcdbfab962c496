import { isOutOfRange } from '@coldrx/protocol'
import type { Tick } from '../sampling/tick.ts'
import { type Finding, trustedValue, type WatchedCompartment } from './observation.ts'

export type RangeState = 'in-range' | 'out-of-range' | 'unknown'

export interface CompartmentState {
  readonly id: string
  readonly state: RangeState
  /** wall time at which this state began */
  readonly sinceMs: number
  /**
   * Wall time of the first sample out of range, until one is back in range: a compartment of which nothing is known any
   * more has not come back.
   */
  readonly outOfRangeSinceMs: number | null
}

export interface CompartmentFinding {
  readonly findings: readonly Finding[]
  readonly state: CompartmentState
}

/** Follows one compartment: out of range as soon as any reliable probe is. */
export function createCompartmentWatch(compartment: WatchedCompartment) {
  let current: CompartmentState | null = null

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
    observe(tick: Tick, wallMs: number): CompartmentFinding {
      const { state, channel, celsius } = stateAt(tick)
      const wasOut = current !== null && current.outOfRangeSinceMs !== null
      const isOut = state === 'out-of-range' || (wasOut && state === 'unknown')
      const findings: Finding[] = []
      const event = { monotonicMs: tick.monotonicMs, subject: compartment.id }
      if (isOut && !wasOut) {
        findings.push({ event: { ...event, code: 'out-of-range', detail: { channel, celsius } }, prompt: true })
      }
      if (wasOut && !isOut) findings.push({ event: { ...event, code: 'back-in-range', detail: {} }, prompt: true })
      current = {
        id: compartment.id,
        state,
        sinceMs: current?.state === state ? current.sinceMs : wallMs,
        outOfRangeSinceMs: isOut ? (current?.outOfRangeSinceMs ?? wallMs) : null,
      }
      return { findings, state: current }
    },
  }
}
