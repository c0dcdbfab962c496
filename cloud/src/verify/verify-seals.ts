import type { BusinessReader } from '../business-database/business-database.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { checkSeals } from '../sealing/key-usage.ts'
import type { Findings } from './findings.ts'

const WHAT = 'sealed fields: each opens, in the row that it was sealed for'

export interface SealsToVerify {
  readonly reader: BusinessReader
  readonly sealedFields: SealedFields
}

/** Whether a key that something still needs is gone, or a seal was moved to another row. It may run beside a rotation. */
export async function verifySeals(
  { reader, sealedFields }: SealsToVerify,
  findings: Pick<Findings, 'count' | 'fault'>,
): Promise<void> {
  const { opened, broken } = await checkSeals(reader, sealedFields)
  findings.count(WHAT, opened)
  for (const place of broken) findings.fault({ check: 'seals', problem: 'a sealed field does not open', found: place })
}
