import { Breaker } from '../buses/breaker.ts'
import type { CoilCommand, ReadOutcome } from '../buses/bus.ts'
import type { Log } from '../buses/line.ts'
import type { RecordedEvent } from '../recorder/entry.ts'
import type { Finding } from '../rules/observation.ts'
import type { RelayConfig } from './alarm-settings.ts'

/** A module that lost its power comes back with all coils off. */
const REWRITE_AFTER_MS = 60_000
const FAILURES_TO_LOST = 3

export interface Wanted {
  readonly siren: boolean
  readonly light: boolean
}

interface Output {
  readonly relay: RelayConfig
  readonly breaker: Breaker
  /** what the module said of its coil; null: not known */
  isOn: boolean | null
  writtenMs: number
  failures: number
  isLost: boolean
}

/**
 * Drives sirens and lights. One that does not answer is said, tried again, and keeps neither the others nor the alarm from
 * going on. `drive` may be called at any time; the newest call counts.
 */
export function createRelays({
  relays,
  setCoil,
  nowMs,
  log,
  onChanged,
}: {
  readonly relays: readonly RelayConfig[]
  readonly setCoil: (bus: string, command: CoilCommand) => Promise<ReadOutcome>
  readonly nowMs: () => number
  readonly log: Log
  readonly onChanged: () => void
}) {
  const outputs = relays.map((relay): Output => {
    return { relay, breaker: new Breaker(), isOn: null, writtenMs: 0, failures: 0, isLost: false }
  })
  let wanted: Wanted = { siren: false, light: false }
  let driving: Promise<void> | null = null
  let again = false
  let events: RecordedEvent[] = []

  function tell(output: Output, isLost: boolean, reason: string): void {
    if (output.isLost === isLost) return
    output.isLost = isLost
    const { id: subject, purpose } = output.relay
    log.warn({ relay: subject, reason }, isLost ? 'a relay does not answer' : 'a relay answers again')
    const detail = isLost ? { purpose, reason: reason.slice(0, 200) } : { purpose }
    events.push({
      ...{ monotonicMs: Math.floor(nowMs()), subject, detail },
      code: isLost ? 'relay-lost' : 'relay-restored',
    })
    onChanged()
  }

  async function write(output: Output): Promise<void> {
    const { relay, breaker } = output
    const on = wanted[relay.purpose]
    const isKnown = output.isOn === on && nowMs() - output.writtenMs < REWRITE_AFTER_MS
    if (isKnown || !breaker.allows(nowMs())) return
    const outcome = await setCoil(relay.bus, { unit: relay.unit, coil: relay.coil, on })
    const said = 'values' in outcome ? outcome.values[0] : undefined
    if (said === Number(on)) {
      const hasChanged = output.isOn !== on
      Object.assign(output, { isOn: on, writtenMs: nowMs(), failures: 0 })
      if (hasChanged) onChanged()
      breaker.succeeded()
      tell(output, false, '')
      return
    }
    output.isOn = null
    output.failures++
    breaker.failed(nowMs())
    const reason = 'reason' in outcome ? outcome.reason : `coil ${relay.coil} did not follow`
    if (output.failures >= FAILURES_TO_LOST) tell(output, true, reason)
  }

  async function driveAll(): Promise<void> {
    do {
      again = false
      for (const output of outputs) await write(output)
    } while (again)
  }

  return {
    drive(next: Wanted): void {
      wanted = next
      if (outputs.length === 0) return
      if (driving !== null) {
        again = true
        return
      }
      driving = driveAll().finally(() => {
        driving = null
      })
    },
    /** What happened since the last call. */
    takeFindings(): Finding[] {
      const taken = events.map((event) => ({ event, prompt: true }))
      events = []
      return taken
    },
    get lost(): readonly string[] {
      return outputs.flatMap(({ relay, isLost }) => (isLost ? [relay.id] : []))
    },
    /** what of them the modules say is on */
    get on(): readonly RelayConfig['purpose'][] {
      return [...new Set(outputs.flatMap(({ relay, isOn }) => (isOn === true ? [relay.purpose] : [])))]
    },
    async settled(): Promise<void> {
      while (driving !== null) await driving
    },
  }
}
