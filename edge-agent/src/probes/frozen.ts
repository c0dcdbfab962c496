import type { ProbeProfile } from './profile.ts'

/** How far a neighbour's temperature must wander before a still probe is suspicious: several steps of any resolution. */
const NEIGHBOUR_MOVED_CELSIUS = 0.5

interface ProbeHistory {
  readonly profile: ProbeProfile
  readonly compartment: string
  registers: string | null
  identical: number
  /** lowest and highest temperature of each neighbour since this probe last changed */
  readonly neighbours: Map<string, { low: number; high: number }>
}

export interface FrozenDetector {
  /** Takes the registers of one good answer; true while the probe hangs. */
  observe(probe: string, registers: readonly number[], temperatureCelsius: number | null): boolean
}

/**
 * A probe that repeats the same registers for long while other probes of its compartment move is hanging: its numbers
 * look perfect and are old. Where nothing moves that proves nothing, until it lasts longer than any air stands still.
 */
export function createFrozenDetector({
  probes,
  stuckAfterSamples = Number.POSITIVE_INFINITY,
}: {
  readonly probes: readonly { readonly id: string; readonly compartment: string; readonly profile: ProbeProfile }[]
  /** so many identical answers tell by themselves that a probe hangs */
  readonly stuckAfterSamples?: number
}): FrozenDetector {
  const histories = new Map(
    probes.map(({ id, compartment, profile }): [string, ProbeHistory] => [
      id,
      { profile, compartment, registers: null, identical: 0, neighbours: new Map() },
    ]),
  )

  function tellNeighbours(probe: string, compartment: string, celsius: number): void {
    for (const [id, history] of histories) {
      if (id === probe || history.compartment !== compartment) continue
      const seen = history.neighbours.get(probe)
      if (seen === undefined) history.neighbours.set(probe, { low: celsius, high: celsius })
      else {
        seen.low = Math.min(seen.low, celsius)
        seen.high = Math.max(seen.high, celsius)
      }
    }
  }

  return {
    observe(probe, registers, temperatureCelsius) {
      const history = histories.get(probe)
      if (history === undefined) throw new Error(`probe ${probe} is not known to the frozen detector`)
      if (temperatureCelsius !== null) tellNeighbours(probe, history.compartment, temperatureCelsius)
      const key = registers.join()
      if (key !== history.registers) {
        history.registers = key
        history.identical = 1
        history.neighbours.clear()
        return false
      }
      history.identical++
      if (history.identical > stuckAfterSamples) return true
      if (history.identical < history.profile.frozenAfterSamples) return false
      for (const { low, high } of history.neighbours.values()) {
        // 1e-9: decimal steps are not exact in binary
        if (high - low >= NEIGHBOUR_MOVED_CELSIUS - 1e-9) return true
      }
      return false
    },
  }
}
