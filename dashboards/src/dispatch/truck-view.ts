import { attentionOf, type Reason } from './attention.ts'
import { type CompartmentView, toCompartmentView } from './compartment-view.ts'
import type { Hint, Truck } from './contract.ts'
import type { HeardHint } from './fleet/fleet-source.ts'
import { isAhead, isSilent } from './freshness.ts'
import { isNewer, type Judging, switchOf } from './reading-view.ts'

/**
 * Most urgent first. `unrecorded`: by its own word, what it measures is not kept; also when it has not been heard since. `fault`: the truck speaks, but a compartment has no reading to trust. `attention`: what is read is in
 * range, but something around it is not in order.
 */
export const RISKS = ['alarm', 'out', 'unrecorded', 'silent', 'fault', 'attention', 'fine'] as const
export type Risk = (typeof RISKS)[number]

export interface TruckView {
  readonly truck: Truck
  readonly risk: Risk
  /** what is not in order beside the temperatures, whatever the risk is */
  readonly reasons: readonly Reason[]
  readonly heardAtMs: number | null
  /** of the newest hint; null when there was none */
  readonly clock: Hint['clock'] | null
  readonly powerOn: boolean | null
  readonly position: { readonly latitude: number; readonly longitude: number; readonly atMs: number } | null
  readonly speedKmh: number | null
  readonly positionMark: string | null
  readonly compartments: readonly CompartmentView[]
}

export interface TruckViewParts {
  readonly truck: Truck
  readonly hint: HeardHint | undefined
  readonly isFeedLive: boolean
  readonly nowMs: number
}

export function toTruckView({ truck, hint: newestHint, isFeedLive, nowMs }: TruckViewParts): TruckView {
  // A value stamped in the future would hide every one that comes after it.
  const hint = newestHint !== undefined && isAhead(newestHint.at, nowMs) ? undefined : newestHint
  const judging: Judging = { truck, hint, isFeedLive, nowMs }
  const compartments = truck.compartments.map((compartment) => toCompartmentView(compartment, judging))
  const isTold = hint !== undefined && isNewer(hint, truck.lastRecordedAt, nowMs)
  const powerOn = isTold ? switchOf(hint, 'power', truck.powerOn) : truck.powerOn
  const position = positionOf(truck, isTold ? hint : undefined)
  const recordedAtMs =
    truck.lastRecordedAt !== null && isAhead(truck.lastRecordedAt, nowMs) ? null : truck.lastRecordedAt
  const heardAtMs = latest([recordedAtMs, newestHint?.arrivedAtMs ?? null])
  const clock = newestHint?.clock ?? null
  const stampedAtMs = latest([newestHint?.at ?? null, truck.lastRecordedAt])
  const aheadMs = stampedAtMs !== null && isAhead(stampedAtMs, nowMs) ? stampedAtMs - nowMs : null
  const isGone = !truck.online || isSilent(heardAtMs, truck.recordIntervalMs, nowMs)
  const reasons = attentionOf({
    flags: truck.flags,
    notRecording: truck.notRecording,
    ...{ compartments, powerOn, clock, aheadMs, isGone },
    ...position,
  })
  return {
    ...{ truck, reasons, heardAtMs, clock, powerOn, compartments },
    ...position,
    risk: riskOf({ compartments, reasons, isGone }),
  }
}

function riskOf({
  compartments,
  reasons,
  isGone,
}: Pick<TruckView, 'compartments' | 'reasons'> & { readonly isGone: boolean }): Risk {
  if (compartments.some(({ alarm }) => alarm !== null)) return 'alarm'
  if (compartments.some(({ state }) => state === 'out')) return 'out'
  if (reasons.some(({ kind }) => kind === 'not-recording')) return 'unrecorded'
  if (isGone) return 'silent'
  if (compartments.some(({ probes, hasGoodReading }) => probes.length > 0 && !hasGoodReading)) return 'fault'
  return reasons.some(({ kind }) => kind !== 'no-fix') ? 'attention' : 'fine'
}

function positionOf(truck: Truck, hint: Hint | undefined): Pick<TruckView, 'position' | 'speedKmh' | 'positionMark'> {
  const latitude = hint?.samples['gnss.latitude']
  const longitude = hint?.samples['gnss.longitude']
  // one that is marked otherwise is a place that the truck cannot have driven to
  if (hint !== undefined && latitude?.mark === 'ok' && latitude.value !== null && longitude?.value != null) {
    return {
      position: { latitude: latitude.value, longitude: longitude.value, atMs: hint.at },
      speedKmh: hint.samples['gnss.speed']?.value ?? null,
      positionMark: latitude.mark,
    }
  }
  const { position } = truck
  return {
    position: position && { latitude: position.latitude, longitude: position.longitude, atMs: position.at },
    speedKmh: position?.speedKmh ?? null,
    positionMark: latitude?.mark ?? truck.positionMark,
  }
}

function latest(times: readonly (number | null)[]): number | null {
  return times.reduce((newest, time) => (time !== null && (newest === null || time > newest) ? time : newest), null)
}

const byName = new Intl.Collator('zh-CN')

/** Most urgent first; among equals the one that has waited longest, then by name, so that rows do not jump about. */
export function byRisk(left: TruckView, right: TruckView): number {
  const urgency = RISKS.indexOf(left.risk) - RISKS.indexOf(right.risk)
  if (urgency !== 0) return urgency
  const since = waitingSince(left) - waitingSince(right)
  return since !== 0 ? since : byName.compare(left.truck.name, right.truck.name)
}

function waitingSince({ risk, compartments, truck }: TruckView): number {
  if (risk === 'unrecorded') return truck.notRecording?.since ?? 0
  if (risk === 'silent') return truck.lastRecordedAt ?? 0
  if (risk !== 'alarm' && risk !== 'out') return 0
  const times = compartments.flatMap(({ outSinceMs, state, alarm }) =>
    (state === 'out' || alarm !== null) && outSinceMs !== null ? [outSinceMs] : [],
  )
  return times.length === 0 ? Number.MAX_SAFE_INTEGER : Math.min(...times)
}
