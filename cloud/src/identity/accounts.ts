import { sql } from 'kysely'
import type { Actor, Scope } from '../access/actor.ts'
import type { Role } from '../access/roles.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { Engine } from '../business-database/column-types.ts'
import type { Clock } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { endGrantsOf } from '../oauth/person-grants.ts'
import { contactForm } from './contact-form.ts'
import { indexNames, nameIndexesOf } from './name-index.ts'
import { displayNamePlace, type Names } from './names.ts'
import { generatePassword, type HashPassword, isPassword } from './passwords.ts'
import type { People, Person } from './people.ts'
import type { Sessions } from './sessions.ts'

const TEMPORARY_PASSWORD_MS = 7 * 24 * 3_600_000

export const ACCOUNT_STATES = ['active', 'disabled', 'erased'] as const
export type AccountState = (typeof ACCOUNT_STATES)[number]

/** A person as those see it who look after people. */
export interface Account extends Person {
  readonly state: AccountState
  readonly phone: string | null
  readonly email: string | null
  readonly createdAtMs: number
}

export interface AccountPlan {
  readonly name: string
  readonly displayName: Names
  readonly organisationId: string | null
  readonly roles: readonly Role[]
  readonly phone?: string | null | undefined
  readonly email?: string | null | undefined
}

export type AccountChange = Partial<Omit<AccountPlan, 'name'>>

export interface AccountQuery {
  /** the beginning of a sign-in name, a whole name or a word of one, or a whole phone number or e-mail address */
  readonly search?: string | undefined
  readonly organisationId?: string | undefined
  readonly role?: Role | undefined
  /** those who may sign in alone */
  readonly state?: 'active' | undefined
  readonly limit: number
  /** the sign-in name of the last one of the page before */
  readonly after?: string | undefined
}

export interface Accounts {
  /** by sign-in name; one more than `limit` where there is more */
  list(scope: Scope, query: AccountQuery): Promise<Account[]>
  /** @throws AppError NOT_FOUND */
  get(scope: Scope, id: string): Promise<Account>
  /** @throws AppError CONFLICT: the name is taken; UNPROCESSABLE: no such organisation, or a role that needs one */
  add(actor: Actor, plan: AccountPlan): Promise<{ readonly account: Account; readonly password: string }>
  /** @throws AppError CONFLICT: it would leave nobody to administrate */
  change(actor: Actor, id: string, change: AccountChange, reason: string): Promise<Account>
  /** Signs the person out everywhere, apps too. @throws AppError CONFLICT: it would leave nobody to administrate */
  disable(actor: Actor, id: string, reason: string): Promise<Account>
  enable(actor: Actor, id: string, reason: string): Promise<Account>
  /** All of the person's, or one. @throws AppError NOT_FOUND: there is no such person, or session of it */
  endSessions(actor: Actor, id: string, session?: string): Promise<void>
  /** Signs the person out everywhere, apps too. @returns a temporary password */
  resetPassword(actor: Actor, id: string, reason: string): Promise<string>
  /** Ends the other sessions and what apps may do. @throws AppError UNPROCESSABLE: the current one is wrong, or the new one is the same */
  changeOwnPassword(actor: Actor, passwords: { readonly current: string; readonly wanted: string }): Promise<void>
}

export interface AccountsParts {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
  readonly sealedFields: SealedFields
  readonly people: People
  readonly sessions: Sessions
  readonly hashPassword: HashPassword
}

