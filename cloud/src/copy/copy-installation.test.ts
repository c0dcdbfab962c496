import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sm3, toHex } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tooling/test-database.ts'
import { systemActor } from '../access/actor.ts'
import type { AuditSubject } from '../audit/audit-actions.ts'
import { createAuditCheckpoints } from '../audit/audit-checkpoints.ts'
import { createAuditLog } from '../audit/audit-log.ts'
import { pruneAudit } from '../audit/prune-audit.ts'
import { type BusinessDatabase, openBusinessDatabase } from '../business-database/business-database.ts'
import { lockData } from '../data-lock.ts'
import { bundleOldFrames } from '../frames/bundles/bundle-old-frames.ts'
import type { FrameLog } from '../frames/frame-log.ts'
import { openFrameLog } from '../frames/open-frame-log.ts'
import { systemClock } from '../lib/clock.ts'
import { createPool, postgresSql } from '../lib/postgres.ts'
import { createSealedFields } from '../lib/sealed-fields.ts'
import { TEST_AUDIT_KEY } from '../testing/audit-key.ts'
import { FakeTruck } from '../testing/fake-truck.ts'
import { Findings } from '../verify/findings.ts'
import { verifyAudit } from '../verify/verify-audit.ts'
import { copyInstallation } from './copy-installation.ts'

let from: string
let databaseUrl: string
let log: FrameLog
let business: BusinessDatabase
let truck: FakeTruck

beforeEach(async () => {
  from = await mkdtemp(join(tmpdir(), 'coldrx-copy-'))
  databaseUrl = await createTestDatabase()
  truck = new FakeTruck()
  log = await openFrameLog({ engine: 'sqlite', path: join(from, 'frames.db') })
  business = await openBusinessDatabase({ path: join(from, 'business.db') })
})

afterEach(async () => {
  await log.close()
  await business.close()
  await rm(from, { recursive: true })
})

const copy = (say: (line: string) => void = () => {}) =>
  copyInstallation({
    ...{ from, databaseUrl, say },
    publicKeyOf: (device) => (device === truck.device ? truck.key.publicKey : undefined),
  })

function arrivals(count: number) {
  return Array.from({ length: count }, () => {
    const rows = [{ monotonicMs: truck.n * 60_000, samples: { 'p1.temperature': 4 + (truck.n % 9) / 10 } }]
    const bytes = truck.n === 0 ? truck.open() : truck.frame({ rows, sealed: truck.n % 500 === 0 })
    return { device: truck.device, bytes, receivedAtMs: 1_760_000_000_000 + truck.n }
  })
}

async function tellAudit(db: BusinessDatabase, clock = systemClock, kind: AuditSubject = 'trip'): Promise<void> {
  const sealedFields = createSealedFields({
    ...{ newest: 'k1', byId: new Map([['k1', new Uint8Array(32)]]), indexes: new Map([['i1', new Uint8Array(32)]]) },
  })
  const audit = createAuditLog({ engine: db.engine, clock, sealedFields, key: TEST_AUDIT_KEY })
  await db.inTransaction((tx) =>
    audit.append(tx, { actor: systemActor('test'), action: 'trip.depart', subject: { kind, id: 'x' } }),
  )
}

async function addOrganisations(...ids: readonly string[]): Promise<void> {
  await business.inTransaction(async (tx) => {
    for (const id of ids) {
      await tx
        .insertInto('organisation')
        .values({
          ...{ id, kind: 'clinic', name_zh: `诊所${id}`, name_en: id, licence_number: null },
          ...{ created_at_ms: 1_700_000_000_000, closed_at_ms: null },
        })
        .execute()
    }
  })
}

async function fill(): Promise<void> {
  await log.accept(arrivals(2_400))
  await bundleOldFrames({ engine: 'sqlite', path: join(from, 'frames.db') }, { receivedBeforeMs: 1_760_000_001_000 })
  const twin = new FakeTruck({ key: truck.key })
  await log.accept([
    { device: truck.device, bytes: twin.open({ monotonicMs: 5 }), receivedAtMs: 1 },
    { device: truck.device, bytes: Buffer.from('no frame'), receivedAtMs: 2 },
  ])
  await log.keepLayout({ hash: toHex(truck.layout.hash), bytes: truck.layout.bytes })
  await addOrganisations('a', 'b')
}

async function reopened<T>(use: (parts: { log: FrameLog; business: BusinessDatabase }) => Promise<T>): Promise<T> {
  const copied = await openFrameLog({ engine: 'postgres', url: databaseUrl })
  const copiedBusiness = await openBusinessDatabase({ url: databaseUrl })
  try {
    return await use({ log: copied, business: copiedBusiness })
  } finally {
    await copied.close()
    await copiedBusiness.close()
  }
}

