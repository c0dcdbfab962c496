import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toHex } from '@coldrx/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../../tooling/test-database.ts'
import { openDatabase } from '../../lib/database.ts'
import { createPool, postgresSql } from '../../lib/postgres.ts'
import type { SqlDatabase } from '../../lib/sql.ts'
import { sqliteSql } from '../../lib/sqlite-sql.ts'
import { frameKinds, framesOf } from '../../testing/drawn-frames.ts'
import { FakeTruck } from '../../testing/fake-truck.ts'
import type { FrameArrival, FrameLog, FrameReader, StoredFrame } from '../frame-log.ts'
import { FRAME_SCHEMA } from '../frame-schema.ts'
import { type FrameLogPlace, openFrameLog, openFrameReader } from '../open-frame-log.ts'
import { BackgroundBundling } from './background-bundling.ts'
import { Bundler } from './bundler.ts'

const START_MS = 1_760_000_000_000
const LATER_MS = START_MS + 365 * 86_400_000

interface World {
  readonly place: FrameLogPlace
  readonly log: FrameLog
  readonly db: SqlDatabase
  remove(): Promise<void>
}

async function sqliteWorld(): Promise<World> {
  const directory = await mkdtemp(join(tmpdir(), 'coldrx-bundles-'))
  const place = { engine: 'sqlite', path: join(directory, 'frames.db') } as const
  const log = await openFrameLog(place)
  const db = sqliteSql(openDatabase(place.path, FRAME_SCHEMA))
  return {
    ...{ place, log, db },
    async remove() {
      await db.close()
      await log.close()
      await rm(directory, { recursive: true })
    },
  }
}

async function postgresWorld(): Promise<World> {
  const place = { engine: 'postgres', url: await createTestDatabase() } as const
  const log = await openFrameLog(place)
  const db = postgresSql(createPool(place.url, { connections: 2 }))
  return {
    ...{ place, log, db },
    async remove() {
      await db.close()
      await log.close()
    },
  }
}

const bundlerOf = ({ db }: World, nowMs = LATER_MS): Bundler =>
  new Bundler({ db, nowMs: () => nowMs, olderThanMs: 1_000 })

const plain = (frame: StoredFrame | undefined) =>
  frame && { ...frame, hash: toHex(frame.hash), bytes: toHex(frame.bytes) }

/** Everything that a reader can be asked of these frames. */
async function everything(reader: FrameReader, limit: number) {
  const inOrder: ReturnType<typeof plain>[] = []
  for (let position = 0; ; ) {
    const batch = await reader.read(position, limit)
    if (batch.length === 0) break
    inOrder.push(...batch.map(plain))
    position = batch.at(-1)?.position ?? position
  }
  const epochs = await reader.epochs()
  const ofEpochs = await Promise.all(
    epochs.map(async ({ device, epoch, firstN, lastN }) => ({
      ofDevice: await reader.epochs(device),
      numbers: await reader.numbers(device, epoch),
      all: (await reader.frames(device, epoch, firstN, lastN)).map(plain),
      some: (await reader.frames(device, epoch, firstN + 2, lastN - 2)).map(plain),
      one: plain(await reader.readFrame(device, epoch, Math.floor((firstN + lastN) / 2))),
      none: plain(await reader.readFrame(device, epoch, lastN + 1)),
      forks: (await reader.forks(device, epoch)).length,
      faults: await reader.deviceFaults(device),
    })),
  )
  return { inOrder, epochs, ofEpochs, counts: await reader.counts(), last: await reader.lastPosition() }
}

