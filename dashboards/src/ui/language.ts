import { createI18n, type I18n } from 'vue-i18n'

export const LANGUAGES = { 'zh-CN': '中文', en: 'English' } as const
export type Language = keyof typeof LANGUAGES

const STORAGE_KEY = 'coldrx.language'

function isLanguage(text: string | null): text is Language {
  return text !== null && text in LANGUAGES
}

/** A browser that forbids storage still gets its page, in the first language. */
export function rememberedLanguage(): Language {
  try {
    const text = localStorage.getItem(STORAGE_KEY)
    return isLanguage(text) ? text : 'zh-CN'
  } catch {
    return 'zh-CN'
  }
}

export function rememberLanguage(language: Language): void {
  document.documentElement.lang = language
  try {
    localStorage.setItem(STORAGE_KEY, language)
  } catch {
    // asked again next time
  }
}

interface MessageTree {
  readonly [key: string]: string | MessageTree
}

export function createLanguages(messages: Record<Language, MessageTree>): I18n {
  const locale = rememberedLanguage()
  document.documentElement.lang = locale
  return createI18n({
    legacy: false,
    locale,
    fallbackWarn: false,
    // vue-i18n's own type wants mutable trees
    messages: messages as Record<Language, Record<string, never>>,
    missing: (language, key) => {
      console.error(`no text for ${key} in ${language}`)
      return key
    },
  }) as unknown as I18n
}
