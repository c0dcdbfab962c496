import { sql } from 'kysely'
import type { Actor } from '../access/actor.ts'
import type { AuditSubject } from '../audit/audit-actions.ts'
import { type AuditLog, createAuditLog } from '../audit/audit-log.ts'
import {
  type BusinessDatabase,
  type BusinessDatabasePlace,
  openBusinessDatabase,
} from '../business-database/business-database.ts'
import { createSealedFields } from '../lib/sealed-fields.ts'
import { Findings, type VerifyReport } from '../verify/findings.ts'
import { type AuditToVerify, verifyAudit } from '../verify/verify-audit.ts'
import { TEST_AUDIT_KEY } from './audit-key.ts'

/** An audit on a database of its own, with somebody who may do to it what no program of ours does. */
export class AuditWorld {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock = { ms: Date.UTC(2026, 0, 1), nowMs: () => this.clock.ms }

  private constructor(db: BusinessDatabase) {
    this.db = db
    const sealedFields = createSealedFields({
      ...{ newest: 'k1', byId: new Map([['k1', new Uint8Array(32)]]), indexes: new Map([['i1', new Uint8Array(32)]]) },
    })
    this.audit = createAuditLog({ engine: db.engine, clock: this.clock, sealedFields, key: TEST_AUDIT_KEY })
  }

  static async open(place: BusinessDatabasePlace): Promise<AuditWorld> {
    return new AuditWorld(await openBusinessDatabase(place))
  }

  async add(count: number, subject: (at: number) => AuditSubject = () => 'trip'): Promise<void> {
    const actor: Actor = { kind: 'system', id: 'test', organisationId: null, roles: [], address: '127.0.0.1' }
    await this.db.inTransaction(async (tx) => {
      for (let at = 0; at < count; at++)
        await this.audit.append(tx, { actor, action: 'trip.depart', subject: { kind: subject(at), id: String(at) } })
    })
  }

  async verify(more: Partial<AuditToVerify> = {}): Promise<VerifyReport> {
    const findings = new Findings()
    await verifyAudit({ reader: this.db.reader, key: TEST_AUDIT_KEY, witnesses: [], ...more }, findings)
    return findings.report()
  }

  /** What is wrong, by the number of the entry. */
  async faults(more: Partial<AuditToVerify> = {}): Promise<string[]> {
    return (await this.verify(more)).faults.map(({ entry, problem }) => `${entry}: ${problem}`)
  }

  /** Behind the back of the triggers. */
  async tamper(...statements: readonly string[]): Promise<void> {
    if (this.db.engine === 'postgres') {
      await this.db.inTransaction(async (tx) => {
        await sql`SET LOCAL session_replication_role = replica`.execute(tx)
        for (const statement of statements) await sql.raw(statement).execute(tx)
      })
      return
    }
    const triggers = await sql<{
      name: string
      text: string
    }>`SELECT name, sql AS text FROM sqlite_schema WHERE type = 'trigger'`.execute(this.db.reader)
    for (const { name } of triggers.rows) await sql.raw(`DROP TRIGGER ${name}`).execute(this.db.reader)
    for (const statement of statements) await sql.raw(statement).execute(this.db.reader)
    for (const { text } of triggers.rows) await sql.raw(text).execute(this.db.reader)
  }
}
