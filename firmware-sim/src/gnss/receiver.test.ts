import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { JournalEntry } from '../journal.ts'
import { openPort } from '../testing/port.ts'
import { sharedFile } from '../testing/shared-files.ts'
import { type RunningTruck, startTruck } from '../testing/truck-fixture.ts'
import { waitFor } from '../testing/wait.ts'
import { splitEpochs } from './log-file.ts'
import { shiftLine } from './log-sentence.ts'
import { degreesOf, parseSentence, sentence } from './sentence.ts'

type GnssInput = Parameters<typeof startTruck>[0]['gnss']

async function withReceiver(
  gnss: GnssInput,
  check: (hear: Hearing, running: RunningTruck) => Promise<void>,
): Promise<void> {
  await using running = await startTruck({ lines: [], ...(gnss === undefined ? {} : { gnss }) })
  const port = await openPort(running.path('gnss'))
  const sentences = () =>
    port
      .heard()
      .toString('latin1')
      .split('\n')
      .slice(0, -1)
      .map((line) => ({ line, parsed: parseSentence(line) }))
  await check({ sentences, forget: port.forget }, running)
  await port.close()
}
type Hearing = { sentences: () => { line: string; parsed: ReturnType<typeof parseSentence> }[]; forget: () => void }

const ROUTE: GnssInput = { id: 'gnss', baud: 9600, route: 'shanghai-hangzhou', startFraction: 0.1 }
const ofType = ({ sentences }: Hearing, type: string): string[][] =>
  sentences().flatMap(({ parsed }) => (parsed?.type === type ? [parsed.fields] : []))
const gnssEntries = (running: RunningTruck): JournalEntry[] =>
  running.journal().filter(({ source }) => source === 'gnss')

test('every second RMC, GGA, GSA and ZDA with right checksums, numbers as in the journal', async () => {
  await withReceiver(ROUTE, async (hearing, running) => {
    await waitFor(() => ofType(hearing, 'ZDA').length >= 2)
    expect(hearing.sentences().filter(({ parsed }, index) => index > 0 && parsed === undefined)).toEqual([])
    const rmc = ofType(hearing, 'RMC').at(-1) ?? []
    const entry = gnssEntries(running).find(({ values }) => values.latitude === degreesOf(rmc[3], rmc[4]))
    expect(entry?.values).toMatchObject({
      longitude: degreesOf(rmc[5], rmc[6]),
      speed: Number(rmc[7]) * 1.852,
      fix: 1,
    })
    const utc = new Date(entry?.values.utc ?? 0).toISOString()
    expect(utc.replaceAll(/[-:TZ]/g, '').slice(8)).toBe(rmc[1])
    expect(utc.slice(2, 10).split('-').reverse().join('')).toBe(rmc[9])
  })
})

test('void: empty positions, and the journal holds none', async () => {
  await withReceiver(ROUTE, async (hearing, running) => {
    running.truck.faults.set('gnss', { kind: 'void' })
    await waitFor(() => ofType(hearing, 'RMC').some((fields) => fields[2] === 'V' && fields[3] === ''))
    await waitFor(() => ofType(hearing, 'GGA').some((fields) => fields[6] === '0' && fields[2] === ''))
    expect(Object.keys(gnssEntries(running).at(-1)?.values ?? {})).toEqual(['fix', 'utc'])
  })
})

test('jump, rollover and garbage are served and named', async () => {
  await withReceiver(ROUTE, async (hearing, running) => {
    const { faults } = running.truck
    await waitFor(() => gnssEntries(running).length > 0)
    const home = gnssEntries(running)[0]?.values.latitude ?? 0
    faults.set('gnss', { kind: 'jump', kilometres: 111 })
    const jumped = await waitFor(() => gnssEntries(running).find(({ fault }) => fault === 'jump'))
    expect((jumped.values.latitude ?? 0) - home).toBeCloseTo(1, 1)

    faults.clear('gnss')
    faults.set('gnss', { kind: 'rollover' })
    const early = await waitFor(() => gnssEntries(running).find(({ fault }) => fault === 'rollover'))
    expect(Math.round((Date.now() - (early.values.utc ?? 0)) / 86_400_000)).toBe(7_168)

    faults.clear('gnss')
    faults.set('gnss', { kind: 'garbage' })
    await waitFor(() => gnssEntries(running).find(({ fault }) => fault === 'garbage'))
    hearing.forget()
    await waitFor(() => hearing.sentences().length > 4)
    // The first lines may still be whole ones of the second before.
    expect(hearing.sentences().at(-1)?.parsed).toBeUndefined()
  })
})

