import { type RawBuilder, type SqlBool, sql } from 'kysely'

/** The key of a row in a list that shows the newest first. */
export type CreatedKey = readonly [createdAtMs: number, id: string]

export interface NewestFirst {
  readonly limit: number
  /** of the last row of the page before */
  readonly after: CreatedKey | undefined
}

/** What comes behind that row, where a list is ordered by created_at_ms and id, both descending. */
export function behind(
  after: readonly [createdAtMs: number, id: string | Uint8Array] | undefined,
  columns: { readonly created: string; readonly id: string } = { created: 'created_at_ms', id: 'id' },
): RawBuilder<SqlBool> {
  if (after === undefined) return sql<SqlBool>`1 = 1`
  const [createdAtMs, id] = after
  return sql<SqlBool>`(${sql.ref(columns.created)}, ${sql.ref(columns.id)}) < (${createdAtMs}, ${id})`
}
