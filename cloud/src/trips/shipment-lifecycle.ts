import type { Lifecycle } from '../lib/lifecycle.ts'

export const SHIPMENT_STATES = [
  'planned',
  'assigned',
  'loaded',
  'in-transit',
  'delivered',
  'refused',
  'returned',
  'cancelled',
] as const
export type ShipmentState = (typeof SHIPMENT_STATES)[number]

/** In these a trip that carries it is not over. */
export const ABOARD_STATES = ['assigned', 'loaded', 'in-transit'] as const satisfies readonly ShipmentState[]

export const SHIPMENT_EVENTS = [
  'assign',
  'unassign',
  'load',
  'unload',
  'depart',
  'deliver',
  'refuse',
  'return',
  'cancel',
] as const
export type ShipmentEvent = (typeof SHIPMENT_EVENTS)[number]

export const SHIPMENT_LIFECYCLE: Lifecycle<ShipmentState, ShipmentEvent> = {
  noun: 'shipment',
  initial: 'planned',
  transitions: [
    { event: 'assign', from: ['planned', 'assigned'], to: 'assigned' },
    { event: 'unassign', from: ['assigned'], to: 'planned' },
    { event: 'load', from: ['assigned'], to: 'loaded' },
    { event: 'unload', from: ['loaded'], to: 'assigned' },
    // with the trip that it is loaded on
    { event: 'depart', from: ['loaded'], to: 'in-transit' },
    { event: 'deliver', from: ['in-transit'], to: 'delivered' },
    // the taker found it out of range, broken or late (GSP Annex 1, article 4)
    { event: 'refuse', from: ['in-transit'], to: 'refused' },
    { event: 'return', from: ['refused'], to: 'returned' },
    { event: 'cancel', from: ['planned', 'assigned'], to: 'cancelled' },
  ],
}
