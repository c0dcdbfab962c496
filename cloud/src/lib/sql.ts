export type SqlValue = string | number | bigint | Uint8Array | null

/**
 * One text for both engines: `?` stands for a value, and only what SQLite and PostgreSQL both understand is written.
 * Whole numbers come back as numbers, blobs as Uint8Array.
 */
export interface Sql {
  readonly engine: 'sqlite' | 'postgres'
  all<Row>(text: string, values?: readonly SqlValue[]): Promise<Row[]>
  get<Row>(text: string, values?: readonly SqlValue[]): Promise<Row | undefined>
  /** how many rows it changed */
  run(text: string, values?: readonly SqlValue[]): Promise<number>
}

export interface SqlDatabase extends Sql {
  /**
   * SQLite: BEGIN IMMEDIATE, one at a time on this connection. PostgreSQL: READ COMMITTED on a connection of its own,
   * done again when the server ends it for a deadlock or a serialization failure, so `work` may run more than once.
   */
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>
  /** several statements, without values */
  exec(script: string): Promise<void>
  close(): Promise<void>
}
