import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import { Findings, formatFault } from '../verify/findings.ts'
import { verifyAudit } from '../verify/verify-audit.ts'
import type { AuditKey } from './audit-key.ts'
import type { AuditWitness } from './audit-witness.ts'

export interface AuditCheck {
  readonly atMs: number
  readonly throughSequence: number
  /** in sentences, the first ones; empty: nothing is wrong */
  readonly faults: readonly string[]
}

export interface AuditChecks {
  /** Over the whole chain; one at a time, whoever asks. What it found is kept. */
  run(): Promise<AuditCheck>
  /** undefined: none was made yet */
  last(): Promise<AuditCheck | undefined>
}

export function createAuditChecks({
  db,
  key,
  clock,
  witnesses,
}: {
  readonly db: BusinessDatabase
  readonly key: AuditKey
  readonly clock: Clock
  readonly witnesses: () => readonly AuditWitness[]
}): AuditChecks {
  let running: Promise<AuditCheck> | undefined

  async function check(): Promise<AuditCheck> {
    const findings = new Findings()
    let throughSequence = 0
    await findings.guard({ check: 'audit' }, async () => {
      const verified = await verifyAudit({ reader: db.reader, key, witnesses: witnesses() }, findings)
      throughSequence = verified.throughSequence
    })
    const { faults } = findings.report()
    const found = { atMs: clock.nowMs(), throughSequence, faults: faults.map(formatFault) }
    const row = { at_ms: found.atMs, through_sequence: throughSequence, faults: JSON.stringify(found.faults) }
    await db.reader
      .insertInto('audit_check')
      .values({ id: 1, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
    return found
  }

  return {
    run() {
      running ??= check().finally(() => {
        running = undefined
      })
      return running
    },
    async last() {
      const row = await db.reader.selectFrom('audit_check').selectAll().executeTakeFirst()
      if (row === undefined) return undefined
      return { atMs: row.at_ms, throughSequence: row.through_sequence, faults: JSON.parse(row.faults) as string[] }
    },
  }
}
