import { reactive } from 'vue'
import { type EventStream, openEventStream } from '../ui/event-stream.ts'
import { type CabState, cabStateSchema } from './contract.ts'

/** Asked beside the feed: a recorder that hangs keeps its connections open and says nothing. */
const ASK_EVERY_MS = 1_500
const ANSWER_WITHIN_MS = 1_500
/** Together with the above, a driver knows within five seconds that the values are no longer of now. */
const GONE_AFTER_MS = 2_500

export interface RecorderLink {
  readonly view: {
    readonly state: CabState | null
    /** null: the recorder answers */
    readonly goneSinceMs: number | null
  }
  start(): void
  stop(): void
  /** Tells the recorder that the driver heard the alarm; whether it was taken. */
  acknowledge(): Promise<boolean>
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
  const view = reactive({ state: null as CabState | null, goneSinceMs: null as number | null })
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
    view.state = parsed.data
  }

  async function ask(): Promise<void> {
    try {
      const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
      if (response.ok) take(await response.json())
    } catch {
      // what counts is how long nothing has been heard
    }
    if (isStopped) return
    if (nowMs() - heardAtMs > GONE_AFTER_MS) view.goneSinceMs ??= heardAtMs
    timer = setTimeout(() => void ask(), nowMs() - heardAtMs > ASK_EVERY_MS ? 500 : ASK_EVERY_MS)
  }

  return {
    view,
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
    async acknowledge() {
      try {
        const response = await fetch(`${url}/alarms/acknowledge`, {
          ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
          signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        })
        return response.ok
      } catch {
        return false
      }
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
      stream?.stop()
    },
  }
}
