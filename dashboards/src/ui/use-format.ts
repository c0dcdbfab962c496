import { type ComputedRef, computed } from 'vue'
import { createFormat, type Format } from './format.ts'
import { useWords } from './words.ts'

export function useFormat(): ComputedRef<Format> {
  const { t, locale } = useWords()
  return computed(() => createFormat(locale.value, t))
}