describe('an installation on SQLite that is copied to PostgreSQL', () => {
  it('goes over while frames come, goes on after an interruption, and is the same at the end', async () => {
    await fill()
    const unlock = lockData(from)
    let writing = true
    const write = async () => {
      for (let round = 0; writing && round < 400; round++) await log.accept(arrivals(3))
    }
    const written = write()
    const interrupted = copy(() => {
      throw new Error('cut off')
    })
    await expect(interrupted).rejects.toThrow('cut off')
    const first = await copy()
    expect(first.report).toMatchObject({ ok: true, faults: [] })
    expect(first.isSourceInUse).toBe(true)
    writing = false
    await written
    unlock()
    await addOrganisations('c')
    await business.reader.deleteFrom('organisation').where('id', '=', 'a').execute()

    const last = await copy()
    expect(last.report).toMatchObject({ ok: true, faults: [] })
    expect(last.isSourceInUse).toBe(false)
    // the fork stands on both sides
    expect(last.evidence).toMatchObject({ faultCount: 1, faults: [{ check: 'forks', n: 0 }] })
    expect(last.evidence.checked.find(({ what }) => what.startsWith('seals'))?.count).toBeGreaterThan(3)
    const frames = await log.lastPosition()
    expect(last.throughPosition).toBe(frames)
    expect(last.report.checked).toContainEqual({
      what: 'frames: position, name, time, SM3 and bytes as in the source',
      count: frames,
    })
    expect(last.report.checked).toContainEqual({ what: 'rows of forks, equal on both sides', count: 1 })

    await reopened(async (copied) => {
      const stored = await copied.log.readFrame(truck.device, truck.epoch, 17)
      expect(toHex(stored?.hash ?? new Uint8Array())).toBe(toHex(sm3(stored?.bytes ?? new Uint8Array())))
      expect(await copied.log.counts()).toEqual(await log.counts())
      expect(await copied.log.forks(truck.device, truck.epoch)).toHaveLength(1)
      expect(await copied.log.acknowledgement(truck.device, truck.epoch)).toMatchObject({
        through: frames - 1,
        have: [],
      })
      const organisations = await copied.business.reader.selectFrom('organisation').select('id').orderBy('id').execute()
      expect(organisations.map(({ id }) => id)).toEqual(expect.arrayContaining(['b', 'c']))
      expect(organisations.map(({ id }) => id)).not.toContain('a')
      // goes on where the source stopped
      const fork = new FakeTruck({ key: truck.key }).open({ monotonicMs: 7 })
      const stranger = new FakeTruck({ device: 'tk009' }).open()
      const accepted = await copied.log.accept([
        ...arrivals(1),
        { device: truck.device, bytes: fork, receivedAtMs: 3 },
        { device: 'tk009', bytes: stranger, receivedAtMs: 3 },
        { device: truck.device, bytes: Buffer.from('no frame'), receivedAtMs: 4 },
      ])
      expect(accepted.outcomes).toEqual(['stored', 'fork', 'stored', 'quarantined'])
      expect(await copied.log.lastPosition()).toBe(frames + 2)
    })
    // by now it goes its own way
    await expect(copy()).rejects.toThrow(/the target holds \d+ frames that are not those of the source/)
  })

  it('refuses a target with frames of its own', async () => {
    await log.accept(arrivals(3))
    const other = await openFrameLog({ engine: 'postgres', url: databaseUrl })
    await other.accept([{ device: 'tk007', bytes: new FakeTruck({ device: 'tk007' }).open(), receivedAtMs: 1 }])
    await other.close()
    await expect(copy()).rejects.toThrow('the target holds 1 frames that are not those of the source')
  })

  it('takes the audit along, adds to it, and refuses when the other side has told something of its own', async () => {
    await log.accept(arrivals(2))
    await tellAudit(business)
    expect((await copy()).report.ok).toBe(true)
    await tellAudit(business)
    const { report } = await copy()
    expect(report.ok).toBe(true)
    expect(report.checked).toContainEqual({ what: 'rows of audit_entry, equal on both sides', count: 2 })
    await reopened((copied) => tellAudit(copied.business))
    await expect(copy()).rejects.toThrow('table audit_entry of the target has a row that the source does not have')
  })

  it('lets go on the other side what was past its time on this one', async () => {
    await log.accept(arrivals(2))
    const clock = { ms: Date.UTC(2011, 0, 1), nowMs: () => clock.ms }
    const key = TEST_AUDIT_KEY
    const pruned = () =>
      pruneAudit({ db: business, key, nowMs: clock.ms, beforeMs: { log: clock.ms, gsp: 0, prescription: 0 } })
    const checkpoints = createAuditCheckpoints({ db: business, key, clock })
    for (let round = 0; round < 3; round++) {
      await tellAudit(business, clock, 'session')
      await checkpoints.make()
      expect((await copy()).report).toMatchObject({ ok: true, faults: [] })
      clock.ms += 1
      // neighbours of what is gone already, in the second round
      expect(await pruned()).toBe(round === 0 ? 0 : 1)
    }
    expect((await copy()).report).toMatchObject({ ok: true, faults: [] })
    await reopened(async (copied) => {
      const findings = new Findings()
      await verifyAudit({ reader: copied.business.reader, key, witnesses: [] }, findings)
      expect(findings.report()).toMatchObject({ ok: true, faults: [] })
      const left = await copied.business.reader.selectFrom('audit_entry').select('sequence').execute()
      expect(left).toEqual([{ sequence: 3 }])
    })
  })

  it('finds what was changed on the other side', async () => {
    await log.accept(arrivals(5))
    await addOrganisations('a')
    expect((await copy()).report.ok).toBe(true)
    const target = postgresSql(createPool(databaseUrl, { connections: 1 }))
    await target.run('UPDATE frames SET received_at_ms = 7 WHERE n = 2')
    await target.close()
    const { report } = await copy()
    expect(report).toMatchObject({ ok: false, faults: [{ check: 'copy', n: 2 }] })
  })
})
