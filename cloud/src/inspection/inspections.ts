import { randomUUID } from 'node:crypto'
import type { Actor, Scope } from '../access/actor.ts'
import type { AuditSubject } from '../audit/audit-actions.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { InspectionTable } from '../business-database/tables/inspection.ts'
import type { Clock } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'

export interface Inspection {
  readonly id: string
  readonly personId: string
  readonly purpose: string
  readonly reference: string | null
  readonly openedAtMs: number
  readonly endsAtMs: number
  readonly closedAtMs: number | null
}

export interface InspectionQuery {
  readonly limit: number
  readonly after?: readonly [openedAtMs: number, id: string] | undefined
}

/** What somebody opens, and which part of it. */
export interface Look {
  readonly kind: AuditSubject
  readonly id: string
  readonly part: string
  readonly details?: Readonly<Record<string, string | number | null>>
}

export interface Inspections {
  open(actor: Actor, about: { readonly purpose: string; readonly reference: string | null }): Promise<Inspection>
  close(scope: Scope, id: string): Promise<Inspection>
  list(scope: Scope, query: InspectionQuery): Promise<Inspection[]>
  /** The newest that is open; undefined: none is. */
  current(actor: Actor): Promise<Inspection | undefined>
  /** @throws AppError NOT_FOUND: not one of this person; CONFLICT: it is over */
  require(actor: Actor, id: string): Promise<Inspection>
  /** Committed before anything is shown. */
  note(actor: Actor, inspection: Inspection | undefined, look: Look): Promise<void>
}

/** A working day: whoever goes on tomorrow says again why. */
const LASTS_MS = 12 * 3_600_000

export function createInspections({
  db,
  audit,
  clock,
}: {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
}): Inspections {
  const inReach = ({ actor, reach }: Scope) => {
    const all = db.reader.selectFrom('inspection').selectAll()
    return reach === 'all' ? all : all.where('person_id', '=', actor.id)
  }

  async function find(scope: Scope, id: string): Promise<Inspection> {
    const row = await inReach(scope).where('id', '=', id).executeTakeFirst()
    if (row === undefined) throw notFound()
    return toInspection(row)
  }

  const isOpen = ({ closedAtMs, endsAtMs }: Inspection): boolean => closedAtMs === null && clock.nowMs() < endsAtMs

  return {
    async open(actor, { purpose, reference }) {
      const id = randomUUID()
      const openedAtMs = clock.nowMs()
      const times = { opened_at_ms: openedAtMs, ends_at_ms: openedAtMs + LASTS_MS, closed_at_ms: null }
      const row: InspectionTable = { id, person_id: actor.id, purpose, reference, ...times }
      await db.inTransaction(async (tx) => {
        await tx.insertInto('inspection').values(row).execute()
        const subject = { kind: 'inspection' as const, id }
        await audit.append(tx, { actor, action: 'inspection.open', subject, reason: purpose, details: { reference } })
      })
      return toInspection(row)
    },

    async close(scope, id) {
      const { actor } = scope
      const inspection = await find(scope, id)
      if (!isOpen(inspection)) return inspection
      const closedAtMs = clock.nowMs()
      await db.inTransaction(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('inspection')
          .set({ closed_at_ms: closedAtMs })
          .where('id', '=', id)
          .where('closed_at_ms', 'is', null)
          .executeTakeFirst()
        if (numUpdatedRows === 1n)
          await audit.append(tx, { actor, action: 'inspection.close', subject: { kind: 'inspection', id } })
      })
      return find(scope, id)
    },

    async list(scope, { limit, after }) {
      let query = inReach(scope)
      if (after !== undefined)
        query = query.where((eb) =>
          eb.or([
            eb('opened_at_ms', '<', after[0]),
            eb.and([eb('opened_at_ms', '=', after[0]), eb('id', '<', after[1])]),
          ]),
        )
      const rows = await query
        .orderBy('opened_at_ms', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      return rows.map(toInspection)
    },

    async current(actor) {
      const row = await db.reader
        .selectFrom('inspection')
        .selectAll()
        .where('person_id', '=', actor.id)
        .where('closed_at_ms', 'is', null)
        .where('ends_at_ms', '>', clock.nowMs())
        .orderBy('opened_at_ms', 'desc')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst()
      return row && toInspection(row)
    },

    async require(actor, id) {
      const inspection = await find({ actor, reach: 'own' }, id)
      if (isOpen(inspection)) return inspection
      throw new AppError('CONFLICT', 409, 'inspection: it is over; open another one', { field: 'inspection' })
    },

    async note(actor, inspection, { kind, id, part, details = {} }) {
      await db.inTransaction((tx) =>
        audit.append(tx, {
          ...{ actor, action: 'inspection.look', subject: { kind, id }, reason: inspection?.purpose },
          details: { inspection: inspection?.id ?? null, part, ...details },
        }),
      )
    },
  }
}

function notFound(): AppError {
  return new AppError('NOT_FOUND', 404, 'inspection: there is no such inspection of yours', { field: 'inspection' })
}

function toInspection(row: InspectionTable): Inspection {
  const { id, person_id: personId, purpose, reference } = row
  const times = { openedAtMs: row.opened_at_ms, endsAtMs: row.ends_at_ms, closedAtMs: row.closed_at_ms }
  return { id, personId, purpose, reference, ...times }
}
