import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fromHex, sm3 } from '@coldrx/protocol'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rebuildProjection } from '../telemetry/rebuild.ts'
import { FakeTruck } from '../testing/fake-truck.ts'
import { TelemetryWorld } from '../testing/telemetry-world.ts'
import { type Fault, formatReport, type VerifyReport } from './findings.ts'
import { runVerify } from './verify.ts'

const minute = 60_000

describe('verify', () => {
  let truck: FakeTruck
  let world: TelemetryWorld
  let frames: Uint8Array[]
  let rows: { at: number; celsius: number }[]

  beforeEach(async () => {
    truck = new FakeTruck()
    rows = []
    frames = [truck.open({ events: [{ monotonicMs: 0, code: 'started' }] })]
    for (let n = 1; n <= 8; n++) frames.push(frame(n, n % 3 === 0))
    world = await TelemetryWorld.open(truck)
    await world.take(truck, ...frames)
  })

  afterEach(async () => {
    await world.remove()
  })

  function frame(n: number, sealed: boolean): Uint8Array {
    const celsius = [4 + n / 10, n === 5 ? 9.5 : 4]
    const made = celsius.map((value, at) => ({
      monotonicMs: (2 * n - 1 + at) * minute,
      samples: {
        'p1.temperature': value,
        'p1.humidity': 60.4,
        'c1.door': 0,
        'gnss.latitude': 31.00002,
        'gnss.longitude': 121,
      },
    }))
    for (const { monotonicMs, samples } of made) rows.push({ at: monotonicMs, celsius: samples['p1.temperature'] })
    return truck.frame({ rows: made, sealed })
  }

  const verify = (...trucks: string[]): Promise<VerifyReport> =>
    runVerify({
      framesPath: world.framesPath,
      telemetryPath: world.telemetryPath,
      publicKeyOf: (device) => {
        const key = world.keys.get(device)
        return key === undefined ? undefined : fromHex(key)
      },
      trucks,
    })

  function change(path: string, sql: string, ...values: unknown[]): void {
    const db = new Database(path)
    expect(db.prepare(sql).run(...values).changes).toBeGreaterThan(0)
    db.close()
  }

  const flipped = (bytes: Uint8Array | undefined, at: number): Buffer => {
    const copy = Buffer.from(bytes ?? [])
    const place = at < 0 ? copy.length + at : at
    copy[place] = (copy[place] ?? 0) ^ 1
    return copy
  }

  const firstFault = async (...trucks: string[]): Promise<Fault | undefined> => (await verify(...trucks)).faults[0]

  it('finds nothing wrong with a sound log, and says what it looked at', async () => {
    const report = await verify()
    expect(formatReport(report)).toMatch(/no fault$/)
    expect(report).toMatchObject({ ok: true, faultCount: 0 })
    const counts = Object.fromEntries(report.checked.map(({ what, count }) => [what, count]))
    expect(counts).toMatchObject({
      'frames: position, header, SM3 of the stored bytes': 9,
      'heads of the chain': 9,
      seals: 2,
      'layout documents: hash and form': 1,
      'epochs: numbers without holes, one frame each': 1,
    })
    expect(counts['rows of projections equal to a rebuild']).toBeGreaterThan(40)
  })

  it('names the frame of which one byte was changed', async () => {
    for (const at of [-70, -1, 60]) {
      change(world.framesPath, 'UPDATE frames SET bytes = ? WHERE n = 6', flipped(frames[6], at))
      expect(await firstFault()).toMatchObject({ check: 'log', device: 'tk001', epoch: truck.epoch, n: 6 })
    }
    expect(formatReport(await verify())).toContain('log: device tk001 epoch aabbccddeeff n 6: the bytes are not those')
  })

  it('finds a change whose hash was changed with it, by the next seal', async () => {
    const bytes = flipped(frames[4], -3)
    change(world.framesPath, 'UPDATE frames SET bytes = ?, hash = ? WHERE n = 4', bytes, Buffer.from(sm3(bytes)))
    const report = await verify()
    expect(report.faults.map(({ check, n }) => [check, n])).toContainEqual(['seals', 6])
  })

  it('names a forged seal', async () => {
    const bytes = flipped(frames[3], -1)
    change(world.framesPath, 'UPDATE frames SET bytes = ?, hash = ? WHERE n = 3', bytes, Buffer.from(sm3(bytes)))
    expect(await firstFault()).toMatchObject({ check: 'seals', n: 3 })
  })

  it('names a frame that was taken out, in the middle and at the end', async () => {
    change(world.framesPath, 'DELETE FROM frames WHERE n = 8')
    expect((await verify()).faults.map(({ problem }) => problem)).toContain(
      'projection placement has seen frames that the log does not have',
    )
    await world.take(truck, frames[8])
    expect((await verify()).faults).toEqual([])
    change(world.framesPath, 'DELETE FROM frames WHERE n = 4')
    const report = await verify()
    expect(report.faults[0]).toMatchObject({ check: 'log', n: 5, problem: 'log positions are missing before it' })
    expect(report.faults).toContainEqual(
      expect.objectContaining({ check: 'numbers', n: 4, problem: 'the frame is missing' }),
    )
  })

  it('lets go numbers that the device itself has declared lost', async () => {
    const next = new FakeTruck({ epoch: '010203040506', key: truck.key })
    const hole = new FakeTruck({ epoch: '0a0b0c0d0e0f', key: truck.key })
    const [first, , third] = [
      hole.open(),
      hole.frame({ monotonicMs: 1, events: [{ monotonicMs: 1, code: 'x' }] }),
      hole.frame({ monotonicMs: 2, events: [{ monotonicMs: 2, code: 'x' }] }),
    ]
    await world.take(hole, first, third)
    expect(await firstFault()).toMatchObject({ check: 'numbers', epoch: hole.epoch, n: 1 })
    await world.take(
      next,
      next.open(),
      next.frame({
        monotonicMs: 1,
        sealed: true,
        events: [{ monotonicMs: 1, code: 'lost', detail: { epoch: hole.epoch, from: 1, to: 1, reason: 'disk' } }],
      }),
    )
    expect((await verify()).faults).toEqual([])
  })

  it('finds an edited projection row, and a rebuild puts it right', async () => {
    change(world.telemetryPath, "UPDATE last_values SET value = 4.4 WHERE channel = 'p1.temperature'")
    expect(await firstFault()).toMatchObject({
      check: 'projections',
      problem: 'table last_values differs from a rebuild',
    })
    change(world.telemetryPath, 'DELETE FROM alarms')
    expect((await verify()).faultCount).toBe(2)
    for (const name of ['last-values', 'alarms'] as const) {
      const publicKeyOf = (): Uint8Array => truck.key.publicKey
      await rebuildProjection(name, { telemetryPath: world.telemetryPath, frames: world.frameLog, publicKeyOf })
    }
    expect((await verify()).faults).toEqual([])
  })

  it('tells of forks, of devices without a key, and of frames that cannot be read', async () => {
    const twin = new FakeTruck({ key: truck.key })
    await world.take(twin, twin.open({ monotonicMs: 5 }))
    expect((await verify()).faults).toMatchObject([{ check: 'forks', n: 0 }])
    const stranger = new FakeTruck({ device: 'tk009' })
    const cut = stranger.open()
    await world.take(stranger, cut.subarray(0, cut.length - 1))
    expect((await verify()).faults.map(({ check, device }) => `${check} ${device}`)).toEqual([
      'forks tk001',
      'chain tk009',
      'decode tk009',
    ])
  })

  describe('with the truck itself', () => {
    let directory: string
    let journal: { t: number; source: string; values: Record<string, number> }[]

    beforeEach(async () => {
      directory = join(world.directory, 'tk001')
      await mkdir(join(directory, 'agent'), { recursive: true })
      await writeFile(
        join(directory, 'agent.json'),
        JSON.stringify({
          device: 'tk001',
          cadence: { sampleIntervalMs: 10_000, recordIntervalMs: minute },
          gnss: { staleMs: 5_000 },
        }),
      )
      const recorder = new Database(join(directory, 'agent', 'recorder.db'))
      recorder.exec(`CREATE TABLE frames (epoch TEXT, n INTEGER, bytes BLOB);
        CREATE TABLE rows (position INTEGER PRIMARY KEY);
        CREATE TABLE acks (epoch TEXT, through INTEGER);
        INSERT INTO rows VALUES (1), (2)`)
      const insert = recorder.prepare('INSERT INTO frames VALUES (?, ?, ?)')
      for (const [n, bytes] of frames.entries()) insert.run(truck.epoch, n, Buffer.from(bytes))
      recorder.prepare('INSERT INTO acks VALUES (?, ?)').run(truck.epoch, 8)
      recorder.close()
      journal = rows.flatMap(({ at, celsius }) => {
        const t = truck.wallOffsetMs + at + 300
        return [
          { t: t - 20_000, source: 'p1', values: { temperature: celsius - 1, humidity: 1 } },
          { t, source: 'p1', values: { temperature: celsius, humidity: 60.4 } },
          { t, source: 'inputs', values: { 'door:c1': 0, power: 1 } },
          { t: t - 4_000, source: 'gnss', values: { latitude: 31.0000249, longitude: 121, speed: 0 } },
        ]
      })
      await writeJournal()
    })

    const writeJournal = (): Promise<void> =>
      writeFile(join(directory, 'journal.ndjson'), journal.map((entry) => `${JSON.stringify(entry)}\n`).join(''))

    it('finds all owed frames, every value served, every interval kept', async () => {
      const report = await verify(directory)
      expect(report.faults).toEqual([])
      expect(Object.fromEntries(report.checked.map(({ what, count }) => [what, count]))).toMatchObject({
        "frames of the trucks' own SQLite, each in the cloud once": 9,
        'rows on trucks that are in no frame yet': 2,
        'values equal to what the hardware served at that poll': 16 * 5,
        'recording intervals kept or marked as gaps': 15,
      })
    })

    it('names the value that was not served at that poll', async () => {
      for (const entry of journal)
        if (entry.source === 'p1' && entry.values.temperature === 9.5) entry.values.temperature = 9.4
      await writeJournal()
      expect(await firstFault(directory)).toMatchObject({
        ...{ check: 'journal', device: 'tk001', n: 5, section: 1, channel: 'p1.temperature', row: 1 },
        ...{ expected: '9.4', found: '9.5' },
      })
      // right value, wrong time
      for (const entry of journal) entry.t += 20_000
      await writeJournal()
      expect((await verify(directory)).faultCount).toBeGreaterThan(10)
    })

    it('names a frame that the truck has and the cloud has not, or not so', async () => {
      change(join(directory, 'agent', 'recorder.db'), 'UPDATE frames SET bytes = ? WHERE n = 7', flipped(frames[7], -9))
      expect(await firstFault(directory)).toMatchObject({
        check: 'owed',
        n: 7,
        problem: 'truck and cloud have other bytes',
      })
      change(join(directory, 'agent', 'recorder.db'), 'UPDATE frames SET n = 9 WHERE n = 7')
      expect(await firstFault(directory)).toMatchObject({
        check: 'owed',
        n: 9,
        problem: 'the truck has it, the cloud does not',
      })
      change(join(directory, 'agent', 'recorder.db'), 'UPDATE acks SET through = 9')
      expect((await verify(directory)).faults.map(({ check }) => check)).toContain('acks')
    })

    it('names a silence without a mark, and lets one with a mark or a start be', async () => {
      truck.n++
      await world.take(truck, quiet(40))
      expect((await verify(directory)).faults.map(({ check }) => check)).toContain('recording')
      const from = (await verify(directory)).faults.find(({ check }) => check === 'recording')
      expect(from).toMatchObject({ device: 'tk001', n: 10, expected: '90000 ms at most' })
    })

    it('lets a marked silence be, but wants the first row soon after a start', async () => {
      const recording = async (): Promise<unknown[]> =>
        (await verify(directory)).faults.filter(({ check }) => check === 'recording')
      await world.take(
        truck,
        truck.frame({
          monotonicMs: 25 * minute,
          events: [{ monotonicMs: 25 * minute, code: 'gap', detail: { reason: 'disk full' } }],
        }),
        quiet(26),
      )
      expect(await recording()).toEqual([])
      const start = (at: number): Uint8Array =>
        truck.frame({ monotonicMs: at * minute, events: [{ monotonicMs: at * minute, code: 'started' }] })
      await world.take(truck, start(59.5), quiet(60))
      expect(await recording()).toEqual([])
      await world.take(truck, start(70), quiet(75))
      expect(await recording()).toMatchObject([{ found: '300000 ms' }])
    })

    const quiet = (at: number): Uint8Array =>
      truck.frame({ rows: [{ monotonicMs: at * minute, samples: { 'p1.temperature': null } }] })
  })
})
