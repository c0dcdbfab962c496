import { randomUUID } from 'node:crypto'
import type { OrganisationKind, Role } from '../access/roles.ts'
import type { BusinessDatabase, BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { indexNames } from './name-index.ts'
import { displayNamePlace, type Names, storedNames } from './names.ts'
import { createDecoyHash, type HashPassword, isPassword } from './passwords.ts'

export interface Organisation {
  readonly id: string
  readonly kind: OrganisationKind
  readonly name: Names
}

export interface Person {
  readonly id: string
  /** what is typed at sign-in */
  readonly name: string
  readonly displayName: Names
  /** null: a customer, who belongs to none */
  readonly organisation: Organisation | null
  readonly roles: readonly Role[]
  /** not null: the password was made by somebody else, and nothing but choosing another is open until that is done */
  readonly temporaryPasswordUntilMs: number | null
}

export interface NewPerson {
  readonly name: string
  readonly displayName: Names
  readonly organisationId: string | null
  readonly roles: readonly Role[]
  readonly passwordHash: string | null
}

export interface People {
  count(): Promise<number>
  list(): Promise<Person[]>
  /** undefined: there is none, or the person was disabled or erased */
  get(id: string): Promise<Person | undefined>
  /** Rows of people with their roles and opened names, in the same order. */
  describe(reader: BusinessReader, rows: readonly PersonRow[]): Promise<Person[]>
  addOrganisation(tx: BusinessTransaction, organisation: Omit<Organisation, 'id'>): Promise<Organisation>
  add(tx: BusinessTransaction, person: NewPerson): Promise<Person>
  /** The person, or undefined: whether name or password is wrong is not told, neither by answer nor by time. */
  withPassword(name: string, password: string): Promise<Person | undefined>
  /** Who signs in elsewhere needs none: takes a temporary password away, and with it what it kept shut. */
  forgetTemporaryPassword(id: string): Promise<void>
}

/** Who still uses a password that somebody else knows may do nothing but choose another. */
export function rolesInForce({ roles, temporaryPasswordUntilMs }: Person): readonly Role[] {
  return temporaryPasswordUntilMs === null ? roles : []
}

const ERASED: Names = { zh: '（已删除）', en: '(erased)' }

export async function createPeople({
  db,
  clock,
  sealedFields,
  hashPassword,
}: {
  readonly db: BusinessDatabase
  readonly clock: Clock
  readonly sealedFields: SealedFields
  readonly hashPassword: HashPassword
}): Promise<People> {
  const decoyHash = await createDecoyHash(hashPassword)

  function openName(id: string, envelope: string | null): Names {
    return envelope === null ? ERASED : storedNames.parse(JSON.parse(sealedFields.open(displayNamePlace(id), envelope)))
  }

  async function describe(reader: BusinessReader, rows: readonly PersonRow[]): Promise<Person[]> {
    if (rows.length === 0) return []
    const ids = rows.map(({ id }) => id)
    const roles = await reader
      .selectFrom('person_role')
      .selectAll()
      .where('person_id', 'in', ids)
      .orderBy('role')
      .execute()
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      displayName: openName(row.id, row.display_name_sealed),
      organisation:
        row.organisation_id === null || row.kind === null
          ? null
          : {
              id: row.organisation_id,
              kind: row.kind,
              name: { zh: row.name_zh ?? '', en: row.name_en ?? '' },
            },
      roles: roles.filter(({ person_id }) => person_id === row.id).map(({ role }) => role),
      temporaryPasswordUntilMs: row.temporary_password_until_ms,
    }))
  }

  const people: People = {
    describe,

    async count() {
      const row = await db.reader
        .selectFrom('person')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirst()
      return row?.count ?? 0
    },

    async list() {
      return describe(db.reader, await selectPeople(db.reader).orderBy('person.name').execute())
    },

    async get(id) {
      const rows = await selectPeople(db.reader)
        .where('person.id', '=', id)
        .where('person.disabled_at_ms', 'is', null)
        .where('person.erased_at_ms', 'is', null)
        .execute()
      return (await describe(db.reader, rows))[0]
    },

    async addOrganisation(tx, { kind, name }) {
      const id = randomUUID()
      await tx
        .insertInto('organisation')
        .values({
          id,
          kind,
          name_zh: name.zh,
          name_en: name.en,
          licence_number: null,
          created_at_ms: clock.nowMs(),
          closed_at_ms: null,
        })
        .execute()
      return { id, kind, name }
    },

    async add(tx, { name, displayName, organisationId, roles, passwordHash }) {
      const id = randomUUID()
      await tx
        .insertInto('person')
        .values({
          id,
          name,
          organisation_id: organisationId,
          display_name_sealed: sealedFields.seal(displayNamePlace(id), JSON.stringify(displayName)),
          phone_sealed: null,
          phone_index: null,
          email_sealed: null,
          email_index: null,
          password_hash: passwordHash,
          temporary_password_until_ms: null,
          created_at_ms: clock.nowMs(),
          disabled_at_ms: null,
          erased_at_ms: null,
        })
        .execute()
      await indexNames(tx, { sealedFields, personId: id, names: displayName })
      if (roles.length > 0) {
        await tx
          .insertInto('person_role')
          .values(roles.map((role) => ({ person_id: id, role })))
          .execute()
      }
      const [person] = await describe(tx, await selectPeople(tx).where('person.id', '=', id).execute())
      if (person === undefined) throw new Error('a person that was added is not there')
      return person
    },

    async withPassword(name, password) {
      const row = await db.reader
        .selectFrom('person')
        .select(['id', 'password_hash', 'temporary_password_until_ms'])
        .where('name', '=', name)
        .where('disabled_at_ms', 'is', null)
        .where('erased_at_ms', 'is', null)
        .executeTakeFirst()
      const fits = await isPassword(row?.password_hash ?? decoyHash, password)
      if (row === undefined || row.password_hash === null || !fits) return undefined
      const isOver = (row.temporary_password_until_ms ?? Number.POSITIVE_INFINITY) <= clock.nowMs()
      return isOver ? undefined : people.get(row.id)
    },

    async forgetTemporaryPassword(id) {
      await db.reader
        .updateTable('person')
        .set({ password_hash: null, temporary_password_until_ms: null })
        .where('id', '=', id)
        .where('temporary_password_until_ms', 'is not', null)
        .execute()
    },
  }
  return people
}

