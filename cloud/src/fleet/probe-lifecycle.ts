import type { Lifecycle } from '../lib/lifecycle.ts'

/** `due`: at its place, and without a calibration in force (GSP Annex 3: at least yearly). */
export const PROBE_STATES = ['in-stock', 'fitted', 'due', 'retired'] as const
export type ProbeState = (typeof PROBE_STATES)[number]

export const PROBE_EVENTS = ['fit', 'remove', 'fall-due', 'recalibrate', 'retire'] as const
export type ProbeEvent = (typeof PROBE_EVENTS)[number]

export const PROBE_LIFECYCLE: Lifecycle<ProbeState, ProbeEvent> = {
  noun: 'probe',
  initial: 'in-stock',
  transitions: [
    { event: 'fit', from: ['in-stock'], to: 'fitted' },
    { event: 'remove', from: ['fitted', 'due'], to: 'in-stock' },
    // these two follow from certificates and the calendar, nobody does them by hand
    { event: 'fall-due', from: ['fitted'], to: 'due' },
    { event: 'recalibrate', from: ['due'], to: 'fitted' },
    { event: 'retire', from: ['in-stock'], to: 'retired' },
  ],
}
