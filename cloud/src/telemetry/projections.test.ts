import { sm3 } from '@coldrx/protocol'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tooling/test-database.ts'
import type { FrameReader, StoredFrame } from '../frames/frame-log.ts'
import { createPool, postgresSql } from '../lib/postgres.ts'
import type { Sql, SqlDatabase } from '../lib/sql.ts'
import { unpackRun } from '../projections/frame-runs.ts'
import { keepLayouts } from '../projections/layouts.ts'
import { Projector } from '../projections/projector.ts'
import { type FakeFrame, FakeTruck } from '../testing/fake-truck.ts'
import {
  createProjections,
  openTelemetryDatabase,
  PROJECTED_TABLES,
  prepareTelemetryTables,
} from './telemetry-database.ts'

const minute = 60_000

/** A log in memory that grows while a projector reads it. */
class MemoryLog {
  readonly stored: StoredFrame[] = []

  add(truck: FakeTruck, n: number, bytes: Uint8Array): void {
    const position = this.stored.length + 1
    const { device, epoch } = truck
    this.stored.push({ position, device, epoch, n, receivedAtMs: 0, hash: sm3(bytes), bytes })
  }

  addAll(
    truck: FakeTruck,
    frames: readonly Uint8Array[],
    { firstN = 0, apart = 1 }: { readonly firstN?: number; readonly apart?: number } = {},
  ): void {
    for (const [at, bytes] of frames.entries()) this.add(truck, firstN + at * apart, bytes)
  }

  get reader(): FrameReader {
    const reader: Pick<FrameReader, 'read' | 'keptLayouts'> = {
      read: async (after, limit) => this.stored.slice(after, after + limit),
      keptLayouts: async () => [],
    }
    return reader as FrameReader
  }
}

type Engine = SqlDatabase['engine']

const opened: SqlDatabase[] = []
let url: string | undefined
let schemas = 0

afterEach(async () => {
  for (const db of opened.splice(0)) await db.close()
})

async function createDatabase(engine: Engine): Promise<SqlDatabase> {
  if (engine === 'sqlite') {
    const db = await openTelemetryDatabase({ engine, path: ':memory:' })
    opened.push(db)
    return db
  }
  // a schema is made sooner than a database
  url ??= await createTestDatabase()
  schemas++
  const db = postgresSql(createPool(url, { connections: 2, schema: `s${schemas}` }))
  opened.push(db)
  await db.exec(`CREATE SCHEMA s${schemas}`)
  await db.transaction(prepareTelemetryTables)
  return db
}

async function createProjector(
  log: MemoryLog,
  truck: FakeTruck,
  on: Engine | SqlDatabase,
): Promise<{ db: SqlDatabase; projector: Projector }> {
  const db = typeof on === 'string' ? await createDatabase(on) : on
  const { all } = createProjections({ publicKeyOf: () => truck.key.publicKey })
  return { db, projector: new Projector({ db, frames: log.reader, projections: all }) }
}

/** All rows of all projections; with a log, the number of a frame stands for its position, which follows its arrival. */
async function rowsOf(db: Sql, log?: MemoryLog): Promise<Record<string, string[]>> {
  const frameAt = (position: unknown): unknown =>
    log?.stored.find((stored) => stored.position === position)?.n ?? position
  const found: Record<string, string[]> = {}
  for (const table of PROJECTED_TABLES.filter((name) => name !== 'cursors')) {
    const rows = await db.all<Record<string, unknown>>(`SELECT * FROM ${table}`)
    found[table] = rows.map(({ position, ...rest }) => JSON.stringify({ position: frameAt(position), ...rest })).sort()
  }
  return found
}

const positionsOf = async (projector: Projector) => [...(await projector.cursors()).values()]

const key = new FakeTruck().key

/** Frames with random temperatures around the limits of 2 and 8 °C, some without any, some with a bad clock or an anchor. */
const frameArbitrary = fc.record({
  celsius: fc.array(fc.constantFrom(null, 1, 4, 5, 8, 9, 12), { minLength: 1, maxLength: 4 }),
  clock: fc.constantFrom<('gnss' | 'rtc' | 'none')[]>('gnss', 'rtc', 'none'),
  anchored: fc.boolean(),
  sealed: fc.constantFrom(true, false, false, false, false),
})

