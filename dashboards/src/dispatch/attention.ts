import { type RecordingProblem, recordingProblem } from '../ui/recording-problem.ts'
import type { CompartmentView } from './compartment-view.ts'
import type { Names, Truck } from './contract.ts'
import { markOf } from './reading-view.ts'

/** What a dispatcher should know of a truck beside its temperatures, the gravest first. */
export type Reason =
  | { readonly kind: 'not-recording'; readonly sinceMs: number; readonly problem: RecordingProblem }
  | { readonly kind: 'power-off' }
  | { readonly kind: 'probes'; readonly sources: readonly string[] }
  | { readonly kind: 'broken' | 'forks' | 'quarantined'; readonly n: number }
  | { readonly kind: 'clock-ahead'; readonly aheadMs: number }
  | { readonly kind: 'clock-unset' }
  | { readonly kind: 'door-open' | 'unknown'; readonly compartments: readonly Names[] }
  /** the newest values are older than they should be, in all compartments alike */
  | { readonly kind: 'old'; readonly atMs: number }
  /** said, but in itself no risk to the load: a truck in a garage has no fix either */
  | { readonly kind: 'no-fix' }

export interface AttentionParts {
  readonly notRecording: Truck['notRecording']
  readonly flags: Truck['flags']
  readonly compartments: readonly CompartmentView[]
  readonly powerOn: boolean | null
  readonly positionMark: string | null
  readonly clock: string | null
  readonly aheadMs: number | null
  /** offline or silent, which says by itself that doors, states and positions are of the past */
  readonly isGone: boolean
}

export function attentionOf(parts: AttentionParts): Reason[] {
  const { notRecording, flags, compartments, powerOn, positionMark, clock, aheadMs, isGone } = parts
  const reasons: Reason[] = []
  if (notRecording !== null) {
    const { since, problem } = notRecording
    reasons.push({ kind: 'not-recording', sinceMs: since, problem: recordingProblem(problem) })
  }
  if (powerOn === false) reasons.push({ kind: 'power-off' })
  const sources = compartments.flatMap(({ probes }) => probes.filter(isBad).map(({ source }) => source))
  if (sources.length > 0) reasons.push({ kind: 'probes', sources })
  for (const kind of ['broken', 'forks', 'quarantined'] as const) {
    if (flags[kind] > 0) reasons.push({ kind, n: flags[kind] })
  }
  if (aheadMs !== null) reasons.push({ kind: 'clock-ahead', aheadMs })
  else if (clock === 'none') reasons.push({ kind: 'clock-unset' })
  if (isGone) return reasons
  const open = compartments.filter(({ doorOpen }) => doorOpen === true)
  if (open.length > 0) reasons.push({ kind: 'door-open', compartments: open.map(({ name }) => name) })
  const stale = staleReason(compartments)
  if (stale !== undefined) reasons.push(stale)
  if (positionMark !== null && positionMark !== 'ok') reasons.push({ kind: 'no-fix' })
  return reasons
}

function isBad(probe: CompartmentView['probes'][number]): boolean {
  const mark = markOf(probe)
  return mark !== null && mark !== 'ok'
}

function staleReason(compartments: readonly CompartmentView[]): Reason | undefined {
  // Without any good reading it is its probes that are told.
  const unknown = compartments.filter(({ state, hasGoodReading }) => state === 'unknown' && hasGoodReading)
  if (unknown.length === 0) return undefined
  const times = unknown.flatMap(({ freshness, atMs }) => (freshness === 'old' && atMs !== null ? [atMs] : []))
  if (times.length === compartments.length) return { kind: 'old', atMs: Math.max(...times) }
  return { kind: 'unknown', compartments: unknown.map(({ name }) => name) }
}
