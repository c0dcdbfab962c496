import type { IconName } from '../../ui/icons.ts'
import type { Tone } from '../../ui/StatusTag.vue'
import type { ShipmentState, Stop, TripPaper, TripState } from './records.ts'

interface Look {
  readonly tone: Tone
  readonly icon: IconName
}

export const TRIP_LOOKS: Readonly<Record<TripState, Look>> = {
  planned: { tone: 'provisional', icon: 'clock' },
  released: { tone: 'provisional', icon: 'next' },
  loading: { tone: 'unknown', icon: 'box' },
  'under-way': { tone: 'in', icon: 'truck' },
  completed: { tone: 'offline', icon: 'check' },
  cancelled: { tone: 'offline', icon: 'close' },
}

export const STOP_LOOKS: Readonly<Record<Stop['state'], Look>> = {
  planned: { tone: 'provisional', icon: 'clock' },
  arrived: { tone: 'in', icon: 'pin' },
  left: { tone: 'offline', icon: 'check' },
  skipped: { tone: 'unknown', icon: 'attention' },
}

export const SHIPMENT_LOOKS: Readonly<Record<ShipmentState, Look>> = {
  planned: { tone: 'unknown', icon: 'clock' },
  assigned: { tone: 'provisional', icon: 'trips' },
  loaded: { tone: 'provisional', icon: 'box' },
  'in-transit': { tone: 'in', icon: 'truck' },
  delivered: { tone: 'offline', icon: 'check' },
  refused: { tone: 'out', icon: 'alarm' },
  returned: { tone: 'unknown', icon: 'back' },
  cancelled: { tone: 'offline', icon: 'close' },
}

/** Of what was signed or said in the cab; `pending`: nobody has looked at it, or it is to be looked at again. */
export const PAPER_LOOKS: Readonly<Record<TripPaper['state'], Look>> = {
  pending: { tone: 'provisional', icon: 'clock' },
  filed: { tone: 'in', icon: 'check' },
  waiting: { tone: 'unknown', icon: 'clock' },
  refused: { tone: 'out', icon: 'attention' },
}
