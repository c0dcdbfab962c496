import type { LinkLane, Thrift } from '@coldrx/protocol'
import type { Log } from '../buses/line.ts'
import { createLinkUse, type LinkBytes, type LinkMoment, totalBytes } from './link-use.ts'
import { readLinkUse, writeLinkUse } from './link-use-file.ts'

/*
 * How careful the agent is with what a budget leaves. What is recorded, and that it is sent, never depends on it:
 *
 * - `free`: everything as it is set
 * - `saving`: the budget of 24 hours is nearly spent: longer frames while all is quiet, rarer hints
 * - `spent`: longer still; hints only as signs of life and of ranges; history goes a frame a minute
 */

/** shares of the budget from which each begins, and how far below it has to fall to end */
export const SAVING_FROM = 0.75
const SPENT_FROM = 1
const HYSTERESIS = 0.05

/** A power cut loses the count of so long or so much. */
const KEEP_EVERY_MS = 600_000
const KEEP_EVERY_BYTES = 65_536

export interface LinkBudgetState {
  /** null: none is set */
  readonly budgetBytesPerDay: number | null
  /** in the last 24 hours, both directions, headers included */
  readonly spentBytes: number
  /** of `spentBytes` */
  readonly lanes: LinkBytes
  readonly thrift: Thrift
}

export interface LinkBudget {
  add(lane: LinkLane, bytes: number): void
  readonly state: LinkBudgetState
  /** in the last 24 hours */
  readonly spent: LinkBytes
  readonly thrift: Thrift
  /** Keeps the count over a restart. */
  keep(): void
}

export function openLinkBudget({
  directory,
  budgetBytesPerDay,
  now,
  log,
  onThriftChanged,
}: {
  readonly directory: string
  readonly budgetBytesPerDay: number | null
  readonly now: () => LinkMoment
  readonly log: Log
  readonly onThriftChanged: (thrift: Thrift) => void
}): LinkBudget {
  const use = createLinkUse({ kept: keptBefore(directory, log), now })
  let thrift = thriftFor('free')
  let kept = { atMs: now().monotonicMs, bytes: 0 }
  let isKept = true

  function thriftFor(before: Thrift): Thrift {
    if (budgetBytesPerDay === null) return 'free'
    const share = totalBytes(use.spent()) / budgetBytesPerDay
    const reaches = (from: number, isIn: boolean): boolean => share >= (isIn ? from - HYSTERESIS : from)
    if (reaches(SPENT_FROM, before === 'spent')) return 'spent'
    return reaches(SAVING_FROM, before !== 'free') ? 'saving' : 'free'
  }

  /** Time alone gives back what was spent a day ago. */
  function settle(): Thrift {
    const next = thriftFor(thrift)
    if (next === thrift) return thrift
    thrift = next
    log.info({ thrift, spentBytes: totalBytes(use.spent()), budgetBytesPerDay }, 'the budget of the link')
    onThriftChanged(thrift)
    return thrift
  }

  function keep(): void {
    if (isKept) return
    kept = { atMs: now().monotonicMs, bytes: 0 }
    try {
      writeLinkUse(directory, use.hours)
      isKept = true
    } catch (error) {
      // a full or read-only disk, which the recorder tells of; the count goes on in memory
      log.debug({ reason: String(error) }, 'what the link carried cannot be kept')
    }
  }

  return {
    add(lane, bytes) {
      use.add(lane, bytes)
      isKept = false
      kept = { ...kept, bytes: kept.bytes + bytes }
      if (kept.bytes >= KEEP_EVERY_BYTES || now().monotonicMs - kept.atMs >= KEEP_EVERY_MS) keep()
      settle()
    },
    get state() {
      const lanes = use.spent()
      return { budgetBytesPerDay, spentBytes: totalBytes(lanes), lanes, thrift: settle() }
    },
    get spent() {
      return use.spent()
    },
    get thrift() {
      return settle()
    },
    keep,
  }
}

function keptBefore(directory: string, log: Log): ReturnType<typeof readLinkUse> {
  try {
    return readLinkUse(directory)
  } catch (error) {
    log.warn({ reason: String(error) }, 'what the link carried before cannot be read: it is counted anew')
    return []
  }
}
