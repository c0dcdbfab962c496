import { randomBytes } from 'node:crypto'
import type { Sql } from '../lib/sql.ts'
import type { ChangeSink } from './projection.ts'
import { insertRows, runEach } from './rows.ts'

/** Told to every instance when a change of the journal is committed. */
export const CHANGES_CHANNEL = 'coldrx_changes'

const STATEMENTS: readonly string[] = [
  // one row; the id is another one after everything was derived again, when what was told before may be no more
  'CREATE TABLE IF NOT EXISTS change_journal (id TEXT PRIMARY KEY, sequence INTEGER NOT NULL) STRICT, WITHOUT ROWID',
  // the last change of each truck and of each alarm
  `CREATE TABLE IF NOT EXISTS changes (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS changes_sequence ON changes (sequence)',
]

export async function prepareJournal(tx: Sql): Promise<void> {
  // PostgreSQL would lock a table that another instance works on for an index that is there
  const there =
    tx.engine === 'postgres' && (await tx.get("SELECT 1 AS found WHERE to_regclass('changes_sequence') IS NOT NULL"))
  if (there === false || there === undefined) await runEach(tx, STATEMENTS)
  const journal = await tx.get('SELECT id FROM change_journal')
  if (journal === undefined) {
    await tx.run('INSERT INTO change_journal (id, sequence) VALUES (?, 0)', [randomBytes(6).toString('hex')])
  }
}

/** No cursor of before is good any more: who has one is told everything. */
export async function beginNewJournal(tx: Sql): Promise<void> {
  await tx.run('UPDATE change_journal SET id = ?', [randomBytes(6).toString('hex')])
}

/** What one transaction changed. */
export class ChangeSet implements ChangeSink {
  readonly #trucks = new Set<string>()
  readonly #alarms = new Set<string>()

  truck(device: string): void {
    this.#trucks.add(device)
  }

  alarm(id: string): void {
    this.#alarms.add(id)
  }

  /**
   * The last thing that a transaction does: the row of the journal stays locked until the commit, so that sequences
   * follow the order of commits and a reader that has seen one has missed none below it.
   */
  async write(tx: Sql): Promise<void> {
    const changed = [
      ...[...this.#trucks].map((device) => ['truck', device] as const),
      ...[...this.#alarms].map((id) => ['alarm', id] as const),
    ]
    if (changed.length === 0) return
    const next = await tx.get<{ sequence: number }>(
      'UPDATE change_journal SET sequence = sequence + 1 RETURNING sequence',
    )
    if (next === undefined) throw new Error('the change journal has no row')
    await insertRows(tx, {
      table: 'changes',
      columns: ['kind', 'key', 'sequence'],
      rows: changed.map(([kind, key]) => [kind, key, next.sequence]),
      onConflict: 'ON CONFLICT (kind, key) DO UPDATE SET sequence = excluded.sequence',
    })
    if (tx.engine === 'postgres') await tx.get(`SELECT pg_notify('${CHANGES_CHANNEL}', '')`)
  }
}

export interface JournalPoint {
  readonly id: string
  readonly sequence: number
}

export interface JournalChanges {
  /** of the newest change there is */
  readonly sequence: number
  readonly trucks: readonly string[]
  readonly alarms: readonly string[]
}

export class ChangeJournal {
  readonly #sql: Sql

  constructor(sql: Sql) {
    this.#sql = sql
  }

  async now(): Promise<JournalPoint> {
    const point = await this.#sql.get<JournalPoint>('SELECT id, sequence FROM change_journal')
    if (point === undefined) throw new Error('the change journal has no row')
    return point
  }

  /** Everything committed after that change. */
  async since(sequence: number): Promise<JournalChanges> {
    const rows = await this.#sql.all<{ kind: string; key: string; sequence: number }>(
      'SELECT kind, key, sequence FROM changes WHERE sequence > ? ORDER BY sequence',
      [sequence],
    )
    const keysOf = (wanted: string): string[] => rows.flatMap(({ kind, key }) => (kind === wanted ? [key] : []))
    return { sequence: rows.at(-1)?.sequence ?? sequence, trucks: keysOf('truck'), alarms: keysOf('alarm') }
  }

  /** every alarm that was ever told of */
  async alarms(): Promise<readonly string[]> {
    const rows = await this.#sql.all<{ key: string }>("SELECT key FROM changes WHERE kind = 'alarm'")
    return rows.map(({ key }) => key)
  }
}
