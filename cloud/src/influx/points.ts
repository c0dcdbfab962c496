import { type LayoutChannel, type Mark, toNumber } from '@coldrx/protocol'
import { Point } from '@influxdata/influxdb-client'
import type { EpisodeChange } from '../excursions/episode.ts'
import { type DecodedFrame, monotonicAt } from '../projections/projection.ts'

/** Stores that make one name of measurement and field have `coldrx_temperature`, `coldrx_episode_open`, … */
const READINGS = 'coldrx'
const EPISODES = 'coldrx_episode'

/**
 * A point a sample: the quantity as field where the mark is `ok`, otherwise `<quantity>_fault` = 1, so that no curve
 * shows a number that nobody vouches for.
 */
export function pointsOfFrame(frame: DecodedFrame, offsetMs: number): Point[] {
  const points: Point[] = []
  for (const section of frame.sections) {
    if (section.kind !== 'measurements') continue
    const { times, columns } = section.measurements
    section.group.channels.forEach((channel: LayoutChannel, at) => {
      times.forEach((time, row) => {
        const integer = columns[at]?.integers[row] ?? null
        const mark: Mark = columns[at]?.marks[row] ?? 'invalid'
        const point = new Point(READINGS)
          .tag('device', frame.device)
          .tag('compartment', section.group.id)
          .tag('channel', channel.id)
          .timestamp(Math.round(monotonicAt(frame, time) + offsetMs))
        points.push(
          mark === 'ok' && integer !== null
            ? point.floatField(channel.quantity, toNumber(integer, channel))
            : point.floatField(`${channel.quantity}_fault`, 1),
        )
      })
    })
  }
  return points
}

/** At the opening what is known of it, and `open`: 1 from there, 0 from its end; one that never was is 0 throughout. */
export function pointsOfChange({ episode, change }: EpisodeChange): Point[] {
  const { device, compartment, kind, severity, openedAtMs, closedAtMs } = episode
  const at = (ms: number): Point =>
    new Point(EPISODES)
      .tag('device', device)
      .tag('compartment', compartment ?? 'whole')
      .tag('kind', kind)
      .tag('severity', severity)
      .timestamp(Math.round(ms))
  const withdrawn = change === 'withdrawn'
  const opening = at(openedAtMs)
    .floatField('open', withdrawn ? 0 : 1)
    .floatField('degree_minutes', withdrawn ? 0 : episode.degreeMinutes)
    .floatField('minutes', withdrawn ? 0 : episode.cumulativeMinutes)
  if (episode.peakCelsius !== null) opening.floatField('peak', episode.peakCelsius)
  return closedAtMs === null || withdrawn ? [opening] : [opening, at(closedAtMs).floatField('open', 0)]
}