/** How far apart numbers are: next to each other chains go on, and with holes between them frames fall into several packed runs. */
const APART = [1, 90] as const

const specsArbitrary = fc.array(frameArbitrary, { minLength: 1, maxLength: 20 })

const scenarioArbitrary = fc.array(frameArbitrary, { minLength: 1, maxLength: 14 }).chain((frames) =>
  fc.record({
    frames: fc.constant(frames),
    order: fc.shuffledSubarray(
      [...frames.keys()].map((at) => at + 1),
      { minLength: frames.length },
    ),
    openingAt: fc.nat(frames.length),
    batches: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
    apart: fc.constantFrom(...APART),
  }),
)

function createFrames(
  truck: FakeTruck,
  specs: readonly { celsius: (number | null)[]; clock: 'gnss' | 'rtc' | 'none'; anchored: boolean; sealed: boolean }[],
): Uint8Array[] {
  const frames = [truck.open()]
  let monotonicMs = minute
  for (const { celsius, clock, anchored, sealed } of specs) {
    const frame: FakeFrame = {
      rows: celsius.map((value, at) => ({
        monotonicMs: monotonicMs + at * minute,
        samples: { 'p1.temperature': value, 'gnss.latitude': 31, 'gnss.longitude': 121 },
      })),
      clock,
      sealed,
      ...(clock === 'gnss' ? {} : { wallMs: 1_000 }),
      ...(anchored
        ? {
            events: [
              { monotonicMs, code: 'anchor', detail: { utcMs: truck.wallOffsetMs + monotonicMs + 40, clock: 'gnss' } },
            ],
          }
        : {}),
    }
    frames.push(truck.frame(frame))
    monotonicMs += celsius.length * minute
  }
  return frames
}

async function columnOf(db: Sql, text: string): Promise<unknown[]> {
  return (await db.all<Record<string, unknown>>(text)).flatMap((row) => Object.values(row))
}

/** of frames with a good clock */
async function placedNumbers(db: Sql): Promise<number[]> {
  const runs = await db.all<{ body: Uint8Array }>('SELECT body FROM placed_runs')
  return runs.flatMap(({ body }) => unpackRun(body).map(({ n }) => n)).sort((left, right) => left - right)
}

/** As a row would be refused that breaks a rule of its table. */
async function refuseInserts(db: SqlDatabase, table: string, problem: string): Promise<void> {
  if (db.engine === 'sqlite') {
    await db.exec(
      `CREATE TRIGGER refuse_${table} BEFORE INSERT ON ${table} BEGIN SELECT raise(ABORT, '${problem}'); END`,
    )
    return
  }
  await db.exec(`CREATE FUNCTION refuse_${table}() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN RAISE EXCEPTION '${problem}'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_${table}()`)
}

