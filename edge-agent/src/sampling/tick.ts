import type { Mark } from '@coldrx/protocol'
import type { TruckPlace } from '../gnss/track-filter.ts'
import type { TrackPoint } from '../gnss/track-thinner.ts'

export interface ChannelSample {
  /** × 10^−decimals of the layout's channel; null where the mark says that no number was read */
  readonly integer: number | null
  readonly mark: Mark
}

/** What a tick at that time would have said of the position: an accepted fix, as it was received. */
export interface TrackSample extends TrackPoint {
  readonly speed: ChannelSample
}

/** All channels of the layout at one point of the sampling grid. */
export interface Tick {
  /** grid time: whole sampleIntervalMs after the first tick of this start */
  readonly monotonicMs: number
  /** one sample for every channel of the layout, by channel id */
  readonly samples: ReadonlyMap<string, ChannelSample>
  /** UTC at monotonicMs by the GNSS receiver; null unless its time is trusted */
  readonly utcMs: number | null
  /** accepted fixes since the tick before, up to this one; there are none without a receiver */
  readonly track?: readonly TrackSample[]
  /** where the asset is by all fixes so far; null: not known */
  readonly place?: TruckPlace | null
}

export interface MonotonicClock {
  /** milliseconds since the boot base of the process; never goes back */
  nowMs(): number
}
