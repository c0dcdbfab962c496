import type { Lifecycle } from '../lib/lifecycle.ts'

/** The broker admits only what is active. */
export const DEVICE_STATES = ['registered', 'active', 'revoked'] as const
export type DeviceState = (typeof DEVICE_STATES)[number]

export const DEVICE_EVENTS = ['enrol', 'change-key', 'revoke', 'register-again'] as const
export type DeviceEvent = (typeof DEVICE_EVENTS)[number]

export const DEVICE_LIFECYCLE: Lifecycle<DeviceState, DeviceEvent> = {
  noun: 'device',
  initial: 'registered',
  transitions: [
    // the device does these two itself, with a code that a technician made
    { event: 'enrol', from: ['registered'], to: 'active' },
    { event: 'change-key', from: ['active'], to: 'active' },
    { event: 'revoke', from: ['registered', 'active'], to: 'revoked' },
    { event: 'register-again', from: ['revoked'], to: 'registered' },
  ],
}
