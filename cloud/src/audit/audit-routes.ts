import { toHex } from '@coldrx/protocol'
import { sql } from 'kysely'
import { z } from 'zod'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { instantIn, instantOut, toInstant } from '../http/instants.ts'
import { pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import { refusal } from '../http/refusals.ts'
import type { RetentionPolicy } from '../retention/retention-policy.ts'
import type { AuditCheckpoints } from './audit-checkpoints.ts'
import type { AuditCheck, AuditChecks } from './audit-checks.ts'
import { lastEntry } from './audit-head.ts'
import type { AuditLog } from './audit-log.ts'
import type { AuditEntry, AuditSearch } from './audit-search.ts'
import { toWitnessView, witnessSchema } from './audit-witness.ts'

const name = z.string().regex(/^[a-z][a-z-]{0,31}$/, 'must be a kind of record, such as trip')
const id = z.string().min(1, 'must not be empty').max(128, 'has at most 128 characters')
const action = z
  .string()
  .regex(/^[a-z][a-z-]{0,31}(\.[a-z-]{1,31})?$/, 'must be an action such as trip.depart, or trip for all of them')

export const auditEntrySchema = z.strictObject({
  sequence: z.int().describe('without holes, but where entries past their time were removed'),
  at: instantOut,
  actor: z.strictObject({
    kind: z.enum(['person', 'client', 'system']),
    id: z.string(),
    name: z.string().nullable().describe('null: a part of the system, or erased'),
  }),
  organisationId: z.string().nullable().describe('of the actor'),
  sessionId: z.string().nullable(),
  requestId: z.string().nullable(),
  action: z.string(),
  subject: z.strictObject({ kind: z.string(), id: z.string() }),
  reason: z.string().nullable(),
  details: z.unknown().describe('what changed'),
})

export function toAuditView({ atMs, ...entry }: AuditEntry): z.input<typeof auditEntrySchema> {
  const { actor, subject, sequence, organisationId, sessionId, requestId, reason, details } = entry
  return {
    ...{ sequence, at: toInstant(atMs), actor: { ...actor }, organisationId, sessionId, requestId },
    ...{ action: entry.action, subject: { ...subject }, reason, details },
  }
}

const listQuery = z.strictObject({
  ...pageQuery,
  actor: id.exactOptional().describe('id of the person, client or part of the system'),
  action: action.exactOptional(),
  kind: name.exactOptional().describe('of the record'),
  record: id.exactOptional().describe('id of the record; goes with kind'),
  session: id.exactOptional(),
  request: id.exactOptional(),
  from: instantIn.exactOptional(),
  to: instantIn.exactOptional().describe('exclusive'),
})

const checkSchema = z.strictObject({
  at: instantOut,
  throughEntry: z.int(),
  faults: z.array(z.string()).describe('the first 20; none: every entry is there and as it was written'),
})

const DAY_MS = 86_400_000

function toCheckView({ atMs, throughSequence, faults }: AuditCheck): z.input<typeof checkSchema> {
  return { at: toInstant(atMs), throughEntry: throughSequence, faults: [...faults] }
}

export interface AuditRoutesParts {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly auditSearch: AuditSearch
  readonly auditCheckpoints: AuditCheckpoints
  readonly auditChecks: AuditChecks
  /** for how long records are kept */
  readonly retention: RetentionPolicy
}

export function auditRoutes(parts: AuditRoutesParts): Endpoint[] {
  const { db, audit, auditSearch, auditCheckpoints, auditChecks, retention } = parts

  async function countRemoved(): Promise<number> {
    const row = await db.reader
      .selectFrom('audit_removal')
      .select(sql<number | null>`sum(to_sequence - from_sequence + 1)`.as('count'))
      .executeTakeFirst()
    return row?.count ?? 0
  }

  return [
    endpoint({
      route: 'GET /api/audit',
      tag: 'audit',
      summary: 'Who did what to which record, the newest first; of a record of your own also what others did to it',
      query: listQuery,
      answer: pageOf(auditEntrySchema),
      async handle({ scope, query: { limit, after, actor, action, kind, record, session, request, from, to } }) {
        if (record !== undefined && kind === undefined) throw refusal('BAD_REQUEST', 'kind: goes with record', 'kind')
        const found = await auditSearch.search(scope, {
          ...{ actor, action, session, request, fromMs: from, toMs: to, limit },
          subject: kind === undefined ? undefined : { kind, id: record },
          before: parseCursor(after, z.tuple([z.int()]))?.[0],
        })
        return toPage(found, { limit, keyOf: ({ sequence }) => [sequence], view: toAuditView })
      },
    }),
    endpoint({
      route: 'GET /api/audit/{entry}',
      tag: 'audit',
      summary: 'One entry with its place in the chain; that its address was opened is an entry too',
      params: z.strictObject({ entry: z.string().regex(/^[1-9]\d{0,14}$/, 'is no number of an entry') }),
      answer: z.strictObject({
        ...auditEntrySchema.shape,
        hash: z.string().describe('SM3, hex'),
        previous: z.string().describe('hash of the entry before'),
        isIntact: z.boolean().describe('whether the row is the one that was hashed'),
        address: z.string().nullable().describe('from where; null: not by a request, or not for your role'),
      }),
      async handle({ actor, scope, params: { entry: sequence } }) {
        const entry = await auditSearch.get(scope, Number(sequence))
        if (entry === undefined) throw refusal('NOT_FOUND', 'there is no such entry', 'entry')
        let address: string | null = null
        // where colleagues were is not for everybody who may see what they did
        if (scope.reach === 'all' && entry.addressSealed !== null) {
          const subject = { kind: 'audit-entry' as const, id: sequence }
          await db.inTransaction((tx) => audit.append(tx, { actor, action: 'audit-entry.open-address', subject }))
          address = await auditSearch.openAddress(entry)
        }
        const { hash, previous, isIntact } = entry
        return { ...toAuditView(entry), hash: toHex(hash), previous: toHex(previous), isIntact, address }
      },
    }),
    endpoint({
      route: 'GET /api/audit-chain',
      tag: 'audit',
      summary: 'How far the chain has come, what was last found of it, and a signed checkpoint to keep elsewhere',
      answer: z.strictObject({
        last: z.strictObject({ entry: z.int(), hash: z.string() }).nullable(),
        removed: z.int().describe('entries that were removed past their time'),
        checkpoint: witnessSchema.nullable().describe('signed with SM2: docs/architecture.md says over what'),
        lastCheck: checkSchema.nullable(),
        keptDays: z.strictObject({ logs: z.number(), gsp: z.number(), prescriptions: z.number() }),
      }),
      async handle() {
        const [last, checkpoint, lastCheck, removed] = await Promise.all([
          lastEntry(db.reader),
          auditCheckpoints.newest(),
          auditChecks.last(),
          countRemoved(),
        ])
        const { log, gsp, prescription } = retention
        return {
          last: last === undefined ? null : { entry: last.sequence, hash: toHex(last.hash) },
          removed,
          checkpoint: checkpoint === undefined ? null : toWitnessView(checkpoint),
          lastCheck: lastCheck === undefined ? null : toCheckView(lastCheck),
          keptDays: { logs: log / DAY_MS, gsp: gsp / DAY_MS, prescriptions: prescription / DAY_MS },
        }
      },
    }),
    endpoint({
      route: 'POST /api/audit-chain/check',
      tag: 'audit',
      summary: 'Look over the whole chain now; a million entries take some ten seconds',
      answer: checkSchema,
      handle: async () => toCheckView(await auditChecks.run()),
    }),
  ]
}
