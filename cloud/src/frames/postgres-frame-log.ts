import { createPool, isUnavailable, postgresSql } from '../lib/postgres.ts'
import { migratePostgres } from '../lib/postgres-migrations.ts'
import type { SqlDatabase } from '../lib/sql.ts'
import {
  type Accepted,
  type Acknowledged,
  type FrameArrival,
  type FrameLog,
  FrameLogUnavailable,
  type KeptLayout,
} from './frame-log.ts'
import { FRAME_MIGRATIONS } from './frame-schema.ts'
import { FrameWriter } from './frame-writer.ts'
import { GroupCommit } from './group-commit.ts'
import { SqlFrameReader } from './sql-frame-reader.ts'

const READING_CONNECTIONS = 6
/** one commits, one reads what is to be acknowledged */
const WRITING_CONNECTIONS = 2
const WRITING_TIMEOUT_MS = 30_000

/**
 * The frame log in a PostgreSQL that several instances may share. While the server is away calls reject with
 * FrameLogUnavailable and nothing is acknowledged; when it is back they succeed again.
 */
export class PostgresFrameLog extends SqlFrameReader implements FrameLog {
  readonly #writer: FrameWriter
  readonly #commits: GroupCommit

  private constructor({ reading, writing }: { readonly reading: SqlDatabase; readonly writing: SqlDatabase }) {
    super({
      sql: reading,
      close: async () => {
        await reading.close()
        await writing.close()
      },
    })
    this.#writer = new FrameWriter(writing)
    this.#commits = new GroupCommit({ commit: (arrivals) => this.#writer.accept(arrivals) })
  }

  static async open(url: string): Promise<PostgresFrameLog> {
    const migrating = postgresSql(createPool(url, { connections: 1 }))
    try {
      await migratePostgres(migrating, { store: 'frames', migrations: FRAME_MIGRATIONS })
    } finally {
      await migrating.close()
    }
    return new PostgresFrameLog({
      reading: postgresSql(createPool(url, { connections: READING_CONNECTIONS })),
      writing: postgresSql(createPool(url, { connections: WRITING_CONNECTIONS, queryTimeoutMs: WRITING_TIMEOUT_MS })),
    })
  }

  accept(arrivals: readonly FrameArrival[]): Promise<Accepted> {
    return toldApart(this.#commits.accept(arrivals))
  }

  acknowledgement(device: string, epoch: string): Promise<Acknowledged> {
    return toldApart(this.#writer.acknowledgement(device, epoch))
  }

  keepLayout(layout: KeptLayout): Promise<boolean> {
    return toldApart(this.#writer.keepLayout(layout))
  }

  /** Commits what was accepted before. */
  override async close(): Promise<void> {
    await this.#commits.settled()
    await super.close()
  }
}

async function toldApart<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!isUnavailable(error)) throw error
    throw new FrameLogUnavailable('the frame log cannot be reached', { cause: error })
  }
}
