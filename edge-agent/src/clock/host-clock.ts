import { execFile } from 'node:child_process'
import type { HostClock } from './wall-clock.ts'

const CHECK_INTERVAL_MS = 60_000
const CHECK_TIMEOUT_MS = 5_000

/** The host's clock. Whether it follows a time server is asked once a minute, and never waited for. */
export function createHostClock({
  nowMs = Date.now,
  readSynchronised = readKernelSynchronised,
}: {
  readonly nowMs?: () => number
  readonly readSynchronised?: () => Promise<boolean>
} = {}): HostClock {
  let checkedAtMs = Number.NEGATIVE_INFINITY
  let synchronised = false

  async function check(): Promise<void> {
    try {
      synchronised = await readSynchronised()
    } catch {
      // a host that cannot say it is not known to follow anybody
      synchronised = false
    }
  }

  return {
    nowMs,
    isSynchronised() {
      if (Math.abs(nowMs() - checkedAtMs) >= CHECK_INTERVAL_MS) {
        checkedAtMs = nowMs()
        void check()
      }
      return synchronised
    },
  }
}

/**
 * The kernel's own word, whichever daemon sets the clock: its estimated error is below 16 s. It grows by 500 ppm while no
 * server is heard, so that this becomes false about nine hours after the last one, where a mark in a file would stay.
 */
export function readKernelSynchronised(command = 'timedatectl'): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const words = ['show', '--property=NTPSynchronized', '--value']
    execFile(command, words, { timeout: CHECK_TIMEOUT_MS }, (error, output) => {
      if (error !== null) reject(error)
      else resolve(output.trim() === 'yes')
    })
  })
}
