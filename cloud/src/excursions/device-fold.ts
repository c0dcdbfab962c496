import { type GeoPoint, metresFromLine } from '@coldrx/protocol'
import { Conditions, type DrawnEpisode } from './condition.ts'
import type { DeviceState } from './device-state.ts'
import type { FrameItem } from './frame-items.ts'
import { occasionOf, type RuleContext, type RulesAt } from './rule-context.ts'
import type { RuleSet, RulesInForce } from './rule-set.ts'
import { foldTemperatures } from './temperature-fold.ts'
import { hearTruck } from './truck-alarms.ts'

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
