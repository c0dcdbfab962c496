import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tooling/test-database.ts'
import { createPool, postgresSql } from '../lib/postgres.ts'
import type { SqlDatabase } from '../lib/sql.ts'
import { LEASE_STATEMENTS, LeaseLostError, Leases } from './leases.ts'
import { runEach } from './rows.ts'

const NAMES = ['heavy', 'light']

let db: SqlDatabase

beforeEach(async () => {
  db = postgresSql(createPool(await createTestDatabase(), { connections: 4 }))
  await runEach(db, LEASE_STATEMENTS)
})
afterEach(() => db.close())

const instance = (holder: string): Leases => new Leases({ db, holder, names: NAMES })
const heldBy = (leases: Leases): string[] => NAMES.filter((name) => leases.holds(name))
const expireAll = () => db.run('UPDATE leases SET expires_at_ms = 0')

it('gives all to one alone, and to each of two its share', async () => {
  const [first, second] = [instance('a'), instance('b')]
  expect(await first.tend()).toEqual({ taken: NAMES, othersChanged: true })
  expect(await first.tend()).toEqual({ taken: [], othersChanged: false })
  expect((await second.tend()).taken).toEqual([])
  await first.tend()
  expect(heldBy(first)).toEqual(['heavy'])
  expect((await second.tend()).taken).toEqual(['light'])
  await second.release()
  expect(await first.tend()).toEqual({ taken: ['light'], othersChanged: true })
})

it('replaces one that says nothing any more, whose transactions then do nothing', async () => {
  const [dead, living] = [instance('a'), instance('b')]
  await dead.tend()
  await expect
    .poll(async () => {
      await living.tend()
      return heldBy(living)
    })
    .toEqual(NAMES)
  const late = db.transaction(async (tx) => {
    await dead.guard('heavy', tx)
    await tx.run("INSERT INTO leases (name, holder, token, expires_at_ms) VALUES ('done', 'a', 0, 0)")
  })
  await expect(late).rejects.toThrow(LeaseLostError)
  expect(await db.get("SELECT name FROM leases WHERE name = 'done'")).toBeUndefined()
  expect(dead.holds('heavy')).toBe(false)
  await db.transaction((tx) => living.guard('heavy', tx))
})

it('is not taken while a transaction of its holder is under way, however long that takes', async () => {
  const [holder, other] = [instance('a'), instance('b')]
  await holder.tend()
  await expireAll()
  await db.transaction(async (tx) => {
    await holder.guard('heavy', tx)
    await other.tend()
    expect(heldBy(other)).toEqual(['light'])
  })
  await other.tend()
  expect(heldBy(other)).toEqual(['light'])
  await holder.tend()
  expect(heldBy(holder)).toEqual(['heavy'])
})
