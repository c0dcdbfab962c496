import * as z from 'zod/mini'
import { ApiProblem } from '../../api/client.ts'
import { type EventStream, openEventStream } from '../../ui/event-stream.ts'
import type { StreamEvent } from '../../ui/event-stream-parser.ts'
import { type Api, UnreadableAnswerError } from '../api.ts'
import {
  type Alarm,
  alarmRemovalSchema,
  alarmSchema,
  type Hint,
  hintSchema,
  type Truck,
  truckSchema,
} from '../contract.ts'
import type { ServerClock } from '../server-clock.ts'

/** The server's heartbeat comes every 15 s; after two and a half of them missed, the connection is dead. */
const SILENCE_LIMIT_MS = 40_000
const LONGEST_RETRY_MS = 10_000
/** Hints live only until their record comes, at the latest with the next frame but one. */
const HINTS_KEPT_MS = 15 * 60_000

/** `not-understood`: there is an answer, but trying again will not make it readable. */
export type Phase = 'loading' | 'ready' | 'failed' | 'not-understood'
export type FeedState = 'connecting' | 'live' | 'retrying'

/** A hint with the time at which it came, which is sure; its own time is only as good as the truck's clock. */
export interface HeardHint extends Hint {
  readonly arrivedAtMs: number
}

export interface FleetStatus {
  readonly phase: Phase
  readonly feed: FeedState
  /** when something was last heard, while nothing is live */
  readonly lostAtMs: number | null
}

/** What changed: a truck by its device, or what belongs to no single one. */
export type FleetChange =
  | { readonly of: 'truck' | 'hint'; readonly device: string }
  | { readonly of: 'alarms' | 'status' | 'unreadable' }

/** Everything that the server tells of the fleet, kept up to date by the feed. Lives in a worker; knows no screen. */
export interface FleetSource {
  readonly status: FleetStatus
  readonly trucks: ReadonlyMap<string, Truck>
  /** in the order in which they came */
  readonly hints: ReadonlyMap<string, readonly HeardHint[]>
  /** of any state; which are open is better read from the trucks, which are always whole */
  readonly alarms: ReadonlyMap<string, Alarm>
  /** what this page could not read and has not read since; it is older or newer than its server */
  readonly unreadable: ReadonlySet<string>
  start(): void
  stop(): void
}

export interface FleetSourceParts {
  readonly api: Pick<Api, 'trucks' | 'alarms'>
  readonly clock: Pick<ServerClock, 'nowMs'>
  readonly onSignInNeeded: () => void
  readonly onChange?: (change: FleetChange) => void
  readonly feedUrl?: string
  readonly openStream?: typeof openEventStream
}

