import type { Page } from 'playwright-core'

/**
 * Texts that cannot be read whole: a line of one sticks out of the screen or of a box that ought to hold it. Measured at
 * the glyphs: the element of a text that overflows may itself fit.
 */
export function clippedTexts(page: Page, boxes: string): Promise<string[]> {
  return page.evaluate((selector) => {
    const screen = new DOMRect(0, 0, innerWidth, innerHeight)
    const isOutside = (text: DOMRect, box: DOMRect) =>
      text.right > box.right + 1 || text.bottom > box.bottom + 1 || text.left < box.left - 1 || text.top < box.top - 1
    const clipped: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if ((node.textContent ?? '').trim() === '') continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const holders: DOMRect[] = [screen]
      for (let at = node.parentElement?.closest(selector); at != null; at = at.parentElement?.closest(selector)) {
        holders.push(at.getBoundingClientRect())
      }
      const lines = [...range.getClientRects()]
      if (lines.some((line) => holders.some((holder) => isOutside(line, holder)))) {
        clipped.push(node.textContent?.trim() ?? '')
      }
    }
    return clipped
  }, boxes)
}
