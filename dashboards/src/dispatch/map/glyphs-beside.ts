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

interface Wait {
  readonly done: Promise<void>
  readonly end: () => void
}

/** Letters of one font, drawn in a worker and kept for all maps: another theme needs the same ones again. */
interface Font {
  readonly drawn: Map<string, Glyph>
  /** by the letter */
  readonly waiting: Map<string, Wait>
  /** Resolves when it is drawn, or when it has to be drawn here. */
  prepare(text: string): Promise<void>
}

const fonts = new Map<string, Font>()
/** null: it has failed */
let worker: Worker | null | undefined

function openWorker(): Worker {
  const opened = new Worker(new URL('./glyph-worker.ts', import.meta.url), { type: 'module' })
  opened.addEventListener('message', ({ data: { font: name, glyphs } }: MessageEvent<DrawnGlyphs>) => {
    const font = fonts.get(name)
    for (const { text, glyph } of glyphs) {
      font?.drawn.set(text, glyph)
      font?.waiting.get(text)?.end()
    }
  })
  // not every browser lets a worker draw: names that come slowly are better than none
  opened.addEventListener('error', () => {
    worker = null
    opened.terminate()
    for (const { waiting } of fonts.values()) for (const { end } of [...waiting.values()]) end()
  })
  return opened
}

function openFont(font: string, options: TinySDFOptions): Font {
  const drawn = new Map<string, Glyph>()
  const waiting = new Map<string, Wait>()
  let texts: string[] = []

  function send(): void {
    if (worker === undefined) worker = openWorker()
    worker?.postMessage({ font, options, texts } satisfies GlyphWish)
    texts = []
  }

  function wish(text: string): Wait {
    let end = (): void => undefined
    const done = new Promise<void>((resolve) => {
      end = () => {
        waiting.delete(text)
        resolve()
      }
    })
    const wait = { done, end }
    waiting.set(text, wait)
    if (texts.push(text) === 1) queueMicrotask(send)
    return wait
  }

  return {
    drawn,
    waiting,
    async prepare(text) {
      if (drawn.has(text) || worker === null) return
      await (waiting.get(text) ?? wish(text)).done
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
  const createOwn = glyphManager.createRasterizer
  const fontOf = new WeakMap<Rasterizer, Font>()
  glyphManager.createRasterizer = (options, padding) => {
    const name = JSON.stringify([options, padding])
    const font = fonts.get(name) ?? openFont(name, { ...options })
    fonts.set(name, font)
    let own: Rasterizer | undefined
    const rasterizer = {
      buffer: padding,
      draw(text: string): Glyph {
        const glyph = font.drawn.get(text)
        if (glyph !== undefined) return glyph
        own ??= createOwn(options, padding)
        return own.draw(text)
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
