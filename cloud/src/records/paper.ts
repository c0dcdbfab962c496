import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'

const FONT_FILE = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'
const FONT = 'paper'
const MARGIN = 40
const FOOTER_HEIGHT = 24
const INK = '#1a1f24'
const FAINT = '#5b6670'
const RULE = '#c9d0d6'
const OUT = '#a3131b'

/** Rows between which others get their turn: a record of a month has forty thousand. */
const ROWS_AT_ONCE = 200

let fontBytes: Promise<Buffer> | undefined

/** Noto Sans SC (OFL); what a paper embeds of it are the characters that it shows. */
function readFont(): Promise<Buffer> {
  fontBytes ??= readFile(createRequire(import.meta.url).resolve(FONT_FILE))
  return fontBytes
}

export interface PaperRow {
  readonly cells: readonly string[]
  readonly isOut?: boolean
}

export interface ChartCurve {
  /** undefined: a gap, over which no line is drawn */
  readonly points: readonly (readonly [atMs: number, value: number] | undefined)[]
}

export interface Chart {
  readonly fromMs: number
  readonly toMs: number
  readonly curves: readonly ChartCurve[]
  readonly range: { readonly minCelsius: number; readonly maxCelsius: number } | null
  readonly timeText: (atMs: number) => string
}

/**
 * A4 pages with a heading, pairs, tables and curves. The same content gives the same bytes: the only time in it is the
 * one that is passed in.
 */
export class Paper {
  readonly #doc: PDFKit.PDFDocument
  readonly #chunks: Buffer[] = []
  readonly #ended: Promise<void>
  readonly #known = new Map<string, boolean>()

