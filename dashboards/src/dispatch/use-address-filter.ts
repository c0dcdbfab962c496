import { type ComputedRef, computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export interface AddressFilter<Key extends string> {
  /** what was filtered by; a key that is not there filters nothing */
  readonly given: ComputedRef<Readonly<Partial<Record<Key, string>>>>
  readonly isFiltered: ComputedRef<boolean>
  /** of an input or select, at its change */
  choose(key: Key, event: Event): void
  clear(): void
}

/** A list's filter in the page's address: a reload, a bookmark and the way back keep it. */
export function useAddressFilter<Key extends string>(keys: readonly Key[]): AddressFilter<Key> {
  const route = useRoute()
  const router = useRouter()
  const given = computed(() => {
    const found = keys.flatMap((key) => {
      const value = route.query[key]
      return typeof value === 'string' && value !== '' ? [[key, value]] : []
    })
    return Object.fromEntries(found) as Partial<Record<Key, string>>
  })
  return {
    given,
    isFiltered: computed(() => Object.keys(given.value).length > 0),
    choose(key, event) {
      const value = (event.target as HTMLInputElement | HTMLSelectElement).value.trim()
      const { [key]: _, ...others } = route.query
      void router.replace({ query: value === '' ? others : { ...others, [key]: value } })
    },
    clear: () => void router.replace({ query: {} }),
  }
}
