import { ProtocolError } from './errors.ts'

export function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return hex
}

export function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(hex)) {
    throw new ProtocolError('MALFORMED', 'hex text must hold an even number of the digits 0-9 and a-f')
  }
  const bytes = new Uint8Array(hex.length / 2)
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16)
  return bytes
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at])
}

const utf8Encoder = new TextEncoder()
// fatal: replaced characters would give a document that no longer matches its hash
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const toUtf8 = (text: string): Uint8Array<ArrayBuffer> => utf8Encoder.encode(text)

export function fromUtf8(bytes: Uint8Array): string {
  try {
    return utf8Decoder.decode(bytes)
  } catch {
    throw new ProtocolError('MALFORMED', 'text is not valid UTF-8')
  }
}

/** Appends whole bytes: big-endian integers and varints (LEB128, shortest form). */
export class ByteWriter {
  readonly #bytes: number[] = []

  byte(value: number): this {
    this.#bytes.push(value)
    return this
  }

  raw(bytes: Uint8Array): this {
    for (const byte of bytes) this.#bytes.push(byte)
    return this
  }

  unsigned(value: number, width: number): this {
    for (let at = width - 1; at >= 0; at--) this.#bytes.push(Math.floor(value / 2 ** (8 * at)) % 256)
    return this
  }

  varint(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new ProtocolError('OUT_OF_BOUNDS', `a varint holds an integer from 0 to 2^53-1, not ${value}`)
    }
    let rest = value
    while (rest >= 128) {
      this.#bytes.push((rest % 128) + 128)
      rest = Math.floor(rest / 128)
    }
    this.#bytes.push(rest)
    return this
  }

  finish(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#bytes)
  }
}

/** Reads whole bytes and never past the end: every length is checked against what is left before it is used. */
export class ByteReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get position(): number {
    return this.#at
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  byte(field: string): number {
    const value = this.#bytes[this.#at]
    if (value === undefined) throw new ProtocolError('TRUNCATED', `the bytes end before ${field}`)
    this.#at++
    return value
  }

  take(length: number, field: string): Uint8Array {
    if (length > this.left) {
      throw new ProtocolError('TRUNCATED', `${field} needs ${length} bytes, ${this.left} are left`)
    }
    const part = this.#bytes.subarray(this.#at, this.#at + length)
    this.#at += length
    return part
  }

  unsigned(width: number, field: string): number {
    let value = 0
    for (const byte of this.take(width, field)) value = value * 256 + byte
    return value
  }

  varint(field: string): number {
    let value = 0
    for (let at = 0; at < 8; at++) {
      const byte = this.byte(field)
      value += (byte % 128) * 2 ** (7 * at)
      if (!Number.isSafeInteger(value)) break
      if (byte < 128) {
        // one number has one spelling, so that equal frames are equal bytes
        if (byte === 0 && at > 0) throw new ProtocolError('MALFORMED', `${field} is not in its shortest form`)
        return value
      }
    }
    throw new ProtocolError('MALFORMED', `${field} is larger than 2^53-1`)
  }
}
