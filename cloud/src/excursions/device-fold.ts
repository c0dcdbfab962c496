import { type ExcursionCount, type GeoPoint, metresFromLine } from '@coldrx/protocol'
import { type Condition, Conditions, type DrawnEpisode, type Occasion } from './condition.ts'
import type { EpisodeKind, Severity } from './episode.ts'
import type { FrameItem } from './frame-items.ts'
import type { RuleSet, RulesInForce } from './rule-set.ts'
import { foldTemperatures } from './temperature-fold.ts'
import { hearTruck } from './truck-alarms.ts'

/** What is known of a compartment from its rows so far. */
export interface CompartmentState {
  atMs: number
  boot: string
  /** of the newest row with a reading; null: it had none */
  warmest: number | null
  coldest: number | null
  readonly counts: Record<string, ExcursionCount>
  /** of the last minutes, for the rate */
  recent: (readonly [atMs: number, celsius: number])[]
}

/** Everything that the rules need to know of what came before. Plain, for JSON. */
export interface DeviceState {
  atMs: number
  epoch: string
  n: number
  readonly conditions: Record<string, Condition>
  readonly compartments: Record<string, CompartmentState>
  /** probes that the truck calls faulty, and how many good readings they have given since */
  readonly faulty: Record<string, number>
  trip: string | null
  /** geofences that it is in */
  inside: string[]
  /** its newest word is that the recorder ended in good order */
  hasStopped: boolean
}

export function newDeviceState(): DeviceState {
  return {
    ...{ atMs: Number.MIN_SAFE_INTEGER, epoch: '', n: -1, conditions: {}, compartments: {}, faulty: {} },
    ...{ trip: null, inside: [], hasStopped: false },
  }
}

/** Which rules hold when; several where shipments with rules of their own share a compartment. At least one. */
export type RulesAt = (atMs: number, compartment: string | null) => readonly [RulesInForce, ...RulesInForce[]]

export interface RuleContext {
  readonly state: DeviceState
  readonly conditions: Conditions
  readonly inForce: RulesInForce
  readonly item: FrameItem
  /** Raises or clears by whether it is so; a rule that is off clears. */
  readonly judge: (
    kind: EpisodeKind,
    compartment: string | null,
    cause: string,
    rule: { readonly severity: Severity; readonly minutes?: number } | null,
    isSo: boolean,
  ) => Condition | undefined
}

/** Draws the episodes of one device from its rows and events, which must come in the order of time. */
export class DeviceFold {
  readonly state: DeviceState
  readonly #conditions: Conditions
  readonly #rulesAt: RulesAt

  /** `state` is worked in place. */
  constructor(state: DeviceState, rulesAt: RulesAt) {
    this.state = state
    this.#conditions = new Conditions(state.conditions)
    this.#rulesAt = rulesAt
  }

  take(item: FrameItem): void {
    const { state } = this
    this.#conditions.advance(item.atMs)
    this.state.hasStopped = item.kind === 'event' && item.code === 'stopped'
    switch (item.kind) {
      case 'compartment': {
        const [first, ...others] = this.#rulesAt(item.atMs, item.compartment)
        foldTemperatures(this.#contextOf(item, first), item, [first, ...others])
        break
      }
      case 'vehicle':
        this.#takeVehicle(item)
        break
      case 'event':
        this.#takeEvent(item)
        break
      case 'frame': {
        const { judge, inForce } = this.#contextOf(item)
        // what a recorder said that was replaced nobody takes back
        if (item.opensEpoch) this.#conditions.clearWhere((cause) => cause.startsWith('truck:'), item.atMs)
        judge('clock', null, 'clock', inForce.rules.clock, !item.hasGoodClock)
      }
    }
    Object.assign(state, { atMs: item.atMs, epoch: item.origin.epoch, n: item.origin.n })
  }

  /** As if nothing more had been said until then. */
  advance(atMs: number): void {
    this.#conditions.advance(atMs)
  }

  takeClosed(): DrawnEpisode[] {
    return this.#conditions.takeClosed()
  }

  open(): DrawnEpisode[] {
    return this.#conditions.open()
  }

  #contextOf(item: FrameItem, inForce: RulesInForce = this.#rulesAt(item.atMs, null)[0]): RuleContext {
    const conditions = this.#conditions
    return {
      ...{ state: this.state, conditions, inForce, item },
      judge(kind, compartment, cause, rule, isSo) {
        if (rule !== null && isSo) {
          return conditions.raise(kind, compartment, cause, occasionOf(item, inForce, rule, kind))
        }
        conditions.clear(kind, compartment, cause, item.atMs)
        return undefined
      },
    }
  }

  #takeVehicle(item: Extract<FrameItem, { kind: 'vehicle' }>): void {
    const { judge, inForce, state } = this.#contextOf(item)
    const { rules } = inForce
    if (item.powerOn !== null) judge('power', null, 'power', rules.power, !item.powerOn)
    if (item.position === null) return
    const { offRoute, unplannedStop } = rules
    if (offRoute !== null) judge('off-route', null, 'way', offRoute, isOff(offRoute, item.position))
    else this.#conditions.clear('off-route', null, 'way', item.atMs)
    if (item.speedKmh === null) return
    const stands = state.trip !== null && state.inside.length === 0 && item.speedKmh < STANDING_KMH
    judge('unplanned-stop', null, 'stands', unplannedStop, stands)
  }

  #takeEvent(item: Extract<FrameItem, { kind: 'event' }>): void {
    const context = this.#contextOf(item, this.#rulesAt(item.atMs, item.compartment)[0])
    const { judge, state, inForce } = context
    const { rules } = inForce
    const { code, subject, detail, compartment } = item
    switch (code) {
      case 'trip-started':
        state.trip = subject
        break
      case 'trip-ended':
        state.trip = null
        judge('unplanned-stop', null, 'stands', rules.unplannedStop, false)
        break
      case 'geofence-entered':
        state.inside = [...new Set([...state.inside, subject])]
        judge('unplanned-stop', null, 'stands', rules.unplannedStop, false)
        judge('forbidden-place', null, `fence:${subject}`, rules.forbiddenPlace, detail.kind === 'forbidden')
        break
      case 'geofence-left':
        state.inside = state.inside.filter((fence) => fence !== subject)
        judge('forbidden-place', null, `fence:${subject}`, rules.forbiddenPlace, false)
        break
      case 'probe-fault':
        state.faulty[subject] = 0
        break
      case 'probe-recovered':
        delete state.faulty[subject]
        break
      case 'probes-disagree':
      case 'probes-agree':
        judge('probe-fault', compartment, 'disagree', rules.probeFault, code === 'probes-disagree')
        break
      case 'lost':
        // it is over as soon as it is said: nothing brings those frames back
        judge('recorder', null, 'lost', rules.recorder, true)
        judge('recorder', null, 'lost', rules.recorder, false)
        break
      default:
        hearTruck(context, item)
    }
  }
}

/** A receiver at rest may say a little more than nothing. */
const STANDING_KMH = 3

function isOff({ points, metres }: NonNullable<RuleSet['offRoute']>, position: GeoPoint): boolean {
  return metresFromLine(points, position) > metres
}

export function occasionOf(
  { atMs, origin }: FrameItem,
  { id, version, rules }: RulesInForce,
  { severity, minutes = 0 }: { readonly severity: Severity; readonly minutes?: number },
  text: string,
): Occasion {
  return {
    ...{ atMs, origin, severity, confirmAfterMs: minutes * 60_000, keepMs: rules.keepFiringMinutes * 60_000 },
    rule: { id, version, text },
  }
}
