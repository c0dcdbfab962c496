import { readFileSync } from 'node:fs'
import { distanceMetres } from '@coldrx/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_RECORDINGS, recordedFile } from '../testing/nmea.ts'
import { FixReader } from './fix-reader.ts'
import type { Position } from './sentence.ts'
import { type Fix, TrackFilter, type TruckPlace } from './track-filter.ts'
import { GnssTracker } from './tracker.ts'
import { TripMeter } from './trip-meter.ts'

const SHANGHAI = { latitude: 31.2304, longitude: 121.4737 }
const METRES_PER_DEGREE = 111_195.08

function away(metresNorth: number, metresEast = 0): Position {
  const scale = METRES_PER_DEGREE * Math.cos((SHANGHAI.latitude * Math.PI) / 180)
  return {
    latitude: SHANGHAI.latitude + metresNorth / METRES_PER_DEGREE,
    longitude: SHANGHAI.longitude + metresEast / scale,
  }
}

/** One fix a second. */
function follow(positions: readonly Position[], speedKmh: (at: number) => number | null = () => null) {
  const filter = new TrackFilter()
  return positions.map((position, at) => filter.observe({ ...position, atMs: at * 1_000, speedKmh: speedKmh(at) }))
}

/** A receiver's noise: it wanders slowly, as it does at rest. The same at every run. */
function wander(count: number, metres: number): Position[] {
  let seed = 7
  const draw = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed / 2 ** 30 - 1
  }
  let [north, east] = [0, 0]
  return Array.from({ length: count }, () => {
    north = north * 0.98 + draw() * metres * 0.3
    east = east * 0.98 + draw() * metres * 0.3
    return away(north, east)
  })
}

const repeat = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)
const places = (found: readonly (TruckPlace | null)[]) => found.filter((place) => place !== null)
const percentile = (values: readonly number[], share: number) =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length * share)] ?? Number.NaN

