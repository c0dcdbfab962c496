import type { ShipmentState, TripState } from './records.ts'

export const TRIP_EVENTS = ['release', 'withdraw', 'start-loading', 'depart', 'complete', 'cancel'] as const
export type TripEvent = (typeof TRIP_EVENTS)[number]

interface Right {
  readonly states: readonly TripState[]
  readonly roles: readonly string[]
}

/** As the server's access table has it; it decides, and this keeps out of sight what it would refuse. */
const TRIP_RIGHTS: Readonly<Record<TripEvent, Right>> = {
  release: { states: ['planned'], roles: ['dispatcher'] },
  withdraw: { states: ['released'], roles: ['dispatcher'] },
  'start-loading': { states: ['released'], roles: ['dispatcher', 'warehouse', 'driver'] },
  depart: { states: ['loading'], roles: ['dispatcher', 'driver'] },
  complete: { states: ['under-way'], roles: ['dispatcher', 'driver'] },
  cancel: { states: ['planned', 'released', 'loading'], roles: ['dispatcher'] },
}

export function tripEventsFor(state: TripState, roles: readonly string[]): TripEvent[] {
  return TRIP_EVENTS.filter((event) => {
    const right = TRIP_RIGHTS[event]
    return right.states.includes(state) && right.roles.some((role) => roles.includes(role))
  })
}

export const SHIPMENT_ACTIONS = ['assign', 'unassign', 'load', 'handOver', 'cancel'] as const
export type ShipmentAction = (typeof SHIPMENT_ACTIONS)[number]

const SHIPMENT_RIGHTS: Readonly<
  Record<ShipmentAction, { readonly states: readonly ShipmentState[]; readonly roles: readonly string[] }>
> = {
  assign: { states: ['planned', 'assigned'], roles: ['dispatcher'] },
  unassign: { states: ['assigned'], roles: ['dispatcher'] },
  load: { states: ['assigned'], roles: ['dispatcher', 'warehouse', 'driver'] },
  handOver: { states: ['in-transit', 'refused'], roles: ['dispatcher', 'driver'] },
  cancel: { states: ['planned', 'assigned'], roles: ['dispatcher'] },
}

export function shipmentActionsFor(state: ShipmentState, roles: readonly string[]): ShipmentAction[] {
  return SHIPMENT_ACTIONS.filter((action) => {
    const right = SHIPMENT_RIGHTS[action]
    return right.states.includes(state) && right.roles.some((role) => roles.includes(role))
  })
}

/** What can follow a state by a hand-over. */
export function outcomesOf(state: ShipmentState): readonly ('delivered' | 'refused' | 'returned')[] {
  if (state === 'in-transit') return ['delivered', 'refused']
  return state === 'refused' ? ['returned'] : []
}
