import type { BusinessTransaction } from '../business-database/business-database.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'

/** Answers that are kept for whoever asks twice: those of `actor`, and what others were told of the record `about`. */
export async function forgetAnswers(
  tx: BusinessTransaction,
  sealedFields: SealedFields,
  { actor: own, about }: { readonly actor?: string; readonly about: string },
): Promise<void> {
  const rows = await tx
    .selectFrom('idempotent_request')
    .select(['actor', 'route', 'key', 'answer_sealed'])
    .where('answer_sealed', 'is not', null)
    .execute()
  for (const { actor, route, key, answer_sealed: envelope } of rows) {
    const place = { table: 'idempotent_request', column: 'answer_sealed', row: JSON.stringify([actor, route, key]) }
    if (actor !== own && !sealedFields.open(place, envelope ?? '').includes(about)) continue
    await tx
      .deleteFrom('idempotent_request')
      .where('actor', '=', actor)
      .where('route', '=', route)
      .where('key', '=', key)
      .execute()
  }
}
