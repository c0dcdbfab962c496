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

export interface PoolOptions {
  readonly connections?: number
  /** a statement that is not answered by then fails: the network may have gone in silence; undefined: it may take long */
  readonly queryTimeoutMs?: number
  /** where tables without a schema of their own are looked for and made; undefined: public */
  readonly schema?: string
}

/** The server ends a transaction in which nothing happens: its instance has lost its power, and holds locks. */
const IDLE_TRANSACTION_TIMEOUT_MS = 10_000

export function createPool(url: string, { connections = 10, queryTimeoutMs, schema }: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types: TYPES,
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'coldrx-cloud',
    ...(queryTimeoutMs === undefined ? {} : { query_timeout: queryTimeoutMs }),
    ...(schema === undefined ? {} : { options: `-c search_path=${schema}` }),
  })
  // an idle connection that the server ends is replaced at the next use
  pool.on('error', () => {})
  // one that it ends between two statements of a transaction: the next statement fails, and that is enough
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** connection_exception, insufficient_resources but disk_full, operator_intervention */
const UNAVAILABLE = /^(08|53(?!100)|57P)/

/** The server cannot be asked now, and may be again: it is starting, stopping or out of reach. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return UNAVAILABLE.test(error.code ?? '')
  if (!(error instanceof Error)) return false
  const { code } = error as NodeJS.ErrnoException
  if (code !== undefined) return /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/.test(code)
  return /connection (terminated|ended|timeout)|timeout exceeded when trying to connect|Query read timeout|not queryable/i.test(
    error.message,
  )
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

/** Reads in one transaction that sees the database as it is at the first read, whatever others commit. */
export async function openSnapshot(
  pool: pg.Pool,
): Promise<{ readonly sql: Sql; readonly release: () => Promise<void> }> {
  const client = await pool.connect()
  try {
    // a reader holds no locks that others wait for, and may think for long between two statements
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0')
    await client.query('SELECT 1')
  } catch (error) {
    client.release(true)
    throw error
  }
  return {
    sql: sqlOn(client),
    // the connection goes too, and its transaction with it
    release: async () => client.release(true),
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
