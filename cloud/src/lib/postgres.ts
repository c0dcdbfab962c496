import pg from 'pg'
import type { Sql, SqlDatabase, SqlValue } from './sql.ts'

const INT8 = 20
const NUMERIC = 1_700
/** serialization_failure, deadlock_detected */
const WORTH_ANOTHER_TRY = new Set(['40001', '40P01'])
const MOST_TRIES = 10

/** Whole numbers of ours fit a double; what does not is a fault, and no number that is nearly right. */
function toWholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a number`)
  return value
}

const TYPES: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: string) => {
    // count() is a bigint, sum() of bigints a numeric
    if (oid === INT8 || oid === NUMERIC) return toWholeNumber
    return pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown
  },
}

export function createPool(url: string, { connections = 10 }: { readonly connections?: number } = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types: TYPES,
    connectionTimeoutMillis: 10_000,
    application_name: 'coldrx-cloud',
  })
  // an idle connection that the server ends is replaced at the next use
  pool.on('error', () => {})
  return pool
}

export function isSerializationFailure(error: unknown): boolean {
  return error instanceof pg.DatabaseError && WORTH_ANOTHER_TRY.has(error.code ?? '')
}

/** Runs `work` again, after a short random wait, when PostgreSQL ended it so that another could go on. */
export async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries >= MOST_TRIES || !isSerializationFailure(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** Math.min(tries, 6)))
    }
  }
}

const texts = new Map<string, string>()

/** `?` to `$1`, `$2` …; no text of ours has a question mark in a literal. */
function numbered(text: string): string {
  const known = texts.get(text)
  if (known !== undefined) return known
  let at = 0
  const made = text.replaceAll('?', () => `$${++at}`)
  if (texts.size > 1_000) texts.clear()
  texts.set(text, made)
  return made
}

function sqlOn(client: Pick<pg.ClientBase, 'query'>): Sql {
  const query = (text: string, values: readonly SqlValue[] = []) => client.query(numbered(text), [...values])
  return {
    engine: 'postgres',
    all: async <Row>(text: string, values?: readonly SqlValue[]) => (await query(text, values)).rows as Row[],
    get: async <Row>(text: string, values?: readonly SqlValue[]) =>
      (await query(text, values)).rows[0] as Row | undefined,
    run: async (text, values) => (await query(text, values)).rowCount ?? 0,
  }
}

export function postgresSql(pool: pg.Pool): SqlDatabase {
  return {
    ...sqlOn(pool as unknown as Pick<pg.ClientBase, 'query'>),
    transaction: (work) =>
      withRetries(async () => {
        const client = await pool.connect()
        let broken: Error | undefined
        try {
          await client.query('BEGIN')
          const result = await work(sqlOn(client))
          await client.query('COMMIT')
          return result
        } catch (error) {
          await client.query('ROLLBACK').catch((failure: unknown) => {
            broken = failure instanceof Error ? failure : new Error(String(failure))
          })
          throw error
        } finally {
          client.release(broken)
        }
      }),
    exec: async (script) => {
      await pool.query(script)
    },
    close: () => pool.end(),
  }
}
