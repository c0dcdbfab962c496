import type { Lifecycle } from '../lib/lifecycle.ts'

export const STOP_STATES = ['planned', 'arrived', 'left', 'skipped'] as const
export type StopState = (typeof STOP_STATES)[number]
export type StopEvent = 'arrive' | 'leave' | 'skip'

export const STOP_LIFECYCLE: Lifecycle<StopState, StopEvent> = {
  noun: 'stop',
  initial: 'planned',
  transitions: [
    { event: 'arrive', from: ['planned', 'skipped'], to: 'arrived' },
    { event: 'leave', from: ['arrived'], to: 'left' },
    { event: 'skip', from: ['planned'], to: 'skipped' },
  ],
}
