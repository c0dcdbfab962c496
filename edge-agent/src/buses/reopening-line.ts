import { messageOf } from '../message-of.ts'
import { type ByteLine, describeLine, type LineSettings, type Log, type OpenLine } from './line.ts'
import { wait } from './wait.ts'

const FIRST_DELAY_MS = 250
const DELAY_GROWTH = 1.5
const LONGEST_DELAY_MS = 60_000
/** A line that speaks after it was open this long works: the next attempt is quick again. */
const STEADY_MS = 2_000

export interface ReopeningLine {
  /** null while the line is not open */
  readonly current: ByteLine | null
  /** how often the line was opened */
  readonly opened: number
  start(): void
  /** gives the open line up and opens a new one, e.g. because it has gone silent */
  reopen(reason: string): void
  stop(): Promise<void>
}

/**
 * Keeps a line open. serialport never reopens by itself, and opening the same object again fails with "Cannot lock port":
 * each attempt makes a new object.
 */
export function createReopeningLine({
  id,
  settings,
  openLine,
  nowMs,
  pause = wait,
  onOpened,
  onBytes,
  onLost = () => undefined,
  log,
}: {
  readonly id: string
  readonly settings: LineSettings
  readonly openLine: OpenLine
  readonly nowMs: () => number
  readonly pause?: typeof wait
  readonly onOpened: (line: ByteLine) => void
  readonly onBytes: (bytes: Uint8Array) => void
  readonly onLost?: () => void
  readonly log: Log
}): ReopeningLine {
  const stopping = new AbortController()
  /** causes logged since the line last worked: one that is missing for a week must not fill the disk with log */
  const told = new Set<string>()
  let current: ByteLine | null = null
  let giveUp: ((reason: string) => void) | null = null
  let running: Promise<void> | null = null
  let opened = 0

  function tell(reason: string, message: string): void {
    if (!told.has(reason)) log.warn({ line: id, reason }, message)
    told.add(reason)
  }

  /** @returns whether the line worked: a device that can be opened, but says nothing, does not */
  async function holdOpen(): Promise<boolean> {
    let lose: (reason: string) => void = () => undefined
    const lost = new Promise<string>((resolve) => {
      lose = resolve
    })
    let openedAtMs = Number.POSITIVE_INFINITY
    let worked = false
    const heard = (bytes: Uint8Array): void => {
      if (!worked && nowMs() - openedAtMs >= STEADY_MS) {
        worked = true
        if (told.size > 0) log.info({ line: id, device: describeLine(settings) }, 'line works again')
        told.clear()
      }
      onBytes(bytes)
    }
    const line = await openLine(settings, { onBytes: heard, onLost: lose }, stopping.signal)
    const stop = (): void => lose('stopping')
    try {
      if (stopping.signal.aborted) return false
      openedAtMs = nowMs()
      stopping.signal.addEventListener('abort', stop)
      giveUp = lose
      current = line
      opened++
      if (told.size === 0) log.info({ line: id, device: describeLine(settings) }, 'line opened')
      onOpened(line)
      const reason = await lost
      current = null
      giveUp = null
      if (!stopping.signal.aborted) {
        tell(reason, 'line lost')
        onLost()
      }
      return worked
    } finally {
      stopping.signal.removeEventListener('abort', stop)
      await line.close()
    }
  }

  async function run(): Promise<void> {
    let delayMs = FIRST_DELAY_MS
    while (!stopping.signal.aborted) {
      try {
        if (await holdOpen()) delayMs = FIRST_DELAY_MS
      } catch (error) {
        tell(messageOf(error), 'line cannot be opened')
      }
      await pause(delayMs, stopping.signal)
      delayMs = Math.min(delayMs * DELAY_GROWTH, LONGEST_DELAY_MS)
    }
  }

  return {
    get current() {
      return current
    },
    get opened() {
      return opened
    },
    start() {
      running ??= run()
    },
    reopen(reason) {
      giveUp?.(reason)
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}
