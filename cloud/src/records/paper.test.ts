import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type DrawnPage, drawPages } from '../testing/drawn-pages.ts'
import { Paper } from './paper.ts'
import { RECORD_TEXTS } from './record-texts.ts'

const SCALE = 4
const LEFT = 40
const FONT_SIZE = 8.5
const PER_LINE = 50
/** points that hold the first line */
const TOP = 70

async function paperOf(text: string): Promise<Uint8Array> {
  const paper = await Paper.begin({ title: '试', language: 'zh', atMs: 0 })
  paper.note(text)
  return paper.end('')
}

/** The picture of each full-width character of the first line, and whether there is any ink in it. */
function picturesOf({ greys, width }: DrawnPage, count: number) {
  return Array.from({ length: count }, (_, at) => {
    const from = Math.round((LEFT + at * FONT_SIZE) * SCALE)
    const to = Math.round((LEFT + (at + 1) * FONT_SIZE) * SCALE)
    const cell: number[] = []
    for (let y = 0; y < TOP * SCALE; y++)
      for (let x = from; x < to; x++) cell.push((greys[y * width + x] ?? 255) < 128 ? 1 : 0)
    return { hasInk: cell.includes(1), picture: createHash('sha256').update(Uint8Array.from(cell)).digest('hex') }
  })
}

describe('a paper', () => {
  it('draws every Chinese character that its texts and names need, each with a shape of its own', async () => {
    const words = Object.values(RECORD_TEXTS.zh).flatMap((text) => (typeof text === 'string' ? Array.from(text) : []))
    const names = Array.from('冷链运输温湿度胰岛素疫苗沪粤藏龘䶮喆堃珺昇嵚甪')
    const characters = [...new Set([...words, ...names])].filter((one) => /\p{Script=Han}/u.test(one))
    for (let at = 0; at < characters.length; at += PER_LINE) {
      const line = characters.slice(at, at + PER_LINE)
      const [page] = await drawPages(await paperOf(line.join('')), SCALE)
      if (page === undefined) throw new Error('there is no page')
      const pictures = picturesOf(page, line.length)
      expect(line.filter((_, one) => pictures[one]?.hasInk !== true)).toEqual([])
      // a character that is not in the font looks like any other that is not
      expect(new Set(pictures.map(({ picture }) => picture)).size).toBe(line.length)
      expect(page.text.replaceAll(/\s/g, '')).toContain(line.join(''))
    }
  })

  it('tells the number of a character that the font lacks, and drops none', async () => {
    const [page] = await drawPages(await paperOf('王\u{1F9CA}某'), 1)
    expect(page?.text).toContain('王[U+1F9CA]某')
  })

  it('is the same bytes each time, and not larger than what it shows', async () => {
    const [one, other] = [await paperOf('运输温湿度记录'), await paperOf('运输温湿度记录')]
    expect(Buffer.compare(one, other)).toBe(0)
    expect(one.length).toBeLessThan(40_000)
  })
})
