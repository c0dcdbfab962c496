import { registersReply, type SlaveBehaviour, type SlaveRequest, withCrc } from './rtu-slaves.ts'

/** Registers by function code and address. */
export type RegisterImage = Readonly<Partial<Record<2 | 3 | 4, Readonly<Record<number, number>>>>>

const ILLEGAL_FUNCTION = 1
const ILLEGAL_ADDRESS = 2

/** A slave that has these registers, and answers all else with the exception of the standard. */
export function withRegisters(image: RegisterImage): SlaveBehaviour {
  return (request) => [{ bytes: answer(image, request) }]
}

function answer(image: RegisterImage, request: SlaveRequest): Uint8Array {
  const { unit, functionCode, address, quantity } = request
  const block = functionCode === 2 || functionCode === 3 || functionCode === 4 ? image[functionCode] : undefined
  if (block === undefined) return withCrc([unit, functionCode | 0x80, ILLEGAL_FUNCTION])
  const values: number[] = []
  for (let at = address; at < address + quantity; at++) {
    const value = block[at]
    if (value === undefined) return withCrc([unit, functionCode | 0x80, ILLEGAL_ADDRESS])
    values.push(value)
  }
  if (functionCode !== 2) return registersReply(request, values)
  const bytes = Array.from({ length: Math.ceil(quantity / 8) }, (_, byte) =>
    values.slice(byte * 8, byte * 8 + 8).reduce((bits, value, at) => bits | (value << at), 0),
  )
  return withCrc([unit, functionCode, bytes.length, ...bytes])
}

/** As each model answers at unit `unit`: 5.2 °C and 65.2 %, in the form of its maker. */
export const MODEL_IMAGES: Readonly<Record<string, (unit: number) => RegisterImage>> = {
  'renke-ws-n01': (unit) => ({ 3: { 0: 652, 1: 52, 2000: unit } }),
  'zts-3008-ws-n01': () => ({ 3: {}, 4: { 0: 652, 1: 52 } }),
  'xy-md02': (unit) => ({ 3: { 257: unit }, 4: { 1: 52, 2: 652 } }),
  srth100: (unit) => ({ 3: { 0: 52, 1: 652, 23: unit } }),
  r444a01: (unit) => ({ 3: { 0: 52, 1: 652, 2: unit } }),
  // 5.2 and 65.2 as floats behind the integers
  'kincony-sht30': () => ({ 3: { 0: 52, 1: 652, 2: 0x40a6, 3: 0x6666, 4: 0x4282, 5: 0x6666 } }),
  qfa3150: () => ({ 3: { 1: 520, 2: 0, 3: 6_520, 4: 0, 401: 0 } }),
  'dixell-xr': () => ({ 3: { 256: 52, 257: 10, 258: 0 } }),
}
