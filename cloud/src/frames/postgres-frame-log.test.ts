import pg from 'pg'
import { expect, it } from 'vitest'
import { createTestDatabase } from '../../../tooling/test-database.ts'
import { CuttableProxy } from '../testing/cuttable-proxy.ts'
import { FakeTruck } from '../testing/fake-truck.ts'
import { describeFrameLog } from './frame-log.suite.ts'
import { FrameLogUnavailable } from './frame-log.ts'
import { holdFrameReader } from './open-frame-log.ts'
import { PostgresFrameLog } from './postgres-frame-log.ts'

describeFrameLog('PostgreSQL', async () => {
  const url = await createTestDatabase()
  // the server is the test run's own, and the database goes with it
  return { open: () => PostgresFrameLog.open(url), remove: async () => {} }
})

async function ask<Row extends pg.QueryResultRow>(url: string, ...statements: readonly string[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    let rows: Row[] = []
    for (const statement of statements) rows = (await client.query<Row>(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

function arrivalOf(truck: FakeTruck, receivedAtMs = 1) {
  const bytes = truck.n === 0 ? truck.open() : truck.frame({ events: [{ monotonicMs: 1, code: 'x' }] })
  return { device: truck.device, bytes, receivedAtMs }
}

it('of two instances that start at once is migrated once, and refuses one of a newer release by name', async () => {
  const url = await createTestDatabase()
  const both = await Promise.all([PostgresFrameLog.open(url), PostgresFrameLog.open(url)])
  for (const log of both) await log.close()
  await ask(url, "UPDATE schema_versions SET version = 9 WHERE store = 'frames'")
  await expect(PostgresFrameLog.open(url)).rejects.toThrow(/schema version 9, this program knows 1/)
})

it('waits for the disk with every commit, whatever the database is set to', async () => {
  const url = await createTestDatabase()
  const log = await PostgresFrameLog.open(url)
  await log.close()
  const database = new URL(url).pathname.slice(1)
  await ask(
    url,
    `ALTER DATABASE ${database} SET synchronous_commit = off`,
    'CREATE TABLE seen (setting text)',
    `CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$`,
    'CREATE TRIGGER see AFTER INSERT ON frames EXECUTE FUNCTION see()',
  )
  const again = await PostgresFrameLog.open(url)
  await again.accept([arrivalOf(new FakeTruck())])
  await again.close()
  expect(await ask(url, 'SELECT setting FROM seen')).toEqual([{ setting: 'on' }])
})

it('acknowledges nothing while the server is away, and goes on when it is back: nothing lost, nothing twice', async () => {
  const url = new URL(await createTestDatabase())
  const proxy = await CuttableProxy.before(Number(url.port))
  url.port = String(proxy.port)
  const log = await PostgresFrameLog.open(url.href)
  try {
    const truck = new FakeTruck()
    const first = arrivalOf(truck)
    await log.accept([first])
    const second = arrivalOf(truck)
    const underWay = log.accept([second])
    proxy.cut()
    await expect(underWay).rejects.toThrow(FrameLogUnavailable)
    await expect(log.accept([second])).rejects.toThrow(FrameLogUnavailable)
    await expect(log.acknowledgement(truck.device, truck.epoch)).rejects.toThrow(FrameLogUnavailable)
    proxy.mend()
    const accepted = await log.accept([first, second, arrivalOf(truck)])
    expect(accepted.outcomes[0]).toBe('duplicate')
    expect(accepted.acknowledged).toMatchObject([{ through: 2, have: [] }])
    expect((await log.read(0, 10)).map(({ position, n }) => [position, n])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ])
  } finally {
    await log.close()
    await proxy.close()
  }
})

it('goes on after the server has ended its connections', async () => {
  const url = await createTestDatabase()
  const log = await PostgresFrameLog.open(url)
  try {
    const truck = new FakeTruck()
    await log.accept([arrivalOf(truck)])
    await log.lastPosition()
    await ask(
      url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    )
    const next = arrivalOf(truck)
    await expect
      .poll(() =>
        log.accept([next]).then(
          ({ outcomes }) => outcomes.length,
          () => 0,
        ),
      )
      .toBe(1)
    expect(await log.lastPosition()).toBe(2)
  } finally {
    await log.close()
  }
})

it('a reader that holds the log sees it as it was, whatever is committed meanwhile', async () => {
  const url = await createTestDatabase()
  const truck = new FakeTruck()
  const log = await PostgresFrameLog.open(url)
  await log.accept([arrivalOf(truck)])
  const reader = await holdFrameReader({ engine: 'postgres', url })
  await log.accept([arrivalOf(truck)])
  expect(await reader.lastPosition()).toBe(1)
  expect(await reader.epochs()).toMatchObject([{ frames: 1, lastN: 0 }])
  expect(await log.lastPosition()).toBe(2)
  await reader.close()
  await log.close()
})
