import { ProtocolError } from './errors.ts'

/** Most significant bit first; the last byte is padded with zero bits. */
export class BitWriter {
  readonly #bytes: number[] = []
  #pending = 0
  #pendingBits = 0

  bits(value: number, width: number): this {
    let left = width
    while (left > 0) {
      const taken = Math.min(left, 8 - this.#pendingBits)
      left -= taken
      this.#pending = (this.#pending << taken) | (Math.floor(value / 2 ** left) % 2 ** taken)
      this.#pendingBits += taken
      if (this.#pendingBits === 8) {
        this.#bytes.push(this.#pending)
        this.#pending = 0
        this.#pendingBits = 0
      }
    }
    return this
  }

  /** Exponential Golomb code of order `order` for an integer ≥ 0. */
  golomb(value: number, order: number): this {
    const shifted = value + 2 ** order
    const width = bitLength(shifted)
    return this.bits(0, width - 1 - order).bits(shifted, width)
  }

  finish(): Uint8Array<ArrayBuffer> {
    if (this.#pendingBits > 0) this.#bytes.push(this.#pending * 2 ** (8 - this.#pendingBits))
    this.#pending = 0
    this.#pendingBits = 0
    return Uint8Array.from(this.#bytes)
  }
}

export class BitReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  bit(): number {
    const byte = this.#bytes[this.#at >> 3]
    if (byte === undefined) throw new ProtocolError('TRUNCATED', 'a section ends inside its bit stream')
    const bit = (byte >> (7 - (this.#at & 7))) & 1
    this.#at++
    return bit
  }

  bits(width: number): number {
    let value = 0
    let left = width
    while (left > 0) {
      const byte = this.#bytes[this.#at >> 3]
      if (byte === undefined) throw new ProtocolError('TRUNCATED', 'a section ends inside its bit stream')
      const free = 8 - (this.#at & 7)
      const taken = Math.min(left, free)
      value = value * 2 ** taken + ((byte >> (free - taken)) & (2 ** taken - 1))
      this.#at += taken
      left -= taken
    }
    return value
  }

  golomb(order: number): number {
    let zeros = 0
    while (this.bit() === 0) {
      zeros++
      if (zeros + order > 48) throw new ProtocolError('MALFORMED', 'a number in a bit stream is wider than 48 bits')
    }
    return 2 ** (zeros + order) + this.bits(zeros + order) - 2 ** order
  }

  /** Only zero bits of the last byte may be left: anything else would be unread, unhashed freedom. */
  assertFinished(): void {
    if (this.#bytes.length * 8 - this.#at >= 8) throw new ProtocolError('MALFORMED', 'bytes follow the bit stream')
    while (this.#at < this.#bytes.length * 8) {
      if (this.bit() !== 0) throw new ProtocolError('MALFORMED', 'the padding of a bit stream must be zero')
    }
  }
}

export function bitLength(value: number): number {
  return value < 2 ** 31 ? 32 - Math.clz32(value) : 32 + bitLength(Math.floor(value / 2 ** 32))
}
