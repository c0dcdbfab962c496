import type { Sessions } from '../identity/sessions.ts'
import type { Log } from '../lib/log.ts'
import type { Changes, ReadModel } from '../telemetry/read-model.ts'
import { createOutlet, type Outlet, type OutletEnd } from './outlet.ts'
import { HEARTBEAT, RETRY_HINT } from './sse.ts'
import { createSubscriber, type Subscriber } from './subscriber.ts'

const HEARTBEAT_MS = 15_000
/** A connection that took nothing for so many heartbeats is half-open: TCP itself would notice after a quarter of an hour. */
const STALLED_HEARTBEATS = 4

export interface FeedRequest {
  /** tell everything changed since; undefined: all trucks and open alarms */
  readonly cursor: string | undefined
  readonly sessionId: string
  readonly sessionToken: string
  /** asked at the beginning and with each heartbeat; undefined: all */
  readonly visibleDevices?: (() => Promise<'all' | ReadonlySet<string>>) | undefined
  readonly disconnect?: (() => void) | undefined
}

export interface FeedParts {
  readonly readModel: ReadModel
  readonly sessions: Pick<Sessions, 'peek' | 'onRevoked'>
  readonly log: Log
  /** called with true when the first reader comes and with false when the last has gone */
  readonly onWatched?: (watched: boolean) => void
  readonly heartbeatMs?: number
  readonly maxOpen?: number
  readonly limitBytes?: number
}

interface OpenFeed {
  readonly outlet: Outlet
  readonly subscriber: Subscriber
  readonly request: FeedRequest
  stalledHeartbeats: number
  /** empty until it is known: who may see what must be known before anything is told */
  visible: 'all' | ReadonlySet<string>
}

const NOTHING: ReadonlySet<string> = new Set()

/** The live feed to screens: read model in, event streams out. */
export class Feed {
  readonly #parts: FeedParts
  readonly #open = new Set<OpenFeed>()
  #ends: (() => void)[] = []
  #heartbeat: NodeJS.Timeout | undefined

  constructor(parts: FeedParts) {
    this.#parts = parts
  }

  start(): void {
    const { readModel, sessions } = this.#parts
    this.#ends = [
      sessions.onRevoked((sessionId) => {
        for (const { outlet, request } of [...this.#open]) if (request.sessionId === sessionId) outlet.end()
      }),
      readModel.onChange((changes) => {
        this.#tellAll((subscriber) => subscriber.add(changes))
      }),
      readModel.onHint((hint) => {
        this.#tellAll((subscriber) => subscriber.hint(hint))
      }),
    ]
  }

  stop(): void {
    for (const end of this.#ends) end()
    this.#ends = []
    for (const { outlet } of [...this.#open]) outlet.end()
  }

  openCount(): number {
    return this.#open.size
  }

  isFull(): boolean {
    return this.#open.size >= (this.#parts.maxOpen ?? 500)
  }

  /** The body of a response. It ends itself when its reader goes away, falls behind or signs out, and at `stop`. */
  open(request: FeedRequest): ReadableStream<Uint8Array> {
    const { limitBytes, log } = this.#parts
    const outlet = createOutlet({
      onRoom: () => subscriber.flush(),
      onEnd: (reason) => this.#remove(feed, reason),
      disconnect: request.disconnect,
      ...(limitBytes === undefined ? {} : { limitBytes }),
    })
    const sees = (device: string): boolean => feed.visible === 'all' || feed.visible.has(device)
    const subscriber = createSubscriber({ outlet, sees })
    const feed: OpenFeed = { outlet, subscriber, request, stalledHeartbeats: 0, visible: NOTHING }
    this.#open.add(feed)
    if (this.#open.size === 1) {
      this.#heartbeat = setInterval(() => this.#beat(), this.#parts.heartbeatMs ?? HEARTBEAT_MS)
      this.#parts.onWatched?.(true)
    }
    outlet.write(RETRY_HINT)
    this.#begin(feed).catch((error: unknown) => {
      log.error({ err: error }, 'a feed could not be caught up')
      outlet.cut('ended')
    })
    return outlet.body
  }

  async #begin(feed: OpenFeed): Promise<void> {
    feed.visible = (await feed.request.visibleDevices?.()) ?? 'all'
    feed.subscriber.catchUp(await this.#changesBefore(feed.request.cursor))
  }

  /** What cannot be told to one reader ends that reader's feed, and nothing else. */
  #tellAll(tell: (subscriber: Subscriber) => void): void {
    for (const { subscriber, outlet } of [...this.#open]) {
      try {
        tell(subscriber)
      } catch (error) {
        this.#parts.log.error({ err: error }, 'a change could not be told')
        outlet.cut('ended')
      }
    }
  }

  async #changesBefore(cursor: string | undefined): Promise<Changes> {
    const { readModel } = this.#parts
    if (cursor !== undefined) return readModel.changesSince(cursor)
    const { cursor: now, trucks } = await readModel.trucks()
    return { cursor: now, trucks, alarms: await readModel.alarms({ state: 'open' }), removedAlarms: [] }
  }

  #beat(): void {
    for (const feed of [...this.#open]) {
      feed.stalledHeartbeats = feed.outlet.queuedBytes() > 0 ? feed.stalledHeartbeats + 1 : 0
      if (feed.stalledHeartbeats >= STALLED_HEARTBEATS) {
        feed.outlet.cut('slow')
        continue
      }
      feed.outlet.write(HEARTBEAT)
      this.#lookAgain(feed).catch((error: unknown) => {
        // Not knowing is no reason to go on telling.
        this.#parts.log.error({ err: error }, 'a session could not be looked up')
        feed.outlet.cut('ended')
      })
    }
  }

  async #lookAgain(feed: OpenFeed): Promise<void> {
    const session = await this.#parts.sessions.peek(feed.request.sessionToken)
    if (session === undefined) feed.outlet.end()
    else feed.visible = (await feed.request.visibleDevices?.()) ?? 'all'
  }

  #remove(feed: OpenFeed, reason: OutletEnd): void {
    if (!this.#open.delete(feed)) return
    if (reason === 'slow') this.#parts.log.warn({ session: feed.request.sessionId.slice(0, 8) }, 'a slow feed was cut')
    if (this.#open.size > 0) return
    clearInterval(this.#heartbeat)
    this.#heartbeat = undefined
    this.#parts.onWatched?.(false)
  }
}
