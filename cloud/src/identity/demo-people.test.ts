import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROLES } from '../access/roles.ts'
import { createAuditLog } from '../audit/audit-log.ts'
import { openBusinessDatabase } from '../business-database/business-database.ts'
import { systemClock } from '../lib/clock.ts'
import { ensureFieldKeys } from '../lib/field-keys-file.ts'
import { createSealedFields } from '../lib/sealed-fields.ts'
import { TEST_AUDIT_KEY } from '../testing/audit-key.ts'
import { ensureDemoPeople } from './demo-people.ts'
import { passwordHashing } from './passwords.ts'
import { createPeople } from './people.ts'

const hashPassword = passwordHashing()

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'coldrx-people-'))
})
afterEach(() => rm(directory, { recursive: true }))

async function firstStart() {
  const db = await openBusinessDatabase({ path: join(directory, 'business.db') })
  const sealedFields = createSealedFields(ensureFieldKeys(join(directory, 'field-keys.json')))
  const people = await createPeople({ db, clock: systemClock, sealedFields, hashPassword })
  const audit = createAuditLog({ engine: db.engine, clock: systemClock, sealedFields, key: TEST_AUDIT_KEY })
  await ensureDemoPeople({ db, people, audit, directory, hashPassword })
  return { db, people }
}

async function signIns() {
  const text = await readFile(join(directory, 'sign-ins.json'), 'utf8')
  return (JSON.parse(text) as { signIns: { name: string; role: string; password: string }[] }).signIns
}

describe('demo people', () => {
  it('get random passwords that fit, in a file for its owner alone', async () => {
    // What an earlier crash left behind, readable by all.
    await writeFile(join(directory, 'sign-ins.json.tmp'), 'x', { mode: 0o644 })
    const { db, people } = await firstStart()
    try {
      const made = await signIns()
      expect(made.map(({ role }) => role).sort()).toEqual([...ROLES].sort())
      expect(new Set(made.map(({ password }) => password)).size).toBe(ROLES.length)
      expect((await stat(join(directory, 'sign-ins.json'))).mode & 0o777).toBe(0o600)
      for (const { name, password } of made) {
        expect(password).toMatch(/^([2-9a-z]{4}-){3}[2-9a-z]{4}$/)
        expect((await people.withPassword(name, password))?.name).toBe(name)
        expect(await people.withPassword(name, `${password} `)).toBeUndefined()
      }
    } finally {
      await db.close()
    }
  })

  it('are kept by the second start', async () => {
    await (await firstStart()).db.close()
    const before = await signIns()
    const { db, people } = await firstStart()
    try {
      expect(await signIns()).toEqual(before)
      expect((await people.list()).map(({ name }) => name).sort()).toEqual(before.map(({ name }) => name).sort())
    } finally {
      await db.close()
    }
  })

  it('leave no password or token in the file of the business', async () => {
    await (await firstStart()).db.close()
    const file = new Sqlite(join(directory, 'business.db'), { readonly: true })
    const hashes = file.prepare<[], string>('SELECT password_hash FROM person').pluck().all()
    file.close()
    expect(hashes).toHaveLength(ROLES.length)
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })
})
