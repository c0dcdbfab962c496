import { rm } from 'node:fs/promises'
import { decodeFrame, encodeFrame, fromHex, sm3, toHex } from '@coldrx/protocol'
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

  beforeEach(async () => {
    truck = new FakeTruck()
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
        'p2.temperature': -20,
        'c1.door': 0,
        'gnss.latitude': 31.00002,
        'gnss.longitude': 121,
      },
    }))
    return truck.frame({ rows: made, sealed })
  }

  const verify = (): Promise<VerifyReport> =>
    runVerify({
      log: { engine: 'sqlite', path: world.framesPath },
      telemetry: { engine: 'sqlite', path: world.telemetryPath },
      publicKeyOf: (device) => {
        const key = world.keys.get(device)
        return key === undefined ? undefined : fromHex(key)
      },
      trucks: [],
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

  const firstFault = async (): Promise<Fault | undefined> => (await verify()).faults[0]

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
    expect(counts['rows of projections equal to a rebuild']).toBeGreaterThan(20)
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

  it('names a frame with an opening where none belongs', async () => {
    const { header, seed, sections } = decodeFrame(frames[5] ?? new Uint8Array(0))
    const opening = decodeFrame(frames[0] ?? new Uint8Array(0)).sections[0] ?? new Uint8Array(0)
    // no encoder of ours makes such a frame: it gets its section under another id
    const bytes = encodeFrame({ header, seed, sections: [...sections, opening.with(0, 0x99)] })
    bytes[bytes.length - opening.length] = 0xe1
    change(world.framesPath, 'UPDATE frames SET bytes = ?, hash = ? WHERE n = 5', Buffer.from(bytes), sm3(bytes))
    expect(await firstFault()).toMatchObject({
      check: 'decode',
      n: 5,
      problem: 'the opening stands first in frame 0 and nowhere else',
    })
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
    const lost = { epoch: hole.epoch, from: 1, to: 1, reason: 'disk' }
    await world.take(
      next,
      next.open(),
      next.frame({ monotonicMs: 1, events: [{ monotonicMs: 1, code: 'lost', detail: lost }] }),
    )
    // whoever can write into the log can write that too
    expect(await firstFault()).toMatchObject({
      ...{ check: 'numbers', epoch: hole.epoch, n: 1 },
      problem: 'the frame is missing; that it is lost is said, but not signed',
    })
    await world.take(next, next.frame({ monotonicMs: 2, sealed: true, events: [{ monotonicMs: 2, code: 'x' }] }))
    expect((await verify()).faults).toEqual([])
  })

  it('holds an opening against the end of the epoch before', async () => {
    const previous = { epoch: truck.epoch, n: truck.n - 1, head: toHex(truck.head) }
    const opened = (epoch: string, changed: Partial<typeof previous>): FakeTruck => {
      const next = new FakeTruck({ epoch, key: truck.key })
      next.previous = { ...previous, ...changed }
      return next
    }
    await world.take(truck, opened('010203040506', {}).open({ sealed: true }))
    expect((await verify()).faults).toEqual([])
    await world.take(truck, opened('0a0b0c0d0e0f', { head: '00'.repeat(32) }).open({ sealed: true }))
    await world.take(truck, opened('111213141516', { n: 10 }).open({ sealed: true }))
    expect((await verify()).faults).toMatchObject([
      { check: 'opening', epoch: truck.epoch, n: 8, problem: 'the opening of 0a0b0c0d0e0f names another head of it' },
      { check: 'numbers', epoch: truck.epoch, n: 9, problem: 'the frames up to 10 are missing' },
    ])
  })

  it('says how many frames no seal covers yet', async () => {
    const what = 'frames after the last seal of their epoch, chained and not signed yet'
    const unsigned = async () => (await verify()).checked.find((entry) => entry.what === what)?.count
    expect(await unsigned()).toBe(2)
    await world.take(truck, frame(9, true))
    expect(await unsigned()).toBe(0)
  })

  it('goes on with its report where a frame has no readable header any more', async () => {
    change(world.framesPath, 'UPDATE frames SET bytes = ? WHERE n = 6', flipped(frames[6], 0))
    const { faults, checked } = await verify()
    expect(faults.map(({ check, n }) => [check, n])).toEqual(
      expect.arrayContaining([
        ['log', 6],
        ['decode', 6],
      ]),
    )
    expect(checked.find(({ what }) => what === 'heads of the chain')?.count).toBe(6)
  })

  it('goes on with its report where a part of what is stored cannot be read at all', async () => {
    change(world.framesPath, "UPDATE epochs SET epoch = 'no hex here!'")
    await rm(world.telemetryPath)
    const report = await verify()
    expect(
      report.faults.filter(({ problem }) => problem.startsWith('cannot be checked')).map(({ check }) => check),
    ).toEqual(expect.arrayContaining(['projections', 'chain']))
    expect(formatReport(report)).toMatch(/9 {2}frames: position/)
  })

  it('names a number that stands twice in the log, whatever the index says', async () => {
    const db = new Database(world.framesPath)
    db.exec(`CREATE TABLE loose AS SELECT * FROM frames; DROP TABLE frames; ALTER TABLE loose RENAME TO frames`)
    db.close()
    const bytes = Buffer.from(frames[5] ?? [])
    change(world.framesPath, 'UPDATE frames SET n = 5, bytes = ?, hash = ? WHERE n = 4', bytes, Buffer.from(sm3(bytes)))
    const { faults } = await verify()
    expect(faults).toContainEqual(
      expect.objectContaining({ check: 'log', n: 5, problem: 'a second frame of this number stands in the log' }),
    )
    expect(faults).toContainEqual(expect.objectContaining({ check: 'numbers', n: 4, problem: 'the frame is missing' }))
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
      await rebuildProjection(name, {
        place: { engine: 'sqlite', path: world.telemetryPath },
        frames: world.frameLog,
        publicKeyOf,
      })
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

  it('names a reading that stands in two frames, and one that stands in two epochs', async () => {
    const again = { monotonicMs: 16 * minute, samples: { 'p1.temperature': 4, 'c1.door': 0 } }
    await world.take(truck, truck.frame({ rows: [again], sealed: true }))
    expect((await verify()).faults).toMatchObject([
      {
        ...{ check: 'readings', device: 'tk001', epoch: truck.epoch, n: 9, section: 0, row: 0 },
        ...{ expected: 'later than 960000 ms of boot 1', found: '960000 ms' },
      },
    ])
    const restored = new FakeTruck({ epoch: '010203040506', key: truck.key })
    await world.take(restored, restored.open(), restored.frame({ rows: [again], sealed: true }))
    const report = await verify()
    expect(report.faults).toContainEqual(
      expect.objectContaining({
        ...{ check: 'readings', epoch: restored.epoch },
        problem: `readings of c1 at one time of boot 1 stand in epoch ${truck.epoch} too`,
      }),
    )
    // after a loss of everything the starts are counted from 1 again: their readings are other ones
    const later = new FakeTruck({
      epoch: '0a0b0c0d0e0f',
      key: truck.key,
      wallOffsetMs: truck.wallOffsetMs + 999 * minute,
    })
    await world.take(later, later.open(), later.frame({ rows: [again], sealed: true }))
    expect((await verify()).faultCount).toBe(report.faultCount)
  })
})
