import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { NO_RECORDINGS, recordedDrives, rmc, sentence } from '../testing/nmea.ts'
import { plausibleUtcMs } from './time-trust.ts'
import { GnssTracker } from './tracker.ts'

const REFERENCE = Date.UTC(2026, 0, 1)
const UTC_MS = Date.UTC(2026, 10, 25, 3, 4, 5)
const WEEK_MS = 604_800_000
const VOID = { integer: null, mark: 'void' }

function startTracker() {
  const tracker = new GnssTracker({ staleMs: 5_000, referenceUtcMs: REFERENCE })
  return { tracker, receive: (text: string, atMs: number) => tracker.receive(Buffer.from(text, 'latin1'), atMs) }
}

describe('position', () => {
  it('is there after a fix and gone when stale', () => {
    const { tracker, receive } = startTracker()
    expect(tracker.at(0)).toEqual({ latitude: VOID, longitude: VOID, speed: VOID, utcMs: null })
    receive(rmc(UTC_MS), 1_000)
    expect(tracker.at(6_000)).toMatchObject({
      latitude: { integer: 3_123_040, mark: 'ok' },
      longitude: { integer: 12_147_368, mark: 'ok' },
      speed: { integer: 72, mark: 'ok' },
    })
    expect(tracker.at(6_001)).toEqual({ latitude: VOID, longitude: VOID, speed: VOID, utcMs: null })
  })

  it('ends with the first void sentence, and GGA does not bring the old one back', () => {
    const { tracker, receive } = startTracker()
    receive(rmc(UTC_MS), 1_000)
    receive(rmc(UTC_MS + 1_000, { active: false }), 2_000)
    receive(sentence('GNGGA,030406.00,3113.8240,N,12128.4210,E,1,08,1.0,12.0,M,9.0,M,,'), 2_010)
    expect(tracker.at(2_100)).toMatchObject({ latitude: VOID, longitude: VOID, speed: VOID })
  })

  it('is not that of a receiver that hangs and says its last for ever', () => {
    const { tracker, receive } = startTracker()
    const gga = sentence('GNGGA,030405.00,3113.8240,N,12128.4210,E,1,08,1.0,12.0,M,9.0,M,,')
    for (let second = 0; second < 10; second++) receive(`${gga}${rmc(UTC_MS)}`, second * 1_000)
    expect(tracker.at(6_000).latitude.mark).toBe('ok')
    expect(tracker.at(9_000)).toMatchObject({ latitude: VOID, speed: VOID })
    expect(tracker.placeAt(9_000)).toBeNull()
  })

  it('that the truck cannot have driven to is kept and marked, and is no part of the track', () => {
    const { tracker, receive } = startTracker()
    const at = (second: number, latitude = '3113.8240') =>
      receive(rmc(UTC_MS + second * 1_000, { latitude, speedKnots: '0.0' }), second * 1_000 + 300)
    for (const second of [0, 1, 2]) at(second)
    at(3, '3115.8240')
    expect(tracker.at(3_400).latitude).toEqual({ integer: 3_126_373, mark: 'range' })
    at(4)
    expect(tracker.at(4_400).latitude).toEqual({ integer: 3_123_040, mark: 'ok' })
    expect(tracker.takeTrack(4_999).map(({ atMs, latitude }) => [atMs, latitude])).toEqual(
      [1_000, 2_000, 3_000].map((atMs) => [atMs, 31.2304]),
    )
    expect(tracker.takeTrack(5_000).map(({ atMs }) => atMs)).toEqual([5_000])
    expect(tracker.counts.refusedFixes).toBe(1)
  })

  it('stands still while the truck is parked, however its receiver wanders, and moves as it drives off', () => {
    const { tracker, receive } = startTracker()
    let seed = 7
    const draw = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
      return seed / 2 ** 30 - 1
    }
    const minutes = (degrees: number, metres: number) => (degrees + metres / 1_853.25).toFixed(4)
    const seen: { second: number; place: string; kmh: number | null }[] = []
    let [north, east, drivenMetres] = [0, 0, 0]
    for (let second = 0; second < 4_000; second++) {
      const isParked = second >= 60 && second < 3_660
      if (!isParked) drivenMetres += 10
      // some metres, slowly, as receivers between walls do
      north = north * 0.99 + draw()
      east = east * 0.99 + draw()
      const at = (second + 1) * 1_000
      const fix = {
        latitude: `31${minutes(10, drivenMetres + north)}`,
        longitude: `121${minutes(28.421, east)}`,
        speedKnots: isParked ? (Math.abs(draw()) * 0.8).toFixed(1) : '19.4',
      }
      receive(rmc(UTC_MS + second * 1_000, fix), at)
      receive(
        sentence(
          `GNGGA,${new Date(UTC_MS + second * 1_000).toISOString().slice(11, 19).replaceAll(':', '')}.00,${fix.latitude},N,${fix.longitude},E,1,08,1.0,12.0,M,9.0,M,,`,
        ),
        at + 20,
      )
      const { latitude, longitude, speed } = tracker.at(at + 30)
      seen.push({ second, place: `${latitude.integer},${longitude.integer}`, kmh: speed.integer })
    }
    const parked = seen.filter(({ second }) => second >= 75 && second < 3_660)
    expect(new Set(parked.map(({ place }) => place)).size).toBeLessThanOrEqual(3)
    expect(new Set(parked.map(({ kmh }) => kmh))).toEqual(new Set([0]))
    // and so does what lies between two ticks
    const track = tracker.takeTrack(3_600_000)
    expect(track.length).toBeGreaterThan(100)
    expect(new Set(track.map(({ latitude, longitude }) => `${latitude} ${longitude}`)).size).toBeLessThanOrEqual(3)
    const driving = seen.filter(({ second }) => second >= 3_670)
    expect(new Set(driving.map(({ place }) => place)).size).toBeGreaterThan(driving.length * 0.9)
    expect(new Set(driving.map(({ kmh }) => kmh))).toEqual(new Set([36]))
  })

  it('comes from GGA alone where there is no RMC, without a speed or a date', () => {
    const { tracker, receive } = startTracker()
    for (let second = 0; second < 5; second++) {
      receive(sentence(`GNGGA,03040${second}.00,3113.8240,S,12128.4210,W,1,08,1.0,12.0,M,9.0,M,,`), second * 1_000)
    }
    expect(tracker.at(4_000)).toEqual({
      latitude: { integer: -3_123_040, mark: 'ok' },
      longitude: { integer: -12_147_368, mark: 'ok' },
      speed: VOID,
      utcMs: null,
    })
  })
})

