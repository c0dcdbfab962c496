import { PDFiumLibrary } from '@hyzyla/pdfium'

export interface DrawnPage {
  readonly text: string
  readonly width: number
  readonly height: number
  /** 255 white, 0 black, row by row */
  readonly greys: Uint8Array
}

/** For tests: a PDF as PDFium shows it, at `scale` pixels a point. */
export async function drawPages(pdf: Uint8Array, scale: number): Promise<DrawnPage[]> {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(pdf)
  try {
    const pages: DrawnPage[] = []
    for (const page of document.pages()) {
      // before it is drawn: this build of PDFium cannot after
      const text = page.getText()
      const { data, width, height } = await page.render({ scale, render: 'bitmap' })
      const greys = new Uint8Array(width * height)
      // BGRA on white
      for (let at = 0; at < greys.length; at++)
        greys[at] = Math.min(data[4 * at] ?? 255, data[4 * at + 1] ?? 255, data[4 * at + 2] ?? 255)
      pages.push({ text, width, height, greys })
    }
    return pages
  } finally {
    document.destroy()
    library.destroy()
  }
}
