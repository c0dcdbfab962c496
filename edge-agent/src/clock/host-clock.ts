import { existsSync } from 'node:fs'
import type { HostClock } from './wall-clock.ts'

/** systemd-timesyncd and chrony's unit make this file once a server has been followed. */
const SYNCHRONISED_FILE = '/run/systemd/timesync/synchronized'
const CHECK_INTERVAL_MS = 60_000

export function createHostClock(): HostClock {
  let checkedAtMs = Number.NEGATIVE_INFINITY
  let synchronised = false
  return {
    nowMs: () => Date.now(),
    isSynchronised() {
      if (Math.abs(Date.now() - checkedAtMs) >= CHECK_INTERVAL_MS) {
        checkedAtMs = Date.now()
        synchronised = existsSync(SYNCHRONISED_FILE)
      }
      return synchronised
    },
  }
}
