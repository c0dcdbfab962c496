/// <reference lib="dom" />
import type { Page } from 'playwright-core'

/** Texts that a person sees or hears, in the wrong language; names are marked `translate="no"` and may be in any. */
export function textsInWrongLanguage(page: Page, language: 'zh-CN' | 'en'): Promise<string[]> {
  return page.evaluate((wanted) => {
    const chinese = /[\u3000-\u9fff\uff00-\uffef]/
    // probe ids, units, offsets of time zones, and what is called so in every language
    const latinAllowed = /\b(km\/h|GMT|UTC|MB|API|CSV|GSP|OAuth|PKCE|[a-z]\d+)\b/g
    const english = /[A-Za-z]{2,}/
    const isWrong = (text: string) =>
      wanted === 'en' ? chinese.test(text) : english.test(text.replaceAll(latinAllowed, ''))
    const wrong: string[] = []
    for (const element of document.querySelectorAll('body, body *')) {
      if (element.closest('[translate="no"], script, style') !== null) continue
      const texts = ['aria-label', 'title', 'placeholder', 'alt'].flatMap((name) => {
        const isMachineTime = name === 'title' && element.tagName === 'TIME'
        return isMachineTime ? [] : (element.getAttribute(name) ?? [])
      })
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) texts.push(node.textContent ?? '')
      wrong.push(...texts.map((text) => text.trim()).filter(isWrong))
    }
    return isWrong(document.title.replace('ColdRx', '')) ? [...wrong, document.title] : wrong
  }, language)
}
