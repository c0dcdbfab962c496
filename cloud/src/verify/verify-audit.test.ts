import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSm2KeyPair } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAuditCheckpoints } from '../audit/audit-checkpoints.ts'
import { hashOfEntry } from '../audit/audit-entry.ts'
import { createAuditKey } from '../audit/audit-key.ts'
import { AUDIT_WITNESS_FILE, appendWitness, readWitnesses } from '../audit/audit-witness.ts'
import { TEST_AUDIT_KEY } from '../testing/audit-key.ts'
import { AuditWorld } from '../testing/audit-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'

describe.each(eachEngine)('verify of the audit on %s', (_, openPlace) => {
  let at: TestPlace
  let world: AuditWorld

  beforeEach(async () => {
    at = await openPlace()
    world = await AuditWorld.open(at.place)
    await world.add(9)
  })
  afterEach(async () => {
    await world.db.close()
    await at.remove()
  })

  const blob = (bytes: Uint8Array): string => {
    const hex = Buffer.from(bytes).toString('hex')
    return world.db.engine === 'sqlite' ? `x'${hex}'` : `'\\x${hex}'`
  }
  const rows = () => world.db.reader.selectFrom('audit_entry').selectAll().orderBy('sequence').execute()
  const checkpoints = () => createAuditCheckpoints({ db: world.db, key: TEST_AUDIT_KEY, clock: world.clock })

  /** Whoever writes into the database, and has no key, can do so much. */
  async function writeAnewFrom(sequence: number): Promise<void> {
    let previous: Uint8Array | undefined
    for (const { hash, ...statement } of await rows()) {
      if (statement.sequence < sequence) {
        previous = hash
        continue
      }
      const changed = { ...statement, actor_id: 'somebody', previous: previous ?? statement.previous }
      previous = hashOfEntry(changed)
      await world.tamper(
        `UPDATE audit_entry SET actor_id = 'somebody', previous = ${blob(changed.previous)}, hash = ${blob(previous)}
         WHERE sequence = ${changed.sequence}`,
      )
    }
    await world.tamper(`UPDATE audit_head SET hash = ${blob(previous ?? new Uint8Array(32))}`)
  }

  it('finds nothing wrong with a sound one, and says what it looked at', async () => {
    await checkpoints().make()
    const { ok, checked } = await world.verify()
    expect(ok).toBe(true)
    expect(checked).toContainEqual({ what: 'entries of the audit: hash, number, link to the one before', count: 9 })
    expect(checked.find(({ what }) => what.startsWith('checkpoints of'))?.count).toBe(1)
  })

  it('names the entry that was altered, with and without its hash', async () => {
    await world.tamper(`UPDATE audit_entry SET actor_id = 'nobody' WHERE sequence = 4`)
    expect(await world.faults()).toEqual(['4: the entry is not the one that was hashed'])
    const { hash: _hash, ...statement } = (await rows())[3] ?? { hash: 0 }
    const rehashed = hashOfEntry(statement as Parameters<typeof hashOfEntry>[0])
    await world.tamper(`UPDATE audit_entry SET hash = ${blob(rehashed)} WHERE sequence = 4`)
    expect(await world.faults()).toEqual([expect.stringMatching(/^5: the entry does not follow the one before it/)])
  })

  it('names entries that are missing or change places', async () => {
    await world.tamper('DELETE FROM audit_entry WHERE sequence IN (3, 6, 7)')
    expect(await world.faults()).toEqual(['3: the entry is missing', '6: the entries up to 7 are missing'])
    await world.tamper(
      'UPDATE audit_entry SET sequence = 100 WHERE sequence = 4',
      'UPDATE audit_entry SET sequence = 4 WHERE sequence = 5',
      'UPDATE audit_entry SET sequence = 5 WHERE sequence = 100',
    )
    const faults = await world.faults()
    expect(faults).toContain('4: the entry is not the one that was hashed')
    expect(faults).toContain('5: the entry is not the one that was hashed')
  })

  it('tells that the end was cut off, and what was put behind it', async () => {
    await world.tamper('DELETE FROM audit_entry WHERE sequence > 7')
    expect(await world.faults()).toEqual(['8: the audit is cut off: it went on to 9'])
    const [, , , , , , last] = await rows()
    await world.tamper(`UPDATE audit_head SET sequence = 7, hash = ${blob(last?.hash ?? new Uint8Array(32))}`)
    expect(await world.faults()).toEqual(['7: the head is not sealed with the key of this audit'])
    await world.tamper('DELETE FROM audit_head')
    expect(await world.faults()).toEqual(['7: the head of the audit is missing'])
    await world.tamper('DELETE FROM audit_entry')
    expect(await world.faults()).toEqual([])
  })

  it('tells by a checkpoint what was written anew, and by one kept outside what no checkpoint in it says any more', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'coldrx-witness-'))
    const file = join(directory, AUDIT_WITNESS_FILE)
    const made = await checkpoints().make()
    if (made === undefined) throw new Error('no checkpoint was made')
    expect(await checkpoints().make()).toBeUndefined()
    appendWitness(file, made)
    // the head of an earlier state, seal and all, put back by who saw it then
    const head = await world.db.reader.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow()
    await world.add(3)
    await world.tamper(
      'DELETE FROM audit_entry WHERE sequence > 9',
      `UPDATE audit_head SET sequence = 9,
      hash = ${blob(head.hash)}, seal = ${blob(head.seal)}`,
    )
    expect(await world.faults()).toEqual([])
    await world.add(3)
    const later = await checkpoints().make()
    if (later === undefined) throw new Error('no checkpoint was made')
    appendWitness(file, later)
    await world.tamper(
      'DELETE FROM audit_entry WHERE sequence > 9',
      'DELETE FROM audit_checkpoint',
      `UPDATE audit_head SET sequence = 9, hash = ${blob(head.hash)}, seal = ${blob(head.seal)}`,
    )
    expect(await world.faults()).toEqual([])
    expect(await world.faults({ witnesses: readWitnesses(file) })).toEqual([
      '10: the audit is cut off: it went on to 12',
    ])

    await writeAnewFrom(5)
    const faults = await world.faults({ witnesses: readWitnesses(file) })
    expect(faults).toContainEqual(expect.stringMatching(/^9: a checkpoint kept outside names another entry/))
    await writeFile(file, `${await readFile(file, 'utf8')}{"sequence":`)
    expect(readWitnesses(file).length).toBe(2)
    await rm(directory, { recursive: true })
  })

  it('tells what was written anew from an entry on by the checkpoint in the database', async () => {
    await checkpoints().make()
    await world.add(2)
    await writeAnewFrom(5)
    expect(await world.faults()).toEqual([
      expect.stringMatching(/^9: a checkpoint names another entry of this number/),
      '11: the head is not sealed with the key of this audit',
    ])
  })

  it('believes no checkpoint of another key, and none that was changed', async () => {
    const other = createAuditCheckpoints({
      db: world.db,
      key: createAuditKey(generateSm2KeyPair()),
      clock: world.clock,
    })
    await other.make()
    expect(await world.faults()).toEqual(['9: a checkpoint is signed with another key'])
    await world.tamper(`UPDATE audit_checkpoint SET key_fingerprint = '${TEST_AUDIT_KEY.fingerprint}'`)
    expect(await world.faults()).toEqual(['9: the signature of a checkpoint does not fit'])
  })
})
