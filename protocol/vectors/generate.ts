import { writeFileSync } from 'node:fs'
import { otherCodings, writtenColumns } from './column-cases.ts'
import { disclosureVectors } from './disclosure-cases.ts'
import { frameVectors } from './frame-cases.ts'
import { malformedVectors } from './malformed-cases.ts'

/** What each file holds. `standards.json` is not among them: it was copied from the standards by hand. */
export const VECTOR_FILES: Readonly<Record<string, unknown>> = {
  'frames.json': frameVectors,
  'columns.json': {
    about:
      'Columns of docs/wire.md as bit streams of their own. `written`: what our writer makes; `others`: what a reader must take too.',
    written: writtenColumns,
    others: otherCodings,
  },
  'disclosure.json': disclosureVectors,
  'malformed.json': malformedVectors,
}

// node --import tsx --conditions=source protocol/vectors/generate.ts && npx biome format --write protocol/vectors
if (process.argv[1] === import.meta.filename) {
  for (const [name, content] of Object.entries(VECTOR_FILES)) {
    writeFileSync(new URL(name, import.meta.url), `${JSON.stringify(content, null, 2)}\n`)
  }
}
