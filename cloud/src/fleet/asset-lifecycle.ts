import type { Lifecycle } from '../lib/lifecycle.ts'

export const ASSET_STATES = ['in-preparation', 'in-service', 'out-of-service', 'retired'] as const
export type AssetState = (typeof ASSET_STATES)[number]

export const ASSET_EVENTS = ['commission', 'withdraw', 'return', 'retire'] as const
export type AssetEvent = (typeof ASSET_EVENTS)[number]

/** Who may do which of these stands in the access table. */
export const ASSET_LIFECYCLE: Lifecycle<AssetState, AssetEvent> = {
  noun: 'asset',
  initial: 'in-preparation',
  transitions: [
    // passed by the quality department (GSP Annex 1, Annex 5: validated before first use and after a long stop)
    { event: 'commission', from: ['in-preparation'], to: 'in-service' },
    { event: 'withdraw', from: ['in-service'], to: 'out-of-service' },
    { event: 'return', from: ['out-of-service'], to: 'in-service' },
    { event: 'retire', from: ['in-preparation', 'out-of-service'], to: 'retired' },
  ],
}