export function createAccounts({
  db,
  audit,
  clock,
  sealedFields,
  people,
  sessions,
  hashPassword,
}: AccountsParts): Accounts {
  const everywhere = {
    actor: { kind: 'system', id: 'accounts', organisationId: null, roles: [] },
    reach: 'all',
  } as const
  const open = (column: string, row: string, envelope: string | null) =>
    envelope === null ? null : sealedFields.open({ table: 'person', column, row }, envelope)

  async function toAccounts(reader: BusinessReader, rows: readonly AccountRow[]): Promise<Account[]> {
    const known = await people.describe(reader, rows)
    return known.map((person, at): Account => {
      const row = rows[at] as AccountRow
      return {
        ...person,
        state: stateOf(row),
        phone: open('phone_sealed', row.id, row.phone_sealed),
        email: open('email_sealed', row.id, row.email_sealed),
        createdAtMs: row.created_at_ms,
      }
    })
  }

  async function found(reader: BusinessReader, scope: Scope, id: string): Promise<Account> {
    const [account] = await toAccounts(reader, await reaching(reader, scope).where('person.id', '=', id).execute())
    if (account === undefined) throw new AppError('NOT_FOUND', 404, 'there is no such person', { field: 'person' })
    return account
  }

  /** Contact by which somebody is found is sealed, and found by its blind index. */
  function sealContact(id: string, column: 'phone' | 'email', text: string | null) {
    const sealed = text && sealedFields.seal({ table: 'person', column: `${column}_sealed`, row: id }, text)
    const index = text && sealedFields.blindIndex(`person ${column}`, contactForm(text))
    return { [`${column}_sealed`]: sealed, [`${column}_index`]: index }
  }

  /** Of two changes at once the second sees the first: both could take away the last but one. */
  async function keepAnAdministrator(tx: BusinessTransaction): Promise<void> {
    if (db.engine === 'postgres') await sql`LOCK TABLE person_role IN SHARE ROW EXCLUSIVE MODE`.execute(tx)
    const left = await tx
      .selectFrom('person_role')
      .innerJoin('person', 'person.id', 'person_role.person_id')
      .select('person.id')
      .where('role', '=', 'administrator')
      .where('person.disabled_at_ms', 'is', null)
      .where('person.erased_at_ms', 'is', null)
      .executeTakeFirst()
    if (left === undefined) throw new AppError('CONFLICT', 409, 'somebody must be left to administrate')
  }

  async function assertFits(
    tx: BusinessTransaction,
    { organisationId, roles }: Pick<AccountPlan, 'organisationId' | 'roles'>,
  ) {
    if (organisationId === null) {
      if (roles.every((role) => role === 'customer')) return
      throw new AppError('UNPROCESSABLE', 422, 'organisationId: only a customer belongs to none', {
        field: 'organisationId',
      })
    }
    if (await isOpen(db.engine, tx, organisationId)) return
    throw new AppError('UNPROCESSABLE', 422, 'organisationId: there is no such organisation, or it is closed', {
      field: 'organisationId',
    })
  }

  const endGrants = (tx: BusinessTransaction, actor: Actor, personId: string, because: 'password' | 'suspended') =>
    endGrantsOf(tx, { audit, nowMs: clock.nowMs(), actor, personId, because })

  async function setState(actor: Actor, id: string, action: 'disable' | 'enable', reason: string): Promise<Account> {
    return db.inTransaction(async (tx) => {
      const { state, organisation } = await found(tx, everywhere, id)
      const [from, to] = action === 'disable' ? ['active', 'disabled'] : ['disabled', 'active']
      if (state !== from) throw new AppError('CONFLICT', 409, `the person is ${state}, not ${from}`)
      await tx
        .updateTable('person')
        .set({ disabled_at_ms: to === 'disabled' ? clock.nowMs() : null })
        .where('id', '=', id)
        .execute()
      if (action === 'disable') await keepAnAdministrator(tx)
      else if (organisation !== null && !(await isOpen(db.engine, tx, organisation.id)))
        throw new AppError('CONFLICT', 409, 'the organisation of the person is closed: move the person first')
      await audit.append(tx, { actor, action: `person.${action}`, subject: { kind: 'person', id }, reason })
      if (action === 'disable') await endGrants(tx, actor, id, 'suspended')
      return found(tx, everywhere, id)
    })
  }

  return {
    async list(scope, { search, organisationId, role, state, limit, after }) {
      let rows = reaching(db.reader, scope).where('person.erased_at_ms', 'is', null)
      if (organisationId !== undefined) rows = rows.where('person.organisation_id', '=', organisationId)
      if (state === 'active') rows = rows.where('person.disabled_at_ms', 'is', null)
      if (role !== undefined)
        rows = rows.where('person.id', 'in', (of) =>
          of.selectFrom('person_role').select('person_id').where('role', '=', role),
        )
      if (search !== undefined) {
        const [phones, emails] = (['phone', 'email'] as const).map((column) =>
          sealedFields.blindIndexes(`person ${column}`, contactForm(search)),
        )
        rows = rows.where((matches) =>
          matches.or([
            // a range instead of LIKE: no wildcards to escape, and the same in both engines
            matches.and([matches('person.name', '>=', search), matches('person.name', '<', `${search}\u{10ffff}`)]),
            matches('person.id', 'in', (of) =>
              of
                .selectFrom('person_name_index')
                .select('person_id')
                .where('name_index', 'in', nameIndexesOf(sealedFields, search)),
            ),
            matches('person.phone_index', 'in', phones ?? []),
            matches('person.email_index', 'in', emails ?? []),
          ]),
        )
      }
      if (after !== undefined) rows = rows.where('person.name', '>', after)
      return toAccounts(
        db.reader,
        await rows
          .orderBy('person.name')
          .limit(limit + 1)
          .execute(),
      )
    },

    get: (scope, id) => found(db.reader, scope, id),

    async add(actor, { phone = null, email = null, ...plan }) {
      const password = generatePassword()
      const passwordHash = await hashPassword(password)
      const account = await db.inTransaction(async (tx) => {
        const same = await tx.selectFrom('person').select('id').where('name', '=', plan.name).executeTakeFirst()
        if (same !== undefined) throw new AppError('CONFLICT', 409, 'name: is taken', { field: 'name' })
        await assertFits(tx, plan)
        const { id } = await people.add(tx, { ...plan, passwordHash })
        await tx
          .updateTable('person')
          .set({
            ...{ ...sealContact(id, 'phone', phone), ...sealContact(id, 'email', email) },
            temporary_password_until_ms: clock.nowMs() + TEMPORARY_PASSWORD_MS,
          })
          .where('id', '=', id)
          .execute()
        const details = { roles: [...plan.roles], organisation: plan.organisationId }
        await audit.append(tx, { actor, action: 'person.add', subject: { kind: 'person', id }, details })
        return found(tx, everywhere, id)
      })
      return { account, password }
    },

    async change(actor, id, change, reason) {
      return db.inTransaction(async (tx) => {
        const before = await found(tx, everywhere, id)
        if (before.state === 'erased') throw new AppError('CONFLICT', 409, 'the person was erased')
        const organisationId =
          change.organisationId === undefined ? (before.organisation?.id ?? null) : change.organisationId
        const roles = change.roles ?? before.roles
        if (change.organisationId !== undefined || change.roles !== undefined)
          await assertFits(tx, { organisationId, roles })
        await tx
          .updateTable('person')
          .set({
            organisation_id: organisationId,
            ...(change.displayName && {
              display_name_sealed: sealedFields.seal(displayNamePlace(id), JSON.stringify(change.displayName)),
            }),
            ...(change.phone === undefined ? {} : sealContact(id, 'phone', change.phone)),
            ...(change.email === undefined ? {} : sealContact(id, 'email', change.email)),
          })
          .where('id', '=', id)
          .execute()
        if (change.displayName !== undefined)
          await indexNames(tx, { sealedFields, personId: id, names: change.displayName })
        if (change.roles !== undefined) {
          await tx.deleteFrom('person_role').where('person_id', '=', id).execute()
          const wanted = [...new Set(change.roles)].map((role) => ({ person_id: id, role }))
          if (wanted.length > 0) await tx.insertInto('person_role').values(wanted).execute()
          if (before.roles.includes('administrator')) await keepAnAdministrator(tx)
        }
        await audit.append(tx, {
          ...{ actor, action: 'person.change', subject: { kind: 'person', id }, reason },
          details: {
            // names and contact stay out of what can't be erased
            fields: Object.keys(change).sort(),
            ...(change.roles && { rolesBefore: [...before.roles], roles: [...change.roles] }),
            ...(change.organisationId !== undefined && {
              organisationBefore: before.organisation?.id ?? null,
              organisation: organisationId,
            }),
          },
        })
        return found(tx, everywhere, id)
      })
    },

    async disable(actor, id, reason) {
      const account = await setState(actor, id, 'disable', reason)
      await sessions.revokeAllOf(id)
      return account
    },

    enable: (actor, id, reason) => setState(actor, id, 'enable', reason),

    async endSessions(actor, id, session) {
      await found(db.reader, everywhere, id)
      if (session === undefined) await sessions.revokeAllOf(id)
      else if (!(await sessions.revokeOne(id, session)))
        throw new AppError('NOT_FOUND', 404, 'there is no such session', { field: 'session' })
      const details = { sessions: session === undefined ? 'all' : 'one' }
      await db.inTransaction((tx) =>
        audit.append(tx, { actor, action: 'person.end-sessions', subject: { kind: 'person', id }, details }),
      )
    },

    async resetPassword(actor, id, reason) {
      const password = generatePassword()
      const passwordHash = await hashPassword(password)
      await db.inTransaction(async (tx) => {
        const { state } = await found(tx, everywhere, id)
        if (state === 'erased') throw new AppError('CONFLICT', 409, 'the person was erased')
        const until = clock.nowMs() + TEMPORARY_PASSWORD_MS
        await tx
          .updateTable('person')
          .set({ password_hash: passwordHash, temporary_password_until_ms: until })
          .where('id', '=', id)
          .execute()
        await audit.append(tx, { actor, action: 'person.reset-password', subject: { kind: 'person', id }, reason })
        await endGrants(tx, actor, id, 'password')
      })
      await sessions.revokeAllOf(id)
      return password
    },

    async changeOwnPassword(actor, { current, wanted }) {
      const wrong = (field: string, why: string) => new AppError('UNPROCESSABLE', 422, `${field}: ${why}`, { field })
      const row = await db.reader
        .selectFrom('person')
        .select('password_hash')
        .where('id', '=', actor.id)
        .executeTakeFirst()
      const before = row?.password_hash ?? null
      if (before === null) throw wrong('current', 'you sign in elsewhere and have no password here')
      if (!(await isPassword(before, current))) throw wrong('current', 'is not your password')
      if (current === wanted) throw wrong('wanted', 'must be another than the current one')
      const passwordHash = await hashPassword(wanted)
      await db.inTransaction(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('person')
          .set({ password_hash: passwordHash, temporary_password_until_ms: null })
          .where('id', '=', actor.id)
          // somebody may have reset it meanwhile: that one counts
          .where('password_hash', '=', before)
          .executeTakeFirst()
        if (Number(numUpdatedRows) !== 1) throw wrong('current', 'was changed meanwhile')
        await audit.append(tx, { actor, action: 'person.change-password', subject: { kind: 'person', id: actor.id } })
        await endGrants(tx, actor, actor.id, 'password')
      })
      await sessions.revokeAllOf(actor.id, { but: actor.sessionId })
    },
  }
}

