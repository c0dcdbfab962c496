import type { Composer } from 'vue-i18n'
import { type KeyOf, type Say, useWords as useAnyWords } from '../ui/words.ts'
import type { Names } from './contract.ts'
import type { en } from './messages/en.ts'

export type Key = KeyOf<typeof en>

export function useWords(): { t: Say<Key>; nameOf: (names: Names) => string; locale: Composer['locale'] } {
  const { t, locale } = useAnyWords<Key>()
  return { t, locale, nameOf: (names) => (locale.value === 'en' ? names.en : names.zh) }
}
