import { setTimeout as sleep } from 'node:timers/promises'
import { type Bus, createBus } from '../buses/bus.ts'
import type { LineSettings, OpenLine } from '../buses/line.ts'
import { lineHolder } from '../buses/line-holder.ts'
import { type LineProblem, lineProblem } from '../buses/line-problem.ts'

const OPENING_MS = 5_000
const LOOK_AGAIN_MS = 5
const QUIET = { debug: () => undefined, info: () => undefined, warn: () => undefined }

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
  try {
    const tried = await openLine(settings, { onBytes: () => undefined, onLost: () => undefined })
    await tried.close()
  } catch (error) {
    const problem = lineProblem(error, settings)
    return problem.code === 'held' ? lineProblem(error, settings, await lineHolder(settings)) : problem
  }
  const bus = createBus({
    ...{ id: 'bench', settings, timeoutMs, silenceMs, openLine, log: QUIET },
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
