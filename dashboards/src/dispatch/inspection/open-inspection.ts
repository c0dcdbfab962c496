import { computed } from 'vue'
import type { ItemOf } from '../../api/answers.ts'
import { answerOf } from '../../api/client.ts'
import { useClient } from '../client-key.ts'
import { useClock } from '../server-clock.ts'
import { useRecord } from '../use-record.ts'

export type FoundKind = 'asset' | 'trip' | 'shipment' | 'device' | 'probe'
export const FOUND_KINDS: readonly FoundKind[] = ['asset', 'trip', 'shipment', 'device', 'probe']

type Inspection = ItemOf<'/api/inspections'>

/** The person's running inspection; undefined where they must first say what they look for. */
export function useOpenInspection() {
  const client = useClient()
  const clock = useClock()
  const record = useRecord<readonly Inspection[]>({
    key: () => '',
    load: async (signal) => (await answerOf(client.GET('/api/inspections', { signal }))).items,
  })
  const open = computed(() =>
    record.value.value?.find(({ closedAt, endsAt }) => closedAt === null && Date.parse(endsAt) > clock.nowMs()),
  )
  return { record, open }
}
