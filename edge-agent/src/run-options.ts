import type { ReleaseOrder, ReleasePart, ReportedUpdate, Sm2KeyPair } from '@coldrx/protocol'
import type { Log, OpenLine } from './buses/line.ts'
import type { HostClock } from './clock/wall-clock.ts'
import type { AgentConfig } from './config.ts'
import type { Sampler, SamplerOptions } from './sampling/sampler.ts'
import type { MonotonicClock } from './sampling/tick.ts'
import type { Reported } from './uplink/uplink-options.ts'

export interface RunOptions {
  readonly config: AgentConfig
  readonly key: Sm2KeyPair
  /** the broker's password */
  readonly secret: string
  readonly clock: MonotonicClock
  readonly hostClock: HostClock
  /** 0 ≤ x < 1 */
  readonly random: () => number
  readonly openPort: OpenLine
  readonly log: Log
  readonly createSampler?: (
    options: SamplerOptions,
  ) => Pick<Sampler, 'start' | 'stop' | 'finished' | 'stats' | 'setCoil'>
  readonly ackTimeoutMs?: number
  /** of the release that runs; without it as this program says */
  readonly agentVersion?: string
}

export interface RunListeners {
  /** what the cab shows has changed */
  readonly onChanged: () => void
  /** what came on down/settings, whatever it is */
  readonly onSettings: (payload: Uint8Array) => void
  /** the cloud answered a birth of this run */
  readonly onAnswered: () => void
  readonly reportedSettings: () => NonNullable<Reported['settings']>
  /** null: this agent is not updated by order */
  readonly reportedUpdate: () => ReportedUpdate | null
  readonly onUpdateOrder: (order: ReleaseOrder) => void
  readonly onReleasePart: (part: ReleasePart) => void
}