function selectPeople(reader: BusinessReader) {
  return reader
    .selectFrom('person')
    .leftJoin('organisation', 'organisation.id', 'person.organisation_id')
    .select(['person.id', 'person.name', 'person.organisation_id', 'person.display_name_sealed'])
    .select('person.temporary_password_until_ms')
    .select(['organisation.kind', 'organisation.name_zh', 'organisation.name_en'])
}
export type PersonRow = Awaited<ReturnType<ReturnType<typeof selectPeople>['execute']>>[number]

/** What a person is called; null: there is no such person, or the name was erased. */
export async function readDisplayName(
  { reader, sealedFields }: { readonly reader: BusinessReader; readonly sealedFields: SealedFields },
  id: string,
): Promise<Names | null> {
  const row = await reader.selectFrom('person').select('display_name_sealed').where('id', '=', id).executeTakeFirst()
  if (row?.display_name_sealed == null) return null
  return storedNames.parse(JSON.parse(sealedFields.open(displayNamePlace(id), row.display_name_sealed)))
}

/** Names that a release before this one kept in the clear; its migration had no key. */
export async function sealPlainNames({
  db,
  sealedFields,
}: {
  readonly db: BusinessDatabase
  readonly sealedFields: SealedFields
}): Promise<void> {
  await db.inTransaction(async (tx) => {
    const plain = await tx
      .selectFrom('person')
      .select(['id', 'display_name_sealed'])
      .where('display_name_sealed', 'like', '{%')
      .execute()
    for (const { id, display_name_sealed: text } of plain) {
      const sealed = sealedFields.seal(displayNamePlace(id), text ?? '')
      await tx.updateTable('person').set({ display_name_sealed: sealed }).where('id', '=', id).execute()
    }
  })
}
