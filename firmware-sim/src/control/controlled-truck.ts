import type { FaultTable } from '../faults/fault.ts'
import type { Quantity } from '../models/model.ts'

export type ForcedState =
  | { readonly door: 'open' | 'closed' }
  | { readonly defrost: 'start' }
  | { readonly compressor: 'auto' | 'off' }
  | { readonly outsideCelsius: number | 'auto' }
  | { readonly power: 'on' | 'cut' }
  | { readonly values: Partial<Record<Quantity, number>> | 'auto' }

/** What a person or a test may do to a running truck. */
export type ControlledTruck = {
  readonly faults: Pick<FaultTable, 'set' | 'clear' | 'clearAll' | 'list'>
  /** Takes a compartment (door, defrost, compressor, outside), `power` or a probe in hand; gives the wall time from which it counts. */
  readonly force: (target: string, state: ForcedState) => number
}
