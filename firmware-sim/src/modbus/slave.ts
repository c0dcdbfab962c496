import type { SlaveFaults } from '../faults/fault.ts'
import type { Journal } from '../journal.ts'
import type { ProbeModel, Quantity } from '../models/model.ts'
import { createRegisterMap, type RegisterReading, type Sensed } from '../models/register-map.ts'
import {
  bitsReply,
  exceptionReply,
  ILLEGAL_ADDRESS,
  ILLEGAL_FUNCTION,
  ILLEGAL_VALUE,
  type ReadRequest,
  type Request,
  registersReply,
  type WriteCoilRequest,
  writeCoilReply,
  writeReply,
} from './request.ts'

/** What stands behind a slave: the compartment or series of a probe, the switches of an input module. */
export type SlaveSource = {
  readonly sense: (nowMs: number) => { quantities: Partial<Record<Quantity, number>>; row?: number }
  readonly bits: (nowMs: number) => {
    inputs: readonly { name: string; value: number }[]
    relays: number[]
    alarm: number
  }
}

export type Slave = {
  readonly unit: number
  readonly source: string
  readonly latencyMs: number
  readonly answer: (request: Request, faults: SlaveFaults, nowMs: number) => Buffer
  /** Holds quantities at given values until released; a value counts from the next request on. */
  readonly force: (quantities: Partial<Record<Quantity, number>>) => void
  readonly release: () => void
}

export type SlaveOptions = {
  readonly unit: number
  readonly source: string
  readonly lineId: string
  readonly baud: number
  readonly setpointCelsius: number
  readonly model: ProbeModel
  readonly behind: SlaveSource
  readonly journal: Journal
}

/** One device on a bus: registers of its model, values from what stands behind it, every value journalled first. */
export function createSlave({
  unit,
  source,
  lineId,
  baud,
  setpointCelsius,
  model,
  behind,
  journal,
}: SlaveOptions): Slave {
  const registers = createRegisterMap({
    model,
    initial: { unit, baud, 'baud/100': baud / 100, setpoint: Math.round(setpointCelsius * 10) },
  })
  const coils: number[] = []
  const forced = new Map<string, number>()
  let frozen: ReturnType<SlaveSource['sense']> | undefined

  const felt = (nowMs: number): ReturnType<SlaveSource['sense']> => {
    const { quantities, ...row } = behind.sense(nowMs)
    return { quantities: { ...quantities, ...Object.fromEntries(forced) }, ...row }
  }

  const sense = (faults: SlaveFaults, nowMs: number): { sensed: Sensed; row?: number } => {
    if (faults.get('frozen') === undefined) frozen = undefined
    else frozen ??= felt(nowMs)
    const { quantities, row } = frozen ?? felt(nowMs)
    const outOfRange = faults.get('out-of-range')
    return {
      sensed: {
        quantities: {
          ...quantities,
          ...(outOfRange === undefined ? {} : { temperature: outOfRange.temperatureCelsius, humidity: 120 }),
        },
        reliable: outOfRange === undefined,
      },
      ...(row === undefined ? {} : { row }),
    }
  }

  const write = (
    request: ReadRequest,
    reading: RegisterReading,
    faults: SlaveFaults,
    nowMs: number,
    row?: number,
  ): void => {
    if (Object.keys(reading.values).length === 0) return
    journal.append({
      t: nowMs,
      source,
      values: reading.values,
      line: lineId,
      unit,
      fc: request.functionCode,
      address: request.address,
      registers: reading.words,
      ...(row === undefined ? {} : { row }),
      ...(faults.label === undefined ? {} : { fault: faults.label }),
    })
  }

  const readBits = (request: ReadRequest, faults: SlaveFaults, nowMs: number): Buffer => {
    const blocks = model.bits.filter((block) => block.functionCode === request.functionCode)
    if (blocks.length === 0) return exceptionReply(request, ILLEGAL_FUNCTION)
    const block = blocks.find(
      ({ address, quantity }) => request.address >= address && request.address + request.quantity <= address + quantity,
    )
    if (block === undefined || request.quantity === 0) return exceptionReply(request, ILLEGAL_ADDRESS)
    const { inputs, relays, alarm } = behind.bits(nowMs)
    const all = { inputs: inputs.map(({ value }) => value), relays, alarm: [alarm], coils }[block.source]
    const bits = Array.from(
      { length: request.quantity },
      (_, index) => all[request.address - block.address + index] ?? 0,
    )
    const values: Record<string, number> = {}
    inputs.forEach(({ name, value }, index) => {
      const asked = index - (request.address - block.address)
      if (block.source === 'inputs' && asked >= 0 && asked < request.quantity) values[name] = value
    })
    write(request, { words: bits, values }, faults, nowMs)
    return bitsReply(request, bits)
  }

  const writeCoil = (request: WriteCoilRequest, faults: SlaveFaults, nowMs: number): Buffer => {
    const block = model.bits.find((one) => one.source === 'coils')
    if (block === undefined) return exceptionReply(request, ILLEGAL_FUNCTION)
    const index = request.address - block.address
    if (index < 0 || index >= block.quantity) return exceptionReply(request, ILLEGAL_ADDRESS)
    if (request.value !== 0xff00 && request.value !== 0) return exceptionReply(request, ILLEGAL_VALUE)
    coils[index] = request.value === 0 ? 0 : 1
    journal.append({
      ...{ t: nowMs, source, values: { [`coil${index}`]: coils[index] ?? 0 }, line: lineId, unit, fc: 5 },
      address: request.address,
      ...(faults.label === undefined ? {} : { fault: faults.label }),
    })
    return writeCoilReply(request)
  }

  return {
    unit,
    source,
    latencyMs: model.latencyMs,
    answer(request, faults, nowMs) {
      if (request.kind === 'other') return exceptionReply(request, ILLEGAL_FUNCTION)
      if (request.kind === 'write-coil') return writeCoil(request, faults, nowMs)
      if (request.kind === 'write') {
        const outcome = registers.write(request)
        if (outcome === 'no-function') return exceptionReply(request, ILLEGAL_FUNCTION)
        return outcome === 'no-address' ? exceptionReply(request, ILLEGAL_ADDRESS) : writeReply(request)
      }
      const { functionCode, address, quantity } = request
      if (functionCode === 1 || functionCode === 2) return readBits(request, faults, nowMs)
      // 125 registers is what fits into a reply (Modbus Application Protocol V1.1b3 §6.3).
      if (quantity === 0 || quantity > 125) return exceptionReply(request, ILLEGAL_ADDRESS)
      const { sensed, row } = sense(faults, nowMs)
      const reading = registers.read({ functionCode, address, quantity, sensed })
      if (reading === 'no-function') return exceptionReply(request, ILLEGAL_FUNCTION)
      if (reading === 'no-address') return exceptionReply(request, ILLEGAL_ADDRESS)
      write(request, reading, faults, nowMs, row)
      return registersReply(request, reading.words)
    },
    force(quantities) {
      for (const [quantity, value] of Object.entries(quantities)) forced.set(quantity, value)
    },
    release: () => forced.clear(),
  }
}
