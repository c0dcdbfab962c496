import type { AcknowledgeAlarms } from './alarm-route.ts'
import type { HandoverDesk } from './handover-route.ts'
import type { SayOfTrip } from './trip-route.ts'

/** What a screen in the cab may have done. */
export interface CabActions extends HandoverDesk {
  readonly acknowledgeAlarms: AcknowledgeAlarms
  readonly sayOfTrip: SayOfTrip
}
