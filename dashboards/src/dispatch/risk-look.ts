import type { IconName } from '../ui/icons.ts'
import type { CompartmentView, Risk } from './truck-view.ts'

export const RISK_ICONS: Readonly<Record<Risk, IconName>> = {
  alarm: 'alarm',
  out: 'alarm',
  silent: 'offline',
  fault: 'question',
  fine: 'check',
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
