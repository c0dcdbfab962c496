import { reactive } from 'vue'
import * as z from 'zod/mini'
import { type EventStream, openEventStream } from '../ui/event-stream.ts'
import { type HandOverContent, handOverContentSchema, type RefusalReason } from '../ui/hand-over.ts'
import { type CabState, cabStateSchema, type LoadingStep, type OverrideReason } from './contract.ts'

/** Asked beside the feed: a recorder that hangs keeps its connections open and says nothing. */
const ASK_EVERY_MS = 1_500
const ANSWER_WITHIN_MS = 1_500
/** A recorder commits to a card before it answers. */
const RECORDED_WITHIN_MS = 15_000
/** Together with the above, a driver knows within five seconds that the values are no longer of now. */
const GONE_AFTER_MS = 2_500

const problemSchema = z.object({ error: z.object({ code: z.string() }) })

export interface RecorderLink {
  readonly view: {
    readonly state: CabState | null
    /** null: the recorder answers */
    readonly goneSinceMs: number | null
    /** the recorder answers, and shows this screen nothing before it is paired */
    readonly needsPin: boolean
  }
  start(): void
  stop(): void
  /** Pairs this screen; it shows what there is with the next answer. */
  pair(pin: string): Promise<Answer>
  /** A step of the checklist, its restart, or the trip's end; resolves once it is recorded, or refused. */
  say(saying: TripSaying): Promise<Answer>
  /** Resolves once document and event are recorded, or refused. The same `id` again hands over once. */
  handOver(request: HandOverRequest): Promise<Answer>
  /** What was signed; null: it could not be read. */
  handOverSheet(document: string): Promise<HandOverContent | null>
  /** Tells the recorder that the driver heard the alarm; whether it was taken. */
  acknowledge(): Promise<boolean>
}

/** `NOT_REACHED`: the recorder did not answer, and it may be asked again. */
export type Answer = { readonly ok: true } | { readonly ok: false; readonly code: string }

export type TripSaying =
  | {
      readonly say: 'step'
      readonly trip: string
      /** a later one; left out: where the trip begins */
      readonly stop?: string
      readonly step: LoadingStep
      readonly boxes?: readonly string[]
      readonly reason?: OverrideReason
    }
  | { readonly say: 'restart'; readonly trip: string; readonly stop?: string }
  | { readonly say: 'end'; readonly trip: string; readonly withOpen: boolean }

export interface HandOverRequest {
  readonly id: string
  readonly shipment: string
  readonly outcome: 'delivered' | 'refused'
  readonly reason?: RefusalReason
  readonly taker: string
  readonly note?: string
  readonly boxes: readonly string[]
  readonly signature: { readonly kind: 'image'; readonly mediaType: 'image/png'; readonly base64: string }
}

export interface RecorderLinkParts {
  readonly url?: string
  readonly nowMs?: () => number
}

/**
 * The page's only source. `gone` is entered when the recorder has not answered for two and a half seconds, by whichever way,
 * and left with its next answer.
 */
export function createRecorderLink({ url = './api/cab', nowMs = Date.now }: RecorderLinkParts = {}): RecorderLink {
  const view = reactive({ state: null as CabState | null, goneSinceMs: null as number | null, needsPin: false })
  let heardAtMs = nowMs()
  let stream: EventStream | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = true

  function take(input: unknown): void {
    const parsed = cabStateSchema.safeParse(input)
    // Something answers, but nothing that a driver could be shown: as good as gone.
    if (!parsed.success) return
    heardAtMs = nowMs()
    view.goneSinceMs = null
    view.needsPin = false
    view.state = parsed.data
  }

  async function ask(): Promise<void> {
    try {
      const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
      if (response.ok) take(await response.json())
      else if (response.status === 401) {
        heardAtMs = nowMs()
        view.goneSinceMs = null
        view.needsPin = true
      }
    } catch {
      // what counts is how long nothing has been heard
    }
    if (isStopped) return
    if (nowMs() - heardAtMs > GONE_AFTER_MS) view.goneSinceMs ??= heardAtMs
    timer = setTimeout(() => void ask(), nowMs() - heardAtMs > ASK_EVERY_MS ? 500 : ASK_EVERY_MS)
  }

  async function post(path: string, body: object, withinMs = RECORDED_WITHIN_MS): Promise<Answer> {
    try {
      const response = await fetch(`${url}/${path}`, {
        ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
        signal: AbortSignal.timeout(withinMs),
      })
      if (response.ok) return { ok: true }
      const { success, data } = z.safeParse(problemSchema, await response.json())
      return { ok: false, code: success ? data.error.code : 'NOT_REACHED' }
    } catch {
      return { ok: false, code: 'NOT_REACHED' }
    }
  }

  return {
    view,
    pair: (pin) => post('pair', { pin }),
    say: (saying) => post('trip', saying),
    handOver: (request) => post('handovers', request),
    async handOverSheet(document) {
      try {
        const response = await fetch(`${url}/handovers/${document}`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
        return response.ok ? (z.safeParse(handOverContentSchema, await response.json()).data ?? null) : null
      } catch {
        return null
      }
    },
    start() {
      if (!isStopped) return
      isStopped = false
      heardAtMs = nowMs()
      void ask()
      stream = openEventStream({
        url: () => `${url}/feed`,
        onEvent: ({ event, text }) => {
          if (event === 'state') take(JSON.parse(text))
        },
        onState: () => {},
        // The asking tells whether the recorder lives; the feed only has to come back by itself.
        silenceLimitMs: 60_000,
        retryDelayMs: () => 1_000,
      })
    },
    acknowledge: async () => (await post('alarms/acknowledge', {}, ANSWER_WITHIN_MS)).ok,
    stop() {
      isStopped = true
      clearTimeout(timer)
      stream?.stop()
    },
  }
}
