/** A Modbus RTU character is 11 bits (start, 8, parity or second stop, stop), the 8N1 of a GNSS receiver 10. */
export function wireTimeMs(bytes: number, baud: number, bitsPerByte: 10 | 11): number {
  return (bytes * bitsPerByte * 1000) / baud
}
