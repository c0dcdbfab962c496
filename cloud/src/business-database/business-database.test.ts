import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tooling/test-database.ts'
import { eachEngine } from '../testing/each-engine.ts'
import { openBusinessDatabase } from './business-database.ts'

describe.each(eachEngine)('the business database on %s', (_, openPlace) => {
  it('keeps nothing of a transaction that failed, and lets two that overlap both count', async () => {
    const { place, remove } = await openPlace()
    const db = await openBusinessDatabase(place)
    try {
      const add = (id: string) =>
        db.inTransaction((tx) =>
          tx
            .insertInto('organisation')
            .values({
              ...{ id, kind: 'clinic', name_zh: '甲', name_en: 'A', licence_number: null },
              ...{ created_at_ms: 1_700_000_000_000, closed_at_ms: null },
            })
            .execute(),
        )
      await Promise.all([add('a'), add('b')])
      await expect(
        db.inTransaction(async (tx) => {
          await tx.updateTable('organisation').set({ name_en: 'lost' }).execute()
          throw new Error('dropped')
        }),
      ).rejects.toThrow('dropped')
      const rows = await db.reader.selectFrom('organisation').selectAll().orderBy('id').execute()
      expect(rows.map(({ id, name_en, created_at_ms }) => [id, name_en, created_at_ms])).toEqual([
        ['a', 'A', 1_700_000_000_000],
        ['b', 'A', 1_700_000_000_000],
      ])
    } finally {
      await db.close()
      await remove()
    }
  })
})

it('brings the people of the release before along, able to sign in as before', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'coldrx-business-'))
  const path = join(directory, 'business.db')
  await (await openBusinessDatabase({ path }, { target: '0001-people-and-sessions' })).close()
  const file = new Sqlite(path)
  file.exec(`INSERT INTO person VALUES ('lin', '林岚', 'Lin Lan', 'dispatcher', '$argon2id$x', 1700000000000)`)
  file.exec(`INSERT INTO session VALUES (x'00', 'lin', 1, 2)`)
  file.close()
  const db = await openBusinessDatabase({ path })
  const people = await db.reader
    .selectFrom('person')
    .innerJoin('person_role', 'person_role.person_id', 'person.id')
    .innerJoin('organisation', 'organisation.id', 'person.organisation_id')
    .select(['person.name', 'display_name_sealed', 'password_hash', 'role', 'kind'])
    .execute()
  expect(people).toEqual([
    {
      name: 'lin',
      display_name_sealed: '{"zh":"林岚","en":"Lin Lan"}',
      password_hash: '$argon2id$x',
      role: 'dispatcher',
      kind: 'pharmacy',
    },
  ])
  expect(await db.reader.selectFrom('session').selectAll().execute()).toEqual([])
  await db.close()
  rmSync(directory, { recursive: true })
})

it('of two instances that start at once on PostgreSQL is migrated once', async () => {
  const place = { url: await createTestDatabase() }
  const both = await Promise.all([openBusinessDatabase(place), openBusinessDatabase(place)])
  for (const db of both) {
    expect(await db.reader.selectFrom('person').selectAll().execute()).toEqual([])
    await db.close()
  }
})
