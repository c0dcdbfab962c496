/** How a physical value stands in registers. `off10000`: below zero it is 10000 + |value / step|. */
export type Encoding = 'int16' | 'uint16' | 'off10000' | 'float32'

export type Quantity = 'temperature' | 'humidity' | 'evaporator'

export type MeasuredField = {
  readonly kind: 'measured'
  readonly quantity: Quantity
  readonly address: number
  readonly encoding: Encoding
  /** Resolution of the sensor; an integer encoding counts in these steps. */
  readonly decimals: 1 | 2
}

/** Says whether a quantity is fit for use: 0 it is, 1 it is not. */
type ReliabilityField = { readonly kind: 'reliability'; readonly quantity: Quantity; readonly address: number }

/** A setting of the device. `correction` is added to a quantity, in its steps, as the real device does. */
export type SettingField = {
  readonly kind: 'setting'
  readonly name: string
  readonly address: number
  readonly initial: number | 'unit' | 'baud' | 'baud/100' | 'setpoint'
  readonly correction?: 'temperature' | 'humidity'
}

type RegisterField = MeasuredField | ReliabilityField | SettingField

/** Coils or discrete inputs that the model has; `source` says what stands behind them. */
type BitBlock = {
  readonly functionCode: 1 | 2
  readonly address: number
  readonly quantity: number
  readonly source: 'inputs' | 'relays' | 'alarm' | 'coils'
}

export type ProbeModel = {
  readonly id: string
  /** Documented where: name and year of the manual, or the note that it was taken from a device. */
  readonly origin: string
  readonly readFunctions: readonly (3 | 4)[]
  readonly writeFunctions: readonly (6 | 16)[]
  readonly fields: readonly RegisterField[]
  /** Settings that another function code reads, where measured values and settings are apart. */
  readonly settingFunctions?: readonly (3 | 4)[]
  readonly bits: readonly BitBlock[]
  /** From the end of the request to the start of the reply. */
  readonly latencyMs: number
}

export const measured = (
  quantity: Quantity,
  address: number,
  encoding: Encoding = 'int16',
  decimals: 1 | 2 = 1,
): MeasuredField => ({ kind: 'measured', quantity, address, encoding, decimals })

export const setting = (
  name: string,
  address: number,
  initial: SettingField['initial'],
  correction?: 'temperature' | 'humidity',
): SettingField => ({ kind: 'setting', name, address, initial, ...(correction === undefined ? {} : { correction }) })
