import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tooling/test-database.ts'
import { startTestProgram, type TestProgram } from '../../../tooling/test-program.ts'
import { AUDIT_KEY_FILE, readAuditKey } from '../audit/audit-key.ts'
import { type BusinessDatabase, openBusinessDatabase } from '../business-database/business-database.ts'
import { FIELD_KEYS_FILE, openBusiness } from '../business-opening.ts'
import { systemClock } from '../lib/clock.ts'
import { fieldKeysOf } from '../lib/field-keys-file.ts'
import { silentLog } from '../lib/log.ts'
import { createSealedFields } from '../lib/sealed-fields.ts'
import { Findings } from '../verify/findings.ts'
import { verifyAudit } from '../verify/verify-audit.ts'
import { verifySeals } from '../verify/verify-seals.ts'
import { usesOfSealingKey } from './key-usage.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'main.js')
/** so many that the command is still at it when it is killed */
const PEOPLE = 3_000

let directory: string
let programs: TestProgram[]
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'coldrx-keys-'))
  programs = []
})
afterEach(() => {
  for (const { child } of programs) child.kill('SIGKILL')
  rmSync(directory, { recursive: true })
})

function run(environment: Record<string, string>, ...task: readonly string[]): TestProgram {
  const program = startTestProgram([MAIN, 'keys', ...task, '--data', directory], { environment })
  programs.push(program)
  return program
}

const sealedFields = () => createSealedFields(fieldKeysOf(join(directory, FIELD_KEYS_FILE)))

async function addPeople(db: BusinessDatabase): Promise<void> {
  const fields = sealedFields()
  for (let from = 0; from < PEOPLE; from += 100) {
    const rows = Array.from({ length: 100 }, (_unused, n) => {
      const id = `p${from + n}`
      const phone = `+86138${String(from + n).padStart(8, '0')}`
      const sealed = (column: string, text: string) => fields.seal({ table: 'person', column, row: id }, text)
      return {
        ...{ id, name: id, password_hash: null, organisation_id: null, created_at_ms: 0, disabled_at_ms: null },
        ...{ temporary_password_until_ms: null, erased_at_ms: null, email_sealed: null, email_index: null },
        display_name_sealed: sealed('display_name_sealed', JSON.stringify({ zh: '王', en: 'Wang' })),
        phone_sealed: sealed('phone_sealed', phone),
        phone_index: fields.blindIndex('person phone', phone),
      }
    })
    await db.reader.insertInto('person').values(rows).execute()
  }
}

/** What `coldrx-cloud verify` looks at of the business database. */
async function faultsOf(db: BusinessDatabase): Promise<unknown> {
  const findings = new Findings()
  await verifySeals({ reader: db.reader, sealedFields: sealedFields() }, findings)
  const key = readAuditKey(join(directory, AUDIT_KEY_FILE))
  await verifyAudit({ reader: db.reader, key, witnesses: [] }, findings)
  return findings.report().faults
}

const countUnder = async (db: BusinessDatabase, id: string): Promise<number> =>
  (await usesOfSealingKey(db.reader, id)).reduce((sum, { count }) => sum + count, 0)

describe.each(['SQLite', 'PostgreSQL'])('coldrx-cloud keys on %s', (engine) => {
  it('is killed half-way, and goes on; everything opens at every moment, and the audit tells of it', async () => {
    const url = engine === 'PostgreSQL' ? await createTestDatabase() : undefined
    const environment: Record<string, string> = url === undefined ? {} : { DATABASE_URL: url }
    const place = url === undefined ? { path: join(directory, 'business.db') } : { url }
    const credentialsFile = join(directory, 'devices.json')
    writeFileSync(credentialsFile, JSON.stringify({ devices: [], services: [] }))
    const opened = await openBusiness({ directory, place, credentialsFile, clock: systemClock, log: silentLog })
    await addPeople(opened.db)
    await opened.close()

    const rotating = run(environment, 'rotate')
    await once(rotating.child.stdout, 'data')
    rotating.child.kill('SIGKILL')
    expect(await rotating.exit).toBeNull()
    const db = await openBusinessDatabase(place)
    try {
      const [old, fresh] = [await countUnder(db, 'k1'), await countUnder(db, 'k2')]
      expect([old > 0, fresh > 0]).toEqual([true, true])
      expect(await faultsOf(db)).toEqual([])

      const resumed = run(environment, 'resume')
      expect([await resumed.exit, resumed.errors()]).toEqual([0, ''])
      expect(resumed.output()).toContain('by k2 and i2 now')
      expect([await countUnder(db, 'k1'), await countUnder(db, 'k2')]).toEqual([0, old + fresh])
      expect(await faultsOf(db)).toEqual([])
      const listed = run(environment, 'list')
      expect(await listed.exit).toBe(0)
      expect(listed.output()).toMatch(/^k1 {2}seals {2}may be retired\n/)
      // what began before the rotation may still commit
      const retired = run(environment, 'retire', 'k1')
      expect([await retired.exit, retired.errors()]).toEqual([1, expect.stringContaining('try again in')])
      expect(await faultsOf(db)).toEqual([])
      const told = await db.reader
        .selectFrom('audit_entry')
        .select(['actor_kind', 'actor_id', 'action', 'subject_id'])
        .where('subject_kind', '=', 'field-keys')
        .orderBy('sequence')
        .execute()
      const by = { actor_kind: 'system', actor_id: 'coldrx-cloud keys', subject_id: 'k2 i2' }
      expect(told).toEqual([
        { ...by, action: 'field-keys.rotate' },
        { ...by, action: 'field-keys.reseal' },
      ])
    } finally {
      await db.close()
    }
  }, 120_000)
})
