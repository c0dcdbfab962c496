import { type KeyOf, type Say, useWords as useAnyWords } from '../ui/words.ts'
import type { CabCompartment } from './contract.ts'
import type { en } from './messages/en.ts'

export function useWords(): { t: Say<KeyOf<typeof en>>; nameOf: (names: CabCompartment['name']) => string } {
  const { t, locale } = useAnyWords<KeyOf<typeof en>>()
  return { t, nameOf: (names) => (locale.value === 'en' ? names.en : names.zh) }
}
