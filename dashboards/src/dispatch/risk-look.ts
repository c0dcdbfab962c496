import type { IconName } from '../ui/icons.ts'
import type { Reason } from './attention.ts'
import type { CompartmentView } from './compartment-view.ts'
import type { Truck } from './contract.ts'

export const KIND_ICONS: Readonly<Record<Truck['kind'], IconName>> = { truck: 'truck', room: 'room', box: 'box' }

export const REASON_ICONS: Readonly<Record<Reason['kind'], IconName>> = {
  'not-recording': 'record',
  'power-off': 'powerOff',
  probes: 'question',
  broken: 'attention',
  forks: 'attention',
  quarantined: 'attention',
  'clock-ahead': 'clock',
  'clock-unset': 'clock',
  'door-open': 'doorOpen',
  unknown: 'question',
  old: 'clock',
  'no-fix': 'pin',
}

/** The colour class of a compartment: an alarm stays red although its newest value is old, unknown or back in range. */
export function toneOf({
  state,
  alarm,
  freshness,
}: Pick<CompartmentView, 'state' | 'alarm' | 'freshness'>): 'in' | 'out' | 'unknown' | 'old' {
  if (alarm !== null) return 'out'
  return state === 'unknown' && freshness === 'old' ? 'old' : state
}
