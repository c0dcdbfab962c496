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
import type { Db } from '../lib/database.ts'
import type { Projection, ProjectionTables } from './projection.ts'

const LAYOUTS_IN_MEMORY = 2_000

const LAYOUTS_SQL = 'CREATE TABLE IF NOT EXISTS layouts (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT'

/** As the layout says it; one from before layouts said it keeps what its kind of asset must. */
export function recordIntervalOf(layout: Layout): number {
  return (layout.cadence ?? CADENCES[cadenceUseOf(layout.asset.kind)]).recordIntervalMs
}

/** Layout documents by their hash, read from the table and remembered. */
export class LayoutReader {
  readonly #db: Db
  readonly #known = new Map<string, Layout>()

  constructor(db: Db) {
    this.#db = db
  }

  get(hash: string): Layout | undefined {
    const known = this.#known.get(hash)
    if (known !== undefined) return known
    const bytes = this.#db.prepare<[string], Uint8Array>('SELECT bytes FROM layouts WHERE hash = ?').pluck().get(hash)
    if (bytes === undefined) return undefined
    const { layout } = parseLayoutDocument(bytes)
    if (this.#known.size >= LAYOUTS_IN_MEMORY) this.#known.clear()
    this.#known.set(hash, layout)
    return layout
  }

  forget(): void {
    this.#known.clear()
  }
}

export const LAYOUTS_TABLES: ProjectionTables = {
  name: 'layouts',
  version: 1,
  tables: ['layouts'],
  sql: LAYOUTS_SQL,
}

/** The documents that frames carried, and those that births brought. */
export function createLayoutsProjection(db: Db): Projection & { readonly learn: (bytes: Uint8Array) => void } {
  const insert = db.prepare('INSERT INTO layouts (hash, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const learn = (bytes: Uint8Array): void => {
    insert.run(toHex(layoutHash(bytes)), bytes)
  }
  return {
    ...LAYOUTS_TABLES,
    learn,
    takeFrame({ frame }) {
      if (frame === undefined) return
      for (const document of readableLayouts(frame)) learn(document)
    },
  }
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
