import type { Sql, SqlDatabase } from '../lib/sql.ts'

/** Whoever has died is replaced after so long; long enough that a busy instance is not taken for a dead one. */
const LEASE_MS = 1_200
/** By the clock of the database, which all instances share. */
const NOW_MS = 'CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)'
const PRESENT = 'instance '

export const LEASE_STATEMENTS: readonly string[] = [
  // the work that is led by one instance at a time, and the instances that are there to do it
  `CREATE TABLE IF NOT EXISTS leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    -- another one whenever the lease changes hands
    token INTEGER NOT NULL,
    expires_at_ms INTEGER NOT NULL
  ) STRICT`,
]

/** Another instance leads this work now, or may. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError'
}

/**
 * Which of several instances on one PostgreSQL leads which work. Each takes its fair share: one alone takes all, and
 * gives up what is more than its share when another one comes.
 */
export class Leases {
  readonly #db: SqlDatabase
  readonly #holder: string
  readonly #names: readonly string[]
  readonly #held = new Map<string, number>()
  #others = 0

  /** `holder`: another one in every process */
  constructor({
    db,
    holder,
    names,
  }: { readonly db: SqlDatabase; readonly holder: string; readonly names: readonly string[] }) {
    this.#db = db
    this.#holder = holder
    this.#names = names
  }

  holds(name: string): boolean {
    return this.#held.has(name)
  }

  /**
   * The begin of a transaction that only the holder may make: the lease is locked to its end, so nobody takes it
   * meanwhile, and is renewed by it.
   */
  async guard(name: string, tx: Sql): Promise<void> {
    const token = this.#held.get(name)
    const kept =
      token !== undefined &&
      (await tx.run(
        `UPDATE leases SET expires_at_ms = ${NOW_MS} + ${LEASE_MS} WHERE name = ? AND holder = ? AND token = ?`,
        [name, this.#holder, token],
      )) === 1
    if (kept) return
    this.#held.delete(name)
    throw new LeaseLostError(`another instance leads ${name}`)
  }

  /**
   * To be called several times in the life of a lease: renews, takes and gives up. Says which leases are new, and
   * whether instances have come or gone.
   */
  async tend(): Promise<{ readonly taken: readonly string[]; readonly othersChanged: boolean }> {
    await this.#db.run(
      `INSERT INTO leases (name, holder, token, expires_at_ms) VALUES (?, ?, 0, ${NOW_MS} + ${LEASE_MS})
       ON CONFLICT (name) DO UPDATE SET expires_at_ms = excluded.expires_at_ms`,
      [PRESENT + this.#holder, this.#holder],
    )
    const rows = await this.#db.all<{ name: string; holder: string; token: number; live: boolean }>(
      `SELECT name, holder, token, expires_at_ms > ${NOW_MS} AS live FROM leases`,
    )
    const instances = rows.filter(({ name, live }) => live && name.startsWith(PRESENT)).length
    const share = Math.ceil(this.#names.length / Math.max(instances, 1))
    for (const [name, token] of this.#held) {
      const row = rows.find((candidate) => candidate.name === name)
      if (row?.holder !== this.#holder || row.token !== token) this.#held.delete(name)
    }
    const taken: string[] = []
    for (const name of this.#names) {
      const token = this.#held.get(name)
      if (token !== undefined) await this.#renew(name, token)
      else if (this.#held.size < share) {
        const row = rows.find((candidate) => candidate.name === name)
        if (row === undefined) await this.#make(name)
        if (row?.live !== true && (await this.#take(name))) taken.push(name)
      }
    }
    for (const name of [...this.#held.keys()].slice(share)) await this.#giveUp(name)
    const othersChanged = instances !== this.#others
    this.#others = instances
    return { taken, othersChanged }
  }

  /** Another one need not wait until they expire. */
  async release(): Promise<void> {
    for (const name of [...this.#held.keys()]) await this.#giveUp(name)
    await this.#db.run('DELETE FROM leases WHERE name = ?', [PRESENT + this.#holder])
    // of those that died
    await this.#db.run(`DELETE FROM leases WHERE name LIKE '${PRESENT}%' AND expires_at_ms < ${NOW_MS} - 86400000`)
  }

  /** One that is locked is renewed by the transaction that has locked it. */
  async #renew(name: string, token: number): Promise<void> {
    await this.#db.run(
      `UPDATE leases SET expires_at_ms = ${NOW_MS} + ${LEASE_MS}
       WHERE name IN (SELECT name FROM leases WHERE name = ? AND holder = ? AND token = ? FOR UPDATE SKIP LOCKED)`,
      [name, this.#holder, token],
    )
  }

  async #make(name: string): Promise<void> {
    // of one that is there and locked it would wait for the end of the lock
    await this.#db.run(
      `INSERT INTO leases (name, holder, token, expires_at_ms) VALUES (?, '', 0, 0) ON CONFLICT DO NOTHING`,
      [name],
    )
  }

  async #take(name: string): Promise<boolean> {
    const row = await this.#db.get<{ token: number }>(
      `UPDATE leases SET holder = ?, token = token + 1, expires_at_ms = ${NOW_MS} + ${LEASE_MS}
       WHERE name IN (SELECT name FROM leases WHERE name = ? AND expires_at_ms <= ${NOW_MS} FOR UPDATE SKIP LOCKED)
       RETURNING token`,
      [this.#holder, name],
    )
    if (row !== undefined) this.#held.set(name, row.token)
    return row !== undefined
  }

  async #giveUp(name: string): Promise<void> {
    const token = this.#held.get(name)
    this.#held.delete(name)
    if (token === undefined) return
    await this.#db.run('UPDATE leases SET expires_at_ms = 0 WHERE name = ? AND holder = ? AND token = ?', [
      ...[name, this.#holder, token],
    ])
  }
}
