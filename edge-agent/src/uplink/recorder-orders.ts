import type { EpochReason } from '../recorder/beginning.ts'
import { createHourlyLimit } from './hourly-limit.ts'
import type { UplinkOptions } from './uplink-options.ts'

/** A device that is told again and again that it forked is being attacked, or there is a defect: neither is cured by epochs. */
const EPOCHS_PER_HOUR = 6
/** each costs a frame */
const SEALS_PER_HOUR = 60
/** each may send all that is kept once more */
const REFILLS_PER_HOUR = 6

export interface RecorderOrders {
  /** @returns whether it was done: one too many is refused */
  seal(): Promise<boolean>
  /** @returns whether it was done: one too many is refused */
  refill(): Promise<boolean>
  /** @returns whether it was done: an order for another epoch than the current one is late, one too many is refused */
  openEpoch(reason: EpochReason, epoch: string): Promise<boolean>
}

/** What the cloud may order of the recorder, and how often. */
export function createRecorderOrders({
  recorder,
  now,
  log,
  onRecorderChanged,
  onRefused,
}: Pick<UplinkOptions, 'recorder' | 'now' | 'log' | 'onRecorderChanged'> & {
  readonly onRefused: (problem: string) => void
}): RecorderOrders {
  const epochLimit = createHourlyLimit(EPOCHS_PER_HOUR)
  const sealLimit = createHourlyLimit(SEALS_PER_HOUR)
  const refillLimit = createHourlyLimit(REFILLS_PER_HOUR)

  return {
    async seal() {
      const base = now()
      if (!sealLimit.allows(base.monotonicMs)) {
        onRefused(`more than ${SEALS_PER_HOUR} seals an hour were asked for`)
        return false
      }
      const status = await recorder.checkpoint('asked', base)
      onRecorderChanged?.(status)
      return true
    },

    async refill() {
      if (!refillLimit.allows(now().monotonicMs)) {
        onRefused(`more than ${REFILLS_PER_HOUR} refills an hour were asked for`)
        return false
      }
      const status = await recorder.waitAgain()
      log.info({ frames: status.framesTotal }, 'the cloud asks for all that is kept')
      onRecorderChanged?.(status)
      return true
    },

    async openEpoch(reason, epoch) {
      if ((await recorder.status()).epoch !== epoch) return false
      const base = now()
      if (!epochLimit.allows(base.monotonicMs)) {
        onRefused(`more than ${EPOCHS_PER_HOUR} new epochs an hour`)
        return false
      }
      const status = await recorder.openEpoch(reason, epoch, base)
      log.warn({ reason, epoch, opened: status.epoch }, 'opened a new epoch')
      onRecorderChanged?.(status)
      return true
    },
  }
}
