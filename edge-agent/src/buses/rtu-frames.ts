/** CRC-16 of Modbus (polynomial 0xA001, start 0xFFFF); on the line its low byte comes first. */
export function modbusCrc(bytes: Uint8Array): number {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1
  }
  return crc
}

export interface FoundReply {
  readonly start: number
  readonly length: number
  readonly unit: number
  /** with bit 7 set for an exception */
  readonly functionCode: number
  /** of a plain reply; 0 for an exception */
  readonly payloadBytes: number
}

const HEADER_AND_CRC = 5
const SET_COIL = 5
const READ_FUNCTIONS = new Set([1, 2, 3, 4])

/** The first read reply or exception with a valid check sum, wherever it stands: what surrounds it is noise. */
export function findReply(buffer: Uint8Array): FoundReply | null {
  for (let start = 0; start + HEADER_AND_CRC <= buffer.length; start++) {
    const functionCode = buffer[start + 1] ?? 0
    const isException = (functionCode & 0x80) !== 0
    if (!READ_FUNCTIONS.has(functionCode & 0x7f)) continue
    const payloadBytes = isException ? 0 : (buffer[start + 2] ?? 0)
    if (!isException && payloadBytes === 0) continue
    const length = HEADER_AND_CRC + payloadBytes
    if (start + length > buffer.length) continue
    const crcAt = start + length - 2
    const crc = (buffer[crcAt] ?? 0) | ((buffer[crcAt + 1] ?? 0) << 8)
    if (crc !== modbusCrc(buffer.subarray(start, crcAt))) continue
    return { start, length, unit: buffer[start] ?? 0, functionCode, payloadBytes }
  }
  return null
}

/** Function 5: one coil on or off (Modbus Application Protocol V1.1b3 §6.5). */
export function coilRequest({ unit, coil, on }: { unit: number; coil: number; on: boolean }): Uint8Array {
  const body = Uint8Array.of(unit, SET_COIL, coil >> 8, coil & 0xff, on ? 0xff : 0, 0)
  const crc = modbusCrc(body)
  return Uint8Array.of(...body, crc & 0xff, crc >> 8)
}

export const isReadRequest = (request: Uint8Array): boolean => READ_FUNCTIONS.has(request[1] ?? 0)
export const isCoilRequest = (request: Uint8Array): boolean => request[1] === SET_COIL
