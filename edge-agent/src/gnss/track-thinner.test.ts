import { readFileSync } from 'node:fs'
import { encodeMeasurements } from '@coldrx/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_RECORDINGS, recordedFile } from '../testing/nmea.ts'
import { FixReader } from './fix-reader.ts'
import { metresToLine, TRACK_BOUND_METRES, type TrackPoint, TrackThinner } from './track-thinner.ts'

const point = (seconds: number, north: number, east = 0): TrackPoint => ({
  atMs: seconds * 1_000,
  latitude: 31 + north / 111_195,
  longitude: 121 + east / 95_313,
})

/** What is recorded of a track: what the thinner keeps, and each `gridSeconds` a point in any case. */
function thin(
  points: readonly TrackPoint[],
  { gridSeconds = Number.POSITIVE_INFINITY, ...bounds }: { gridSeconds?: number; mostPending?: number } = {},
) {
  const thinner = new TrackThinner<TrackPoint>(bounds)
  const kept: TrackPoint[] = []
  for (const each of points) {
    if ((each.atMs / 1_000) % gridSeconds === 0) kept.push(...thinner.addRecorded(each), each)
    else kept.push(...thinner.add(each))
  }
  return [...kept, ...thinner.lose()]
}

/** Of every point, to the line between the recorded ones before and after it. */
function farthest(points: readonly TrackPoint[], kept: readonly TrackPoint[]): number {
  let next = 0
  return points.reduce((most, each) => {
    while ((kept[next]?.atMs ?? Number.POSITIVE_INFINITY) < each.atMs) next++
    const [from, to] = [kept[next - 1] ?? kept[next], kept[next] ?? kept[next - 1]]
    return from === undefined || to === undefined
      ? Number.POSITIVE_INFINITY
      : Math.max(most, metresToLine(each, from, to))
  }, 0)
}

/** On the wire, in frames of five minutes. */
function bytesOf(points: readonly TrackPoint[]): number {
  const frameOf = ({ atMs }: TrackPoint): number => Math.floor(atMs / 300_000)
  const frames = [...new Set(points.map(frameOf))].map((frame) => points.filter((each) => frameOf(each) === frame))
  return frames.reduce((sum, all) => {
    const column = (values: readonly number[]) => ({ integers: values, marks: values.map(() => 'ok' as const) })
    const times = all.map(({ atMs }) => Math.floor((atMs % 300_000) / 1_000))
    const columns = [all.map(({ latitude }) => latitude), all.map(({ longitude }) => longitude)].map((degrees) =>
      column(degrees.map((value) => Math.round(value * 1e5) + 0)),
    )
    return sum + encodeMeasurements([{ groupIndex: 0, times, columns }]).reduce((bytes, one) => bytes + one.length, 0)
  }, 0)
}

describe('track thinner', () => {
  it('needs two points for a straight road, one more for each corner', () => {
    const road = Array.from({ length: 100 }, (_, at) => point(at, at * 20))
    const after = Array.from({ length: 100 }, (_, at) => point(100 + at, 99 * 20, (at + 1) * 20))
    expect(thin(road)).toEqual([road[0], road[99]])
    const kept = thin([...road, ...after])
    expect(kept).toHaveLength(3)
    expect(Math.abs((kept[1]?.atMs ?? 0) - 99_000)).toBeLessThanOrEqual(1_000)
  })

  it('needs one for a truck that stands, however its receiver wanders within the bound', () => {
    const stands = Array.from({ length: 100 }, (_, at) => point(at, Math.sin(at) * 5, Math.cos(at * 1.7) * 5))
    expect(thin(stands)).toEqual([stands[0], stands[99]])
  })

  it('draws no line over a silence', () => {
    const points = [0, 1, 2, 3, 30, 31, 32].map((seconds) => point(seconds, seconds * 20))
    expect(thin(points).map(({ atMs }) => atMs / 1_000)).toEqual([0, 3, 30, 32])
  })

  it('keeps every point within its bound, with bounded memory, whatever is driven', () => {
    const steps = fc.array(
      fc.record({ north: fc.integer({ min: -40, max: 40 }), east: fc.integer({ min: -40, max: 40 }) }),
      { minLength: 1, maxLength: 300 },
    )
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 2, max: 60 }),
        fc.constantFrom(7, 60, 1_000),
        (all, mostPending, gridSeconds) => {
          let [north, east] = [0, 0]
          const points = all.map((step, at) => {
            north += step.north
            east += step.east
            return point(at, north, east)
          })
          const kept = thin(points, { mostPending, gridSeconds })
          expect(farthest(points, kept)).toBeLessThanOrEqual(TRACK_BOUND_METRES + 1e-6)
          expect(kept.every(({ atMs }, at) => at === 0 || atMs > (kept[at - 1]?.atMs ?? 0))).toBe(true)
          // no more than that lies between two, whatever was added
          for (const [at, { atMs }] of kept.slice(1).entries()) {
            expect(atMs - (kept[at]?.atMs ?? 0)).toBeLessThanOrEqual((mostPending + 1) * 1_000)
          }
        },
      ),
    )
  })

  it.for([
    ['google-ublox-f9k-mtv-drive.bytes1000k-1700k.nmea', 1],
    ['genivi-geko301-regensburg-autobahn.nmea', 2],
    ['dotmorten-garmin-nevada-session1.first800k.nmea', 2],
  ] as const)('%s: a fraction of its fixes draws the same road', ([name, secondsEach], context) => {
    const file = recordedFile(name)
    if (file === undefined) return context.skip(NO_RECORDINGS)
    const reader = new FixReader({ referenceUtcMs: null, latestUtcMs: Date.UTC(2030, 0, 1) })
    const fixes = [...reader.push(readFileSync(file)), ...reader.end()]
    const points = fixes.map(({ latitude, longitude, place }) => ({ atMs: place.atMs, latitude, longitude }))
    const kept = thin(points, { gridSeconds: 60 })
    expect(farthest(points, kept)).toBeLessThanOrEqual(TRACK_BOUND_METRES)
    // the records of each minute alone cut corners by hundreds of metres
    const minutes = points.filter(({ atMs }) => atMs % 60_000 === 0)
    expect(farthest(points, [...minutes, ...points.slice(-1)])).toBeGreaterThan(3 * TRACK_BOUND_METRES)
    expect(kept.length).toBeLessThan(points.length * 0.1 * secondsEach)
    expect(bytesOf(kept)).toBeLessThan(bytesOf(points) * 0.35 * secondsEach)
  })
})