test('notes of the collector are skipped, binary and broken lines are kept, pacing follows the stamps', () => {
  const rmc = (time: string) => sentence(`GPRMC,${time},A,3112.00000,N,12124.00000,E,0.0,0.0,250905,,,A`)
  const bytes = Buffer.concat([
    Buffer.from(`# note\n****** startup\n${rmc('235958')}`, 'latin1'),
    Buffer.from([0xba, 0xce, 0x00, 0x0a]),
    Buffer.from(`${rmc('000000')}${rmc('000300')}${rmc('000100')}`, 'latin1'),
  ])
  const epochs = splitEpochs(bytes)
  expect(epochs.map(({ lines, untilNextMs }) => [lines.length, untilNextMs])).toEqual([
    [3, 2_000],
    [1, 10_000],
    [1, 1_000],
    [1, 1_000],
  ])
})

test('a shifted line tells the new time and date with a right checksum, empty fields stay empty', () => {
  const at = Date.UTC(2026, 10, 25, 3, 4, 5, 250)
  const shift = (body: string): string => shiftLine(Buffer.from(sentence(body)), at).toString()
  expect(parseSentence(shift('GPRMC,235234,A,3925.9702,N,11945.9354,W,45.1,153.1,250905,15.2,E,A'))?.body).toBe(
    'GPRMC,030405,A,3925.9702,N,11945.9354,W,45.1,153.1,251126,15.2,E,A',
  )
  expect(shift('GNZDA,022355.00,07,02,2020,00,00')).toContain('GNZDA,030405.25,25,11,2026,00,00*')
  expect(shift('GPRMC,,V,,,,,,,,,,N')).toBe(sentence('GPRMC,,V,,,,,,,,,,N'))
  expect(shift('GPGLL,3925.9702,N,11945.9354,W,235234,A,A')).toContain(',030405,A,A*')
  const broken = Buffer.from('$GPRMC,235234,A*00\r\n')
  expect(shiftLine(broken, at)).toBe(broken)
})

test('a recorded drive is played as recorded, shifted to now', async (context) => {
  const path = sharedFile('nmea/genivi-geko301-regensburg-autobahn.nmea')
  if (path === undefined) return context.skip('recorded drives are not here')
  await withReceiver({ id: 'gnss', baud: 9600, log: { path, shiftToNow: true } }, async (hearing, running) => {
    await waitFor(() => ofType(hearing, 'RMC').length >= 2)
    const [first] = gnssEntries(running)
    expect(first).toMatchObject({ row: 0, values: { latitude: 49 + 1.594 / 60, longitude: 12 + 3.9163 / 60, fix: 1 } })
    const ageMs = (first?.t ?? 0) - (first?.values.utc ?? 0)
    expect(Math.abs(ageMs)).toBeLessThan(2_000)
    expect(
      hearing
        .sentences()
        .slice(1)
        .every(({ parsed }) => parsed !== undefined),
    ).toBe(true)
  })
})

test('a log without shift keeps every byte, and falls silent at its end', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'coldrx-log-'))
  const path = join(directory, 'drive.nmea')
  const drive = ['010203', '010204'].map((time) =>
    sentence(`GPRMC,${time},A,3112.00000,N,12124.00000,E,10.0,0.0,250905,,,A`),
  )
  writeFileSync(path, `# note\n${drive.join('')}`)
  await withReceiver({ id: 'gnss', baud: 9600, log: { path } }, async (hearing, running) => {
    await waitFor(() => hearing.sentences().length === 2)
    expect(hearing.sentences().map(({ line }) => `${line}\n`)).toEqual(drive)
    expect(gnssEntries(running)[1]).toMatchObject({
      row: 1,
      values: { utc: Date.UTC(2005, 8, 25, 1, 2, 4), speed: 18.52 },
    })
  })
  rmSync(directory, { recursive: true })
})
