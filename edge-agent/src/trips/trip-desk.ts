import { randomBytes } from 'node:crypto'
import {
  type AssignedTrip,
  type DoneLoadingStep,
  LOADING_STEPS,
  type LoadingChecklist,
  OVERRIDE_REASONS,
  type SaltedDocument,
  type TripReport,
} from '@coldrx/protocol'
import { z } from 'zod'
import type { RecordedHandover } from '../documents/handovers.ts'
import { saltedDocument } from '../documents/salted-document.ts'
import type { RecordedEvent } from '../recorder/entry.ts'
import type { FrameBase } from '../recorder/frame-sections.ts'
import type { Recorder } from '../recorder/recorder.ts'
import type { RecorderStatus } from '../recorder/recorder-file.ts'
import { checkLoadingStep, type LoadingFacts } from './loading-check.ts'
import {
  hasStarted,
  isFirstStop,
  loadAt,
  loadingAt,
  type StopLoading,
  stopsToLoad,
  withLoading,
} from './stop-loading.ts'
import type { TripProgress } from './trip-progress.ts'

const tripField = z.string().min(1).max(64)

/** What the cab's page says of the trip. Asked twice, each is done once. */
export const tripSayingSchema = z.discriminatedUnion('say', [
  z.strictObject({
    say: z.literal('step'),
    trip: tripField,
    /** where it is loaded; left out: where the trip begins */
    stop: tripField.exactOptional(),
    step: z.enum(LOADING_STEPS),
    /** codes of the boxes that are aboard, of the step `load` */
    boxes: z.array(z.string().min(1).max(48)).max(40_000).exactOptional(),
    /** why it goes on against what is measured */
    reason: z.enum(OVERRIDE_REASONS).exactOptional(),
  }),
  /** the checklist from its beginning, until it has departed from there */
  z.strictObject({ say: z.literal('restart'), trip: tripField, stop: tripField.exactOptional() }),
  z.strictObject({
    say: z.literal('end'),
    trip: tripField,
    /** that goods are still aboard is known */
    withOpen: z.boolean().default(false),
  }),
])
export type TripSaying = z.infer<typeof tripSayingSchema>

export type TripProblem =
  | 'NO_TRIP'
  | 'OTHER_TRIP'
  | 'OUT_OF_ORDER'
  | 'STARTED'
  | 'NOT_STARTED'
  | 'NOTHING_TO_LOAD'
  | 'CHECK_FAILED'
  | 'GOODS_ABOARD'

/** Refused; nothing was recorded. */
export class TripError extends Error {
  override readonly name = 'TripError'
  readonly code: TripProblem

  constructor(code: TripProblem, message: string) {
    super(message)
    this.code = code
  }
}

export interface TripDesk {
  /** of the current trip; null: there is none */
  readonly progress: TripProgress | null
  /** Another trip is the current one. */
  tripChanged(): Promise<void>
  /** Resolves when it is committed. @throws TripError, RecorderError */
  say(saying: TripSaying): Promise<TripProgress>
}

