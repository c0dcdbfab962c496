import type { KeyOf } from '../ui/words.ts'
import type { en } from './messages/en.ts'

const STALE = [
  'NO_TRIP',
  'OTHER_TRIP',
  'OUT_OF_ORDER',
  'STARTED',
  'NOT_STARTED',
  'NOTHING_TO_LOAD',
  'NO_SHIPMENT',
  'GOODS_ABOARD',
]
const OWN = ['NOT_REACHED', 'NOT_RECORDED', 'CHECK_FAILED', 'ALREADY_HANDED_OVER'] as const

/** The words for why the recorder refused. */
export function refusedBy(code: string): KeyOf<Pick<typeof en, 'refusedBy'>> {
  if (STALE.includes(code)) return 'refusedBy.STALE'
  const own = OWN.find((one) => one === code)
  return own === undefined ? 'refusedBy.OTHER' : `refusedBy.${own}`
}
