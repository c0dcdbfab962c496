import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tooling/test-database.ts'
import { eachEmptyEngine } from '../testing/each-engine.ts'
import { openBusinessDatabase } from './business-database.ts'

describe.each(eachEmptyEngine)('the business database on %s', (_, openPlace) => {
  it('brings a filled one of the release before along', async () => {
    const { place, remove } = await openPlace()
    try {
      const before = await openBusinessDatabase(place, { target: '0050-documents' })
      const raw = (statement: string) => sql.raw(statement).execute(before.reader)
      const bytes = (hex: string) => (before.engine === 'sqlite' ? `x'${hex}'` : `'\\x${hex}'::bytea`)
      await raw(
        `INSERT INTO organisation (id, kind, name_zh, name_en, created_at_ms) VALUES ('o', 'pharmacy', '甲', 'A', 1)`,
      )
      await raw(
        `INSERT INTO person (id, name, organisation_id, display_name_sealed, password_hash, created_at_ms)
         VALUES ('p', 'lin', 'o', 'sealed', '$argon2id$x', 1)`,
      )
      await raw(`INSERT INTO person_role VALUES ('p', 'driver')`)
      await raw(
        `INSERT INTO session (token_hash, person_id, created_at_ms, expires_at_ms, last_used_at_ms)
         VALUES (${bytes('0a')}, 'p', 1, 2, 1)`,
      )
      await raw(
        `INSERT INTO audit_entry (sequence, at_ms, actor_kind, actor_id, action, subject_kind, subject_id, details, previous, hash)
         VALUES (1, 1, 'system', 'x', 'a.b', 'k', 'i', '{}', ${bytes('00')}, ${bytes('01')})`,
      )
      await raw(
        `INSERT INTO device_document (device, id, digest, kind, salt, content_sealed, received_at_ms)
         VALUES ('tk001', 'd', '00', 'handover', ${bytes('00')}, 'sealed', 1)`,
      )
      await before.close()
      const db = await openBusinessDatabase(place)
      expect(await db.reader.selectFrom('person').select(['name', 'temporary_password_until_ms']).execute()).toEqual([
        { name: 'lin', temporary_password_until_ms: null },
      ])
      expect(await db.reader.selectFrom('session').select('person_id').execute()).toEqual([{ person_id: 'p' }])
      expect(await db.reader.selectFrom('device_document').select('filing').execute()).toEqual([{ filing: 'pending' }])
      await expect(db.reader.updateTable('audit_entry').set({ action: 'a.c' }).execute()).rejects.toThrow(
        'never changed',
      )
      await expect(db.reader.deleteFrom('audit_entry').execute()).rejects.toThrow('never changed')
      await db.close()
    } finally {
      await remove()
    }
  })

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
