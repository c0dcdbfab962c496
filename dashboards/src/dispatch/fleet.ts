import { type InjectionKey, inject, reactive, shallowReactive } from 'vue'
import { type EventStream, openEventStream } from '../ui/event-stream.ts'
import type { StreamEvent } from '../ui/event-stream-parser.ts'
import { type Api, ApiError } from './api.ts'
import { type Alarm, alarmSchema, type Hint, hintSchema, type Truck, truckSchema } from './contract.ts'

/** The server's heartbeat comes every 15 s; after two and a half of them missed, the connection is dead. */
const SILENCE_LIMIT_MS = 40_000
const LONGEST_RETRY_MS = 10_000
/** Hints live only until their record comes, at the latest with the next frame but one. */
const HINTS_KEPT_MS = 15 * 60_000

export type Phase = 'loading' | 'ready' | 'failed'
export type FeedState = 'connecting' | 'live' | 'retrying'

/** All that the dispatcher's screens show, kept up to date by the feed. */
export interface Fleet {
  readonly status: {
    readonly phase: Phase
    readonly feed: FeedState
    /** since when nothing is live */
    readonly lostAtMs: number | null
    /** messages of the feed that this page could not read: it is older or newer than its server */
    readonly unreadable: number
  }
  readonly trucks: ReadonlyMap<string, Truck>
  readonly hints: ReadonlyMap<string, readonly Hint[]>
  readonly alarms: ReadonlyMap<string, Alarm>
  start(): void
  stop(): void
}

export const FLEET: InjectionKey<Fleet> = Symbol('fleet')

export function useFleet(): Fleet {
  const fleet = inject(FLEET)
  if (fleet === undefined) throw new Error('no fleet is provided here')
  return fleet
}

export interface FleetParts {
  readonly api: Api
  readonly onSignInNeeded: () => void
  readonly feedUrl?: string
}

export function createFleet({ api, onSignInNeeded, feedUrl = '/api/feed' }: FleetParts): Fleet {
  const status = reactive({
    phase: 'loading' as Phase,
    feed: 'connecting' as FeedState,
    lostAtMs: null as number | null,
    unreadable: 0,
  })
  const trucks = shallowReactive(new Map<string, Truck>())
  const hints = shallowReactive(new Map<string, readonly Hint[]>())
  const alarms = shallowReactive(new Map<string, Alarm>())
  let stream: EventStream | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let attempt = 0
  let isStopped = true

  function apply({ event, text }: StreamEvent): void {
    if (event === 'truck') accept(truckSchema.safeParse(parseJson(text)), (truck) => trucks.set(truck.device, truck))
    else if (event === 'alarm') accept(alarmSchema.safeParse(parseJson(text)), (alarm) => alarms.set(alarm.id, alarm))
    else if (event === 'live') accept(hintSchema.safeParse(parseJson(text)), addHint)
  }

  function accept<T>(parsed: { success: true; data: T } | { success: false }, take: (value: T) => void): void {
    if (parsed.success) take(parsed.data)
    else status.unreadable += 1
  }

  function addHint(hint: Hint): void {
    const before = hints.get(hint.device) ?? []
    const newest = before.at(-1)
    // A hint that was overtaken tells nothing new, and the newest end of a curve must not run backwards.
    if (newest !== undefined && newest.at >= hint.at) return
    hints.set(hint.device, [...before.filter(({ at }) => hint.at - at <= HINTS_KEPT_MS), hint])
  }

  function openFeed(cursor: string): void {
    stream = openEventStream({
      url: (lastEventId) => `${feedUrl}?cursor=${encodeURIComponent(lastEventId ?? cursor)}`,
      silenceLimitMs: SILENCE_LIMIT_MS,
      retryDelayMs,
      onEvent: apply,
      onState: (state) => {
        if (state === 'refused') onSignInNeeded()
        else if (state === 'open') Object.assign(status, { feed: 'live', lostAtMs: null })
        else if (state === 'retrying')
          Object.assign(status, { feed: 'retrying', lostAtMs: status.lostAtMs ?? Date.now() })
      },
    })
  }

  async function load(): Promise<void> {
    try {
      const [fleetNow, allAlarms] = await Promise.all([api.trucks(), api.alarms()])
      if (isStopped) return
      for (const truck of fleetNow.trucks) trucks.set(truck.device, truck)
      for (const alarm of allAlarms) alarms.set(alarm.id, alarm)
      status.phase = 'ready'
      openFeed(fleetNow.cursor)
    } catch (error) {
      if (isStopped) return
      if (error instanceof ApiError && error.failure === 'sign-in') {
        onSignInNeeded()
        return
      }
      status.phase = 'failed'
      attempt += 1
      retry = setTimeout(() => void load(), retryDelayMs(attempt))
    }
  }

  return {
    status,
    trucks,
    hints,
    alarms,
    start() {
      if (!isStopped) return
      isStopped = false
      attempt = 0
      Object.assign(status, { phase: 'loading', feed: 'connecting', lostAtMs: null })
      void load()
    },
    stop() {
      isStopped = true
      clearTimeout(retry)
      stream?.stop()
      stream = undefined
      // The next person to sign in on this screen must not see what this one saw.
      trucks.clear()
      hints.clear()
      alarms.clear()
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
