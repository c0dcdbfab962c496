import type { NetworkState } from './network-state.ts'

/**
 * Modes, and how each is left:
 *
 * - `offline`: no connection. A timer runs, set by the back-off of what ended the last connection; it leads to
 *   `connecting`.
 * - `connecting`: a client waits for CONNACK and SUBACK. Both lead to `cloud-away`; anything else to `offline`.
 * - `cloud-away`: subscribed, and the cloud has said that it is away, or nothing yet. Frames are held and the socket is
 *   kept: reconnecting would bring no cloud back. Its state `online` leads to `online`.
 * - `online`: the birth is said; once it is answered, frames flow. The state `offline` leads back to `cloud-away`; frames
 *   under way with no acknowledgement for `ackTimeoutMs` are the sign of a half-open link and lead to `offline`.
 * - `stopped`: for good.
 *
 * Every mode that has a connection is left for `offline` when that closes. Only one place in uplink.ts changes the mode.
 */
export type Mode = 'offline' | 'connecting' | 'cloud-away' | 'online' | 'stopped'

/** What the cab is shown of each. */
export const NETWORK_STATES = {
  offline: 'offline',
  connecting: 'offline',
  'cloud-away': 'cloud-away',
  online: 'online',
  stopped: 'offline',
} as const satisfies Record<Mode, NetworkState>
