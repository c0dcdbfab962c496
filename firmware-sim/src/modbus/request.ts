import { withCrc } from './crc16.ts'

export const ILLEGAL_FUNCTION = 1
export const ILLEGAL_ADDRESS = 2
export const ILLEGAL_VALUE = 3

export type ReadRequest = {
  readonly kind: 'read'
  readonly unit: number
  readonly functionCode: 1 | 2 | 3 | 4
  readonly address: number
  readonly quantity: number
}
export type WriteRequest = {
  readonly kind: 'write'
  readonly unit: number
  readonly functionCode: 6 | 16
  readonly address: number
  readonly words: readonly number[]
}
export type WriteCoilRequest = {
  readonly kind: 'write-coil'
  readonly unit: number
  readonly functionCode: 5
  readonly address: number
  /** 0xFF00 on, 0 off; anything else is no value */
  readonly value: number
}
type OtherRequest = { readonly kind: 'other'; readonly unit: number; readonly functionCode: number }
export type Request = ReadRequest | WriteRequest | WriteCoilRequest | OtherRequest

/** Takes a request whose length and CRC have been checked. */
export function parseRequest(frame: Buffer): Request {
  const unit = frame.readUInt8(0)
  const functionCode = frame.readUInt8(1)
  switch (functionCode) {
    case 1:
    case 2:
    case 3:
    case 4:
      return { kind: 'read', unit, functionCode, address: frame.readUInt16BE(2), quantity: frame.readUInt16BE(4) }
    case 5:
      return { kind: 'write-coil', unit, functionCode, address: frame.readUInt16BE(2), value: frame.readUInt16BE(4) }
    case 6:
      return { kind: 'write', unit, functionCode, address: frame.readUInt16BE(2), words: [frame.readUInt16BE(4)] }
    case 16: {
      const words: number[] = []
      for (let at = 7; at + 3 < frame.length; at += 2) words.push(frame.readUInt16BE(at))
      return { kind: 'write', unit, functionCode, address: frame.readUInt16BE(2), words }
    }
    default:
      return { kind: 'other', unit, functionCode }
  }
}

export function registersReply(request: ReadRequest, words: readonly number[]): Buffer {
  const body = Buffer.alloc(3 + words.length * 2)
  body.set([request.unit, request.functionCode, words.length * 2])
  words.forEach((word, index) => {
    body.writeUInt16BE(word & 0xffff, 3 + index * 2)
  })
  return withCrc(body)
}

export function bitsReply(request: ReadRequest, bits: readonly number[]): Buffer {
  const packed = Buffer.alloc(Math.ceil(bits.length / 8))
  bits.forEach((bit, index) => {
    if (bit) packed[index >> 3] = (packed[index >> 3] ?? 0) | (1 << (index & 7))
  })
  return withCrc(Buffer.concat([Buffer.from([request.unit, request.functionCode, packed.length]), packed]))
}

export function writeReply(request: WriteRequest): Buffer {
  const body = Buffer.alloc(6)
  body.set([request.unit, request.functionCode])
  body.writeUInt16BE(request.address, 2)
  body.writeUInt16BE(request.functionCode === 6 ? (request.words[0] ?? 0) : request.words.length, 4)
  return withCrc(body)
}

/** The request, byte for byte. */
export function writeCoilReply({ unit, functionCode, address, value }: WriteCoilRequest): Buffer {
  const body = Buffer.alloc(6)
  body.set([unit, functionCode])
  body.writeUInt16BE(address, 2)
  body.writeUInt16BE(value, 4)
  return withCrc(body)
}

export function exceptionReply(request: Request, code: number): Buffer {
  return withCrc(Buffer.from([request.unit, request.functionCode | 0x80, code]))
}
