import type { Encoding, MeasuredField } from './model.ts'

/** Words of a value and the value that a correct reader gets back from them. */
export type EncodedValue = { readonly words: readonly number[]; readonly value: number }

export function encodeValue(field: Pick<MeasuredField, 'encoding' | 'decimals'>, physical: number): EncodedValue {
  const steps = clampSteps(field.encoding, Math.round(physical * 10 ** field.decimals))
  return { words: wordsOf(field, steps), value: Number((steps / 10 ** field.decimals).toFixed(field.decimals)) }
}

function clampSteps(encoding: Encoding, steps: number): number {
  switch (encoding) {
    case 'int16':
      return Math.min(Math.max(steps, -0x8000), 0x7fff)
    case 'uint16':
      return Math.min(Math.max(steps, 0), 0xffff)
    case 'off10000':
      return Math.min(Math.max(steps, -9_999), 9_999)
    case 'float32':
      return steps
  }
}

function wordsOf({ encoding, decimals }: Pick<MeasuredField, 'encoding' | 'decimals'>, steps: number): number[] {
  switch (encoding) {
    case 'int16':
    case 'uint16':
      return [steps & 0xffff]
    case 'off10000':
      return [steps < 0 ? 10_000 - steps : steps]
    case 'float32': {
      // Kept to the sensor's steps, so that integer and float registers of one reading never disagree.
      const bytes = Buffer.alloc(4)
      bytes.writeFloatBE(steps / 10 ** decimals)
      return [bytes.readUInt16BE(0), bytes.readUInt16BE(2)]
    }
  }
}
