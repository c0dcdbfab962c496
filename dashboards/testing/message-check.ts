interface Texts {
  readonly [key: string]: string | Texts
}

function flatten(texts: Texts, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string' ? [[prefix + key, text]] : flatten(text, `${prefix}${key}.`),
  )
}

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)

/** What is written in Latin letters in Chinese too. */
const LATIN = /^(ColdRx|km|h|API|CSV|GSP|OAuth|PKCE|PDF|JPEG|PNG|MB|UTF|GB)$/

/** What a compiler does not see: texts with other values in them, or in the other language. */
export function faultsOf(zh: Texts, en: Texts): string[] {
  const english = new Map(flatten(en))
  return flatten(zh).flatMap(([key, text]) => {
    const other = english.get(key) ?? ''
    const faults: string[] = []
    const values = new Set(placeholders(other))
    if (placeholders(text).length !== values.size || placeholders(text).some((name) => !values.has(name)))
      faults.push(`${key}: other values in zh than in en`)
    if (/[\u3000-\u9fff\uff00-\uffef]/.test(other)) faults.push(`${key}: Chinese in en`)
    const words = text.replaceAll(/\{\w+\}/g, ' ').match(/[A-Za-z]{2,}|(?<![°])\b[A-Za-z]\b/g) ?? []
    if (words.some((word) => !LATIN.test(word))) faults.push(`${key}: English in zh`)
    return faults
  })
}
