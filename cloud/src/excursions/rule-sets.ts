import { randomUUID } from 'node:crypto'
import type { Scope } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { type RuleScope, type RuleSet, ruleSetSchema } from './rule-set.ts'

export interface RuleSetVersion {
  readonly id: string
  readonly organisationId: string
  readonly scope: RuleScope
  readonly scopeId: string
  readonly version: number
  readonly fromMs: number
  /** null: ended, the next wider set holds */
  readonly rules: RuleSet | null
}

export interface RuleSets {
  /** the newest version of each, by id; one more than `limit` where there is more */
  readonly list: (
    scope: Scope,
    page: { readonly limit: number; readonly after?: string | undefined },
  ) => Promise<readonly RuleSetVersion[]>
  /** every version, newest first */
  readonly versions: (scope: Scope, id: string) => Promise<readonly RuleSetVersion[]>
  /** A first version of what has none, or the next one of what has. */
  readonly set: (
    scope: Scope,
    of: { readonly scope: RuleScope; readonly scopeId: string | undefined },
    rules: RuleSet,
  ) => Promise<RuleSetVersion>
  readonly end: (scope: Scope, id: string) => Promise<void>
}

export function createRuleSets({
  db,
  audit,
  clock,
}: {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
}): RuleSets {
  const noSuch = () => new AppError('NOT_FOUND', 404, 'there is no such ruleSet', { field: 'ruleSet' })

  async function append(
    tx: BusinessTransaction,
    { actor }: Scope,
    id: string,
    rules: RuleSet | null,
  ): Promise<RuleSetVersion> {
    const before = await readVersions(tx, id)
    const version = (before[0]?.version ?? 0) + 1
    const fromMs = clock.nowMs()
    await tx
      .insertInto('rule_set_version')
      .values({ rule_set_id: id, version, body: rules && JSON.stringify(rules), from_ms: fromMs })
      .execute()
    await audit.append(tx, {
      ...{ actor, action: rules === null ? 'rule-set.end' : 'rule-set.set', subject: { kind: 'rule-set', id } },
      details: { version, before: JSON.stringify(before[0]?.rules ?? null), after: JSON.stringify(rules) },
    })
    const [newest] = await readVersions(tx, id)
    if (newest === undefined) throw noSuch()
    return newest
  }

  return {
    async list(scope, { limit, after = '' }) {
      const sets = await within(db.reader, scope)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit + 1)
        .execute()
      const found: RuleSetVersion[] = []
      for (const { id } of sets) found.push(...(await readVersions(db.reader, id)).slice(0, 1))
      return found
    },

    async versions(scope, id) {
      if ((await within(db.reader, scope).where('id', '=', id).executeTakeFirst()) === undefined) throw noSuch()
      return readVersions(db.reader, id)
    },

    async set(scope, { scope: of, scopeId }, rules) {
      const organisationId = scope.actor.organisationId
      if (organisationId === null) throw new AppError('FORBIDDEN', 403, 'only somebody of an organisation can do this')
      return db.inTransaction(async (tx) => {
        const ofWhat = of === 'organisation' ? organisationId : (scopeId ?? '')
        await requireKnown(tx, organisationId, of, ofWhat)
        const known = await tx
          .selectFrom('rule_set')
          .select('id')
          .where('organisation_id', '=', organisationId)
          .where('scope', '=', of)
          .where('scope_id', '=', ofWhat)
          .executeTakeFirst()
        const id = known?.id ?? randomUUID()
        if (known === undefined) {
          await tx
            .insertInto('rule_set')
            .values({ id, organisation_id: organisationId, scope: of, scope_id: ofWhat, created_at_ms: clock.nowMs() })
            .execute()
        }
        return append(tx, scope, id, rules)
      })
    },

    async end(scope, id) {
      await db.inTransaction(async (tx) => {
        if ((await within(tx, scope).where('id', '=', id).executeTakeFirst()) === undefined) throw noSuch()
        await append(tx, scope, id, null)
      })
    },
  }
}

function within(reader: BusinessReader, { actor, reach }: Scope) {
  const all = reader.selectFrom('rule_set').selectAll()
  return reach === 'all' ? all : all.where('organisation_id', '=', actor.organisationId ?? '')
}

async function requireKnown(
  reader: BusinessReader,
  organisationId: string,
  scope: RuleScope,
  scopeId: string,
): Promise<void> {
  if (scope === 'organisation') return
  if (scopeId === '') {
    throw new AppError('BAD_REQUEST', 400, `scopeId: a set of rules of a ${scope} names it`, { field: 'scopeId' })
  }
  // a product has a name only
  if (scope === 'product') return
  const found = await reader
    .selectFrom(scope)
    .select('id')
    .where('id', '=', scopeId)
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
  if (found === undefined)
    throw new AppError('UNPROCESSABLE', 422, `scopeId: there is no such ${scope}`, { field: 'scopeId' })
}

async function readVersions(reader: BusinessReader, id?: string): Promise<RuleSetVersion[]> {
  let rows = reader
    .selectFrom('rule_set as s')
    .innerJoin('rule_set_version as v', 'v.rule_set_id', 's.id')
    .select(['s.id', 's.organisation_id', 's.scope', 's.scope_id', 'v.version', 'v.from_ms', 'v.body'])
  if (id !== undefined) rows = rows.where('s.id', '=', id)
  const found = await rows.orderBy('s.id').orderBy('v.version', 'desc').execute()
  return found.map((row) => ({
    ...{ id: row.id, organisationId: row.organisation_id, scope: row.scope, scopeId: row.scope_id },
    ...{ version: row.version, fromMs: row.from_ms },
    rules: row.body === null ? null : ruleSetSchema.parse(JSON.parse(row.body)),
  }))
}

/** Every version of every set. */
export function readAllRuleSets(reader: BusinessReader): Promise<RuleSetVersion[]> {
  return readVersions(reader)
}
