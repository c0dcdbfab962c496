import type { AssignedTrip } from '@coldrx/protocol'
import type { CabState } from './cab/cab-state.ts'
import type { RecordingState } from './recorder/recording.ts'
import type { TripProgress } from './trips/trip-progress.ts'

/** Without a sample for this long, or for three of its intervals, it does not sample any more. */
const SAMPLING_SILENCE_MS = 60_000
const SAMPLING_SILENCE_INTERVALS = 3
/** An alarm that nobody has ended for so long says nothing of this moment: a broken probe must not keep out the cure. */
const LASTING_MS = 24 * 3_600_000
/** a receiver's speed of a truck that stands */
const STANDING_KMH = 5

export interface AgentHealth {
  /** samples of this run are committed */
  readonly records: boolean
  /** some probe gives a temperature */
  readonly reads: boolean
  /** the cloud has answered, and is there */
  readonly cloud: boolean
}

export interface RunHealth {
  /** It samples from now on. */
  began(): void
  sampled(): void
  committed(): void
  readonly isSampling: () => boolean
  readonly health: () => AgentHealth
  readonly isIdle: () => boolean
}

/** How a run does: what a watchdog, a release on trial and an update that waits for a good moment ask of it. */
export function createRunHealth({
  nowMs,
  sampleIntervalMs,
  facts,
}: {
  /** monotonic */
  readonly nowMs: () => number
  readonly sampleIntervalMs: number
  readonly facts: () => {
    readonly recording: RecordingState
    readonly cab: Pick<CabState, 'compartments' | 'position'>
    readonly trip: AssignedTrip | null
    readonly progress: TripProgress | null
    /** how long each alarm has been open */
    readonly openAlarmsMs: readonly number[]
    readonly isCloudReached: boolean
  }
}): RunHealth {
  const silenceMs = Math.max(SAMPLING_SILENCE_MS, sampleIntervalMs * SAMPLING_SILENCE_INTERVALS)
  let sampledAtMs = nowMs()
  let hasSampled = false
  let hasRecorded = false

  return {
    began() {
      sampledAtMs = nowMs()
    },
    sampled() {
      sampledAtMs = nowMs()
      hasSampled = true
    },
    committed() {
      hasRecorded ||= hasSampled
    },
    isSampling: () => nowMs() - sampledAtMs <= silenceMs,
    health() {
      const { recording, cab, isCloudReached } = facts()
      return {
        records: hasRecorded && recording.state === 'ok',
        reads: cab.compartments.some(({ temperatureCelsius }) => temperatureCelsius !== null),
        cloud: isCloudReached,
      }
    },
    isIdle() {
      const { recording, cab, trip, progress, openAlarmsMs } = facts()
      const { startedAtMs = null, endedAtMs = null, steps = [] } = progress ?? {}
      const isUnderWay = endedAtMs === null && (startedAtMs !== null || steps.length > 0)
      const isCarrying = trip?.state === 'loading' || trip?.state === 'under-way'
      const speedKmh = cab.position?.speedKmh ?? 0
      const isQuiet = openAlarmsMs.every((openMs) => openMs >= LASTING_MS) && recording.state === 'ok'
      return !isUnderWay && !isCarrying && speedKmh < STANDING_KMH && isQuiet
    },
  }
}
