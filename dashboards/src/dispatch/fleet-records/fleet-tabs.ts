import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { useWords } from '../words.ts'

/** What the fleet's records are made of, and the files they come by. */
export function useFleetTabs() {
  const { t } = useWords()
  const route = useRoute()
  return computed(() =>
    (['assets', 'probes', 'devices', 'versions', 'authorities', 'sheets'] as const).map((key) => ({
      ...{ key, label: t(`fleet.tab.${key}`), to: { name: key } },
      current: route.name === key,
    })),
  )
}
