import {
  CADENCES,
  cadenceUseOf,
  type Frame,
  LAYOUT_SECTION,
  type Layout,
  layoutHash,
  ProtocolError,
  parseLayoutDocument,
  toHex,
} from '@coldrx/protocol'
import type { Sql } from '../lib/sql.ts'
import type { Projection, ProjectionTables } from './projection.ts'
import { insertRows, selectForKeys } from './rows.ts'

/** A truck of a large fleet has a layout of its own. */
const LAYOUTS_IN_MEMORY = 10_000

/** As the layout says it; one from before layouts said it keeps what its kind of asset must. */
export function recordIntervalOf(layout: Layout): number {
  return (layout.cadence ?? CADENCES[cadenceUseOf(layout.asset.kind)]).recordIntervalMs
}

/** Layout documents by their hash, read from the table and remembered. */
export class LayoutReader {
  readonly #sql: Sql
  readonly #known = new Map<string, Layout>()

  constructor(sql: Sql) {
    this.#sql = sql
  }

  async get(hash: string): Promise<Layout | undefined> {
    return (await this.getAll([hash])).get(hash)
  }

  /** Those that are known, by their hash. `sql`: a transaction that may know more than is committed. */
  async getAll(hashes: Iterable<string>, sql: Sql = this.#sql): Promise<ReadonlyMap<string, Layout>> {
    const found = new Map<string, Layout>()
    const asked: { hash: string }[] = []
    for (const hash of new Set(hashes)) {
      const known = this.#known.get(hash)
      if (known === undefined) asked.push({ hash })
      else found.set(hash, known)
    }
    if (asked.length === 0) return found
    const rows = await selectForKeys<{ hash: string; bytes: Uint8Array }, { hash: 'text' }>(sql, {
      columns: { hash: 'text' },
      keys: asked,
      query: (key) => `SELECT hash, bytes FROM layouts WHERE hash = ${key('hash')}`,
    })
    for (const { hash, bytes } of rows) {
      const { layout } = parseLayoutDocument(bytes)
      found.set(hash, layout)
      this.#remember(hash, layout)
    }
    return found
  }

  /** The very bytes of a document. */
  async documentOf(hash: string): Promise<Uint8Array | undefined> {
    return (await this.#sql.get<{ bytes: Uint8Array }>('SELECT bytes FROM layouts WHERE hash = ?', [hash]))?.bytes
  }

  /** What a transaction knew that was not committed must not be known after it. */
  forget(): void {
    this.#known.clear()
  }

  #remember(hash: string, layout: Layout): void {
    const [oldest] = this.#known.keys()
    if (this.#known.size >= LAYOUTS_IN_MEMORY && oldest !== undefined) this.#known.delete(oldest)
    this.#known.set(hash, layout)
  }
}

export const LAYOUTS_TABLES: ProjectionTables = {
  name: 'layouts',
  version: 1,
  tables: ['layouts'],
  statements: ['CREATE TABLE IF NOT EXISTS layouts (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT'],
}

/** The documents that frames carried. First of all projections: a frame that carries its own layout is decoded at once. */
export function createLayoutsProjection(): Projection {
  return {
    ...LAYOUTS_TABLES,
    takesSections: false,
    take: ({ frames }, tx) =>
      keepLayouts(
        tx,
        frames.flatMap(({ frame }) => (frame === undefined ? [] : readableLayouts(frame))),
      ),
  }
}

export async function keepLayouts(tx: Sql, documents: readonly Uint8Array[]): Promise<void> {
  await insertRows(tx, {
    table: 'layouts',
    columns: ['hash', 'bytes'],
    rows: documents.map((bytes) => [toHex(layoutHash(bytes)), bytes]),
    onConflict: 'ON CONFLICT DO NOTHING',
  })
}

function readableLayouts(frame: Frame): Uint8Array[] {
  return frame.sections.flatMap((body) => {
    if (body[0] !== LAYOUT_SECTION) return []
    try {
      return [parseLayoutDocument(body.subarray(1)).bytes]
    } catch (error) {
      if (error instanceof ProtocolError) return []
      throw error
    }
  })
}
