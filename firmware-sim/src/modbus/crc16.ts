/** CRC-16 of Modbus over Serial Line V1.02 §6.2.2; sent low byte first. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1
  }
  return crc
}

export function withCrc(body: Uint8Array): Buffer {
  const frame = Buffer.alloc(body.length + 2)
  frame.set(body)
  frame.writeUInt16LE(crc16(body), body.length)
  return frame
}

export function hasValidCrc(frame: Uint8Array): boolean {
  const body = frame.subarray(0, -2)
  return (
    frame.length >= 4 &&
    Buffer.from(frame.buffer, frame.byteOffset, frame.length).readUInt16LE(body.length) === crc16(body)
  )
}
