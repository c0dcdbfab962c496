import type { ExcursionCount } from '@coldrx/protocol'
import type { Condition } from './condition.ts'

/** What is known of a compartment from its rows so far. */
export interface CompartmentState {
  atMs: number
  boot: string
  /** of the newest row with a reading; null: it had none */
  warmest: number | null
  coldest: number | null
  readonly counts: Record<string, ExcursionCount>
  /** of the last minutes, for the rate */
  recent: (readonly [atMs: number, celsius: number])[]
}

/** Everything that the rules need to know of what came before. Plain, for JSON. */
export interface DeviceState {
  atMs: number
  epoch: string
  n: number
  readonly conditions: Record<string, Condition>
  readonly compartments: Record<string, CompartmentState>
  /** probes that the truck calls faulty, and how many good readings they have given since */
  readonly faulty: Record<string, number>
  trip: string | null
  /** geofences that it is in */
  inside: string[]
  /** its newest word is that the recorder ended in good order */
  hasStopped: boolean
}

export function newDeviceState(): DeviceState {
  return {
    ...{ atMs: Number.MIN_SAFE_INTEGER, epoch: '', n: -1, conditions: {}, compartments: {}, faulty: {} },
    ...{ trip: null, inside: [], hasStopped: false },
  }
}
