import TinySDF from '@mapbox/tiny-sdf'
import type { DrawnGlyphs, GlyphWish } from './glyphs-beside.ts'

/** What this file uses of a worker's own side; the page's library of types knows only the other one. */
interface WorkerSide {
  postMessage(message: DrawnGlyphs, transfer: readonly Transferable[]): void
  onmessage: ((event: { readonly data: GlyphWish }) => void) | null
}

/** A name is on the map soon, and the page takes each answer in no time. */
const GLYPHS_AN_ANSWER = 32

const side = globalThis as unknown as WorkerSide
const pens = new Map<string, TinySDF>()

side.onmessage = ({ data: { font, options, texts } }) => {
  const pen = pens.get(font) ?? new TinySDF(options)
  pens.set(font, pen)
  for (let from = 0; from < texts.length; from += GLYPHS_AN_ANSWER) {
    const glyphs = texts.slice(from, from + GLYPHS_AN_ANSWER).map((text) => ({ text, glyph: pen.draw(text) }))
    side.postMessage(
      { font, glyphs },
      glyphs.map(({ glyph }) => glyph.data.buffer),
    )
  }
}
