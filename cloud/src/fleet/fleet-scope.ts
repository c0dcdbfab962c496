import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely'
import type { Scope } from '../access/actor.ts'
import type { BusinessTables } from '../business-database/tables.ts'

type Filter = (
  eb: ExpressionBuilder<BusinessTables, 'asset'>,
) => ExpressionWrapper<BusinessTables, 'asset', SqlBool> | ReturnType<typeof sql<SqlBool>>

/** Assets that a scope may look at: those of the actor's organisation, and those that it drives for another. */
export function visibleAssets({ actor, reach }: Scope): Filter {
  if (reach === 'all') return () => sql<SqlBool>`1 = 1`
  const organisation = actor.organisationId
  // what is a person's own, such as a driver's truck, follows from trips
  if (reach === 'own' || organisation === null) return () => sql<SqlBool>`1 = 0`
  return (eb) =>
    eb.or([eb('asset.organisation_id', '=', organisation), eb('asset.carrier_organisation_id', '=', organisation)])
}

/** Whether a scope may change what belongs to that organisation: a carrier looks, the owner changes. */
export function ownsFor({ actor, reach }: Scope, organisationId: string): boolean {
  return reach === 'all' || (reach === 'organisation' && actor.organisationId === organisationId)
}

/** `text` found anywhere, whatever its case, on both engines. */
export function contains(column: string, text: string) {
  const pattern = `%${text.toLowerCase().replaceAll(/[\\%_]/g, (wild) => `\\${wild}`)}%`
  return sql<SqlBool>`lower(${sql.ref(column)}) LIKE ${pattern} ESCAPE '\\'`
}
