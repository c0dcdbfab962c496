import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TEST_AUDIT_KEY } from '../testing/audit-key.ts'
import { AuditWorld } from '../testing/audit-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { countPastEntries, pruneAudit } from './prune-audit.ts'

const DAY_MS = 86_400_000
const YEAR_MS = 366 * DAY_MS

describe.each(eachEngine)('entries past their time on %s', (_, openPlace) => {
  let at: TestPlace
  let world: AuditWorld

  beforeEach(async () => {
    at = await openPlace()
    world = await AuditWorld.open(at.place)
    // the database goes by its own clock: these years are past whatever day it is
    world.clock.ms = Date.UTC(2010, 0, 1)
  })
  afterEach(async () => {
    await world.db.close()
    await at.remove()
  })

  const prune = (logDays: number, gspYears: number) =>
    pruneAudit({
      ...{ db: world.db, key: TEST_AUDIT_KEY, nowMs: world.clock.ms },
      beforeMs: {
        log: world.clock.ms - logDays * DAY_MS,
        gsp: world.clock.ms - gspYears * YEAR_MS,
        prescription: 0,
      },
    })
  const removals = async () =>
    (
      await world.db.reader
        .selectFrom('audit_removal')
        .select(['from_sequence', 'to_sequence'])
        .orderBy('from_sequence')
        .execute()
    ).map(({ from_sequence, to_sequence }) => [from_sequence, to_sequence])
  const left = async () =>
    (await world.db.reader.selectFrom('audit_entry').select('sequence').orderBy('sequence').execute()).map(
      ({ sequence }) => sequence,
    )

  it('go by their kind, and the chain goes on over what is left of them', async () => {
    // 1 to 6: session, trip, session, session, trip, prescription
    await world.add(
      6,
      (entry) => (['session', 'trip', 'session', 'session', 'trip', 'prescription'] as const)[entry] ?? 'trip',
    )
    world.clock.ms += YEAR_MS
    await world.add(2)
    expect(await prune(180, 5)).toBe(3)
    expect([await left(), await removals()]).toEqual([
      [2, 5, 6, 7, 8],
      [
        [1, 1],
        [3, 4],
      ],
    ])
    expect(await world.faults()).toEqual([])
    world.clock.ms += 5 * YEAR_MS + DAY_MS
    expect(await prune(180, 5)).toBe(3)
    // the last one of all stays, so that the chain has an end
    expect([await left(), await removals()]).toEqual([
      [6, 8],
      [
        [1, 5],
        [7, 7],
      ],
    ])
    expect(await world.faults()).toEqual([])
    await world.add(1)
    expect(await world.faults()).toEqual([])
    const checked = (await world.verify()).checked.find(({ what }) => what.includes('removed past'))
    expect(checked?.count).toBe(6)
  })

  it('are as many as a look before tells', async () => {
    await world.add(1_500, () => 'session')
    world.clock.ms += YEAR_MS
    const beforeMs = { log: world.clock.ms, gsp: 0, prescription: 0 }
    expect(await countPastEntries({ db: world.db, beforeMs })).toBe(1_499)
    expect(await prune(180, 5)).toBe(1_499)
    expect([await left(), await removals()]).toEqual([[1_500], [[1, 1_499]]])
    expect(await world.faults()).toEqual([])
  })

  it('are removed by nobody else: not without a sealed row, and not before half a year', async () => {
    await world.add(3, () => 'session')
    const remove = (sequence: number) =>
      sql`DELETE FROM audit_entry WHERE sequence = ${sequence}`.execute(world.db.reader)
    await expect(remove(2)).rejects.toThrow('never changed or removed')
    world.clock.ms = Date.now()
    await world.add(2, () => 'session')
    await world.db.reader
      .insertInto('audit_removal')
      .values({
        ...{ id: 1, from_sequence: 2, to_sequence: 4, removed_at_ms: 0 },
        ...{ previous: Buffer.alloc(32), head: Buffer.alloc(32), seal: Buffer.alloc(32) },
      })
      .execute()
    await expect(remove(4)).rejects.toThrow('never changed or removed')
    // a row without a seal lets the database go, and verify finds it
    await remove(2)
    expect(await world.faults()).toEqual([
      '2: the removal up to 4 is not sealed with the key of this audit',
      '3: the entry stands among those that were removed',
      '4: the entry stands among those that were removed',
      expect.stringMatching(/^5: the entry does not follow the one before it/),
    ])
    await expect(sql`DELETE FROM audit_removal`.execute(world.db.reader)).rejects.toThrow('is not removed')
    await expect(sql`UPDATE audit_removal SET to_sequence = 9`.execute(world.db.reader)).rejects.toThrow(
      'never changed',
    )
  })

  it('stay where they were altered: what was done to them is evidence', async () => {
    await world.add(4, () => 'session')
    world.clock.ms += YEAR_MS
    await world.add(1)
    await world.tamper(`UPDATE audit_entry SET reason = 'none' WHERE sequence = 3`)
    await expect(prune(180, 5)).rejects.toThrow('entry 3 of the audit was altered')
    expect((await left()).length).toBe(5)
  })
})
