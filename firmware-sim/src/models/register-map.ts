import { encodeValue } from './encoding.ts'
import type { MeasuredField, ProbeModel, Quantity, SettingField } from './model.ts'

/** What the sensor feels at this moment, before the registers round it. */
export type Sensed = {
  readonly quantities: Readonly<Partial<Record<Quantity, number>>>
  readonly reliable: boolean
}

export type RegisterReading = {
  readonly words: readonly number[]
  /** Measured values of the registers that were asked for, as a correct reader decodes them. */
  readonly values: Readonly<Record<string, number>>
}

export type RegisterMap = {
  /** undefined: no such function here; 'no-address': a register of the range does not exist. */
  readonly read: (request: {
    functionCode: 3 | 4
    address: number
    quantity: number
    sensed: Sensed
  }) => RegisterReading | 'no-function' | 'no-address'
  readonly write: (request: {
    functionCode: 6 | 16
    address: number
    words: readonly number[]
  }) => 'written' | 'no-function' | 'no-address'
}

export function createRegisterMap({
  model,
  initial,
}: {
  model: ProbeModel
  initial: Readonly<Record<Exclude<SettingField['initial'], number>, number>>
}): RegisterMap {
  const settings = new Map<number, number>()
  const corrections: SettingField[] = []
  for (const field of model.fields) {
    if (field.kind !== 'setting') continue
    settings.set(field.address, (typeof field.initial === 'number' ? field.initial : initial[field.initial]) & 0xffff)
    if (field.correction !== undefined) corrections.push(field)
  }
  const settingFunctions = model.settingFunctions ?? model.readFunctions

  const correctionOf = (field: MeasuredField): number => {
    const correction = corrections.find((candidate) => candidate.correction === field.quantity)
    const word = correction === undefined ? 0 : (settings.get(correction.address) ?? 0)
    return ((word << 16) >> 16) / 10 ** field.decimals
  }

  return {
    read({ functionCode, address, quantity, sensed }) {
      const servesValues = model.readFunctions.includes(functionCode)
      const servesSettings = settingFunctions.includes(functionCode)
      if (!servesValues && !servesSettings) return 'no-function'
      const image = new Map<number, number>(servesSettings ? settings : [])
      const values: Record<string, number> = {}
      for (const field of servesValues ? model.fields : []) {
        if (field.kind === 'reliability') image.set(field.address, sensed.reliable ? 0 : 1)
        if (field.kind !== 'measured') continue
        const physical = sensed.quantities[field.quantity] ?? 0
        const { words, value } = encodeValue(field, physical + correctionOf(field))
        words.forEach((word, index) => {
          image.set(field.address + index, word)
        })
        // The whole field must be in the range: half a float is no value.
        if (field.address >= address && field.address + words.length <= address + quantity)
          values[field.quantity] = value
      }
      const words: number[] = []
      for (let at = address; at < address + quantity; at += 1) {
        const word = image.get(at)
        if (word === undefined) return 'no-address'
        words.push(word)
      }
      return { words, values }
    },
    write({ functionCode, address, words }) {
      if (!model.writeFunctions.includes(functionCode)) return 'no-function'
      if (words.length === 0 || words.some((_, index) => !settings.has(address + index))) return 'no-address'
      words.forEach((word, index) => {
        settings.set(address + index, word)
      })
      return 'written'
    },
  }
}
