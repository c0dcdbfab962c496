export type Engine = 'sqlite' | 'postgres'

/** What a column of ours is called on each engine. Yes and no are 0 and 1; instants are milliseconds since 1970 UTC. */
export interface ColumnTypes {
  readonly text: 'text'
  readonly integer: 'integer' | 'bigint'
  readonly real: 'real' | 'double precision'
  readonly bytes: 'blob' | 'bytea'
}

export const COLUMN_TYPES: Readonly<Record<Engine, ColumnTypes>> = {
  sqlite: { text: 'text', integer: 'integer', real: 'real', bytes: 'blob' },
  postgres: { text: 'text', integer: 'bigint', real: 'double precision', bytes: 'bytea' },
}
