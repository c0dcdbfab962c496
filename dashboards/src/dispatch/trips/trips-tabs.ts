import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { useSession } from '../session.ts'
import { useWords } from '../words.ts'

const SEES_FENCES = ['dispatcher', 'quality', 'administrator', 'inspector']

export function useTripsTabs() {
  const { t } = useWords()
  const route = useRoute()
  const session = useSession()
  return computed(() => {
    const roles = session.state.person?.roles ?? []
    return [
      { key: 'trips', label: t('trip.heading') },
      { key: 'shipments', label: t('shipment.heading') },
      ...(SEES_FENCES.some((role) => roles.includes(role)) ? [{ key: 'geofences', label: t('fence.heading') }] : []),
    ].map((tab) => ({ ...tab, to: { name: tab.key }, current: route.name === tab.key }))
  })
}