  private constructor(font: Buffer, { title, language, atMs }: PaperAbout) {
    this.#doc = new PDFDocument({
      ...{ size: 'A4', margin: MARGIN, bufferPages: true, lang: language === 'zh' ? 'zh-CN' : 'en' },
      // a path or bytes, which the types do not know
      font: font as unknown as string,
      info: { Title: title, Producer: 'ColdRx', Creator: 'ColdRx', CreationDate: new Date(atMs) },
    })
    this.#doc.registerFont(FONT, font)
    this.#doc.font(FONT)
    this.#ended = new Promise((resolve, reject) => {
      this.#doc.on('data', (chunk: Buffer) => this.#chunks.push(chunk))
      this.#doc.on('end', resolve)
      this.#doc.on('error', reject)
    })
  }

  static async begin(about: PaperAbout): Promise<Paper> {
    return new Paper(await readFont(), about)
  }

  get #width(): number {
    return this.#doc.page.width - 2 * MARGIN
  }

  get #bottom(): number {
    return this.#doc.page.height - MARGIN - FOOTER_HEIGHT
  }

  title(text: string, below: string): void {
    this.#doc.fillColor(INK).fontSize(17).text(this.#shown(text), { align: 'center' })
    if (below !== '') this.#doc.fillColor(FAINT).fontSize(9).text(this.#shown(below), { align: 'center' })
    this.#doc.moveDown(0.8)
  }

  heading(text: string): void {
    this.#keep(48)
    this.#doc.moveDown(0.6)
    this.#doc.fillColor(INK).fontSize(11.5).text(this.#shown(text), MARGIN)
    const y = this.#doc.y + 1
    this.#doc
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + this.#width, y)
      .lineWidth(0.6)
      .strokeColor(RULE)
      .stroke()
    this.#doc.y = y + 5
  }

  note(text: string): void {
    this.#keep(16)
    this.#doc.fillColor(FAINT).fontSize(8.5).text(this.#shown(text), MARGIN, this.#doc.y, { width: this.#width })
    this.#doc.moveDown(0.3)
  }

  /** Names and values, two beside each other. */
  pairs(pairs: readonly (readonly [name: string, value: string])[]): void {
    const half = this.#width / 2
    for (let at = 0; at < pairs.length; at += 2) {
      const those = pairs.slice(at, at + 2)
      this.#doc.fontSize(9)
      const heights = those.map(([, value]) => this.#doc.heightOfString(this.#shown(value), { width: half - 106 }))
      const height = Math.max(13, ...heights.map((one) => one + 2))
      this.#keep(height)
      const { y } = this.#doc
      for (const [column, [name, value]] of those.entries()) {
        const x = MARGIN + column * half
        this.#doc.fillColor(FAINT).text(this.#shown(name), x, y, { width: 96 })
        this.#doc.fillColor(INK).text(this.#shown(value), x + 98, y, { width: half - 106 })
      }
      this.#doc.y = y + height
    }
    this.#doc.x = MARGIN
  }

  /** Cells wrap; the head is told again on each page. `widths` are shares. */
  async table(head: readonly string[], rows: readonly PaperRow[], widths: readonly number[]): Promise<void> {
    const sum = widths.reduce((total, width) => total + width, 0)
    const columns = widths.map((width) => (width / sum) * this.#width)
    const draw = ({ cells, isOut = false }: PaperRow, color: string): void => {
      this.#doc.fontSize(8.5)
      const texts = cells.map((cell) => this.#shown(cell))
      const heights = texts.map((text, at) => this.#doc.heightOfString(text, { width: (columns[at] ?? 40) - 6 }))
      const height = Math.max(...heights) + 4
      if (this.#doc.y + height > this.#bottom) {
        this.#doc.addPage()
        if (color === INK) draw({ cells: head }, FAINT)
        this.#doc.fontSize(8.5)
      }
      const { y } = this.#doc
      let x = MARGIN
      this.#doc.fillColor(isOut ? OUT : color)
      for (const [at, text] of texts.entries()) {
        this.#doc.text(text, x + 2, y + 2, { width: (columns[at] ?? 40) - 6 })
        x += columns[at] ?? 40
      }
      this.#doc.y = y + height
      this.#line(this.#doc.y)
    }
    draw({ cells: head }, FAINT)
    for (const [at, row] of rows.entries()) {
      draw(row, INK)
      if (at % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await othersTurn()
    }
    this.#doc.x = MARGIN
    this.#doc.moveDown(0.4)
  }

  /** Short cells in as many blocks beside each other as there is room for, down and then to the right. */
  async columns(head: readonly string[], rows: readonly PaperRow[], widths: readonly number[]): Promise<void> {
    const size = 7.5
    const rowHeight = 11
    const blockWidth = widths.reduce((total, width) => total + width, 0)
    const blocks = Math.max(1, Math.floor((this.#width + 12) / (blockWidth + 12)))
    for (let at = 0; at < rows.length; ) {
      this.#keep(rowHeight * 4)
      const top = this.#doc.y
      const high = Math.floor((this.#bottom - top) / rowHeight) - 1
      const perBlock = Math.min(high, Math.ceil((rows.length - at) / blocks))
      for (let block = 0; block < blocks && at < rows.length; block++) {
        const left = MARGIN + block * (blockWidth + 12)
        this.#cells(head, { x: left, y: top, widths, size, color: FAINT })
        const those = rows.slice(at, at + perBlock)
        for (const [line, { cells, isOut = false }] of those.entries()) {
          const y = top + (line + 1) * rowHeight
          this.#cells(cells, { x: left, y, widths, size, color: isOut ? OUT : INK })
        }
        at += those.length
      }
      this.#doc.y = top + (perBlock + 1) * rowHeight
      if (at < rows.length) this.#doc.addPage()
      await othersTurn()
    }
    this.#doc.x = MARGIN
    this.#doc.moveDown(0.4)
  }

  #cells(
    cells: readonly string[],
    at: {
      readonly x: number
      readonly y: number
      readonly widths: readonly number[]
      readonly size: number
      readonly color: string
    },
  ): void {
    this.#doc.fontSize(at.size).fillColor(at.color)
    let { x } = at
    for (const [column, cell] of cells.entries()) {
      this.#doc.text(this.#shown(cell), x, at.y, { lineBreak: false })
      x += at.widths[column] ?? 40
    }
  }

  chart({ fromMs, toMs, curves, range, timeText }: Chart): void {
    const values = curves.flatMap(({ points }) => points.flatMap((point) => (point === undefined ? [] : [point[1]])))
    if (values.length === 0) return
    const height = 120
    this.#keep(height + 24)
    const limits = range === null ? [] : [range.minCelsius, range.maxCelsius]
    const low = Math.floor(least([...values, ...limits]) - 1)
    const high = Math.ceil(-least([...values, ...limits].map((value) => -value)) + 1)
    const left = MARGIN + 26
    const top = this.#doc.y + 4
    const width = this.#width - 26
    const x = (atMs: number): number => left + (width * (atMs - fromMs)) / Math.max(1, toMs - fromMs)
    const y = (value: number): number => top + (height * (high - value)) / (high - low)
    const doc = this.#doc
    if (range !== null) {
      doc.rect(left, y(range.maxCelsius), width, y(range.minCelsius) - y(range.maxCelsius)).fill('#e8f3ec')
    }
    doc.lineWidth(0.4).strokeColor(RULE).rect(left, top, width, height).stroke()
    doc.fontSize(7).fillColor(FAINT)
    for (const value of new Set([low, ...limits, high]))
      doc.text(`${value}`, MARGIN, y(value) - 5, { lineBreak: false })
    doc.text(this.#shown(timeText(fromMs)), left, top + height + 3, { lineBreak: false })
    doc.text(this.#shown(timeText(toMs)), left, top + height + 3, { width, align: 'right' })
    for (const [at, { points }] of curves.entries()) {
      doc.lineWidth(0.8).strokeColor(CURVE_COLORS[at % CURVE_COLORS.length] ?? INK)
      let isDown = false
      for (const point of points) {
        if (point === undefined) isDown = false
        else if (isDown) doc.lineTo(x(point[0]), y(point[1]))
        else {
          doc.moveTo(x(point[0]), y(point[1]))
          isDown = true
        }
      }
      doc.stroke()
    }
    doc.x = MARGIN
    doc.y = top + height + 18
  }

  /** A drawn signature; what is no readable picture is said instead of shown. */
  picture(bytes: Uint8Array, otherwise: string): void {
    this.#keep(90)
    try {
      this.#doc.image(Buffer.from(bytes), MARGIN, this.#doc.y, { fit: [220, 80] })
      this.#doc.y += 86
    } catch {
      this.note(otherwise)
    }
  }

  async end(footer: string): Promise<Uint8Array> {
    const { start, count } = this.#doc.bufferedPageRange()
    for (let page = start; page < start + count; page++) {
      this.#doc.switchToPage(page)
      // text below the margin would begin a page of its own
      this.#doc.page.margins.bottom = 0
      const y = this.#doc.page.height - MARGIN - 8
      this.#doc.fontSize(7).fillColor(FAINT)
      this.#doc.text(this.#shown(footer), MARGIN, y, { lineBreak: false })
      this.#doc.text(`${page + 1} / ${count}`, MARGIN, y, { width: this.#width, align: 'right', lineBreak: false })
    }
    this.#doc.end()
    await this.#ended
    return Buffer.concat(this.#chunks)
  }

  #keep(height: number): void {
    if (this.#doc.y + height > this.#bottom) this.#doc.addPage()
  }

  #line(y: number): void {
    this.#doc
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + this.#width, y)
      .lineWidth(0.3)
      .strokeColor(RULE)
      .stroke()
  }

  /** A character that the font has no glyph for is told by its number: a name must not lose one silently. */
  #shown(text: string): string {
    let shown = ''
    for (const character of text) shown += this.#hasGlyph(character) ? character : codeOf(character)
    return shown
  }

  #hasGlyph(character: string): boolean {
    const known = this.#known.get(character)
    if (known !== undefined) return known
    const has = character === '\n' || hasGlyph(this.#doc, character.codePointAt(0) ?? 0)
    this.#known.set(character, has)
    return has
  }
}

export interface PaperAbout {
  readonly title: string
  readonly language: 'zh' | 'en'
  /** what the file says of when it was made: the end of what it tells, so that it is the same whenever it is asked */
  readonly atMs: number
}

const CURVE_COLORS = ['#14508c', '#b3541e', '#2f7d4f', '#7a3d8f', '#8a7a1c', '#4d4d4d']

/** The font of the document as fontkit has it: pdfkit's types end before. */
function hasGlyph(doc: PDFKit.PDFDocument, codePoint: number): boolean {
  const { _font: font } = doc as unknown as {
    readonly _font: { readonly font: { hasGlyphForCodePoint(one: number): boolean } }
  }
  return font.font.hasGlyphForCodePoint(codePoint)
}

const codeOf = (character: string): string => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}]`

/** A spread of forty thousand arguments would be one too many. */
const least = (values: readonly number[]): number => values.reduce((low, value) => Math.min(low, value))

const othersTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
