import type { Clock } from '../clock.ts'
import type { FaultTable } from '../faults/fault.ts'
import type { Journal } from '../journal.ts'
import type { Line } from '../lines/line.ts'
import { createPendingWork } from '../lines/pending-work.ts'
import type { Random } from '../random.ts'
import type { LogEpoch } from './log-file.ts'
import { shiftLine, valuesOfLines } from './log-sentence.ts'
import { garble, type Receiver, sendPaced } from './receiver.ts'

export type LogReceiverOptions = {
  readonly id: string
  readonly baud: number
  readonly epochs: readonly LogEpoch[]
  readonly shiftToNow: boolean
  readonly loop: boolean
  readonly speed: number
  readonly line: () => Line | undefined
  readonly faults: FaultTable
  readonly journal: Journal
  readonly random: Random
  readonly clock: Clock
}

/** Plays what a real receiver once sent, at the pace of its own time stamps. Silent after the end, unless it loops. */
export function createLogReceiver(options: LogReceiverOptions): Receiver {
  const { id, baud, epochs, shiftToNow, loop, speed, line, faults, journal, random, clock } = options
  const pending = createPendingWork()

  const play = (index: number, dueMs: number): void => {
    const epoch = epochs[index]
    if (epoch === undefined) {
      if (loop) play(0, dueMs)
      return
    }
    pending.after(Math.max(0, dueMs - clock.nowMs()), () => {
      report(epoch, index, dueMs)
      play(index + 1, dueMs + epoch.untilNextMs / speed)
    })
  }

  const report = (epoch: LogEpoch, row: number, dueMs: number): void => {
    const standing = faults.gnssFaults(id)
    if (standing.get('silent') !== undefined) return
    const lines = shiftToNow ? epoch.lines.map((bytes) => shiftLine(bytes, Math.round(dueMs))) : epoch.lines
    journal.append({
      t: clock.nowMs(),
      source: id,
      values: valuesOfLines(lines),
      row,
      ...(standing.label === undefined ? {} : { fault: standing.label }),
    })
    const garbage = standing.get('garbage') !== undefined
    const sent = garbage ? lines.map((bytes) => Buffer.from(garble(bytes.toString('latin1'), random), 'latin1')) : lines
    sendPaced({ sentences: sent, baud, withinMs: (0.9 * epoch.untilNextMs) / speed, line, pending })
  }

  return {
    // From a whole second on, so that a log of whole seconds keeps them.
    start: () => play(0, Math.ceil(clock.nowMs() / 1000) * 1000),
    stop: () => pending.cancel(),
  }
}
