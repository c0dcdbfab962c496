import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { systemActor } from '../access/actor.ts'
import { openBusinessDatabase } from '../business-database/business-database.ts'
import { systemClock } from '../lib/clock.ts'
import { createSealedFields } from '../lib/sealed-fields.ts'
import { TEST_AUDIT_KEY } from '../testing/audit-key.ts'
import { eachEngine } from '../testing/each-engine.ts'
import { GENESIS, hashOfEntry } from './audit-entry.ts'
import { createAuditLog } from './audit-log.ts'

const sealedFields = createSealedFields({
  newest: 'k1',
  byId: new Map([['k1', new Uint8Array(32)]]),
  indexes: new Map([['i1', new Uint8Array(32)]]),
})

describe.each(eachEngine)('the audit on %s', (_, openPlace) => {
  it('chains what several write at once, without holes, and refuses to be changed', async () => {
    const { place, remove } = await openPlace()
    const db = await openBusinessDatabase(place)
    // two of SQLite in one thread would wait for each other for ever
    const dbs = db.engine === 'postgres' ? [db, await openBusinessDatabase(place)] : [db]
    try {
      const actor = systemActor('test')
      await Promise.all(
        Array.from({ length: 20 }, (_unused, at) => {
          const writer = dbs[at % dbs.length] ?? db
          const audit = createAuditLog({ engine: writer.engine, clock: systemClock, sealedFields, key: TEST_AUDIT_KEY })
          return writer.inTransaction((tx) =>
            audit.append(tx, {
              actor: { ...actor, address: '127.0.0.1' },
              action: 'trip.depart',
              subject: { kind: 'trip', id: String(at) },
              details: { from: 'loaded', to: 'under-way' },
            }),
          )
        }),
      )
      const rows = await db.reader.selectFrom('audit_entry').selectAll().orderBy('sequence').execute()
      expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 20 }, (_unused, at) => at + 1))
      let previous: Uint8Array = GENESIS
      for (const { hash, ...statement } of rows) {
        expect(Buffer.compare(statement.previous, previous)).toBe(0)
        expect(Buffer.compare(hashOfEntry(statement), hash)).toBe(0)
        previous = hash
      }
      for (const change of [
        sql`UPDATE audit_entry SET actor_id = 'nobody' WHERE sequence = 3`,
        sql`DELETE FROM audit_entry WHERE sequence = 20`,
      ]) {
        await expect(change.execute(db.reader)).rejects.toThrow('never changed or removed')
      }
    } finally {
      for (const opened of dbs) await opened.close()
      await remove()
    }
  })
})
