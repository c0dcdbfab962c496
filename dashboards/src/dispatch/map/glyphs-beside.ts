import type TinySDF from '@mapbox/tiny-sdf'
import type { TinySDFOptions } from '@mapbox/tiny-sdf'
import type { Map as MapLibreMap } from 'maplibre-gl'

type Glyph = ReturnType<TinySDF['draw']>
type Rasterizer = ReturnType<MapLibreMap['style']['glyphManager']['createRasterizer']>

export interface GlyphWish {
  /** the options as one text, by which the worker keeps what draws with them */
  readonly font: string
  readonly options: TinySDFOptions
  readonly texts: readonly string[]
}

export interface DrawnGlyphs {
  readonly font: string
  readonly glyphs: readonly { readonly text: string; readonly glyph: Glyph }[]
}

/** Letters of one font, drawn in a worker and kept for all maps: another theme needs the same ones again. */
interface Font {
  readonly drawn: Map<string, Glyph>
  prepare(text: string): Promise<void>
}

const fonts = new Map<string, Font>()
const wanted = new Map<string, () => void>()
let worker: Worker | undefined

function openWorker(): Worker {
  const opened = new Worker(new URL('./glyph-worker.ts', import.meta.url), { type: 'module' })
  opened.addEventListener('message', ({ data: { font, glyphs } }: MessageEvent<DrawnGlyphs>) => {
    for (const { text, glyph } of glyphs) {
      fonts.get(font)?.drawn.set(text, glyph)
      wanted.get(`${font} ${text}`)?.()
    }
  })
  return opened
}

function openFont(font: string, options: TinySDFOptions): Font {
  const drawn = new Map<string, Glyph>()
  const waiting = new Map<string, Promise<void>>()
  let texts: string[] = []

  function send(): void {
    worker ??= openWorker()
    worker.postMessage({ font, options, texts } satisfies GlyphWish)
    texts = []
  }

  return {
    drawn,
    async prepare(text) {
      if (drawn.has(text)) return
      let wait = waiting.get(text)
      if (wait === undefined) {
        const key = `${font} ${text}`
        wait = new Promise((resolve) => wanted.set(key, resolve))
        waiting.set(text, wait)
        if (texts.push(text) === 1) queueMicrotask(send)
        void wait.finally(() => {
          wanted.delete(key)
          waiting.delete(text)
        })
      }
      await wait
    },
  }
}

/**
 * Letters that no server has ready are drawn from the fonts of the machine, one by one. The library does it on the
 * page's thread, which a map full of new names holds up for half a second; here a worker does.
 *
 * To be called anew for each style: each brings a manager of glyphs of its own.
 */
export function drawGlyphsBeside(map: MapLibreMap): void {
  const { glyphManager } = map.style
  const fontOf = new WeakMap<Rasterizer, Font>()
  glyphManager.createRasterizer = (options, padding) => {
    const name = JSON.stringify([options, padding])
    const font = fonts.get(name) ?? openFont(name, { ...options })
    fonts.set(name, font)
    const rasterizer = {
      buffer: padding,
      draw(text: string): Glyph {
        const glyph = font.drawn.get(text)
        if (glyph === undefined) throw new Error(`the glyph ${text} was not asked for`)
        return glyph
      },
    } as Rasterizer
    fontOf.set(rasterizer, font)
    return rasterizer
  }
  glyphManager._drawGlyph = async (entry, stack, id, family) => {
    const rasterizer = await glyphManager._getTinySDF(entry, stack, id, family)
    await fontOf.get(rasterizer)?.prepare(id)
    return glyphManager._getRasterizedGlyph(rasterizer, id)
  }
}
