import { createEventStreamParser, type StreamEvent } from './event-stream-parser.ts'

/** `refused`: the server wants a sign-in; the stream has ended for good. */
export type StreamState = 'connecting' | 'open' | 'retrying' | 'refused'

export interface EventStreamParts {
  /** the cursor to begin after, undefined at a first connection without one */
  readonly url: (lastEventId: string | undefined) => string
  readonly onEvent: (event: StreamEvent) => void
  readonly onState: (state: StreamState) => void
  /** anything came, if only a heartbeat */
  readonly onHeard?: () => void
  /** a connection on which nothing came for so long, not even a heartbeat, is given up */
  readonly silenceLimitMs: number
  readonly retryDelayMs: (attempt: number) => number
  /** tells `online` when the machine has a network again; the window, where there is one */
  readonly network?: EventTarget
}

export interface EventStream {
  stop(): void
}

/**
 * An event stream read by `fetch` instead of EventSource, which shows neither heartbeats (so a half-open connection
 * looks live for ever) nor the status of a refusal, and which never retries after an error of a proxy in between.
 */
export function openEventStream({
  url,
  onEvent,
  onState,
  onHeard,
  silenceLimitMs,
  retryDelayMs,
  network = globalThis,
}: EventStreamParts): EventStream {
  const ended = new AbortController()
  let lastEventId: string | undefined
  let attempt = 0

  async function read(): Promise<'refused' | 'ended'> {
    const connection = new AbortController()
    const end = () => connection.abort()
    ended.signal.addEventListener('abort', end, { once: true })
    let watchdog = setTimeout(end, silenceLimitMs)
    try {
      const response = await fetch(url(lastEventId), {
        headers: {
          accept: 'text/event-stream',
          ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
        },
        cache: 'no-store',
        signal: connection.signal,
      })
      if (response.status === 401) return 'refused'
      if (!response.ok || response.body === null) return 'ended'
      const parser = createEventStreamParser()
      const decoder = new TextDecoder()
      const reader = response.body.getReader()
      onState('open')
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return 'ended'
        attempt = 0
        onHeard?.()
        clearTimeout(watchdog)
        watchdog = setTimeout(end, silenceLimitMs)
        for (const event of parser.push(decoder.decode(value, { stream: true }))) onEvent(event)
        lastEventId = parser.lastEventId() ?? lastEventId
      }
    } finally {
      clearTimeout(watchdog)
      ended.signal.removeEventListener('abort', end)
      connection.abort()
    }
  }

  async function run(): Promise<void> {
    onState('connecting')
    while (!ended.signal.aborted) {
      const outcome = await read().catch(() => 'ended' as const)
      if (ended.signal.aborted) return
      if (outcome === 'refused') {
        onState('refused')
        return
      }
      onState('retrying')
      attempt += 1
      await pause(retryDelayMs(attempt), ended.signal, network)
    }
  }

  void run()
  return { stop: () => ended.abort() }
}

/** Ends early when the stream is stopped or the machine says that it has a network again. */
function pause(delayMs: number, signal: AbortSignal, network: EventTarget): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      network.removeEventListener('online', end)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, delayMs)
    network.addEventListener('online', end)
    signal.addEventListener('abort', end)
  })
}
