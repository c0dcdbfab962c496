import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tooling/test-database.ts'
import { openDatabase } from './database.ts'
import { createPool, postgresSql } from './postgres.ts'
import type { SqlDatabase } from './sql.ts'
import { sqliteSql } from './sqlite-sql.ts'

async function openSqlite(): Promise<{ sql: SqlDatabase; close: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'coldrx-sql-'))
  const sql = sqliteSql(openDatabase(join(directory, 'x.db'), { version: 1, sql: '' }))
  return {
    sql,
    close: async () => {
      await sql.close()
      rmSync(directory, { recursive: true })
    },
  }
}

async function openPostgres(): Promise<{ sql: SqlDatabase; close: () => Promise<void> }> {
  const sql = postgresSql(createPool(await createTestDatabase()))
  return { sql, close: () => sql.close() }
}

describe.each([
  ['SQLite', openSqlite],
  ['PostgreSQL', openPostgres],
])('one SQL face: %s', (_, open) => {
  let opened: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    opened = await open()
    const blob = opened.sql.engine === 'sqlite' ? 'BLOB' : 'BYTEA'
    await opened.sql.exec(`CREATE TABLE jar (name TEXT PRIMARY KEY, pills BIGINT NOT NULL, label ${blob});`)
  })
  afterAll(() => opened.close())

  it('gives whole numbers as numbers, counts and sums among them, and blobs as bytes', async () => {
    const { sql } = opened
    const pills = Number.MAX_SAFE_INTEGER
    expect(await sql.run('INSERT INTO jar (name, pills, label) VALUES (?, ?, ?)', ['a', pills, Buffer.of(1, 2)])).toBe(
      1,
    )
    expect(await sql.get('SELECT count(*) AS jars, sum(pills) AS pills FROM jar')).toEqual({ jars: 1, pills })
    const row = await sql.get<{ label: Uint8Array }>('SELECT label FROM jar WHERE name = ?', ['a'])
    expect([...(row?.label ?? [])]).toEqual([1, 2])
    expect(await sql.get('SELECT name FROM jar WHERE name = ?', ['none'])).toBeUndefined()
    await sql.run('DELETE FROM jar')
  })

  it('leaves nothing of a transaction that failed, and lets transactions that overlap both count', async () => {
    const { sql } = opened
    await sql.run("INSERT INTO jar (name, pills) VALUES ('b', 0)")
    await expect(
      sql.transaction(async (tx) => {
        await tx.run("UPDATE jar SET pills = 7 WHERE name = 'b'")
        throw new Error('dropped')
      }),
    ).rejects.toThrow('dropped')
    const add = () => sql.transaction((tx) => tx.run("UPDATE jar SET pills = pills + 1 WHERE name = 'b'"))
    await Promise.all([add(), add(), add(), add()])
    expect(await sql.get("SELECT pills FROM jar WHERE name = 'b'")).toEqual({ pills: 4 })
  })

  it('does a transaction again that PostgreSQL ended for a deadlock', async () => {
    const { sql } = opened
    await sql.run("INSERT INTO jar (name, pills) VALUES ('left', 0), ('right', 0)")
    const fill = (first: string, second: string) =>
      sql.transaction(async (tx) => {
        await tx.run('UPDATE jar SET pills = pills + 1 WHERE name = ?', [first])
        await new Promise((resolve) => setImmediate(resolve))
        await tx.run('UPDATE jar SET pills = pills + 1 WHERE name = ?', [second])
      })
    await Promise.all([fill('left', 'right'), fill('right', 'left')])
    const jars = await sql.all("SELECT pills FROM jar WHERE name IN ('left', 'right')")
    expect(jars).toEqual([{ pills: 2 }, { pills: 2 }])
  })
})
