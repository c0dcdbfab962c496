import { z } from 'zod'
import type { Scope } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessReader } from '../business-database/business-database.ts'
import { refusal } from '../http/refusals.ts'
import { displayNamePlace, type Names, storedNames } from '../identity/names.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { CHANNEL_NAMES, type ChannelName } from './channels/channel.ts'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

const address = z.string().trim().min(1).max(320)
export const addressesSchema = z.strictObject({
  sms: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'must be a number with its country, such as +8613800000000')
    .exactOptional()
    .describe('left out: the phone of the account'),
  wechat: address.exactOptional().describe('the openid'),
  wecom: address.exactOptional().describe('the name of a robot'),
  email: z.email().max(320).exactOptional().describe('left out: that of the account'),
  webhook: address.exactOptional().describe('the name of a target'),
})
export type Addresses = z.output<typeof addressesSchema>

/** Somebody who can be told. */
export interface Recipient {
  readonly personId: string
  readonly organisationId: string | null
  readonly name: Names
  readonly language: Language
  readonly addresses: Addresses
}

export interface Recipients {
  /** Who is there: neither disabled nor erased. */
  readonly of: (reader: BusinessReader, personIds: readonly string[]) => Promise<Recipient[]>
  /** Everybody of an organisation, or those of a role. */
  readonly inOrganisation: (reader: BusinessReader, organisationId: string, role?: string) => Promise<Recipient[]>
  readonly list: (
    scope: Scope,
    page: { readonly limit: number; readonly after: string | undefined },
  ) => Promise<Recipient[]>
  readonly get: (scope: Scope, personId: string) => Promise<Recipient>
  readonly change: (
    scope: Scope,
    personId: string,
    wanted: Pick<Recipient, 'language' | 'addresses'>,
  ) => Promise<Recipient>
}

/** Phones of accounts are written as people write them. undefined: it is none that a message can go to. */
export function toE164(phone: string): string | undefined {
  const digits = phone.replace(/[\s()-]/g, '')
  if (/^1[3-9]\d{9}$/.test(digits)) return `+86${digits}`
  const international = digits.replace(/^00/, '+')
  return /^\+[1-9]\d{6,14}$/.test(international) ? international : undefined
}

export const addressesPlace = (personId: string) => ({
  table: 'alert_recipient',
  column: 'addresses_sealed',
  row: personId,
})

export function waysOf({ addresses }: Recipient, channels: readonly ChannelName[] = CHANNEL_NAMES): ChannelName[] {
  return channels.filter((channel) => addresses[channel] !== undefined)
}

export function createRecipients({
  db,
  audit,
  sealedFields,
}: {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly sealedFields: SealedFields
}): Recipients {
  function living(reader: BusinessReader) {
    return reader
      .selectFrom('person')
      .leftJoin('alert_recipient', 'alert_recipient.person_id', 'person.id')
      .select(['person.id', 'person.organisation_id', 'person.display_name_sealed', 'person.phone_sealed'])
      .select(['person.email_sealed', 'alert_recipient.language', 'alert_recipient.addresses_sealed'])
      .where('person.disabled_at_ms', 'is', null)
      .where('person.erased_at_ms', 'is', null)
  }
  type Row = Awaited<ReturnType<ReturnType<typeof living>['execute']>>[number]

  function toRecipient(row: Row): Recipient {
    const open = (column: string, sealed: string | null) =>
      sealed === null ? undefined : sealedFields.open({ table: 'person', column, row: row.id }, sealed)
    const phone = open('phone_sealed', row.phone_sealed)
    const sms = phone && toE164(phone)
    const email = open('email_sealed', row.email_sealed)
    const own: Addresses =
      row.addresses_sealed === null
        ? {}
        : addressesSchema.parse(JSON.parse(sealedFields.open(addressesPlace(row.id), row.addresses_sealed)))
    return {
      ...{ personId: row.id, organisationId: row.organisation_id, language: row.language ?? 'zh-CN' },
      name:
        row.display_name_sealed === null
          ? { zh: row.id, en: row.id }
          : storedNames.parse(JSON.parse(sealedFields.open(displayNamePlace(row.id), row.display_name_sealed))),
      addresses: { ...(sms && { sms }), ...(email && { email }), ...own },
    }
  }

  function reached(reader: BusinessReader, { actor, reach }: Scope) {
    const all = living(reader).where('person.organisation_id', 'is not', null)
    return reach === 'all' ? all : all.where('person.organisation_id', '=', actor.organisationId ?? '')
  }

  async function get(reader: BusinessReader, scope: Scope, personId: string): Promise<Recipient> {
    const row = await reached(reader, scope).where('person.id', '=', personId).executeTakeFirst()
    if (row === undefined) throw refusal('NOT_FOUND', 'there is no such person', 'person')
    return toRecipient(row)
  }

  return {
    async of(reader, personIds) {
      if (personIds.length === 0) return []
      const rows = await living(reader)
        .where('person.id', 'in', [...personIds])
        .execute()
      return rows.map(toRecipient)
    },

    async inOrganisation(reader, organisationId, role) {
      let rows = living(reader).where('person.organisation_id', '=', organisationId)
      if (role !== undefined)
        rows = rows.where('person.id', 'in', (of) =>
          of
            .selectFrom('person_role')
            .select('person_id')
            .where('role', '=', role as never),
        )
      return (await rows.orderBy('person.id').execute()).map(toRecipient)
    },

    async list(scope, { limit, after }) {
      const rows = await reached(db.reader, scope)
        .where('person.id', '>', after ?? '')
        .orderBy('person.id')
        .limit(limit + 1)
        .execute()
      return rows.map(toRecipient)
    },

    get: (scope, personId) => get(db.reader, scope, personId),

    change: (scope, personId, { language, addresses }) =>
      db.inTransaction(async (tx) => {
        await get(tx, scope, personId)
        const row = {
          language,
          addresses_sealed: sealedFields.seal(addressesPlace(personId), JSON.stringify(addresses)),
        }
        await tx
          .insertInto('alert_recipient')
          .values({ person_id: personId, ...row })
          .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
          .execute()
        await audit.append(tx, {
          ...{ actor: scope.actor, action: 'alert-recipient.change', subject: { kind: 'person', id: personId } },
          // addresses stay out of what can't be erased
          details: { language, channels: Object.keys(addresses).sort() },
        })
        return get(tx, scope, personId)
      }),
  }
}
