import type { BusinessReader } from '../business-database/business-database.ts'
import type { NamedById } from './findable.ts'

/** Sign-in names, which are no secret; somebody erased has none any more and is left out. */
export async function namesOfPeople(
  reader: BusinessReader,
  ids: readonly (string | null)[],
): Promise<readonly NamedById[]> {
  const known = present(ids)
  if (known.length === 0) return []
  const rows = await reader
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', known)
    .where('erased_at_ms', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ id, name }) => ({ id, zh: name, en: name }))
}

export async function namesOfOrganisations(
  reader: BusinessReader,
  ids: readonly (string | null)[],
): Promise<readonly NamedById[]> {
  const known = present(ids)
  if (known.length === 0) return []
  const rows = await reader
    .selectFrom('organisation')
    .select(['id', 'name_zh', 'name_en'])
    .where('id', 'in', known)
    .orderBy('id')
    .execute()
  return rows.map(({ id, name_zh: zh, name_en: en }) => ({ id, zh, en }))
}

function present(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))]
}