describe('time', () => {
  /** One RMC for each pair of UTC and monotonic time; what the tracker says right after the last. */
  function utcAfter(sequence: readonly (readonly [utcMs: number, atMs: number])[]): number | null {
    const { tracker, receive } = startTracker()
    for (const [utcMs, atMs] of sequence) receive(rmc(utcMs), atMs)
    return tracker.at(sequence.at(-1)?.[1] ?? 0).utcMs
  }
  const seconds = (count: number, utcMs = UTC_MS) =>
    Array.from({ length: count }, (_, at) => [utcMs + at * 1_000, 100 + at * 1_000] as const)

  it('is trusted from the third second in a row', () => {
    expect(utcAfter(seconds(2))).toBeNull()
    expect(utcAfter(seconds(3))).toBe(UTC_MS + 2_000)
    expect(utcAfter(seconds(6).filter((_, at) => at % 2 === 0))).toBe(UTC_MS + 4_000)
  })

  it('runs on between sentences and ends when they do', () => {
    const { tracker, receive } = startTracker()
    for (const [utcMs, atMs] of seconds(3)) receive(rmc(utcMs), atMs)
    expect(tracker.at(2_850).utcMs).toBe(UTC_MS + 2_750)
    expect(tracker.at(7_101).utcMs).toBeNull()
  })

  it('is not trusted when it stands, goes back, jumps, or arrives as a backlog', () => {
    expect(utcAfter([0, 1, 2, 3].map((at) => [UTC_MS, at * 1_000]))).toBeNull()
    expect(utcAfter([0, 1, 2, 3].map((at) => [UTC_MS - at * 1_000, at * 1_000]))).toBeNull()
    expect(utcAfter([...seconds(5), [UTC_MS + 86_400_000, 5_100]])).toBeNull()
    expect(utcAfter(seconds(60).map(([utcMs]) => [utcMs, 100]))).toBeNull()
  })

  it('is not trusted after the fix was lost until it has proved itself again', () => {
    const { tracker, receive } = startTracker()
    for (const [utcMs, atMs] of seconds(3)) receive(rmc(utcMs), atMs)
    receive(rmc(UTC_MS + 3_000, { active: false }), 3_100)
    receive(rmc(UTC_MS + 4_000), 4_100)
    expect(tracker.at(4_200)).toMatchObject({ latitude: { mark: 'ok' }, utcMs: null })
  })

  it('brings a rolled-over week back and refuses what stays implausible', () => {
    expect(utcAfter(seconds(3, UTC_MS - 1_024 * WEEK_MS))).toBe(UTC_MS + 2_000)
    expect(plausibleUtcMs(UTC_MS, REFERENCE)).toBe(UTC_MS)
    // the date of a receiver that knows none: the week that GPS time began in
    expect(plausibleUtcMs(Date.UTC(1980, 0, 6), REFERENCE)).toBeNull()
    expect(plausibleUtcMs(Date.UTC(2099, 11, 31), REFERENCE)).toBeNull()
    expect(plausibleUtcMs(Date.UTC(2039, 0, 1), REFERENCE)).toBe(Date.UTC(2039, 0, 1))
  })

  it('is taken from ZDA while there is a fix', () => {
    const { tracker, receive } = startTracker()
    const zda = (second: number): string => sentence(`GNZDA,03040${second}.00,25,11,2026,00,00`)
    for (const second of [0, 1, 2, 3]) receive(zda(second), second * 1_000)
    receive(sentence('GNGGA,030403.00,3113.8240,N,12128.4210,E,1,08,1.0,12.0,M,9.0,M,,'), 3_001)
    expect(tracker.at(3_010).utcMs).toBeNull()
    for (const second of [4, 5, 6]) receive(zda(second), second * 1_000)
    expect(tracker.at(6_000).utcMs).toBe(Date.UTC(2026, 10, 25, 3, 4, 6))
  })
})

