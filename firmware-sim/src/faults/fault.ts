import { SimulatorError } from '../errors.ts'

/** Faults of a slave or of a whole RS-485 line. */
export type SlaveFault =
  | { readonly kind: 'silent' }
  | { readonly kind: 'slow'; readonly delayMs: number }
  | { readonly kind: 'wrong-crc' }
  | { readonly kind: 'frozen' }
  | { readonly kind: 'out-of-range'; readonly temperatureCelsius: number }
  | { readonly kind: 'noise' }
  | { readonly kind: 'local-echo' }
  /** Answers after the master has given up, when its next request is already out. */
  | { readonly kind: 'late-reply'; readonly delayMs: number }

export type GnssFault =
  | { readonly kind: 'void' }
  | { readonly kind: 'jump'; readonly kilometres: number }
  | { readonly kind: 'rollover' }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'silent' }

export type ModemFault =
  | { readonly kind: 'silent' }
  | { readonly kind: 'slow'; readonly delayMs: number }
  | { readonly kind: 'not-registered' }
  | { readonly kind: 'no-sim' }
  /** the card asks for its PIN */
  | { readonly kind: 'sim-locked' }
  | { readonly kind: 'no-centre' }
  /** takes no PDUs */
  | { readonly kind: 'text-only' }
  | { readonly kind: 'weak' }
  /** `+CMS ERROR: code` instead of the number of a sent message. */
  | { readonly kind: 'sms-refused'; readonly code: number }

export type Fault = SlaveFault | GnssFault | ModemFault

export const SLAVE_FAULTS = [
  'silent',
  'slow',
  'wrong-crc',
  'frozen',
  'out-of-range',
  'noise',
  'local-echo',
  'late-reply',
] as const satisfies readonly SlaveFault['kind'][]

/** Those that need something measured: the inputs of a module cannot stand still or leave a range. */
export const MEASUREMENT_FAULTS = ['frozen', 'out-of-range'] as const satisfies readonly SlaveFault['kind'][]

export const GNSS_FAULTS = [
  'void',
  'jump',
  'rollover',
  'garbage',
  'silent',
] as const satisfies readonly GnssFault['kind'][]

export const MODEM_FAULTS = [
  'silent',
  'slow',
  'not-registered',
  'no-sim',
  'sim-locked',
  'no-centre',
  'text-only',
  'weak',
  'sms-refused',
] as const satisfies readonly ModemFault['kind'][]

type ModemFaultOf<K> = Extract<ModemFault, { kind: K }>
type SlaveFaultOf<K> = Extract<SlaveFault, { kind: K }>
type GnssFaultOf<K> = Extract<GnssFault, { kind: K }>

/** Faults in force now, by target. More than one can stand on a target; each kind once. */
export type FaultTable = {
  readonly set: (target: string, fault: Fault) => void
  readonly clear: (target: string, kind?: Fault['kind']) => void
  readonly clearAll: () => void
  readonly list: () => { target: string; fault: Fault }[]
  /** What stands on any of these targets, as far as each of them can have it: a line's faults reach whom they can. */
  readonly slaveFaults: (targets: readonly string[]) => SlaveFaults
  readonly gnssFaults: (target: string) => GnssFaults
  readonly modemFaults: (target: string) => ModemFaults
}

export type ModemFaults = {
  readonly get: <K extends ModemFault['kind']>(kind: K) => ModemFaultOf<K> | undefined
}

export type SlaveFaults = {
  readonly get: <K extends SlaveFault['kind']>(kind: K) => SlaveFaultOf<K> | undefined
  /** Names for the journal. */
  readonly label: string | undefined
}

export type GnssFaults = {
  readonly get: <K extends GnssFault['kind']>(kind: K) => GnssFaultOf<K> | undefined
  readonly label: string | undefined
}

export function createFaultTable(targets: ReadonlyMap<string, readonly Fault['kind'][]>): FaultTable {
  const standing = new Map<string, Map<Fault['kind'], Fault>>()
  const requireTarget = (target: string): readonly string[] => {
    const allowed = targets.get(target)
    if (allowed === undefined)
      throw new SimulatorError(`no target "${target}"; allowed: ${[...targets.keys()].join(', ')}`)
    return allowed
  }
  const faultsOf = (named: readonly string[]): Map<Fault['kind'], Fault> =>
    new Map(named.flatMap((target) => [...(standing.get(target) ?? [])]))
  const labelOf = (faults: Map<Fault['kind'], Fault>): string | undefined =>
    faults.size === 0 ? undefined : [...faults.keys()].join('+')

  return {
    set(target, fault) {
      const allowed = requireTarget(target)
      if (!allowed.includes(fault.kind))
        throw new SimulatorError(`"${target}" cannot have the fault "${fault.kind}"; allowed: ${allowed.join(', ')}`)
      const faults = standing.get(target) ?? new Map<Fault['kind'], Fault>()
      faults.set(fault.kind, fault)
      standing.set(target, faults)
    },
    clear(target, kind) {
      requireTarget(target)
      if (kind === undefined) standing.delete(target)
      else standing.get(target)?.delete(kind)
    },
    clearAll: () => standing.clear(),
    list: () => [...standing].flatMap(([target, faults]) => [...faults.values()].map((fault) => ({ target, fault }))),
    slaveFaults(named) {
      const faults = faultsOf(named)
      for (const kind of faults.keys())
        if (!named.every((target) => requireTarget(target).includes(kind))) faults.delete(kind)
      return { get: (kind) => faults.get(kind) as SlaveFaultOf<typeof kind> | undefined, label: labelOf(faults) }
    },
    modemFaults(target) {
      const faults = faultsOf([target])
      return { get: (kind) => faults.get(kind) as ModemFaultOf<typeof kind> | undefined }
    },
    gnssFaults(target) {
      const faults = faultsOf([target])
      return { get: (kind) => faults.get(kind) as GnssFaultOf<typeof kind> | undefined, label: labelOf(faults) }
    },
  }
}
