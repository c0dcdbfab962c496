import { readFileSync } from 'node:fs'
import { distanceMetres } from '@coldrx/protocol'
import { describe, expect, it } from 'vitest'
import { NO_RECORDINGS, recordedDrives, recordedFile, rmc, sentence } from '../testing/nmea.ts'
import { FixReader } from './fix-reader.ts'

const UTC_MS = Date.UTC(2026, 10, 25, 3, 4, 5)
const LATEST = Date.UTC(2030, 0, 1)

function read(bytes: string | Buffer, referenceUtcMs: number | null = null) {
  const reader = new FixReader({ referenceUtcMs, latestUtcMs: LATEST })
  const fixes = [...reader.push(Buffer.from(bytes as string, 'latin1')), ...reader.end()]
  return { fixes, counts: reader.counts, times: fixes.map(({ utcMs }) => utcMs) }
}

const gga = (time: string, quality = 1, position = '3113.8240,N,12128.4210,E') =>
  sentence(`GNGGA,${time},${position},${quality},08,1.0,12.0,M,9.0,M,,`)
const seconds = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at * 1_000)
const hms = (utcMs: number) => new Date(utcMs).toISOString().slice(11, 19).replaceAll(':', '')

describe('reading a recording', () => {
  it('takes one fix from all sentences of one time', () => {
    const { fixes, times } = read(
      seconds(UTC_MS, 3)
        .map((utcMs) => `${gga(hms(utcMs))}${rmc(utcMs)}`)
        .join(''),
    )
    expect(times).toEqual(seconds(UTC_MS, 3))
    expect(fixes[0]).toMatchObject({ latitude: expect.closeTo(31.2304, 6), speedKmh: expect.closeTo(72.4, 1) })
  })

  it('takes none that any sentence of its time calls void, nor a GGA that repeats its last place while RMC says void', () => {
    const lines = [
      `${rmc(UTC_MS)}${gga(hms(UTC_MS), 0)}`,
      `${gga(hms(UTC_MS + 1_000))}${rmc(UTC_MS + 1_000, { active: false })}`,
      gga(hms(UTC_MS + 2_000)),
      `${gga(hms(UTC_MS + 3_000))}${rmc(UTC_MS + 3_000)}`,
    ]
    expect(read(lines.join(''))).toMatchObject({ times: [UTC_MS + 3_000], counts: { accepted: 1, void: 3 } })
  })

  it('takes none at 0, 0, none that is made up, and none twice', () => {
    expect(read(gga('030405', 1, '0000.000,N,00000.000,E')).fixes).toEqual([])
    expect(read(`${gga('030405', 7)}${gga('030406', 8)}`).fixes).toEqual([])
    expect(read(`${rmc(UTC_MS)}${gga('030406')}${rmc(UTC_MS)}${rmc(UTC_MS)}`).times).toHaveLength(2)
  })

  it('takes what another receiver or another day brings after it', () => {
    const [late, early] = [seconds(UTC_MS, 3), seconds(UTC_MS - 3_600_000, 3)]
    expect(read([...late, ...early].map((utcMs) => rmc(utcMs)).join('')).times).toEqual([...late, ...early])
  })

  it('goes on over midnight, with the right day also for sentences that have none', () => {
    const before = Date.UTC(2026, 11, 31, 23, 59, 57)
    const all = seconds(before, 6)
    expect(read(all.map((utcMs) => rmc(utcMs)).join('')).times).toEqual(all)
    expect(
      read(
        `${rmc(before)}${all
          .slice(1)
          .map((utcMs) => gga(hms(utcMs)))
          .join('')}`,
      ).times,
    ).toEqual(all)
  })

  it('brings dates of a rolled-over week counter near to the reference that it is given', () => {
    const rolled = UTC_MS - 1_024 * 7 * 86_400_000
    const text = seconds(rolled, 3)
      .map((utcMs) => rmc(utcMs))
      .join('')
    expect(read(text).times).toEqual(seconds(rolled, 3))
    expect(read(text, Date.UTC(2026, 0, 1)).times).toEqual(seconds(UTC_MS, 3))
  })

  it('says no date that nobody said or that cannot be, and doubts one that jumps', () => {
    expect(read(gga('030405')).times).toEqual([null])
    expect(read(rmc(Date.UTC(2069, 0, 1))).times).toEqual([null])
    const jump = UTC_MS + 2_000 + 400 * 86_400_000
    const { times } = read([UTC_MS, UTC_MS + 1_000, jump, UTC_MS + 3_000].map((utcMs) => rmc(utcMs)).join(''))
    expect(times).toEqual(seconds(UTC_MS, 4))
  })
})

