import type { BusinessTables } from '../business-database/tables.ts'
import { contactForm } from '../identity/contact-form.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { subjectForm } from '../outside-sign-in/outside-subject.ts'

/** The columns of a row that stand for it. */
export type RowKey = Readonly<Record<string, unknown>>

interface SealedTable {
  readonly table: keyof BusinessTables
  readonly columns: readonly string[]
  /** the primary key */
  readonly key: readonly string[]
  /** what the seal is bound to besides table and column */
  readonly rowOf: (key: RowKey) => string
  /** rows that are never changed: they hold the keys that they were sealed with until they go */
  readonly isFixed?: true
}

const byId = (table: SealedTable['table'], ...columns: string[]): SealedTable => ({
  ...{ table, columns, key: ['id'], rowOf: ({ id }) => String(id) },
})

/** Every column whose texts are sealed. A test goes through the schema: one that is not here fails it. */
export const SEALED_TABLES: readonly SealedTable[] = [
  byId('person', 'display_name_sealed', 'phone_sealed', 'email_sealed'),
  {
    ...{ table: 'session', columns: ['address_sealed', 'user_agent_sealed'], key: ['token_hash'] },
    rowOf: ({ token_hash }) => Buffer.from(token_hash as Uint8Array).toString('hex'),
  },
  {
    ...{ table: 'outside_identity', columns: ['subject_sealed'], key: ['issuer', 'person_id'] },
    rowOf: ({ issuer, person_id }) => JSON.stringify([issuer, person_id]),
  },
  {
    ...{ table: 'idempotent_request', columns: ['answer_sealed'], key: ['actor', 'route', 'key'] },
    rowOf: ({ actor, route, key }) => JSON.stringify([actor, route, key]),
  },
  byId('outbox_message', 'payload_sealed'),
  byId('webhook', 'url_sealed', 'secret_sealed'),
  { table: 'channel_token', columns: ['token_sealed'], key: ['name'], rowOf: ({ name }) => String(name) },
  byId('trip_stop', 'address_sealed', 'position_sealed'),
  byId('shipment', 'consignee_sealed', 'consignee_phone_sealed'),
  byId('custody', 'taker_sealed', 'note_sealed'),
  {
    ...{ table: 'alert_recipient', columns: ['addresses_sealed'], key: ['person_id'] },
    rowOf: ({ person_id }) => String(person_id),
  },
  {
    ...{ table: 'device_document', columns: ['content_sealed'], key: ['device', 'id', 'digest'] },
    rowOf: ({ device, id, digest }) => [device, id, digest].map(String).join(' '),
  },
  {
    ...{ table: 'audit_address_key', columns: ['key_sealed'], key: ['owner'] },
    rowOf: ({ owner }) => String(owner),
  },
  // by a key of the actor; entries of before it, by the keys of all, which stay as long as those do
  {
    ...{ table: 'audit_entry', columns: ['address_sealed'], key: ['sequence'], isFixed: true },
    rowOf: ({ sequence }) => String(sequence),
  },
]

interface IndexedColumn {
  readonly table: keyof BusinessTables
  readonly column: string
  readonly key: readonly string[]
  /** the column that the index is made from */
  readonly from: string
  readonly indexOf: (sealedFields: SealedFields, key: RowKey, text: string) => string
}

/** Blind indexes that stand in the row of the text that they are made from. */
export const INDEXED_COLUMNS: readonly IndexedColumn[] = [
  {
    ...{ table: 'person', column: 'phone_index', key: ['id'], from: 'phone_sealed' },
    indexOf: (sealedFields, _key, text) => sealedFields.blindIndex('person phone', contactForm(text)),
  },
  {
    ...{ table: 'person', column: 'email_index', key: ['id'], from: 'email_sealed' },
    indexOf: (sealedFields, _key, text) => sealedFields.blindIndex('person email', contactForm(text)),
  },
  {
    ...{ table: 'outside_identity', column: 'subject_index', key: ['issuer', 'person_id'], from: 'subject_sealed' },
    indexOf: (sealedFields, { issuer }, text) =>
      sealedFields.blindIndex('outside subject', subjectForm(String(issuer), text)),
  },
]

/** Several rows for one text: made anew as a whole (`identity/name-index.ts`). */
export const NAME_INDEX = { table: 'person_name_index', column: 'name_index' } as const
