import { type Composer, useI18n } from 'vue-i18n'
import type { en } from './messages/en.ts'

/** The same tree of keys with other texts: a text that one language lacks does not compile. */
export type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> }

export type KeyOf<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${KeyOf<T[K]>}`
}[keyof T & string]

export type CommonKey = KeyOf<typeof en>
export type Say<Key extends string> = (key: Key, values?: Record<string, string | number>) => string

/** `t` that knows every key. */
export function useWords<Key extends string = CommonKey>(): { t: Say<Key>; locale: Composer['locale'] } {
  const { t, locale } = useI18n({ useScope: 'global' })
  return { t: (key, values = {}) => t(key, values), locale }
}
