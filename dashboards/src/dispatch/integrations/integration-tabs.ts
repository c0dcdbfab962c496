import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { useWords } from '../words.ts'

/** Apps that ask us, and addresses that we tell. */
export function useIntegrationTabs() {
  const { t } = useWords()
  const route = useRoute()
  return computed(() =>
    (['clients', 'webhooks'] as const).map((key) => ({
      ...{ key, label: t(`integrations.${key}`), to: { name: key } },
      current: route.name === key,
    })),
  )
}
