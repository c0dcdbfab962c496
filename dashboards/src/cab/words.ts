import type { Composer } from 'vue-i18n'
import { type KeyOf, type Say, useWords as useAnyWords } from '../ui/words.ts'
import type { CabCompartment } from './contract.ts'
import type { en } from './messages/en.ts'

export interface CabWords {
  readonly t: Say<KeyOf<typeof en>>
  readonly nameOf: (names: CabCompartment['name']) => string
  readonly locale: Composer['locale']
}

export function useWords(): CabWords {
  const { t, locale } = useAnyWords<KeyOf<typeof en>>()
  return { t, locale, nameOf: (names) => (locale.value === 'en' ? names.en : names.zh) }
}
