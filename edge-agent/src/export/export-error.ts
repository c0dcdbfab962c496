import type { Text } from '../command-line/text.ts'

/** What was asked for cannot be exported, and what to do instead. */
export class ExportError extends Error {
  override readonly name = 'ExportError'
  readonly text: Text

  constructor(text: Text) {
    super(text.en)
    this.text = text
  }
}
