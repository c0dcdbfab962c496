import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { concatBytes, fromUtf8, toUtf8 } from '@coldrx/protocol'
import { type DifferenceOrder, packColumn, unpackColumn } from './integer-column.ts'

/** The head of the compressed part: what stands where. */
interface Contents {
  readonly integers: readonly (readonly [
    name: string,
    order: DifferenceOrder,
    symbolBytes: number,
    extraBytes: number,
  ])[]
  readonly text: number
  readonly noise: number
}

const BROTLI = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 20 },
} as const

/**
 * Values of many kinds, written in any order and read back in the same one; those of one name are kept side by side,
 * where they look alike.
 */
export class StreamWriter {
  readonly #integers = new Map<string, number[]>()
  readonly #text: Uint8Array[] = []
  readonly #noise: Uint8Array[] = []

  integer(name: string, value: number): void {
    const column = this.#integers.get(name)
    if (column === undefined) this.#integers.set(name, [value])
    else column.push(value)
  }

  /** bytes with repetitions */
  text(bytes: Uint8Array): void {
    this.integer('text', bytes.length)
    this.#text.push(bytes)
  }

  /** bytes that no compression makes smaller; the reader knows how many */
  noise(bytes: Uint8Array): void {
    this.#noise.push(bytes)
  }

  finish(): Uint8Array {
    const columns = [...this.#integers].map(([name, values]) => ({ name, ...packColumn(values) }))
    const text = concatBytes(...this.#text)
    const noise = concatBytes(...this.#noise)
    const contents: Contents = {
      integers: columns.map(({ name, order, symbols, extra }) => [name, order, symbols.length, extra.length]),
      text: text.length,
      noise: noise.length,
    }
    const compressed = brotliCompressSync(
      concatBytes(toUtf8(`${JSON.stringify(contents)}\n`), ...columns.map(({ symbols }) => symbols), text),
      BROTLI,
    )
    const length = new Uint8Array(4)
    new DataView(length.buffer).setUint32(0, compressed.length)
    return concatBytes(length, compressed, ...columns.map(({ extra }) => extra), noise)
  }
}

export class StreamReader {
  readonly #integers = new Map<string, { readonly values: readonly number[]; next: number }>()
  readonly #text: Uint8Array
  readonly #noise: Uint8Array
  #textAt = 0
  #noiseAt = 0

  /** Of bytes that `StreamWriter` has made. */
  constructor(bytes: Uint8Array) {
    const compressedLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0)
    const plain = brotliDecompressSync(bytes.subarray(4, 4 + compressedLength))
    const headEnd = plain.indexOf(10)
    const contents = JSON.parse(fromUtf8(plain.subarray(0, headEnd))) as Contents
    let symbolsAt = headEnd + 1
    let extraAt = 4 + compressedLength
    for (const [name, order, symbolBytes, extraBytes] of contents.integers) {
      const symbols = plain.subarray(symbolsAt, symbolsAt + symbolBytes)
      const extra = bytes.subarray(extraAt, extraAt + extraBytes)
      this.#integers.set(name, { values: unpackColumn({ order, symbols, extra }), next: 0 })
      symbolsAt += symbolBytes
      extraAt += extraBytes
    }
    this.#text = plain.subarray(symbolsAt, symbolsAt + contents.text)
    this.#noise = bytes.subarray(extraAt, extraAt + contents.noise)
  }

  integer(name: string): number {
    const column = this.#integers.get(name)
    const value = column?.values[column.next]
    if (column === undefined || value === undefined) throw new RangeError(`no more values of ${name}`)
    column.next++
    return value
  }

  text(): Uint8Array {
    const length = this.integer('text')
    this.#textAt += length
    return this.#text.subarray(this.#textAt - length, this.#textAt)
  }

  noise(length: number): Uint8Array {
    this.#noiseAt += length
    return this.#noise.subarray(this.#noiseAt - length, this.#noiseAt)
  }
}
