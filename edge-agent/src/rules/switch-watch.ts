import type { LayoutChannel } from '@coldrx/protocol'
import type { Tick } from '../sampling/tick.ts'
import { type Finding, trustedValue } from './observation.ts'

export interface WatchedSwitch {
  readonly channel: LayoutChannel
  /** of the events */
  readonly subject: string
  readonly onCode: string
  readonly offCode: string
  /** default: a change closes the frame at once */
  readonly prompt?: boolean
}

/** Reports each change of a door, defrost or power input. How it stood at the start is in the readings. */
export function createSwitchWatch({ channel, subject, onCode, offCode, prompt = true }: WatchedSwitch) {
  let isOn: boolean | null = null
  return {
    observe(tick: Tick): Finding[] {
      const value = trustedValue(tick, channel)
      if (value === null) return []
      const wasOn = isOn
      isOn = value !== 0
      if (wasOn === null || wasOn === isOn) return []
      const code = isOn ? onCode : offCode
      return [{ event: { monotonicMs: tick.monotonicMs, code, subject, detail: {} }, prompt }]
    },
  }
}