describe('track filter', () => {
  it('follows a truck around a corner', () => {
    const north = Array.from({ length: 30 }, (_, at) => away(at * 15))
    const east = Array.from({ length: 30 }, (_, at) => away(29 * 15, (at + 1) * 15))
    const track = [...north, ...east]
    const errors = follow(track).map((place, at) => distanceMetres(place ?? SHANGHAI, track[at] ?? SHANGHAI))
    expect(Math.max(...errors)).toBeLessThan(10)
    expect(errors.at(-1)).toBeLessThan(1)
    expect(follow(track).at(-1)?.speedKmh).toBeCloseTo(54, 0)
  })

  it('believes the receiver’s speed until its places have settled: the second one may jump', () => {
    const jump = [SHANGHAI, away(33), away(24), away(33), away(31)]
    const said = follow(jump, () => 0.5).map((place) => place?.speedKmh)
    expect(Math.max(...said.slice(0, 3).map((kmh) => kmh ?? Number.NaN))).toBeLessThan(20)
    expect(said[1]).toBe(0.5)
    expect(follow(repeat(3, SHANGHAI), () => 60)[0]?.speedKmh).toBe(60)
  })

  it('refuses a fix that jumps, and follows one that insists', () => {
    const [before, there] = [repeat(20, SHANGHAI), away(1_000)]
    const jumped = follow([...before, ...repeat(3, there), ...repeat(5, SHANGHAI)])
    expect(jumped.slice(20, 23)).toEqual([null, null, null])
    expect(jumped.slice(23).every((place) => place !== null && distanceMetres(place, SHANGHAI) < 1)).toBe(true)
    const moved = follow([...before, ...repeat(12, there)])
    expect(moved.findIndex((place) => place?.began === 'moved')).toBe(29)
    expect(distanceMetres(moved.at(-1) ?? SHANGHAI, there)).toBeLessThan(1)
    // a receiver that says another far place each time insists on none
    const wild = follow([...before, ...Array.from({ length: 30 }, (_, at) => away((at % 2 === 0 ? 1 : -1) * 3_000))])
    expect(wild.slice(20)).toEqual(repeat(30, null))
  })

  it('begins anew after a tunnel, where nothing is known of what was driven', () => {
    const filter = new TrackFilter()
    const fix = (atMs: number, position: Position): Fix => ({ ...position, atMs, speedKmh: null })
    expect(filter.observe(fix(0, SHANGHAI))?.began).toBe('first')
    expect(filter.observe(fix(1_000, SHANGHAI))?.began).toBeNull()
    expect(filter.observe(fix(120_000, away(2_500)))).toMatchObject({ began: 'silence', ...away(2_500) })
  })

  it('believes the jumps of a demonstration whose time runs faster, up to its pace', () => {
    const drive = (fastestKmh: number) => {
      const filter = new TrackFilter({ fastestKmh })
      const fixes = Array.from({ length: 20 }, (_, at) => ({ ...away(at * 250), atMs: at * 1_000 }))
      return fixes.map((fix) => filter.observe({ ...fix, speedKmh: 90 }) !== null)
    }
    expect(drive(2_500)).toEqual(repeat(20, true))
    expect(drive(250).filter((accepted) => accepted).length).toBeLessThan(5)
  })

  it.each([
    ['says so', 0],
    ['says no speed', null],
  ])('a truck whose receiver wanders by many metres stays where it stopped, if the receiver %s', (_, kmh) => {
    const driven = Array.from({ length: 60 }, (_, at) => away(-(60 - at) * 10))
    const found = places(follow([...driven, ...wander(3_600, 2)], (at) => (at < 60 ? 36 : kmh)))
    const parked = found.slice(60 + 30)
    expect(parked.filter(({ isParked }) => isParked).length).toBeGreaterThan(parked.length * 0.99)
    const spots = new Set(parked.map(({ latitude, longitude }) => `${latitude} ${longitude}`))
    expect(spots.size).toBeLessThanOrEqual(4)
    const meter = new TripMeter()
    for (const place of found) meter.observe(place)
    expect(meter.distanceMetres).toBeGreaterThan(560)
    expect(meter.distanceMetres).toBeLessThan(650)
    expect(meter.stops).toHaveLength(1)
    const [{ fromMs, toMs } = { fromMs: 0, toMs: 0 }] = meter.stops
    expect((toMs - fromMs) / 1_000).toBeGreaterThan(3_500)
  })

  it('goes by the positions where the speed that is said contradicts them', () => {
    const driven = Array.from({ length: 60 }, (_, at) => away(at * 15))
    for (const kmh of [0, 300]) {
      const found = follow(driven, () => kmh)
      expect(found.every((place, at) => place !== null && distanceMetres(place, driven[at] ?? SHANGHAI) < 10)).toBe(
        true,
      )
      expect(follow(repeat(60, SHANGHAI), () => 72).at(-1)).toMatchObject({ isParked: false })
    }
  })

  it('lets go of a parked truck as soon as it drives', () => {
    const driven = Array.from({ length: 30 }, (_, at) => away((at + 1) * 5))
    const found = follow([...repeat(60, SHANGHAI), ...driven], (at) => (at < 60 ? 0 : 18))
    expect(found[59]).toMatchObject({ isParked: true, speedKmh: 0 })
    expect(found[61]?.isParked).toBe(false)
    expect(distanceMetres(found.at(-1) ?? SHANGHAI, away(150))).toBeLessThan(3)
  })

  it('never says a place that is none, whatever comes', () => {
    const fixes = fc.array(
      fc.record({
        latitude: fc.double({ min: -90, max: 90, noNaN: true }),
        longitude: fc.double({ min: -180, max: 180, noNaN: true }),
        stepMs: fc.integer({ min: 0, max: 100_000 }),
        speedKmh: fc.option(fc.double({ min: 0, max: 2_000, noNaN: true })),
      }),
    )
    fc.assert(
      fc.property(fixes, (all) => {
        const filter = new TrackFilter()
        let atMs = 0
        for (const { stepMs, ...fix } of all) {
          atMs += stepMs
          const place = filter.observe({ ...fix, atMs })
          if (place === null) continue
          expect(Math.abs(place.latitude)).toBeLessThanOrEqual(90)
          expect(Math.abs(place.longitude)).toBeLessThanOrEqual(180)
          expect(Number.isFinite(place.speedKmh)).toBe(true)
        }
      }),
    )
  })
})

/** Filtered places of a recording. */
function replay(file: string) {
  const reader = new FixReader({ referenceUtcMs: null, latestUtcMs: Date.UTC(2030, 0, 1) })
  const fixes = [...reader.push(readFileSync(file)), ...reader.end()]
  const meter = new TripMeter()
  for (const { place } of fixes) meter.observe(place)
  return { fixes, meter, counts: reader.counts }
}

