import { type Layout, type LayoutChannel, toInteger } from '@coldrx/protocol'
import { TrackThinner } from '../gnss/track-thinner.ts'
import type { RecordedSamples } from '../recorder/entry.ts'
import type { ChannelSample, Tick, TrackSample } from '../sampling/tick.ts'

/** A point of the track that has to be recorded beside the records of the grid. */
interface TrackRecord {
  readonly monotonicMs: number
  readonly samples: RecordedSamples
}

interface Candidate extends TrackSample {
  /** of the tick that came after it, or with it */
  readonly samples: Tick['samples']
}

/**
 * Between two records a truck drives around corners. Asked once for each tick: which fixes since the record before must
 * be recorded too, so that the line through all that is recorded keeps to its bound. They are recorded as they were
 * received, or as the truck stands. The vehicle's other channels were not read then; they are as the next tick found them.
 */
export function createTrackRecord({ layout }: { readonly layout: Layout }) {
  const [vehicle] = layout.groups
  const channels = vehicle?.kind === 'vehicle' ? vehicle.channels : []
  const find = (quantity: LayoutChannel['quantity']) => channels.find((channel) => channel.quantity === quantity)
  const [latitude, longitude, speed] = [find('latitude'), find('longitude'), find('speed')]
  const thinner = new TrackThinner<Candidate>()
  let isFirst = true

  function fixOf(tick: Tick): Candidate | null {
    if (latitude === undefined || longitude === undefined) return null
    const [north, east] = [tick.samples.get(latitude.id), tick.samples.get(longitude.id)]
    if (north?.mark !== 'ok' || north.integer === null || east?.integer == null) return null
    return {
      atMs: tick.monotonicMs,
      latitude: north.integer / 10 ** latitude.decimals,
      longitude: east.integer / 10 ** longitude.decimals,
      speed: (speed && tick.samples.get(speed.id)) ?? { integer: null, mark: 'void' },
      samples: tick.samples,
    }
  }

  function toRecord(point: Candidate): TrackRecord {
    const samples = channels.map((channel): ChannelSample => {
      if (channel === latitude) return { integer: toInteger(point.latitude, channel), mark: 'ok' }
      if (channel === longitude) return { integer: toInteger(point.longitude, channel), mark: 'ok' }
      if (channel === speed) return point.speed
      return point.samples.get(channel.id) ?? { integer: null, mark: 'invalid' }
    })
    return {
      monotonicMs: point.atMs,
      samples: {
        integers: samples.map(({ integer }) => integer),
        marks: samples.map(({ mark }) => mark),
        of: 'vehicle',
      },
    }
  }

  return {
    /** @param recorded whether the samples of the tick itself are recorded @returns oldest first, none after the tick */
    observe(tick: Tick, recorded: boolean): readonly TrackRecord[] {
      if (latitude === undefined || longitude === undefined) return []
      const kept: Candidate[] = []
      for (const point of tick.track ?? []) {
        // what a tick itself says is recorded with it, and the track begins with the first record
        if (!recorded || (point.atMs < tick.monotonicMs && !isFirst)) {
          kept.push(...thinner.add({ ...point, samples: tick.samples }))
        }
      }
      isFirst = false
      if (recorded) {
        const own = fixOf(tick)
        kept.push(...(own === null ? thinner.lose() : thinner.addRecorded(own)))
      }
      return kept.map(toRecord)
    },
  }
}