/** Stays open until `tx` is over: who closes it meanwhile waits, and then sees the one that came. */
async function isOpen(engine: Engine, tx: BusinessTransaction, organisationId: string): Promise<boolean> {
  const open = tx
    .selectFrom('organisation')
    .select('id')
    .where('id', '=', organisationId)
    .where('closed_at_ms', 'is', null)
  return (await (engine === 'postgres' ? open.forShare() : open).executeTakeFirst()) !== undefined
}

function reaching(reader: BusinessReader, { actor, reach }: Scope) {
  const all = reader
    .selectFrom('person')
    .leftJoin('organisation', 'organisation.id', 'person.organisation_id')
    .select(['person.id', 'person.name', 'person.organisation_id', 'person.display_name_sealed'])
    .select(['organisation.kind', 'organisation.name_zh', 'organisation.name_en'])
    .select(['person.phone_sealed', 'person.email_sealed', 'person.created_at_ms', 'person.disabled_at_ms'])
    .select(['person.erased_at_ms', 'person.temporary_password_until_ms'])
  if (reach === 'all') return all
  if (reach === 'own') return all.where('person.id', '=', actor.id)
  return all.where('person.organisation_id', '=', actor.organisationId ?? '')
}
type AccountRow = Awaited<ReturnType<ReturnType<typeof reaching>['execute']>>[number]

function stateOf({ disabled_at_ms, erased_at_ms }: Pick<AccountRow, 'disabled_at_ms' | 'erased_at_ms'>): AccountState {
  if (erased_at_ms !== null) return 'erased'
  return disabled_at_ms === null ? 'active' : 'disabled'
}