/** What a driver says of the trip: steps of the loading order, its start and end, each with what was measured then. */
export async function openTripDesk({
  recorder,
  currentTrip,
  handovers,
  facts,
  now,
  onRecorded,
}: {
  readonly recorder: Pick<Recorder, 'progressOf' | 'keepProgress'>
  readonly currentTrip: () => AssignedTrip | null
  /** by shipment */
  readonly handovers: () => ReadonlyMap<string, RecordedHandover>
  readonly facts: () => LoadingFacts
  readonly now: () => Omit<FrameBase, 'boot'>
  readonly onRecorded: (status: RecorderStatus) => void
}): Promise<TripDesk> {
  let known: TripProgress | null = null
  /** one after the other: two screens may say the same at once */
  let last: Promise<unknown> = Promise.resolve()

  async function read(trip: string): Promise<TripProgress> {
    if (known?.trip === trip) return known
    const progress = (await recorder.progressOf(trip)) ?? {
      ...{ trip, steps: [], loaded: [], startedAtMs: null, endedAtMs: null, pickUps: [] },
    }
    known = progress
    return progress
  }

  async function tripChanged(): Promise<void> {
    const trip = currentTrip()
    if (trip === null) known = null
    else await read(trip.id)
  }

  async function sayOne(saying: TripSaying): Promise<TripProgress> {
    const trip = currentTrip()
    if (trip === null) throw new TripError('NO_TRIP', 'there is no trip')
    if (trip.id !== saying.trip) throw new TripError('OTHER_TRIP', `trip: the trip is ${trip.id}`)
    const before = await read(trip.id)
    const said = judge(saying, trip, before)
    if (said === null) return before
    const { progress, events, document } = said
    onRecorded(await recorder.keepProgress(progress, { events, document }, now()))
    known = progress
    return progress
  }

  function judge(saying: TripSaying, trip: AssignedTrip, before: TripProgress): Said | null {
    if (saying.say === 'end') return end(saying, trip, before)
    const { stop = trip.stops[0]?.id ?? '' } = saying
    const loading = loadingAt(trip, before, stop)
    if (loading.departedAtMs !== null) {
      if (saying.say === 'step' && loading.steps.some(({ step }) => step === saying.step)) return null
      throw new TripError('STARTED', isFirstStop(trip, stop) ? 'the trip has started' : 'it has departed from there')
    }
    const toLoad = stopsToLoad(trip, before)
    if (!toLoad.includes(stop)) {
      if (!hasStarted(trip, before)) throw new TripError('NOT_STARTED', 'the trip has not started')
      if (isFirstStop(trip, stop)) throw new TripError('STARTED', 'the trip has started')
      throw new TripError('NOTHING_TO_LOAD', `stop: goods are to be loaded at ${toLoad.join(', ') || 'none'}`)
    }
    if (saying.say === 'step') return take(saying, { trip, before, loading })
    if (loading.steps.length === 0) return null
    const { monotonicMs } = now()
    const detail = { ...detailOf(trip, stop), check: 'no-sensor', driver: trip.driver?.id ?? null }
    return {
      progress: withLoading(trip, before, { ...loading, steps: [], loaded: [] }),
      events: [{ monotonicMs, code: 'checklist-step', subject: 'restart', detail }],
      document: null,
    }
  }

  function take(
    { step, boxes = [], reason }: Extract<TripSaying, { say: 'step' }>,
    { trip, before, loading }: { trip: AssignedTrip; before: TripProgress; loading: StopLoading },
  ): Said | null {
    const { stop } = loading
    if (loading.steps.some((done) => done.step === step)) return null
    const due = LOADING_STEPS[loading.steps.length]
    if (due !== step) throw new TripError('OUT_OF_ORDER', `step: the next is ${due}`)
    const measured = facts()
    const { result, problems } = checkLoadingStep(step, { trip, stop, facts: measured, loaded: boxes })
    if (result === 'failed' && reason === undefined) {
      const what = problems.map(({ kind, subject }) => `${kind} ${subject}`.trim()).join(', ')
      throw new TripError('CHECK_FAILED', `step: what is measured does not agree: ${what}; a reason is needed`)
    }
    const { monotonicMs, wallMs, clock } = now()
    const check = result === 'failed' ? 'overridden' : result
    const done: DoneLoadingStep = {
      ...{ step, atMs: Math.round(wallMs), clock, check },
      ...(result === 'failed' && reason !== undefined ? { reason } : {}),
      temperatures: measured.compartments.map(({ id, temperatureCelsius }) => ({
        compartment: id,
        celsius: temperatureCelsius,
      })),
    }
    const driver = trip.driver?.id ?? null
    const why = done.reason === undefined ? {} : { reason: done.reason }
    const detail = { ...detailOf(trip, stop), check, driver, ...why }
    const event = { monotonicMs, code: 'checklist-step', subject: step, detail }
    const loaded = step === 'load' ? loadedOf(trip, stop, boxes) : loading.loaded
    const went = { ...loading, steps: [...loading.steps, done], loaded }
    if (step !== 'depart') return { progress: withLoading(trip, before, went), events: [event], document: null }
    const checklist: LoadingChecklist = {
      ...{ v: 1, trip: { id: trip.id, revision: trip.revision }, driver, departedAtMs: done.atMs },
      ...(isFirstStop(trip, stop) ? {} : { stop }),
      ...{ steps: went.steps, loaded },
    }
    const started = { monotonicMs, code: 'trip-started', subject: trip.id, detail: { driver } }
    return {
      progress: withLoading(trip, before, { ...went, departedAtMs: done.atMs }),
      events: isFirstStop(trip, stop) ? [event, started] : [event],
      document: toDocument('loading-checklist', checklist),
    }
  }

  function end(
    { withOpen }: Extract<TripSaying, { say: 'end' }>,
    trip: AssignedTrip,
    before: TripProgress,
  ): Said | null {
    if (before.endedAtMs !== null) return null
    if (!hasStarted(trip, before)) throw new TripError('NOT_STARTED', 'the trip has not started')
    const { delivered, refused, open } = outcomes(trip)
    if (open.length > 0 && !withOpen) {
      throw new TripError('GOODS_ABOARD', `withOpen: not handed over: ${open.length}`)
    }
    const { monotonicMs, wallMs, clock } = now()
    const driver = trip.driver?.id ?? null
    const endedAtMs = Math.round(wallMs)
    const report: TripReport = {
      ...{ v: 1, trip: { id: trip.id, revision: trip.revision }, driver, departedAtMs: before.startedAtMs },
      ...{ endedAtMs, clock, delivered, refused, open },
    }
    const detail = { driver, delivered: delivered.length, refused: refused.length, open: open.length }
    return {
      progress: { ...before, endedAtMs },
      events: [{ monotonicMs, code: 'trip-ended', subject: trip.id, detail }],
      document: toDocument('trip-report', report),
    }
  }

  function outcomes({ shipments }: AssignedTrip): Pick<TripReport, 'delivered' | 'refused' | 'open'> {
    const outcomeOf = ({ id, state }: AssignedTrip['shipments'][number]) => {
      const told = state === 'delivered' || state === 'refused' ? state : state === 'returned' ? 'refused' : 'open'
      return handovers().get(id)?.outcome ?? told
    }
    const of = (outcome: string): string[] => shipments.filter((one) => outcomeOf(one) === outcome).map(({ id }) => id)
    return { delivered: of('delivered'), refused: of('refused'), open: of('open') }
  }

  // a file that cannot be opened yet is read again before the first saying
  await tripChanged().catch(() => undefined)
  return {
    get progress() {
      const trip = currentTrip()
      return trip !== null && known?.trip === trip.id ? known : null
    },
    tripChanged,
    say(saying) {
      const result = last.then(() => sayOne(saying))
      last = result.catch(() => undefined)
      return result
    },
  }
}

interface Said {
  readonly progress: TripProgress
  readonly events: readonly RecordedEvent[]
  readonly document: SaltedDocument | null
}

function detailOf(trip: AssignedTrip, stop: string): { readonly trip: string; readonly stop?: string } {
  return { trip: trip.id, ...(isFirstStop(trip, stop) ? {} : { stop }) }
}

function loadedOf(trip: AssignedTrip, stop: string, boxes: readonly string[]): TripProgress['loaded'] {
  const aboard = new Set(boxes)
  return loadAt(trip, stop).map(({ id, boxes: codes }) => ({
    shipment: id,
    boxes: codes.filter((code) => aboard.has(code)),
  }))
}

function toDocument(kind: 'loading-checklist' | 'trip-report', content: LoadingChecklist | TripReport): SaltedDocument {
  return saltedDocument(`${randomBytes(8).toString('hex')}-${kind}`, kind, content)
}
