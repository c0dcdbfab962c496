import { SimulatorError } from '../errors.ts'
import { type Fault, GNSS_FAULTS, MODEM_FAULTS, SLAVE_FAULTS } from './fault.ts'

/** A value far from any compartment, yet within what the registers can carry. */
const OUT_OF_RANGE_CELSIUS = 125
/** 3GPP TS 27.005 §3.2.5 */
const NO_NETWORK_SERVICE = 331

/** Faults as a person types them: the name and at most one number. */
export function parseFault(name: string, argument: string | undefined): Fault {
  const number = (fallback: number): number => {
    const value = argument === undefined ? fallback : Number(argument)
    if (!Number.isFinite(value)) throw new SimulatorError(`fault ${name}: "${argument}" is not a number`)
    return value
  }
  const milliseconds = (fallback: number): number => {
    const value = number(fallback)
    if (value < 0 || value > 60_000) throw new SimulatorError(`fault ${name}: ${value} ms is outside 0…60000`)
    return value
  }
  switch (name) {
    case 'silent':
    case 'wrong-crc':
    case 'frozen':
    case 'noise':
    case 'local-echo':
    case 'void':
    case 'rollover':
    case 'garbage':
    case 'not-registered':
    case 'no-sim':
    case 'sim-locked':
    case 'no-centre':
    case 'text-only':
    case 'weak':
      return { kind: name }
    case 'slow':
      return { kind: name, delayMs: milliseconds(200) }
    case 'late-reply':
      return { kind: name, delayMs: milliseconds(600) }
    case 'out-of-range':
      return { kind: name, temperatureCelsius: number(OUT_OF_RANGE_CELSIUS) }
    case 'sms-refused':
      return { kind: name, code: number(NO_NETWORK_SERVICE) }
    case 'jump':
      return { kind: name, kilometres: number(50) }
    default:
      throw new SimulatorError(
        `no fault "${name}"; allowed: ${[...new Set([...SLAVE_FAULTS, ...GNSS_FAULTS, ...MODEM_FAULTS])].join(', ')}`,
      )
  }
}