const COORDINATES = String.raw`(\d\d)(\d\d\.?\d*),([NS]),(\d{3})(\d\d\.?\d*),([EW])`

/** Positions of sentences with a fix, read by other means than the receiver's. */
function positionsIn(text: string): Set<string> {
  const positions = new Set<string>()
  const fixes = [`RMC,[\\d.]*,A,${COORDINATES}`, `GGA,[\\d.]*,${COORDINATES},[1-9]`]
  for (const fix of fixes) {
    for (const [, latDegrees, latMinutes, ns, lonDegrees, lonMinutes, ew] of text.matchAll(new RegExp(fix, 'g'))) {
      const latitude = (Number(latDegrees) + Number(latMinutes) / 60) * (ns === 'S' ? -1 : 1)
      const longitude = (Number(lonDegrees) + Number(lonMinutes) / 60) * (ew === 'W' ? -1 : 1)
      positions.add(`${Math.round(latitude * 1e5)},${Math.round(longitude * 1e5)}`)
    }
  }
  return positions
}

/** A for active and V for void, of a line that is an RMC with a right check sum. */
function rmcStatus(line: string): string | undefined {
  const match = /^\$(..RMC,[^,]*,([AV]),[^*]*)\*([0-9A-Fa-f]{2})\s*$/.exec(line)
  const checksum = Buffer.from(match?.[1] ?? '', 'latin1').reduce((sum, byte) => sum ^ byte, 0)
  return checksum === Number.parseInt(match?.[3] ?? '', 16) ? match?.[2] : undefined
}

describe('recorded receivers', () => {
  const drives = recordedDrives()

  it('are at hand', (context) => {
    if (drives.length === 0) context.skip(NO_RECORDINGS)
    expect(drives.length).toBeGreaterThan(10)
  })

  it.each(drives)('$name: only positions of fixes, none at 0, 0, none while void', ({ file }) => {
    const text = readFileSync(file, 'latin1')
    const allowed = positionsIn(text)
    const { tracker, receive } = startTracker()
    let atMs = 0
    let isVoid = false
    let found = 0
    for (const line of text.split(/(?<=\n)/)) {
      receive(line, atMs)
      const status = rmcStatus(line)
      if (status !== undefined) {
        isVoid = status === 'V'
        atMs += 1_000
      }
      const { latitude, longitude } = tracker.at(atMs)
      expect(isVoid && latitude.mark !== 'void').toBe(false)
      if (latitude.integer === null || longitude.integer === null) continue
      found++
      expect(latitude.integer !== 0 || longitude.integer !== 0).toBe(true)
      expect(allowed).toContain(`${latitude.integer},${longitude.integer}`)
    }
    expect(found > 0).toBe(allowed.size > 0)
  })

  it.each(drives)('$name: the same in pieces of any size', ({ file }) => {
    const bytes = readFileSync(file).subarray(0, 60_000)
    const whole = startTracker().tracker
    whole.receive(bytes, 0)
    const { tracker } = startTracker()
    for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 7 + 3) % 61 || 1) {
      tracker.receive(bytes.subarray(at, at + size), 0)
    }
    expect(tracker.counts).toEqual(whole.counts)
    expect(tracker.at(0)).toEqual(whole.at(0))
  })
})
