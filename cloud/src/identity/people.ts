import type { Clock } from '../lib/clock.ts'
import type { BusinessDatabase, Role } from './business-database.ts'
import { createDecoyHash, isPassword } from './passwords.ts'

export interface Person {
  readonly name: string
  readonly displayName: { readonly zh: string; readonly en: string }
  readonly role: Role
}

export interface NewPerson extends Person {
  readonly passwordHash: string
}

export interface People {
  count(): Promise<number>
  list(): Promise<Person[]>
  add(people: readonly NewPerson[]): Promise<void>
  /** The person, or undefined: whether name or password is wrong is not told, neither by answer nor by time. */
  withPassword(name: string, password: string): Promise<Person | undefined>
}

interface PersonRow {
  name: string
  display_name_zh: string
  display_name_en: string
  role: Role
}

export const PERSON_COLUMNS = ['name', 'display_name_zh', 'display_name_en', 'role'] as const

export function toPerson(row: PersonRow): Person {
  return { name: row.name, displayName: { zh: row.display_name_zh, en: row.display_name_en }, role: row.role }
}

export async function createPeople({ db, clock }: { db: BusinessDatabase; clock: Clock }): Promise<People> {
  const decoyHash = await createDecoyHash()
  return {
    async count() {
      const row = await db
        .selectFrom('person')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirst()
      return row?.count ?? 0
    },

    async list() {
      const rows = await db.selectFrom('person').select(PERSON_COLUMNS).orderBy('name').execute()
      return rows.map(toPerson)
    },

    async add(people) {
      await db
        .insertInto('person')
        .values(
          people.map((person) => ({
            name: person.name,
            display_name_zh: person.displayName.zh,
            display_name_en: person.displayName.en,
            role: person.role,
            password_hash: person.passwordHash,
            created_at_ms: clock.nowMs(),
          })),
        )
        .execute()
    },

    async withPassword(name, password) {
      const row = await db
        .selectFrom('person')
        .select([...PERSON_COLUMNS, 'password_hash'])
        .where('name', '=', name)
        .executeTakeFirst()
      const fits = await isPassword(row?.password_hash ?? decoyHash, password)
      return row !== undefined && fits ? toPerson(row) : undefined
    },
  }
}