export function createFleetSource({
  api,
  clock,
  onSignInNeeded,
  onChange = () => undefined,
  feedUrl = '/api/feed',
  openStream = openEventStream,
}: FleetSourceParts): FleetSource {
  const status = {
    phase: 'loading' as Phase,
    feed: 'connecting' as FeedState,
    lostAtMs: null as number | null,
  }
  const trucks = new Map<string, Truck>()
  const hints = new Map<string, readonly HeardHint[]>()
  const alarms = new Map<string, Alarm>()
  const unreadable = new Set<string>()
  let stream: EventStream | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let attempt = 0
  let heardAtMs: number | null = null
  /** what a start begins is void after the next stop */
  let run: object | undefined

  function setStatus(change: Partial<FleetStatus>): void {
    Object.assign(status, change)
    onChange({ of: 'status' })
  }

  function apply({ event, text }: StreamEvent): void {
    const json = parseJson(text)
    if (event === 'truck') takeTruck(json)
    else if (event === 'alarm') takeAlarm(json)
    else if (event === 'alarm-removed')
      accept(`${event} ${nameOf(json)}`, alarmRemovalSchema.safeParse(json), ({ id }) => {
        alarms.delete(id)
        onChange({ of: 'alarms' })
      })
    else if (event === 'live') accept(`${event} ${nameOf(json)}`, hintSchema.safeParse(json), addHint)
  }

  function takeTruck(json: unknown): void {
    accept(`truck ${nameOf(json)}`, truckSchema.safeParse(json), (truck) => {
      trucks.set(truck.device, truck)
      onChange({ of: 'truck', device: truck.device })
    })
  }

  function takeAlarm(json: unknown): void {
    accept(`alarm ${nameOf(json)}`, alarmSchema.safeParse(json), (alarm) => {
      alarms.set(alarm.id, alarm)
      onChange({ of: 'alarms' })
    })
  }

  function accept<T>(
    what: string,
    parsed: { success: true; data: T } | { success: false },
    take: (value: T) => void,
  ): void {
    if (!parsed.success) {
      unreadable.add(what)
      onChange({ of: 'unreadable' })
      return
    }
    if (unreadable.delete(what)) onChange({ of: 'unreadable' })
    take(parsed.data)
  }

  function addHint(hint: Hint): void {
    const before = hints.get(hint.device) ?? []
    const newest = before.at(-1)
    const heard = { ...hint, arrivedAtMs: clock.nowMs() }
    // Hints come in the order in which they were made: one that goes back in time says that the clock was set, and
    // that the times of those before are wrong.
    if (newest !== undefined && hint.at < newest.at) hints.set(hint.device, [heard])
    else {
      const kept = before.filter(({ at }) => at < hint.at && hint.at - at <= HINTS_KEPT_MS)
      hints.set(hint.device, [...kept, heard])
    }
    onChange({ of: 'hint', device: hint.device })
  }

  function openFeed(cursor: string): void {
    stream = openStream({
      url: (lastEventId) => `${feedUrl}?cursor=${encodeURIComponent(lastEventId ?? cursor)}`,
      silenceLimitMs: SILENCE_LIMIT_MS,
      retryDelayMs,
      onEvent: apply,
      onHeard: () => {
        heardAtMs = clock.nowMs()
      },
      onState: (state) => {
        if (state === 'refused') onSignInNeeded()
        else if (state === 'open') setStatus({ feed: 'live', lostAtMs: null })
        else if (state === 'retrying')
          setStatus({ feed: 'retrying', lostAtMs: status.lostAtMs ?? heardAtMs ?? clock.nowMs() })
      },
    })
  }

  async function load(mine: object): Promise<void> {
    try {
      const fleetNow = await api.trucks()
      // After the trucks and their cursor: what an alarm does from then on is told by the feed.
      const allAlarms = await api.alarms()
      if (run !== mine) return
      heardAtMs = clock.nowMs()
      for (const truck of fleetNow.trucks) takeTruck(truck)
      for (const alarm of allAlarms) takeAlarm(alarm)
      setStatus({ phase: 'ready' })
      openFeed(fleetNow.cursor)
    } catch (error) {
      if (run !== mine) return
      if (error instanceof ApiProblem && error.status === 401) {
        onSignInNeeded()
        return
      }
      setStatus({ phase: error instanceof UnreadableAnswerError ? 'not-understood' : 'failed' })
      attempt += 1
      retry = setTimeout(() => void load(mine), retryDelayMs(attempt))
    }
  }

  return {
    status,
    trucks,
    hints,
    alarms,
    unreadable,
    start() {
      if (run !== undefined) return
      run = {}
      attempt = 0
      heardAtMs = null
      setStatus({ phase: 'loading', feed: 'connecting', lostAtMs: null })
      void load(run)
    },
    stop() {
      run = undefined
      clearTimeout(retry)
      stream?.stop()
      stream = undefined
      // The next person to sign in on this screen must not see what this one saw.
      trucks.clear()
      hints.clear()
      alarms.clear()
      unreadable.clear()
    },
  }
}

/** Spread out, so that all screens do not come back in the same moment after the server's restart. */
function retryDelayMs(attempt: number): number {
  return Math.min(LONGEST_RETRY_MS, 1_000 * 2 ** Math.min(attempt - 1, 4)) * (0.5 + Math.random() / 2)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const namedSchema = z.object({ id: z.optional(z.string()), device: z.optional(z.string()) })

/** Which truck or alarm it is about, as far as that can be read. */
function nameOf(json: unknown): string {
  const parsed = namedSchema.safeParse(json)
  return parsed.success ? (parsed.data.id ?? parsed.data.device ?? '') : ''
}
