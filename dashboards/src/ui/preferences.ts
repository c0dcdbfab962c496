import { type InjectionKey, inject, reactive, readonly } from 'vue'
import { type Language, rememberedLanguage, rememberLanguage } from './language.ts'

export const THEMES = ['auto', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** How one person wants the pages; nothing in it says anything about what they may see. */
export interface PreferenceValues {
  readonly language: Language
  readonly theme: Theme
  /** an IANA name; `auto`: the browser's own */
  readonly timeZone: string
}

export interface Preferences {
  readonly values: PreferenceValues
  /** what `auto` comes to */
  readonly shownTheme: 'light' | 'dark'
  set(change: Partial<PreferenceValues>): void
  /** Whose preferences hold from now on; null: nobody's, the last ones stay. */
  use(person: string | null): void
}

export const PREFERENCES: InjectionKey<Preferences> = Symbol('preferences')

export function usePreferences(): Preferences {
  const preferences = inject(PREFERENCES)
  if (preferences === undefined) throw new Error('no preferences are provided here')
  return preferences
}

const STORAGE_KEY = 'coldrx.preferences'

export interface PreferenceParts {
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  /** true while the machine itself is set to dark; tells when that changes */
  readonly dark: Pick<MediaQueryList, 'matches' | 'addEventListener'>
  readonly root: HTMLElement
  readonly onLanguage: (language: Language) => void
}

/** Kept in the browser, by the name of the person; the newest ones are also those of the sign-in page. */
export function createPreferences({ storage, dark, root, onLanguage }: PreferenceParts): Preferences {
  const values = reactive({
    language: rememberedLanguage(),
    theme: 'auto' as Theme,
    timeZone: 'auto',
  })
  const shown = reactive({ theme: 'light' as 'light' | 'dark' })
  let person: string | null = null

  function read(key: string): void {
    try {
      const kept: unknown = JSON.parse(storage.getItem(key) ?? 'null')
      if (kept === null || typeof kept !== 'object') return
      const { language, theme, timeZone } = kept as Record<string, unknown>
      if (language === 'zh-CN' || language === 'en') values.language = language
      const known = THEMES.find((one) => one === theme)
      if (known !== undefined) values.theme = known
      if (typeof timeZone === 'string' && isTimeZone(timeZone)) values.timeZone = timeZone
    } catch {
      // a browser that forbids storage, or a text that is not ours: what holds stays
    }
  }

  function keep(): void {
    try {
      const text = JSON.stringify(values)
      storage.setItem(STORAGE_KEY, text)
      if (person !== null) storage.setItem(`${STORAGE_KEY}/${person}`, text)
    } catch {
      // asked again next time
    }
  }

  function show(): void {
    shown.theme = values.theme === 'auto' ? (dark.matches ? 'dark' : 'light') : values.theme
    root.dataset.theme = shown.theme
    rememberLanguage(values.language)
    onLanguage(values.language)
  }

  read(STORAGE_KEY)
  show()
  dark.addEventListener('change', show)

  return {
    values: readonly(values),
    get shownTheme() {
      return shown.theme
    },
    set(change) {
      Object.assign(values, change)
      keep()
      show()
    },
    use(name) {
      person = name
      if (name !== null) read(`${STORAGE_KEY}/${name}`)
      show()
    },
  }
}

export function isTimeZone(name: string): boolean {
  if (name === 'auto') return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