describe.each<Engine>(['sqlite', 'postgres'])('projections on %s', (engine) => {
  it('leaves the same rows in whatever order frames come, and whenever the layout does', async () => {
    await fc.assert(
      fc.asyncProperty(scenarioArbitrary, async ({ frames: specs, order, openingAt, batches, apart }) => {
        const truck = new FakeTruck({ key })
        const frames = createFrames(truck, specs)
        const inOrder = new MemoryLog()
        inOrder.addAll(truck, frames, { apart })
        const straight = await createProjector(inOrder, truck, engine)
        await straight.projector.catchUp()

        const mixed = new MemoryLog()
        const crooked = await createProjector(mixed, truck, engine)
        const numbers = [...order.slice(0, openingAt), 0, ...order.slice(openingAt)]
        for (let at = 0, batch = 0; at < numbers.length; batch++) {
          const size = batches[batch % batches.length] ?? 1
          for (const n of numbers.slice(at, at + size)) mixed.add(truck, n * apart, frames[n] ?? new Uint8Array())
          at += size
          await crooked.projector.catchUp()
        }
        expect(await rowsOf(crooked.db, mixed)).toEqual(await rowsOf(straight.db, inOrder))
        const again = await createProjector(mixed, truck, engine)
        await again.projector.catchUp()
        expect(await rowsOf(again.db)).toEqual(await rowsOf(crooked.db))
        for (const db of opened.splice(0)) await db.close()
      }),
      { numRuns: engine === 'sqlite' ? 60 : 15 },
    )
  })

  it('opens and closes alarms exactly where the rows leave the range and come back', async () => {
    await fc.assert(
      fc.asyncProperty(specsArbitrary, fc.constantFrom(...APART), async (specs, apart) => {
        const truck = new FakeTruck({ key })
        const log = new MemoryLog()
        log.addAll(truck, createFrames(truck, specs), { apart })
        const { db, projector } = await createProjector(log, truck, engine)
        await projector.catchUp()
        const expected: { opened_ms: number; closed_ms: number | null; peak_celsius: number }[] = []
        let open: (typeof expected)[number] | undefined
        specs
          .flatMap(({ celsius }) => celsius)
          .forEach((value, row) => {
            const atMs = (row + 1) * minute
            if (value === null) return
            if (value >= 2 && value <= 8) {
              if (open !== undefined) open.closed_ms = atMs
              open = undefined
              return
            }
            if (open === undefined) {
              open = { opened_ms: atMs, closed_ms: null, peak_celsius: value }
              expected.push(open)
            }
            const excess = (celsius: number): number => Math.max(2 - celsius, celsius - 8)
            if (excess(value) > excess(open.peak_celsius)) open.peak_celsius = value
          })
        expect(
          await db.all('SELECT opened_ms, closed_ms, peak_celsius FROM alarms ORDER BY opened_n, opened_ms'),
        ).toEqual(expected)
        await opened.pop()?.close()
      }),
      { numRuns: engine === 'sqlite' ? 100 : 20 },
    )
  })

  it('draws no run again for a frame that lies within it or at its end', async () => {
    for (const newest of [9, 4]) {
      const truck = new FakeTruck({ key })
      const specs = [...Array.from({ length: 40 }, (_, at) => 9 + (at % 7)), newest].map((celsius) => ({
        ...{ celsius: [celsius], clock: 'gnss' as const, anchored: false, sealed: false },
      }))
      const frames = createFrames(truck, specs)
      const log = new MemoryLog()
      log.addAll(truck, frames.slice(0, 2))
      log.add(truck, 41, frames[41] ?? new Uint8Array())
      const { db, projector } = await createProjector(log, truck, engine)
      await projector.catchUp()
      const [first] = await db.all<{ id: string }>('SELECT id FROM alarms')
      // who would read the run again would stumble here
      await db.exec("UPDATE frame_ranges SET segments = 'not JSON' WHERE n = 1")
      log.addAll(truck, frames.slice(2, 41), { firstN: 2 })
      await projector.catchUp()
      expect(await db.all('SELECT id, last_out_n, peak_celsius FROM alarms')).toEqual([
        { id: first?.id, last_out_n: newest === 9 ? 41 : 40, peak_celsius: 15 },
      ])
      expect((await rowsOf(db)).frame_flags).toEqual([])
    }
  })

  it('keeps waiting for a layout that only a birth brings, and gives up nothing', async () => {
    const truck = new FakeTruck({ key })
    const [, ...frames] = createFrames(truck, [
      { celsius: [9], clock: 'gnss', anchored: true, sealed: false },
      { celsius: [4], clock: 'gnss', anchored: false, sealed: false },
    ])
    const log = new MemoryLog()
    log.addAll(truck, frames, { firstN: 1 })
    const { db, projector } = await createProjector(log, truck, engine)
    await projector.catchUp()
    expect(await db.all('SELECT flag, count(*) AS frames FROM frame_flags GROUP BY flag')).toEqual([
      { flag: 'missing-layout', frames: 2 },
    ])
    await db.transaction((tx) => keepLayouts(tx, [truck.layout.bytes]))
    await projector.catchUp()
    expect(await db.all('SELECT * FROM frame_flags')).toEqual([])
    expect(await db.all('SELECT * FROM waiting_frames')).toEqual([])
    expect(await db.all('SELECT opened_n, closed_n FROM alarms')).toEqual([{ opened_n: 1, closed_n: 2 }])
  })

  it('takes nothing of a batch whose transaction fails, and all of it the next time', async () => {
    const truck = new FakeTruck({ key })
    const log = new MemoryLog()
    log.addAll(truck, createFrames(truck, [{ celsius: [9], clock: 'gnss', anchored: false, sealed: true }]))
    const { db, projector } = await createProjector(log, truck, engine)
    await db.exec('ALTER TABLE alarms RENAME TO elsewhere')
    await expect(projector.catchUp()).rejects.toThrow('alarms')
    await db.exec('ALTER TABLE elsewhere RENAME TO alarms')
    expect(await rowsOf(db)).toMatchObject({ placed_runs: [], last_values: [], chains: [] })
    expect(await positionsOf(projector)).toEqual(Array(8).fill(0))
    await projector.catchUp()
    const again = await createProjector(log, truck, engine)
    await again.projector.catchUp()
    expect(await rowsOf(db)).toEqual(await rowsOf(again.db))
    expect(await columnOf(db, 'SELECT sealed_through FROM chains')).toEqual([1])
  })

  it('makes a projection anew whose version or columns have changed, and one that was added', async () => {
    const truck = new FakeTruck({ key })
    const log = new MemoryLog()
    log.addAll(truck, createFrames(truck, [{ celsius: [9], clock: 'gnss', anchored: false, sealed: true }]))
    const fresh = await createProjector(log, truck, engine)
    await fresh.projector.catchUp()
    const old = await createProjector(log, truck, engine)
    await old.projector.catchUp()
    await old.db.exec(`DROP TABLE alarms; CREATE TABLE alarms (id TEXT, celsius REAL);
      UPDATE cursors SET version = 0 WHERE projection = 'alarms';
      DROP TABLE positions; DELETE FROM cursors WHERE projection = 'positions';
      CREATE TABLE anchors (n INTEGER); UPDATE cursors SET version = 1 WHERE projection = 'placement'`)
    await old.db.transaction(prepareTelemetryTables)
    const now = await createProjector(log, truck, old.db)
    await now.projector.catchUp()
    expect(await rowsOf(now.db)).toEqual(await rowsOf(fresh.db))
    await expect(now.db.all('SELECT n FROM anchors')).rejects.toThrow('anchors')
  })

  it('flags a frame that a projection cannot take, as far as it can, and goes on', async () => {
    const truck = new FakeTruck({ key })
    const log = new MemoryLog()
    const specs = [5, 9, 4].map((celsius) => ({
      ...{ celsius: [celsius], clock: 'gnss' as const, anchored: false, sealed: false },
    }))
    log.addAll(truck, createFrames(truck, specs))
    const { db, projector } = await createProjector(log, truck, engine)
    await refuseInserts(db, 'alarms', 'no')
    await projector.catchUp()
    expect(await db.all('SELECT n, flag, problem FROM frame_flags')).toEqual([
      { n: 2, flag: 'undecodable', problem: 'could not be worked in: no' },
    ])
    expect(await placedNumbers(db)).toEqual([0, 1, 2, 3])
    expect(await columnOf(db, "SELECT DISTINCT last_n FROM roll_ups WHERE group_id = 'c1'")).toEqual([3])
    expect(await positionsOf(projector)).toEqual(Array(8).fill(4))

    await refuseInserts(db, 'placed_runs', 'no place')
    const other = new FakeTruck({ key, epoch: '000000000001' })
    log.addAll(other, createFrames(other, []))
    await projector.catchUp()
    expect((await columnOf(db, 'SELECT problem FROM frame_flags WHERE position = 5'))[0]).toMatch('no place')
  })

  it('goes past bytes of the log that were changed into no frame at all', async () => {
    const truck = new FakeTruck({ key })
    const log = new MemoryLog()
    const spec = { celsius: [5], clock: 'gnss' as const, anchored: false, sealed: false }
    const [first, second, third] = createFrames(truck, [spec, spec])
    for (const [n, bytes] of [first, second?.with(0, 0), third].entries()) log.add(truck, n, bytes ?? new Uint8Array())
    const { db, projector } = await createProjector(log, truck, engine)
    await projector.catchUp()
    expect(await db.all('SELECT n, flag FROM frame_flags')).toEqual([{ n: 1, flag: 'undecodable' }])
    expect(await placedNumbers(db)).toEqual([0, 2])
    expect((await columnOf(db, 'SELECT fault_n FROM chains'))[0]).toBe(1)
  })
})
