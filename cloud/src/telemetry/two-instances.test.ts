import { afterEach, beforeEach, expect, it } from 'vitest'
import { createPool } from '../lib/postgres.ts'
import { FakeTruck } from '../testing/fake-truck.ts'
import { TelemetryWorld } from '../testing/telemetry-world.ts'
import type { Changes } from './read-model.ts'
import type { Telemetry } from './telemetry.ts'
import { POSTGRES_SCHEMA } from './telemetry-database.ts'

const minute = 60_000

let truck: FakeTruck
let world: TelemetryWorld
let other: Telemetry

beforeEach(async () => {
  truck = new FakeTruck()
  world = await TelemetryWorld.openOn('postgres', truck)
  other = await world.openAnother()
})
afterEach(async () => {
  await other.close()
  await world.remove()
})

const at = (fromMinute: number, celsius: number) =>
  truck.frame({ rows: [{ monotonicMs: fromMinute * minute, samples: { 'p1.temperature': celsius } }], sealed: true })

async function query<Row extends object>(sql: string): Promise<Row[]> {
  if (world.place.engine !== 'postgres') throw new Error('not on PostgreSQL')
  const pool = createPool(world.place.url, { connections: 1, schema: POSTGRES_SCHEMA })
  try {
    return (await pool.query<Row>(sql)).rows
  } finally {
    await pool.end()
  }
}

const holders = async (): Promise<number> =>
  (await query("SELECT DISTINCT holder FROM leases WHERE name NOT LIKE 'instance %' AND expires_at_ms > 0")).length

it('shares the work, and tells everything on both, whoever did it', async () => {
  await expect.poll(holders).toBe(2)
  const told: [Changes[], Changes[]] = [[], []]
  world.telemetry.onChange((changes) => told[0].push(changes))
  other.onChange((changes) => told[1].push(changes))
  const { cursor } = await world.telemetry.trucks()
  await world.take(truck, truck.open(), at(1, 9))
  for (const ofOne of told) {
    await expect.poll(() => ofOne.flatMap(({ alarms }) => alarms).length).toBeGreaterThan(0)
    await expect.poll(() => ofOne.flatMap(({ trucks }) => trucks).at(-1)).toMatchObject({ frames: 2 })
  }
  const since = await other.changesSince(cursor)
  expect(since).toMatchObject({ trucks: [{ device: 'tk001', frames: 2 }], alarms: [{ closedAtMs: null }] })
  await world.take(truck, at(2, 4))
  expect(await world.telemetry.changesSince(since.cursor)).toMatchObject({
    trucks: [{ frames: 3 }],
    alarms: [{ closedAtMs: truck.wallOffsetMs + 2 * minute }],
  })
  expect((await world.telemetry.changesSince((await other.trucks()).cursor)).alarms).toEqual([])
  expect(await query('SELECT sealed_through, bad_seals FROM chains')).toEqual([{ sealed_through: 2, bad_seals: 0 }])
})

it('works in what the other one committed and what a birth told the other one', async () => {
  await expect.poll(holders).toBe(2)
  truck.open()
  const accepted = await world.frameLog.accept([{ device: truck.device, bytes: at(1, 4), receivedAtMs: 0 }])
  // only one hears of it
  other.framesCommitted(accepted)
  const kept = { hash: '', bytes: truck.layout.bytes }
  other.layoutKept(kept)
  await expect
    .poll(async () => (await world.telemetry.truck('tk001'))?.truck.compartments[0]?.channels[0]?.value)
    .toBe(4)
})

it('goes on when the server has ended all its connections', async () => {
  const told: Changes[] = []
  other.onChange((changes) => told.push(changes))
  await world.take(truck, truck.open())
  await expect.poll(() => told.flatMap(({ trucks }) => trucks).at(-1)?.frames).toBe(1)
  await query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  )
  const bytes = at(1, 9)
  const accept = () => world.frameLog.accept([{ device: truck.device, bytes, receivedAtMs: 0 }])
  await expect
    .poll(() =>
      accept().then(
        ({ outcomes }) => outcomes[0],
        () => undefined,
      ),
    )
    .toMatch(/stored|duplicate/)
  await expect.poll(() => told.flatMap(({ trucks }) => trucks).at(-1)?.frames).toBe(2)
  await expect.poll(() => told.flatMap(({ alarms }) => alarms).length).toBeGreaterThan(0)
  await expect
    .poll(() => query('SELECT sealed_through, bad_seals FROM chains'))
    .toEqual([{ sealed_through: 1, bad_seals: 0 }])
})

it('leaves the work to the other one when it ends', async () => {
  await expect.poll(holders).toBe(2)
  const another = await world.openAnother()
  await other.close()
  other = another
  await world.take(truck, truck.open(), at(1, 9))
  expect((await other.truck('tk001'))?.truck.frames).toBe(2)
  await expect.poll(holders).toBe(2)
})