/** Positions that gpsd, which is another program, took from the same bytes. */
function gpsdPlaces(name: string) {
  const file = recordedFile(`gpsd-expected/${name}.chk`)
  if (file === undefined) return undefined
  return readFileSync(file, 'latin1')
    .split(/\r?\n/)
    .filter((line) => line.startsWith('{"class":"TPV"'))
    .flatMap((line) => {
      const { lat, lon, time } = JSON.parse(line) as { lat?: number; lon?: number; time?: string }
      return lat === undefined || lon === undefined ? [] : [{ latitude: lat, longitude: lon, time }]
    })
}

describe('recorded receivers', () => {
  const drives = recordedDrives()

  it('are at hand', (context) => {
    if (drives.length === 0) context.skip(NO_RECORDINGS)
    expect(drives.length).toBeGreaterThan(10)
  })

  it.each(drives)('$name: nowhere at 0, 0, in order, and no fix that gpsd has not', ({ name, file }) => {
    const { fixes, counts } = read(readFileSync(file))
    for (const { latitude, longitude } of fixes) expect(Math.abs(latitude) + Math.abs(longitude)).toBeGreaterThan(1)
    expect(fixes.every(({ place }, at) => at === 0 || place.atMs > (fixes[at - 1]?.place.atMs ?? 0))).toBe(true)
    expect(counts.sentences).toBeGreaterThan(0)
    const expected = gpsdPlaces(name)
    if (expected === undefined) return
    const isOfGpsd = (fix: (typeof fixes)[number]) => expected.some((place) => distanceMetres(place, fix) < 0.2)
    // where two pieces were joined, gpsd has lost the last fix of the first
    expect(fixes.filter((fix) => !isOfGpsd(fix)).length).toBeLessThanOrEqual(name === 'gpsd-bt451.log' ? 1 : 0)
  })

  it.for([
    // over midnight, on 2005-09-25
    ['dotmorten-garmin-nevada-session1.first800k.nmea', null, '2005-09-25', '2005-09-26'],
    // its week counter rolled over: it says 1999
    ['gpsd-april6_2019.log', Date.UTC(2019, 2, 14), '2019-04-07', '2019-04-07'],
    // restarted into 2006, 2010 and 1999 without a fix
    ['gpsd-gp-320fw-2019-04-07-coldboot.log', null, '2019-04-07', '2019-04-07'],
    ['gpsd-telit-he910.first60k.log', null, '2019-03-12', '2019-03-12'],
    ['google-ublox-f9k-mtv-drive.bytes1000k-1700k.nmea', null, '2020-02-07', '2020-02-07'],
  ] as const)('%s: the right dates', ([name, referenceUtcMs, first, last], context) => {
    const file = recordedFile(name)
    if (file === undefined) return context.skip(NO_RECORDINGS)
    const dated = read(readFileSync(file), referenceUtcMs).times.filter((utcMs) => utcMs !== null)
    const days = [...new Set(dated.map((utcMs) => new Date(utcMs).toISOString().slice(0, 10)))]
    expect([days[0], days.at(-1)]).toEqual([first, last])
    expect(days.length).toBe(first === last ? 1 : 2)
    expect(dated.every((utcMs, at) => at === 0 || utcMs > (dated[at - 1] ?? 0))).toBe(true)
  })
})
