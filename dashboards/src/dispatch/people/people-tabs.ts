import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { useWords } from '../words.ts'

export function usePeopleTabs() {
  const { t } = useWords()
  const route = useRoute()
  return computed(() => [
    { key: 'people', label: t('people.heading'), to: { name: 'people' }, current: route.name === 'people' },
    {
      ...{ key: 'organisations', label: t('people.organisations'), to: { name: 'organisations' } },
      current: route.name === 'organisations',
    },
  ])
}
