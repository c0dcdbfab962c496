import { type ByteLine, describeLine, type LineSettings, type Log, type OpenLine } from './line.ts'
import { wait } from './wait.ts'

const FIRST_DELAY_MS = 250
const DELAY_GROWTH = 1.5
const LONGEST_DELAY_MS = 60_000
/** A line that was open this long did work: the next attempt is quick again. */
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
  onOpened,
  onBytes,
  onLost = () => undefined,
  log,
}: {
  readonly id: string
  readonly settings: LineSettings
  readonly openLine: OpenLine
  readonly nowMs: () => number
  readonly onOpened: (line: ByteLine) => void
  readonly onBytes: (bytes: Uint8Array) => void
  readonly onLost?: () => void
  readonly log: Log
}): ReopeningLine {
  const stopping = new AbortController()
  let current: ByteLine | null = null
  let giveUp: ((reason: string) => void) | null = null
  let running: Promise<void> | null = null
  let opened = 0

  /** @returns whether the line had been open for long */
  async function holdOpen(): Promise<boolean> {
    let lose: (reason: string) => void = () => undefined
    const lost = new Promise<string>((resolve) => {
      lose = resolve
    })
    const line = await openLine(settings, { onBytes, onLost: lose })
    try {
      if (stopping.signal.aborted) return false
      const openedAtMs = nowMs()
      stopping.signal.addEventListener('abort', () => lose('stopping'), { once: true })
      giveUp = lose
      current = line
      opened++
      log.info({ line: id, device: describeLine(settings) }, 'line opened')
      onOpened(line)
      const reason = await lost
      current = null
      giveUp = null
      if (!stopping.signal.aborted) {
        log.warn({ line: id, reason }, 'line lost')
        onLost()
      }
      return nowMs() - openedAtMs >= STEADY_MS
    } finally {
      await line.close()
    }
  }

  async function run(): Promise<void> {
    let delayMs = FIRST_DELAY_MS
    let lastFailure = ''
    while (!stopping.signal.aborted) {
      try {
        if (await holdOpen()) delayMs = FIRST_DELAY_MS
        lastFailure = ''
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        // once a cause: a probe line that is missing for a week must not fill the disk with log
        if (reason !== lastFailure) log.warn({ line: id, reason }, 'line cannot be opened')
        lastFailure = reason
      }
      await wait(delayMs, stopping.signal)
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