describe.each([
  ['SQLite', sqliteWorld],
  ['PostgreSQL', postgresWorld],
] as const)('bundles on %s', (_, openWorld) => {
  it('give the very bytes back through every question, and are acknowledged, known again and forked as before', async () => {
    const drawn = fc.tuple(
      fc.array(frameKinds, { minLength: 3, maxLength: 40 }),
      fc.array(frameKinds, { maxLength: 12 }),
      fc.array(fc.nat({ max: 90_000 }), { minLength: 60, maxLength: 60 }),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 0, max: 60 }),
    )
    await fc.assert(
      fc.asyncProperty(drawn, async ([first, second, delays, limit, oldOnes]) => {
        const world = await openWorld()
        try {
          const trucks = [new FakeTruck(), new FakeTruck({ device: 'tk002' })]
          const streams = [framesOf(trucks[0] as FakeTruck, first), framesOf(trucks[1] as FakeTruck, second)]
          const arrivals = streams
            .flatMap((frames, truck) =>
              frames.map((bytes, at): FrameArrival & { order: number } => ({
                device: truck === 0 ? 'tk001' : 'tk002',
                bytes,
                receivedAtMs: START_MS + at * 300_000 + (delays[at] ?? 0),
                order: at * 3 + ((delays[at] ?? 0) % 7),
              })),
            )
            .sort((left, right) => left.order - right.order)
          await world.log.accept(arrivals)
          const before = await everything(world.log, limit)
          const [truck] = trucks
          const acknowledged = await world.log.acknowledgement('tk001', truck?.epoch ?? '')
          // some of them at first, then all
          await bundlerOf(world, START_MS + oldOnes * 300_000).pass()
          expect(await everything(world.log, limit)).toEqual(before)
          await bundlerOf(world).pass()
          expect(await world.db.get('SELECT count(*) AS n FROM frames')).toEqual({ n: 0 })
          expect(await everything(world.log, limit)).toEqual(before)
          const reader = openFrameReader(world.place)
          expect(await everything(reader, 1_000)).toEqual(before)
          await reader.close()
          expect(await world.log.acknowledgement('tk001', truck?.epoch ?? '')).toEqual(acknowledged)
          const again = await openFrameLog(world.place)
          const known = await again.accept(arrivals)
          expect(new Set(known.outcomes)).toEqual(new Set(['duplicate']))
          const twin = new FakeTruck({ ...(truck === undefined ? {} : { key: truck.key }) })
          const fork = twin.open({ monotonicMs: 9 })
          const next = (truck as FakeTruck).frame({ events: [{ monotonicMs: 5, code: 'y' }] })
          const mixed = await again.accept(
            [fork, next].map((bytes) => ({ device: 'tk001', bytes, receivedAtMs: LATER_MS })),
          )
          expect(mixed.outcomes).toEqual(['fork', 'stored'])
          expect((await again.read(before.last, 10)).map(({ position }) => position)).toEqual([before.last + 1])
          await again.close()
        } finally {
          await world.remove()
        }
      }),
      { numRuns: 5, endOnFailure: true },
    )
  })

  it('are made while frames come and are read: nothing lost, nothing twice', async () => {
    const world = await openWorld()
    try {
      const trucks = ['tk001', 'tk002', 'tk003'].map((device) => new FakeTruck({ device }))
      const followed: StoredFrame[] = []
      let writing = true
      const follow = async () => {
        for (;;) {
          const last = !writing
          const batch = await world.log.read(followed.at(-1)?.position ?? 0, 11)
          followed.push(...batch)
          if (last && batch.length === 0) return
          await new Promise((resolve) => setImmediate(resolve))
        }
      }
      const write = async () => {
        for (let round = 0; round < 60; round++) {
          const arrivals = trucks.map((truck) => {
            const bytes = round === 0 ? truck.open() : truck.frame({ events: [{ monotonicMs: round, code: 'x' }] })
            return { device: truck.device, bytes, receivedAtMs: START_MS + round }
          })
          await world.log.accept(arrivals)
        }
        writing = false
      }
      const bundle = async () => {
        let moved = 0
        while (writing) moved += await bundlerOf(world).pass()
        return moved + (await bundlerOf(world).pass())
      }
      const [, , one, two] = await Promise.all([follow(), write(), bundle(), bundle()])
      expect(one + two).toBe(180)
      expect(followed.map(({ position }) => position)).toEqual(Array.from({ length: 180 }, (_, at) => at + 1))
      for (const { device, epoch } of trucks) {
        expect(await world.log.numbers(device, epoch)).toEqual([[0, 59]])
        expect(await world.log.acknowledgement(device, epoch)).toMatchObject({ through: 59, have: [] })
      }
    } finally {
      await world.remove()
    }
  })

  it('say so when their bytes were changed, and keep beside them what comes again', async () => {
    const world = await openWorld()
    try {
      const truck = new FakeTruck()
      const frames = framesOf(truck, [])
      for (let at = 0; at < 9; at++) frames.push(truck.frame({ events: [{ monotonicMs: at, code: 'x' }] }))
      const arrivals = frames.map((bytes) => ({ device: truck.device, bytes, receivedAtMs: START_MS }))
      await world.log.accept(arrivals)
      await bundlerOf(world).pass()
      const row = await world.db.get<{ body: Uint8Array }>('SELECT body FROM bundles')
      const body = Buffer.from(row?.body ?? [])
      body[body.length - 3] = (body.at(-3) ?? 0) ^ 1
      await world.db.run('UPDATE bundles SET body = ?', [body])
      await expect(world.log.read(0, 10)).rejects.toThrow(/the bundle of frames 0 to 9 of tk001.* does not give back/)
      const again = await openFrameLog(world.place)
      expect((await again.accept(arrivals.slice(3, 4))).outcomes).toEqual(['fork'])
      await again.close()
    } finally {
      await world.remove()
    }
  })

  it('are made in the background', async () => {
    const world = await openWorld()
    const failures: unknown[] = []
    const truck = new FakeTruck()
    await world.log.accept([{ device: truck.device, bytes: truck.open(), receivedAtMs: 1 }])
    const bundling = new BackgroundBundling({
      ...{ place: world.place, olderThanMs: 1_000, pauseMs: 10 },
      onFailure: (error) => failures.push(error),
    })
    try {
      const bundles = () => world.db.get('SELECT count(*) AS n FROM bundles')
      await expect.poll(bundles).toEqual({ n: 1 })
      await world.log.accept([
        { device: truck.device, bytes: truck.frame({ events: [{ monotonicMs: 1, code: 'x' }] }), receivedAtMs: 2 },
      ])
      await expect.poll(bundles).toEqual({ n: 2 })
    } finally {
      await bundling.stop()
      await world.remove()
    }
    expect(failures).toEqual([])
  })
})
