import type { LineSettings, Log, OpenLine } from '../buses/line.ts'
import { createReopeningLine } from '../buses/reopening-line.ts'
import type { TrackSample } from '../sampling/tick.ts'
import type { TruckPlace } from './track-filter.ts'
import { type GnssCounts, type GnssSnapshot, GnssTracker } from './tracker.ts'

/** Receivers speak every second; one that is silent for longer has usually lost its device. */
const SILENCE_MS = 5_000
const WATCH_INTERVAL_MS = 500
/** Bytes right after opening may be a backlog of the sender and older than they look. */
const BACKLOG_MS = 100

export interface GnssReceiver {
  readonly counts: GnssCounts
  /** how often its line was opened */
  readonly opened: number
  start(): void
  at(monotonicMs: number): GnssSnapshot
  /** Where the truck is by all fixes so far; null: not known now. */
  placeAt(monotonicMs: number): TruckPlace | null
  /** The accepted fixes up to that time which were not taken yet. */
  takeTrack(throughMs: number): readonly TrackSample[]
  stop(): Promise<void>
}

export function createGnssReceiver({
  id,
  settings,
  staleMs,
  referenceUtcMs,
  trackUnitMs,
  fastestKmh,
  silenceMs = SILENCE_MS,
  openLine,
  nowMs,
  log,
}: {
  readonly id: string
  readonly settings: LineSettings
  readonly staleMs: number
  readonly referenceUtcMs: number
  /** the times of a track are whole multiples of it */
  readonly trackUnitMs: number
  readonly fastestKmh: number
  readonly silenceMs?: number
  readonly openLine: OpenLine
  readonly nowMs: () => number
  readonly log: Log
}): GnssReceiver {
  const tracker = new GnssTracker({ staleMs, referenceUtcMs, trackUnitMs, fastestKmh })
  let openedAtMs = 0
  let lastByteMs = 0
  let watch: NodeJS.Timeout | null = null

  const line = createReopeningLine({
    id,
    settings,
    openLine,
    nowMs,
    log,
    onOpened() {
      openedAtMs = nowMs()
      lastByteMs = openedAtMs
      tracker.restart()
    },
    onBytes(bytes) {
      lastByteMs = nowMs()
      if (lastByteMs - openedAtMs >= BACKLOG_MS) tracker.receive(bytes, lastByteMs)
    },
  })

  return {
    get counts() {
      return tracker.counts
    },
    get opened() {
      return line.opened
    },
    start() {
      line.start()
      watch ??= setInterval(() => {
        if (line.current !== null && nowMs() - lastByteMs >= silenceMs) line.reopen(`silent for ${silenceMs} ms`)
      }, WATCH_INTERVAL_MS)
    },
    at: (monotonicMs) => tracker.at(monotonicMs),
    placeAt: (monotonicMs) => tracker.placeAt(monotonicMs),
    takeTrack: (throughMs) => tracker.takeTrack(throughMs),
    async stop() {
      if (watch !== null) clearInterval(watch)
      watch = null
      await line.stop()
    },
  }
}
