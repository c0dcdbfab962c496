import type { Map as MapLibreMap } from 'maplibre-gl'
import { beforeEach, expect, test, vi } from 'vitest'
import type { GlyphWish } from './glyphs-beside.ts'

type GlyphManager = MapLibreMap['style']['glyphManager']

/** Stands for the browser's; it draws nothing until a test says so. */
class OtherThread extends EventTarget {
  static opened: OtherThread[] = []
  readonly wishes: GlyphWish[] = []
  constructor() {
    super()
    OtherThread.opened.push(this)
  }
  postMessage(wish: GlyphWish): void {
    this.wishes.push(wish)
  }
  terminate(): void {}
}

beforeEach(() => {
  OtherThread.opened = []
  vi.resetModules()
  vi.stubGlobal('Worker', OtherThread)
  return () => vi.unstubAllGlobals()
})

/** Draws as the library does, and says by whom. */
async function mapWithGlyphs() {
  const { drawGlyphsBeside } = await import('./glyphs-beside.ts')
  const glyphManager = {
    createRasterizer: () => ({ buffer: 3, draw: (text: string) => `${text} of the page` }),
    _getTinySDF: async () => rasterizer,
    _getRasterizedGlyph: (by: { draw(text: string): unknown }, id: string) => by.draw(id),
  } as unknown as GlyphManager
  drawGlyphsBeside({ style: { glyphManager } } as MapLibreMap)
  const rasterizer = glyphManager.createRasterizer({ fontSize: 24 }, 3)
  return (text: string) => glyphManager._drawGlyph({} as never, 'sans', text)
}

async function thread(): Promise<OtherThread> {
  await expect.poll(() => OtherThread.opened.length).toBe(1)
  return OtherThread.opened[0] as OtherThread
}

test('letters are drawn beside, many at once, and each only once', async () => {
  const draw = await mapWithGlyphs()
  const asked = [draw('沪'), draw('A'), draw('沪')]
  const other = await thread()
  await expect.poll(() => other.wishes.map(({ texts }) => texts)).toEqual([['沪', 'A']])
  const glyphs = ['沪', 'A'].map((text) => ({ text, glyph: `${text} of the worker` }))
  other.dispatchEvent(new MessageEvent('message', { data: { font: other.wishes[0]?.font, glyphs } }))
  expect(await Promise.all(asked)).toEqual(['沪 of the worker', 'A of the worker', '沪 of the worker'])
  expect(await draw('A')).toBe('A of the worker')
})

test('where no worker can draw, the page does', async () => {
  const draw = await mapWithGlyphs()
  const asked = draw('沪')
  const other = await thread()
  await expect.poll(() => other.wishes.length).toBe(1)
  other.dispatchEvent(new Event('error'))
  expect(await asked).toBe('沪 of the page')
  expect(await draw('B')).toBe('B of the page')
})
