interface TruckState {
  readonly device: string
  readonly frames: number
}

interface AlarmState {
  readonly id: string
  readonly closedAt: string | null
}

/** What one reader of /api/feed was told, and when. */
export interface StateFeed {
  readonly trucks: ReadonlyMap<string, TruckState>
  /** of each alarm the newest; null: it is no more */
  readonly alarms: ReadonlyMap<string, AlarmState | null>
  /** when a truck was told of with more frames than before */
  readonly progressAtMs: readonly number[]
  lastEventId(): string
  ended(): boolean
  close(): void
}

/** `lastEventId`: goes on where another feed, maybe of another instance, has ended. */
export async function openStateFeed({
  url,
  cookie,
  lastEventId = '',
}: {
  readonly url: string
  readonly cookie: string
  readonly lastEventId?: string
}): Promise<StateFeed> {
  const abort = new AbortController()
  const headers = { cookie, ...(lastEventId === '' ? {} : { 'last-event-id': lastEventId }) }
  const response = await fetch(`${url}/api/feed`, { headers, signal: abort.signal })
  if (!response.ok || response.body === null) throw new Error(`feed: ${response.status} ${await response.text()}`)
  const { body } = response
  const trucks = new Map<string, TruckState>()
  const alarms = new Map<string, AlarmState | null>()
  const progressAtMs: number[] = []
  let last = lastEventId
  let ended = false

  function hear(block: string): void {
    const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
    const event = field('event')
    const json: unknown = event === undefined ? undefined : JSON.parse(field('data') ?? 'null')
    if (event === 'truck') {
      const truck = json as TruckState
      if (truck.frames > (trucks.get(truck.device)?.frames ?? 0)) progressAtMs.push(Date.now())
      trucks.set(truck.device, truck)
    } else if (event === 'alarm') alarms.set((json as AlarmState).id, json as AlarmState)
    else if (event === 'alarm-removed') alarms.set((json as AlarmState).id, null)
    last = field('id') ?? last
  }

  async function read(): Promise<void> {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of body) {
      text += decoder.decode(chunk as Uint8Array, { stream: true })
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        hear(text.slice(0, end))
        text = text.slice(end + 2)
      }
    }
  }

  // a feed ends with its instance: whoever reads it asks for the rest elsewhere
  void read()
    .catch(() => undefined)
    .finally(() => {
      ended = true
    })
  return {
    ...{ trucks, alarms, progressAtMs },
    lastEventId: () => last,
    ended: () => ended,
    close: () => abort.abort(),
  }
}
