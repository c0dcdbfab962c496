import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cadence } from '@coldrx/protocol'
import Database from 'better-sqlite3'
import type { FakeTruck } from './fake-truck.ts'

export interface JournalLine {
  t: number
  source: string
  values: Record<string, number>
  fault?: string
}

/** For tests: what stands beside a truck's agent, as far as the verifier reads it. */
export class TruckDirectory {
  readonly path: string
  readonly device: string

  constructor({ parent, device, cadence }: { parent: string; device: string; cadence: Cadence }) {
    this.path = join(parent, device)
    this.device = device
    mkdirSync(join(this.path, 'agent'), { recursive: true })
    writeFileSync(this.#file('agent.json'), JSON.stringify({ device, cadence, gnss: { staleMs: 5_000 } }))
    this.changeRecorder(`CREATE TABLE frames (epoch TEXT, n INTEGER, bytes BLOB);
      CREATE TABLE rows (position INTEGER PRIMARY KEY);
      CREATE TABLE acks (epoch TEXT, through INTEGER)`)
  }

  /** Frames that the truck's own SQLite holds, and how far it believes the cloud to be. */
  hold({ epoch }: Pick<FakeTruck, 'epoch'>, frames: readonly Uint8Array[], through: number): void {
    const db = new Database(this.#file('agent/recorder.db'))
    const insert = db.prepare('INSERT INTO frames VALUES (?, ?, ?)')
    for (const [n, bytes] of frames.entries()) insert.run(epoch, n, Buffer.from(bytes))
    db.prepare('INSERT INTO acks VALUES (?, ?)').run(epoch, through)
    db.close()
  }

  changeRecorder(sql: string): void {
    const db = new Database(this.#file('agent/recorder.db'))
    db.exec(sql)
    db.close()
  }

  writeJournal(lines: readonly JournalLine[]): void {
    this.#writeLines('journal.ndjson', lines)
  }

  /** As a kill in the middle of a line leaves it. */
  tearJournal(text: string): void {
    appendFileSync(this.#file('journal.ndjson'), text)
  }

  writeWitness(lines: readonly object[]): void {
    this.#writeLines('witness.ndjson', lines)
  }

  #writeLines(name: string, lines: readonly object[]): void {
    writeFileSync(this.#file(name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  }

  #file(name: string): string {
    return join(this.path, name)
  }
}
