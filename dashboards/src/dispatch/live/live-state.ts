import { type InjectionKey, inject, reactive } from 'vue'
import type { Camera } from '../map/fleet-map.ts'

/** What of the live page outlasts a look at a truck's own page. */
export interface LiveState {
  camera: Camera | null
  followed: string | null
  /** on a phone there is room for one */
  pane: 'list' | 'map'
  side: 'trucks' | 'alarms'
}

export const LIVE_STATE: InjectionKey<LiveState> = Symbol('live state')

export function useLiveState(): LiveState {
  const state = inject(LIVE_STATE)
  if (state === undefined) throw new Error('no live state is provided here')
  return state
}

const BEGIN: LiveState = { camera: null, followed: null, pane: 'list', side: 'trucks' }

export function createLiveState(): LiveState & { forget(): void } {
  const state = reactive({ ...BEGIN, forget: () => Object.assign(state, BEGIN) })
  return state
}
