import type { Db, Statement } from './database.ts'
import type { Sql, SqlDatabase, SqlValue } from './sql.ts'

type Prepared = Statement<SqlValue[], unknown>

/** `db` as both engines are seen. It closes with it. */
export function sqliteSql(db: Db): SqlDatabase {
  const prepared = new Map<string, Prepared>()

  function prepare(text: string): Prepared {
    const known = prepared.get(text)
    if (known !== undefined) return known
    const made = db.prepare<SqlValue[], unknown>(text)
    prepared.set(text, made)
    return made
  }

  const sql: Sql = {
    engine: 'sqlite',
    async all<Row>(text: string, values: readonly SqlValue[] = []) {
      return prepare(text).all(...values) as Row[]
    },
    async get<Row>(text: string, values: readonly SqlValue[] = []) {
      return prepare(text).get(...values) as Row | undefined
    },
    async run(text, values = []) {
      return prepare(text).run(...values).changes
    },
  }

  // work awaits between its statements: without a queue two transactions would mix on the one connection
  let last: Promise<unknown> = Promise.resolve()

  return {
    ...sql,
    transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
      const result = last.then(async () => {
        db.exec('BEGIN IMMEDIATE')
        try {
          const done = await work(sql)
          db.exec('COMMIT')
          return done
        } catch (error) {
          if (db.inTransaction) db.exec('ROLLBACK')
          throw error
        }
      })
      last = result.catch(() => undefined)
      return result
    },
    async exec(script) {
      db.exec(script)
    },
    async close() {
      await last
      db.close()
    },
  }
}
