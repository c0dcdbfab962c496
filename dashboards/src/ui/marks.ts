/** docs/wire.md "Quality marks". The list grows at its end, so a page may meet one that it does not know. */
const KNOWN = ['ok', 'range', 'frozen', 'timeout', 'crc', 'exception', 'invalid', 'open', 'void'] as const

export type MarkWord = (typeof KNOWN)[number] | 'other' | 'none'

export function markWord(mark: string | null): MarkWord {
  if (mark === null) return 'none'
  return KNOWN.find((known) => known === mark) ?? 'other'
}
