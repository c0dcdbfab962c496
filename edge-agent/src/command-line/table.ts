/** East Asian characters and full-width forms take two columns of a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/

function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += WIDE.test(character) ? 2 : 1
  return width
}

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)))

/** Cells in columns that are as wide as their widest cell; each line ends with its last character. */
export function formatTable(rows: readonly (readonly string[])[], { gap = 2 } = {}): string {
  const widths: number[] = []
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, widthOf(cell))
  }
  return rows
    .map((row) =>
      row
        .map((cell, at) => padded(cell, (widths[at] ?? 0) + gap))
        .join('')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('')
}