/** Where a surveyor's instruments were, by time of day, and the drive that a receiver recorded beside them. */
function surveyedDrive() {
  const truthFile = recordedFile('google-span-truth-for-f9k-segment.gga')
  const driveFile = recordedFile('google-ublox-f9k-mtv-drive.bytes1000k-1700k.nmea')
  if (truthFile === undefined || driveFile === undefined) return undefined
  return {
    driveFile,
    truth: new Map(
      [...readFileSync(truthFile, 'latin1').matchAll(/GGA,(\d{6})\.00,(\d\d)([\d.]+),N,(\d{3})([\d.]+),W/g)].map(
        ([, time = '', degrees, minutes, longitude, longitudeMinutes]) => [
          time,
          {
            latitude: Number(degrees) + Number(minutes) / 60,
            longitude: -(Number(longitude) + Number(longitudeMinutes) / 60),
          },
        ],
      ),
    ),
  }
}

describe('filtered recordings', () => {
  it('keep within 5 m of a surveyed truth at the 95th percentile', (context) => {
    const surveyed = surveyedDrive()
    if (surveyed === undefined) return context.skip(NO_RECORDINGS)
    const { driveFile, truth } = surveyed
    const { fixes, meter, counts } = replay(driveFile)
    const errors = fixes.flatMap(({ utcMs, place }) => {
      const time = new Date(utcMs ?? 0).toISOString().slice(11, 19).replaceAll(':', '')
      const there = truth.get(time)
      return there === undefined ? [] : [distanceMetres(place, there)]
    })
    expect(errors.length).toBeGreaterThan(400)
    expect(counts.refused).toBe(0)
    expect(percentile(errors, 0.95)).toBeLessThan(5)
    expect(Math.max(...errors)).toBeLessThan(20)
    const points = [...truth.values()]
    const drivenMetres = points.reduce((sum, at, n) => sum + distanceMetres(points[n - 1] ?? at, at), 0)
    expect(meter.distanceMetres / drivenMetres).toBeGreaterThan(0.97)
    expect(meter.distanceMetres / drivenMetres).toBeLessThan(1.03)
    expect(meter.topSpeedKmh).toBeGreaterThan(50)
    expect(meter.topSpeedKmh).toBeLessThan(60)
  })

  it('and so does what is recorded of it', (context) => {
    const surveyed = surveyedDrive()
    if (surveyed === undefined) return context.skip(NO_RECORDINGS)
    const tracker = new GnssTracker({ staleMs: 5_000, referenceUtcMs: Date.UTC(2020, 0, 1) })
    const errors: number[] = []
    for (const line of readFileSync(surveyed.driveFile, 'latin1').split(/(?<=\n)/)) {
      const [, time = '', fraction = ''] = /RMC,(\d{6})\.(\d+)/.exec(line) ?? []
      if (time === '') continue
      const [hours = 0, minutes = 0, seconds = 0] = (time.match(/../g) ?? []).map(Number)
      const atMs = ((hours * 60 + minutes) * 60 + seconds) * 1_000 + Number(`0.${fraction}`) * 1_000
      tracker.receive(Buffer.from(line, 'latin1'), atMs)
      const there = Number(fraction) === 0 ? surveyed.truth.get(time) : undefined
      const { latitude, longitude } = tracker.at(atMs)
      if (there === undefined || latitude.mark !== 'ok' || longitude.mark !== 'ok') continue
      const recorded = { latitude: (latitude.integer ?? 0) / 1e5, longitude: (longitude.integer ?? 0) / 1e5 }
      errors.push(distanceMetres(recorded, there))
    }
    expect(errors.length).toBeGreaterThan(400)
    expect(percentile(errors, 0.95)).toBeLessThan(5)
    expect(Math.max(...errors)).toBeLessThan(20)
  })

  it.for([
    ['gpsd-quectel-l76k-dual.first100k.log', 0, 0.01],
    ['gpsd-telit-he910.first60k.log', 0, 0.08],
    ['gpsd-com-1289.log', 0, 0.05],
    ['gpsd-unicore-um621.log', 0, 0.1],
    ['genivi-geko301-regensburg-autobahn.nmea', 17, 19],
    ['dotmorten-garmin-nevada-session1.first800k.nmea', 43, 46],
    ['signalk-gps-amsterdam.first150k.log', 0.05, 0.3],
  ] as const)('%s: as far as it was, from %d to %d km', ([name, fromKilometres, toKilometres], context) => {
    const file = recordedFile(name)
    if (file === undefined) return context.skip(NO_RECORDINGS)
    const { meter } = replay(file)
    expect(meter.distanceMetres / 1_000).toBeGreaterThanOrEqual(fromKilometres)
    expect(meter.distanceMetres / 1_000).toBeLessThanOrEqual(toKilometres)
    expect(meter.topSpeedKmh).toBeLessThan(112)
  })
})
