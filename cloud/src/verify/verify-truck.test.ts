import { fromHex } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeRow, FakeTruck } from '../testing/fake-truck.ts'
import { TelemetryWorld } from '../testing/telemetry-world.ts'
import { type JournalLine, TruckDirectory } from '../testing/truck-directory.ts'
import type { Fault, VerifyReport } from './findings.ts'
import { runVerify } from './verify.ts'

const second = 1_000
const minute = 60 * second

describe('verify with the truck itself', () => {
  let truck: FakeTruck
  let world: TelemetryWorld
  let directory: TruckDirectory
  let frames: Uint8Array[]
  let rows: FakeRow[]
  let journal: JournalLine[]

  beforeEach(async () => {
    truck = new FakeTruck()
    world = await TelemetryWorld.open(truck)
    directory = new TruckDirectory({
      parent: world.directory,
      device: 'tk001',
      cadence: { sampleIntervalMs: second, recordIntervalMs: minute, outOfRangeRecordIntervalMs: minute },
    })
    rows = Array.from({ length: 8 }, (_, at) => ({
      monotonicMs: (at + 1) * minute,
      samples: {
        ...{ 'p1.temperature': at === 5 ? 9.5 : 4 + at / 10, 'p1.humidity': 60.4, 'c1.door': 0, 'p2.temperature': -20 },
        ...{ 'gnss.latitude': 31.00002 + at / 1_000, 'gnss.longitude': 121 },
      },
    }))
    frames = [
      truck.open({ events: [{ monotonicMs: 0, code: 'started' }] }),
      ...[0, 2, 4, 6].map((from) => truck.frame({ rows: rows.slice(from, from + 2) })),
    ]
    await world.take(truck, ...frames)
    directory.hold(truck, frames, 4)
    directory.changeRecorder('INSERT INTO rows VALUES (1), (2)')
    journal = rows.flatMap((row) => polls(row))
    directory.writeJournal(journal)
  })

  afterEach(async () => {
    await world.remove()
  })

  /** What the hardware served around the tick of a row: other numbers in the polls before and after it. */
  function polls({ monotonicMs, samples }: FakeRow): JournalLine[] {
    const t = truck.wallOffsetMs + monotonicMs
    const number = (channel: string, change = 0): number => Number(samples[channel]) + change
    const probes = (at: number, change: number): JournalLine[] => [
      { t: at, source: 'p1', values: { temperature: number('p1.temperature', change), humidity: 60.4 } },
      { t: at + 80, source: 'p2', values: { temperature: number('p2.temperature', change) } },
      { t: at + 150, source: 'inputs', values: { 'door:c1': 0, power: 1 } },
    ]
    const receiver = [-4, -3, -2, -1, 0].map((seconds) => ({
      t: t + seconds * second - 200,
      source: 'gnss',
      values: { latitude: number('gnss.latitude', seconds / 10_000) + 0.0000049, longitude: 121, speed: 0 },
    }))
    return [...probes(t - 990, -1), ...probes(t + 10, 0), ...probes(t + 1_010, 1), ...receiver]
  }

  const verify = (): Promise<VerifyReport> =>
    runVerify({
      log: { engine: 'sqlite', path: world.framesPath },
      telemetry: { engine: 'sqlite', path: world.telemetryPath },
      publicKeyOf: (device) => fromHex(world.keys.get(device) ?? ''),
      trucks: [directory.path],
    })
  const firstFault = async (): Promise<Fault | undefined> => (await verify()).faults[0]

  it('finds all owed frames, every value served, every interval kept', async () => {
    const report = await verify()
    expect(report.faults).toEqual([])
    expect(Object.fromEntries(report.checked.map(({ what, count }) => [what, count]))).toMatchObject({
      "frames of the trucks' own SQLite, each in the cloud once": 5,
      'rows on trucks that are in no frame yet': 2,
      'rows of sections, each time once': 8 * 3,
      'values equal to what the hardware served at that poll': 8 * 6,
      'recording intervals of sections kept or marked as gaps': 7 * 3,
    })
  })

  it('names a frame that the truck has and the cloud has not, or not so', async () => {
    directory.changeRecorder("UPDATE frames SET bytes = X'00' WHERE n = 3")
    expect(await firstFault()).toMatchObject({ check: 'owed', n: 3, problem: 'truck and cloud have other bytes' })
    directory.changeRecorder('UPDATE frames SET n = 5 WHERE n = 3')
    expect(await firstFault()).toMatchObject({ check: 'owed', n: 5, problem: 'the truck has it, the cloud does not' })
    directory.changeRecorder('UPDATE acks SET through = 5')
    expect((await verify()).faults.map(({ check }) => check)).toContain('acks')
  })

  it('leaves out the unfinished last line of a journal, and names any other line that is none', async () => {
    directory.tearJournal('{"t":17')
    const report = await verify()
    expect(report.faults).toEqual([])
    expect(report.checked).toContainEqual({ what: 'unfinished last lines of journals, left out', count: 1 })
    directory.tearJournal('\n')
    expect(await firstFault()).toMatchObject({
      check: 'truck',
      problem: expect.stringContaining('is no journal entry'),
    })
  })

  it('names the value that was not served at that poll', async () => {
    for (const { values } of journal) if (values.temperature === 9.5) values.temperature = 9.4
    directory.writeJournal(journal)
    expect(await firstFault()).toMatchObject({
      ...{ check: 'journal', device: 'tk001', n: 3, section: 1, channel: 'p1.temperature', row: 1 },
      ...{ expected: '9.4', found: '9.5' },
    })
  })

  it.each([
    ['the poll after', second],
    ['the poll before', -second],
  ])('names values that were served in %s only', async (_, laterMs) => {
    directory.writeJournal(journal.map((line) => (line.source === 'gnss' ? line : { ...line, t: line.t + laterMs })))
    const { faults, faultCount } = await verify()
    expect(faultCount).toBe(8 * 2)
    expect(faults[0]).toMatchObject({ check: 'journal', n: 1, channel: 'p1.temperature', row: 0, found: '4' })
  })

  it('lets a poll be that was held up beyond the next tick, and one that was repeated', async () => {
    const line = journal.find(({ values }) => values.temperature === 9.5)
    if (line === undefined) throw new Error('no such line')
    line.t += 5 * second
    directory.writeJournal(journal.filter(({ t }) => t === line.t || t < line.t - 8 * second || t > line.t))
    const atThatRow = (await verify()).faults.filter(({ channel }) => channel === 'p1.temperature')
    expect(atThatRow).toEqual([])
    line.t -= 5 * second
    const again = { ...line, t: line.t + 700, values: { temperature: 9.9, humidity: 60.4 } }
    directory.writeJournal([...journal, again])
    expect((await verify()).faults).toEqual([])
  })

  it('names a position that is older than what the receiver last said', async () => {
    const shifted = (ms: number): JournalLine[] =>
      journal.map((line) => (line.source === 'gnss' ? { ...line, t: line.t + ms } : line))
    // the last sentence before the tick, whether it is fresh or the receiver has been silent since
    for (const ms of [0, -200, -2_000]) {
      directory.writeJournal(shifted(ms))
      expect((await verify()).faults).toEqual([])
    }
    const newer = (values: Record<string, number>): JournalLine[] =>
      rows.map(({ monotonicMs }) => ({ t: truck.wallOffsetMs + monotonicMs - 1_600, source: 'gnss', values }))
    directory.writeJournal([...shifted(-2_400), ...newer({ latitude: 30, longitude: 121 })])
    expect(await firstFault()).toMatchObject({
      ...{ check: 'journal', n: 1, section: 0, channel: 'gnss.latitude', row: 0 },
      ...{ expected: '30', found: '31.00002' },
    })
    directory.writeJournal([...shifted(-2_400), ...newer({ fix: 0 })])
    expect(await firstFault()).toMatchObject({ channel: 'gnss.latitude', expected: 'nothing was served' })
    // nobody can read a damaged sentence: what came before it still stands
    directory.writeJournal([...shifted(-2_400), ...newer({ fix: 0 }).map((line) => ({ ...line, fault: 'garbage' }))])
    expect((await verify()).faults).toEqual([])
    // but not for ever
    directory.writeJournal(shifted(-6_600))
    expect(await firstFault()).toMatchObject({ channel: 'gnss.latitude', expected: 'nothing was served' })
  })

  it('lets a parked truck keep the place where it stopped, while its receiver wanders about it, and no longer', async () => {
    const rest = journal.filter(({ source }) => source !== 'gnss')
    const standing = (metresAtEnd: number): JournalLine[] =>
      rows.flatMap(({ monotonicMs, samples }, row) => {
        const t = truck.wallOffsetMs + monotonicMs
        const stopped = { latitude: Number(samples['gnss.latitude']), longitude: 121, speed: 0 }
        return [
          { t: t - 9_000, source: 'gnss', values: stopped },
          ...[6, 4, 2, 0].map((second) => ({
            ...{ t: t - second * 1_000 - 200, source: 'gnss' },
            values: {
              latitude: stopped.latitude + (row === 0 && second === 0 ? metresAtEnd : 5 + second) / 111_195,
              ...{ longitude: 121.00003, speed: 1.4 },
            },
          })),
        ]
      })
    directory.writeJournal([...rest, ...standing(8)])
    expect((await verify()).faults).toEqual([])
    directory.writeJournal([...rest, ...standing(60)])
    expect(await firstFault()).toMatchObject({ channel: 'gnss.latitude', row: 0 })
  })

  it('places polls by the host’s clock, not by the receiver’s, whose word comes late', async () => {
    truck.boot = 2
    const [last] = rows.slice(-1)
    const gapFromMs = truck.wallOffsetMs + (last?.monotonicMs ?? 0)
    truck.wallOffsetMs += 20 * minute
    const wallMs = truck.wallOffsetMs + minute
    const row = { ...last, monotonicMs: minute, samples: { ...last?.samples, 'p1.temperature': 5.5 } }
    await world.take(
      truck,
      truck.frame({
        ...{ clock: 'rtc', monotonicMs: minute, wallMs },
        events: [{ monotonicMs: minute, code: 'started', detail: { gapFromMs } }],
      }),
      truck.frame({ clock: 'gnss', wallMs: wallMs - 400, rows: [row] }),
    )
    const late = polls(row).map((line) => ({ ...line, t: line.t + (line.values.temperature === 5.5 ? 700 : 0) }))
    directory.writeJournal([...journal, ...late])
    expect((await verify()).faults).toEqual([])
  })
})
