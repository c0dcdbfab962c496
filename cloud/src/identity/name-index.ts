import type { BusinessDatabase, BusinessTransaction } from '../business-database/business-database.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { displayNamePlace, type Names, storedNames } from './names.ts'

/** Shorter parts of names tell too much by how often they come: an index of surnames alone is read like a telephone book. */
const SHORTEST_CHINESE_NAME = 2

/**
 * What a person is found by: the whole name in either language, each word of the English one, and a Chinese name's given
 * name. Case, and the spaces of a Chinese name, do not count.
 */
export function searchedParts({ zh, en }: Names): string[] {
  const chinese = zh.replaceAll(/\s+/g, '')
  const [, ...given] = Array.from(chinese)
  const english = folded(en)
  const parts = [folded(chinese), english, ...english.split(' ')]
  if (given.length >= SHORTEST_CHINESE_NAME) parts.push(folded(given.join('')))
  return [...new Set(parts)].filter((part) => part !== '')
}

/** For a search: by every key of indexes. */
export function nameIndexesOf(sealedFields: SealedFields, part: string): string[] {
  return sealedFields.blindIndexes('person name', indexedForm(part))
}

function indexedForm(part: string): string {
  const text = folded(part)
  return /[\u4e00-\u9fff]/.test(text) ? text.replaceAll(' ', '') : text
}

/** Instead of what was indexed of the person before. */
export async function indexNames(
  tx: BusinessTransaction,
  { sealedFields, personId, names }: { sealedFields: SealedFields; personId: string; names: Names },
): Promise<void> {
  await tx.deleteFrom('person_name_index').where('person_id', '=', personId).execute()
  const rows = searchedParts(names).map((part) => ({
    person_id: personId,
    name_index: sealedFields.blindIndex('person name', indexedForm(part)),
  }))
  if (rows.length > 0)
    await tx
      .insertInto('person_name_index')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

/** People of a release that had no such index; its migration had no key. */
export async function indexUnindexedNames({
  db,
  sealedFields,
}: {
  readonly db: BusinessDatabase
  readonly sealedFields: SealedFields
}): Promise<void> {
  await db.inTransaction(async (tx) => {
    const rows = await tx
      .selectFrom('person')
      .select(['id', 'display_name_sealed'])
      .where('display_name_sealed', 'is not', null)
      .where('id', 'not in', (of) => of.selectFrom('person_name_index').select('person_id'))
      .execute()
    for (const { id, display_name_sealed: envelope } of rows) {
      const text = sealedFields.open(displayNamePlace(id), envelope ?? '')
      await indexNames(tx, { sealedFields, personId: id, names: storedNames.parse(JSON.parse(text)) })
    }
  })
}

function folded(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, ' ')
}
