import type { ChannelSample } from '../sampling/tick.ts'
import type { ProbeProfile, ProfileField } from './profile.ts'

/** One sample for every field of the profile, in its order; integers are × 10^−decimals of the field. */
export function decodeRegisters(profile: ProbeProfile, registers: readonly number[]): ChannelSample[] {
  return profile.fields.map((field) => decodeField(field, registers))
}

function decodeField(field: ProfileField, registers: readonly number[]): ChannelSample {
  const integer = toFieldInteger(field, registers)
  if (integer === null) return { integer: null, mark: 'invalid' }
  const scale = 10 ** field.decimals
  const within = integer >= Math.round(field.min * scale) && integer <= Math.round(field.max * scale)
  return { integer, mark: within ? 'ok' : 'range' }
}

function toFieldInteger(field: ProfileField, registers: readonly number[]): number | null {
  const { reliability } = field
  if (reliability !== undefined && registers[reliability.offset] !== reliability.good) return null
  const register = registers[field.offset]
  if (register === undefined) return null
  if (field.encoding === 'float32be') return toFloatInteger(register, registers[field.offset + 1], field.decimals)
  if (field.invalid.includes(register)) return null
  switch (field.encoding) {
    case 'int16':
      return register >= 0x8000 ? register - 0x1_0000 : register
    case 'uint16':
      return register
    case 'off10000':
      return register >= 10_000 ? 10_000 - register : register
    default:
      return field.encoding satisfies never
  }
}

/** Beyond what any probe measures: keeps a garbled exponent inside what a frame's column may hold. */
const MAX_FLOAT = 1e6

function toFloatInteger(high: number, low: number | undefined, decimals: number): number | null {
  if (low === undefined) return null
  const view = new DataView(new ArrayBuffer(4))
  view.setUint16(0, high)
  view.setUint16(2, low)
  const number = view.getFloat32(0)
  // + 0 turns −0 into 0, which a frame could not tell apart
  return Number.isFinite(number) && Math.abs(number) <= MAX_FLOAT ? Math.round(number * 10 ** decimals) + 0 : null
}
