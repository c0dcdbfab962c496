import { type ComputedRef, computed, inject } from 'vue'
import { createFormat, type Format } from './format.ts'
import { PREFERENCES } from './preferences.ts'
import { useWords } from './words.ts'

/** Times in the zone of the person's preferences; a page without any shows the machine's own. */
export function useFormat(): ComputedRef<Format> {
  const { t, locale } = useWords()
  const preferences = inject(PREFERENCES, undefined)
  return computed(() => {
    const zone = preferences?.values.timeZone ?? 'auto'
    return createFormat(locale.value, t, zone === 'auto' ? undefined : zone)
  })
}
