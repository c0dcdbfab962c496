import { randomBytes } from 'node:crypto'
import type { BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import { createSealedFields, type SealedFields, sealingKeyOf } from '../lib/sealed-fields.ts'

const KEY_BYTES = 32
/** as it stands in envelopes; no key of the keys' file has such an id */
const OWN_KEY = 'o'

export interface AddressKeys {
  /** null: the actor was erased */
  seal(tx: BusinessTransaction, owner: string, sequence: number, address: string): Promise<string | null>
  /** null: the actor was erased */
  open(reader: BusinessReader, owner: string, sequence: number, envelope: string): Promise<string | null>
  /** No address of the owner's opens any more, and none is kept again. */
  erase(tx: BusinessTransaction, owner: string): Promise<void>
}

export function ownerOf({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return `${kind} ${id}`
}

/**
 * Entries of the audit can't be changed: their hash covers the seal. So each actor's addresses are sealed by a key of its own,
 * which stands in a row that can: it is sealed anew when keys rotate, and thrown away when the person is erased.
 */
export function createAddressKeys(sealedFields: SealedFields): AddressKeys {
  const keyPlace = (owner: string) => ({ table: 'audit_address_key', column: 'key_sealed', row: owner })
  const addressPlace = (sequence: number) => ({ table: 'audit_entry', column: 'address_sealed', row: String(sequence) })

  function sealedBy(owner: string, envelope: string): SealedFields {
    const key = Buffer.from(sealedFields.open(keyPlace(owner), envelope), 'base64url')
    return createSealedFields({ newest: OWN_KEY, byId: new Map([[OWN_KEY, key]]), indexes: new Map() })
  }

  const keyOf = (reader: BusinessReader, owner: string) =>
    reader.selectFrom('audit_address_key').select('key_sealed').where('owner', '=', owner).executeTakeFirst()

  return {
    async seal(tx, owner, sequence, address) {
      const row = await keyOf(tx, owner)
      if (row?.key_sealed === null) return null
      const key = row?.key_sealed ?? sealedFields.seal(keyPlace(owner), randomBytes(KEY_BYTES).toString('base64url'))
      // the audit is locked by who appends: nobody else makes one for this owner meanwhile
      if (row === undefined) await tx.insertInto('audit_address_key').values({ owner, key_sealed: key }).execute()
      return sealedBy(owner, key).seal(addressPlace(sequence), address)
    },

    async open(reader, owner, sequence, envelope) {
      // of a release whose addresses were sealed by the keys of all
      if (sealingKeyOf(envelope) !== OWN_KEY) return sealedFields.open(addressPlace(sequence), envelope)
      const key = (await keyOf(reader, owner))?.key_sealed ?? null
      return key === null ? null : sealedBy(owner, key).open(addressPlace(sequence), envelope)
    },

    async erase(tx, owner) {
      await tx
        .insertInto('audit_address_key')
        .values({ owner, key_sealed: null })
        .onConflict((conflict) => conflict.column('owner').doUpdateSet({ key_sealed: null }))
        .execute()
    },
  }
}
