/**
 * Quality of one sample; the position in this list is the code on the wire, so the list only ever grows at its end.
 * `ok`, `range` and `frozen` carry the number that was read; the others mean that there was none.
 */
export const MARKS = ['ok', 'range', 'frozen', 'timeout', 'crc', 'exception', 'invalid', 'open', 'void'] as const

export type Mark = (typeof MARKS)[number]

export function markCode(mark: Mark): number {
  return MARKS.indexOf(mark)
}

/** Whether a sample of this mark carries a number (docs/wire.md "Quality marks"). */
export function carriesValue(mark: Mark): boolean {
  return mark === 'ok' || mark === 'range' || mark === 'frozen'
}
