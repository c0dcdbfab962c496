import { LANGUAGES, type Language } from './text.ts'
import { UsageError } from './usage-error.ts'

/** That of --language, else that of the shell. @throws UsageError */
export function chooseLanguage(
  chosen: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Language {
  if (chosen === undefined) return (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').startsWith('zh') ? 'zh' : 'en'
  const language = LANGUAGES.find((known) => known === chosen)
  if (language === undefined) throw new UsageError(`--language: "${chosen}" is not one of ${LANGUAGES.join(', ')}`)
  return language
}
