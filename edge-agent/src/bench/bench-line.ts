import { setTimeout as sleep } from 'node:timers/promises'
import { type Bus, createBus } from '../buses/bus.ts'
import { type LineSettings, type OpenLine, SILENT_LOG } from '../buses/line.ts'
import { lineHolder } from '../buses/line-holder.ts'
import { type LineProblem, lineProblem, problemOpening } from '../buses/line-problem.ts'

const OPENING_MS = 5_000
const LOOK_AGAIN_MS = 5

/** How long a slave is waited for, and the line after an error. */
export const READ_PACE = { timeoutMs: 400, silenceMs: 200 }
/** Most units of a scan are not there: waiting long for each would take half an hour. */
export const SCAN_PACE = { timeoutMs: 200, silenceMs: 50 }

export interface BenchLine {
  readonly bus: Bus
  close(): Promise<void>
}

/** Opens a line to work on by hand. One that somebody else holds is left alone: two masters spoil each other's readings. */
export async function openBenchLine({
  settings,
  timeoutMs,
  silenceMs,
  openLine,
}: {
  readonly settings: LineSettings
  readonly timeoutMs: number
  readonly silenceMs: number
  readonly openLine: OpenLine
}): Promise<BenchLine | LineProblem> {
  // nobody locks a serial server's port: it would take our bytes between those of the agent
  const holder = settings.tcp === undefined ? null : await lineHolder(settings)
  if (holder !== null) return lineProblem(null, settings, holder)
  const problem = await problemOpening(settings, openLine)
  if (problem !== null) return problem
  const bus = createBus({
    ...{ id: 'bench', settings, timeoutMs, silenceMs, openLine, log: SILENT_LOG },
    nowMs: () => performance.now(),
  })
  bus.start()
  for (const begunMs = performance.now(); !bus.isOpen; await sleep(LOOK_AGAIN_MS)) {
    if (performance.now() - begunMs < OPENING_MS) continue
    await bus.stop()
    return lineProblem(new Error('the line was lost'), settings)
  }
  return { bus, close: () => bus.stop() }
}

export const isProblem = (line: BenchLine | LineProblem): line is LineProblem => 'what' in line
