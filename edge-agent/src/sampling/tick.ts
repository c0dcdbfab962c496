import type { Mark } from '@coldrx/protocol'

export interface ChannelSample {
  /** × 10^−decimals of the layout's channel; null where the mark says that no number was read */
  readonly integer: number | null
  readonly mark: Mark
}

/** All channels of the layout at one point of the sampling grid. */
export interface Tick {
  /** grid time: whole sampleIntervalMs after the first tick of this start */
  readonly monotonicMs: number
  /** one sample for every channel of the layout, by channel id */
  readonly samples: ReadonlyMap<string, ChannelSample>
  /** UTC at monotonicMs by the GNSS receiver; null unless its time is trusted */
  readonly utcMs: number | null
}

export interface MonotonicClock {
  /** milliseconds since the boot base of the process; never goes back */
  nowMs(): number
}
