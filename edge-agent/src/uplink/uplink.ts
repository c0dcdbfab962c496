import {
  type Ack,
  type CloudState,
  type Command,
  type DocumentAck,
  type ReleaseRequest,
  serializeMessage,
  toHex,
  topicFor,
  type UpChannel,
} from '@coldrx/protocol'
import type { EpochReason } from '../recorder/beginning.ts'
import { type BackOff, createBackOff, type DisconnectCause } from './back-off.ts'
import { readBirth } from './birth.ts'
import { keepaliveSeconds } from './connection.ts'
import { type CountedConnection, connectCounted, type Sending } from './counted-connection.ts'
import { createDocumentLane, type DocumentLane } from './document-lane.ts'
import { downlinkTopics, receiveDownlink } from './downlink.ts'
import { FrameLane } from './frame-lane.ts'
import { createLiveLane, type LiveLane, type LiveSituation } from './live-lane.ts'
import { type Mode, NETWORK_STATES } from './modes.ts'
import type { NetworkState, UplinkCounters } from './network-state.ts'
import { createRecorderOrders, type RecorderOrders } from './recorder-orders.ts'
import type { UplinkOptions } from './uplink-options.ts'

/** A retained cloud state follows the SUBACK at once, so that one birth is enough; without one there is no cloud. */
const STATE_WAIT_MS = 2_000
const GOODBYE_MS = 1_000
/** An acknowledgement waits for all that stands before its frame: so much takes as long again on the slowest radio. */
const BYTES_PER_ACK_TIMEOUT = 20_480

/** A link that is known to carry so much takes documents in large parts. */
const WIDE_WINDOW_BYTES = 16_384

export class Uplink {
  readonly #options: UplinkOptions
  readonly #backOff: BackOff
  readonly #live: LiveLane
  readonly #frames: FrameLane
  readonly #documents: DocumentLane
  readonly #orders: RecorderOrders
  readonly #ackTimeoutMs: number
  readonly #counters = { connections: 0, framesSent: 0, acknowledgements: 0, garbage: 0, silences: 0 }
  readonly #drainWaiters = new Set<() => void>()
  #mode: Mode = 'offline'
  #connection: CountedConnection | null = null
  #retry: NodeJS.Timeout | null = null
  #stateWait: NodeJS.Timeout | null = null
  #watchdog: NodeJS.Timeout | null = null
  /** session of the cloud that the last birth of this connection was said to; null before one */
  #session: string | null = null
  /** epochs whose acknowledgement will be the answer to the last birth */
  readonly #unanswered = new Set<string>()
  /** whether the current epoch's answer has come: before it nobody knows where to go on */
  #mayFlow = false
  #lastHeardMs = 0
  #birthSaidAtMs = 0
  /** a birth is due, but the recorder could not be asked yet */
  #birthOwed = false
  /** all that reads or changes what waits, one after the other: an acknowledgement must not overtake its epoch */
  #inbox: Promise<void> = Promise.resolve()
  #sendQueued = false

  constructor(options: UplinkOptions) {
    this.#options = options
    this.#backOff = createBackOff({
      ...{ random: options.random, spreadMs: options.spreadMs ?? 60_000, refusedMs: options.refusedMs },
    })
    this.#live = createLiveLane({
      ...{ layout: options.document.layout, layoutHash: toHex(options.document.hash) },
      ...(options.linkReport === undefined ? {} : { link: options.linkReport }),
    })
    this.#ackTimeoutMs = options.ackTimeoutMs ?? 20_000
    this.#frames = new FrameLane({
      recorder: options.recorder,
      nowMs: () => options.now().monotonicMs,
      budget: options.budget,
      publish: ({ bytes, prompt }, onTaken) => {
        this.#counters.framesSent++
        this.#publish('up/frame', bytes, { lane: prompt ? 'events' : 'frames', qos: 1 }, onTaken)
      },
      onRoom: () => {
        if (this.#mayFlow) this.wake()
      },
    })
    this.#documents = createDocumentLane({
      recorder: options.recorder,
      resendAfterMs: this.#ackTimeoutMs,
      isSlow: () => this.#frames.windowBytes < WIDE_WINDOW_BYTES,
      publish: (part, onTaken) => {
        const payload = serializeMessage('up/document', part)
        this.#publish('up/document', payload, { lane: 'documents', qos: 1 }, () => {
          onTaken(this.#heard())
          this.wake()
        })
      },
    })
    this.#orders = createRecorderOrders({ ...options, onRefused: (problem) => this.#discard(problem) })
  }

  get networkState(): NetworkState {
    return NETWORK_STATES[this.#mode]
  }

  get counters(): UplinkCounters {
    return { ...this.#counters }
  }

  start(): void {
    if (this.#mode === 'offline' && this.#retry === null) this.#connect()
  }

  /** A frame was closed. */
  wake(): void {
    const connection = this.#connection
    if (connection === null || this.#sendQueued) return
    this.#sendQueued = true
    this.#enqueue(connection, async () => {
      this.#sendQueued = false
      if (this.#birthOwed) await this.#sayBirth(connection, this.#session)
      await this.#sendWhatFits(connection)
    })
  }

  /** A document was made, and a frame that pins it. */
  wakeDocuments(): void {
    this.#documents.wake()
    this.wake()
  }

  /** Says the birth anew, since what it reports has changed; without a connection the next one says it. */
  report(): void {
    const connection = this.#connection
    if (connection === null) return
    this.#enqueue(connection, async () => {
      if (this.#mode === 'online') await this.#sayBirth(connection, this.#session)
    })
  }

  /** Asks for the next bytes of a release. @returns false: nobody is there to ask, or the day's budget is spent */
  askRelease({ release, offset }: Pick<ReleaseRequest, 'release' | 'offset'>): boolean {
    const session = this.#session
    if (!this.#mayFlow || session === null || this.#options.budget?.thrift === 'spent') return false
    const request = serializeMessage('up/release', { v: 1, session, release, offset })
    this.#publish('up/release', request, { lane: 'rest', qos: 1 })
    return true
  }

  /** A hint for screens; dropped, never queued, while nobody can take it at once. */
  hint(situation: LiveSituation): void {
    if (this.#mode !== 'online' || this.#frames.isCongested || this.#connection?.isBackedUp === true) return
    const hint = this.#live.hintFor(situation, this.#options.budget?.thrift)
    if (hint !== null) this.#publish('up/live', serializeMessage('up/live', hint), { lane: 'hints', qos: 0 })
  }

  /** Resolves when the cloud has everything or `timeoutMs` have passed. */
  async drain(timeoutMs: number): Promise<void> {
    if (this.#mode !== 'online' || (await this.#options.recorder.status()).framesWaiting === 0) return
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        this.#drainWaiters.delete(done)
        resolve()
      }
      const timer = setTimeout(done, timeoutMs)
      this.#drainWaiters.add(done)
      this.wake()
    })
  }

  async stop(): Promise<void> {
    const connection = this.#connection
    if (connection !== null && (this.#mode === 'online' || this.#mode === 'cloud-away')) {
      this.#publish('up/state', serializeMessage('up/state', { v: 1, online: false }), { lane: 'rest', qos: 1 })
    }
    this.#connection = null
    this.#setMode('stopped')
    await connection?.end(GOODBYE_MS)
    connection?.countRest()
    await this.#inbox
  }

  #setMode(mode: Mode): void {
    if (this.#mode === mode || this.#mode === 'stopped') return
    const before = this.networkState
    this.#mode = mode
    if (mode === 'offline' || mode === 'stopped') {
      for (const timer of [this.#retry, this.#stateWait, this.#watchdog]) if (timer !== null) clearTimeout(timer)
      this.#retry = null
      this.#stateWait = null
      this.#watchdog = null
      this.#session = null
      this.#birthOwed = false
    }
    if (mode !== 'online') {
      // what was under way may have reached nobody: it is sent again after the next birth, unless acknowledged then
      this.#frames.clear()
      this.#documents.clear()
      this.#unanswered.clear()
      this.#mayFlow = false
      for (const done of [...this.#drainWaiters]) done()
    }
    this.#options.log.debug({ mode }, 'uplink')
    if (this.networkState !== before) this.#options.onNetworkChanged?.(this.networkState)
  }

  #connect(): void {
    const { device } = this.#options
    this.#setMode('connecting')
    this.#frames.connectionBegins()
    this.#counters.connections++
    const { url, secret } = this.#options.broker
    const connection = connectCounted(
      {
        ...{ url, secret, device, subscriptions: downlinkTopics(device) },
        keepaliveSeconds: keepaliveSeconds(this.#options.random),
        will: { topic: topicFor(device, 'up/state'), payload: serializeMessage('up/state', { v: 1, online: false }) },
        listeners: {
          onReady: () => this.#becameReady(connection),
          onMessage: (topic, payload) => this.#received(connection, topic, payload),
          onClosed: (cause, reason) => this.#lost(connection, cause, reason),
        },
      },
      (lane, bytes) => this.#options.budget?.add(lane, bytes),
    )
    this.#connection = connection
  }

  #becameReady(connection: CountedConnection): void {
    if (connection !== this.#connection) return
    this.#options.log.info({}, 'connected to the broker')
    this.#live.forget()
    if (this.#mode === 'connecting') {
      this.#setMode('cloud-away')
      this.#stateWait = setTimeout(() => {
        this.#enqueue(connection, async () => await this.#sayBirth(connection, null))
      }, STATE_WAIT_MS)
    }
    this.#watchdog = setInterval(() => {
      connection.countRest()
      this.#watch(connection)
      if (this.#mayFlow && (this.#documents.isDue(this.#options.now().monotonicMs) || this.#frames.isSparing))
        this.wake()
    }, this.#ackTimeoutMs / 10)
  }

  #lost(connection: CountedConnection, cause: DisconnectCause, reason: string): void {
    if (connection !== this.#connection) return
    connection.countRest()
    this.#connection = null
    this.#setMode('offline')
    if (this.#mode === 'stopped') return
    const delayMs = Math.round(this.#backOff.delayMs(cause))
    const fields = { cause, reason, delayMs }
    if (cause === 'refused') this.#options.log.warn(fields, 'the broker refuses us')
    else this.#options.log.info(fields, 'the connection ended')
    this.#retry = setTimeout(() => {
      this.#retry = null
      this.#connect()
    }, delayMs)
  }

  /** Two kinds of silence: of the whole link, which is then cut, and about single frames, which are then sent again. */
  #watch(connection: CountedConnection): void {
    // a birth that nobody answers is under way too
    const sentAtMs = this.#mayFlow ? this.#frames.oldestSentAtMs : this.#birthSaidAtMs
    if (this.#mode !== 'online' || this.#birthOwed || sentAtMs === null || connection !== this.#connection) return
    const aheadBytes = this.#frames.bytesUnderWay + this.#documents.bytesUnderWay
    const timeoutMs = this.#ackTimeoutMs * (1 + aheadBytes / BYTES_PER_ACK_TIMEOUT)
    const latestMs = this.#options.now().monotonicMs - timeoutMs
    if (sentAtMs > latestMs) return
    if (this.#mayFlow && this.#lastHeardMs > latestMs) {
      this.#frames.releaseSentBefore(latestMs)
      this.wake()
      return
    }
    this.#counters.silences++
    connection.destroy()
    this.#lost(connection, 'link-lost', 'the cloud is online, but nothing is acknowledged')
  }

  #received(connection: CountedConnection, topic: string, payload: Uint8Array): void {
    if (connection !== this.#connection) return
    receiveDownlink(
      { device: this.#options.device, topic, payload },
      {
        onCloudState: (state) => this.#enqueue(connection, async () => await this.#cloudSaid(connection, state)),
        onAck: (ack) => this.#enqueue(connection, async () => await this.#acknowledged(connection, ack)),
        onCommand: (command) => this.#enqueue(connection, async () => await this.#commanded(connection, command)),
        onDocumentAck: (ack) =>
          this.#enqueue(connection, async () => await this.#documentAcknowledged(connection, ack)),
        onTrip: (message) => this.#options.onTrip?.(message),
        onGeofences: (message) => this.#options.onGeofences?.(message),
        onReleasePart: (part) => {
          this.#heard()
          this.#options.onReleasePart?.(part)
        },
        onSettings: (bytes) => this.#options.onSettings?.(bytes),
        onGarbage: (problem) => this.#discard(problem),
      },
    )
  }

  /** A link that carries this is not dead. @returns the monotonic time */
  #heard(): number {
    this.#lastHeardMs = this.#options.now().monotonicMs
    return this.#lastHeardMs
  }

  #discard(problem: string): void {
    this.#counters.garbage++
    this.#options.log.debug({ problem }, 'message from above discarded')
  }

  #enqueue(connection: CountedConnection, work: () => Promise<void>): void {
    this.#inbox = this.#inbox.then(async () => {
      if (connection !== this.#connection) {
        this.#sendQueued = false
        return
      }
      try {
        await work()
      } catch (error) {
        // the recorder refuses (disk full, or closing): nothing is lost, since nothing was marked as acknowledged
        this.#options.log.warn({ error: String(error) }, 'the recorder could not be used')
      }
    })
  }

  async #cloudSaid(connection: CountedConnection, { online, session }: CloudState): Promise<void> {
    if (!online) {
      this.#setMode('cloud-away')
      return
    }
    if (this.#mode === 'online' && this.#session === session) return
    this.#setMode('online')
    await this.#sayBirth(connection, session)
  }

  async #sayBirth(connection: CountedConnection, session: string | null): Promise<void> {
    if (this.#stateWait !== null) clearTimeout(this.#stateWait)
    this.#stateWait = null
    const { device, agentVersion, document, recorder, reported } = this.#options
    this.#session = session
    this.#birthOwed = true
    this.#mayFlow = false
    const birth = await readBirth({ device, agentVersion, document, recorder, reported })
    if (connection !== this.#connection) return
    this.#birthOwed = false
    this.#birthSaidAtMs = this.#options.now().monotonicMs
    this.#frames.clear()
    this.#documents.clear()
    this.#unanswered.clear()
    for (const { epoch } of birth.epochs) this.#unanswered.add(epoch)
    this.#live.forget()
    this.#publish('up/state', serializeMessage('up/state', birth), { lane: 'rest', qos: 1 })
  }

  async #acknowledged(connection: CountedConnection, ack: Ack): Promise<void> {
    const { recorder, onRecorderChanged } = this.#options
    this.#counters.acknowledgements++
    this.#heard()
    this.#backOff.succeeded()
    // one that names frames answers these, sent perhaps before the birth, and says nothing of what it does not name
    const authoritative = ack.kept.length === 0 && this.#unanswered.delete(ack.epoch)
    const positions = this.#frames.positionsUnderWay
    const { outcome, underWay, status } = await recorder.acknowledge({ ack, underWay: positions, authoritative })
    if (outcome === 'ahead') {
      // whatever is sent under these numbers would be taken for what the cloud has already
      this.#mayFlow = false
      await this.#openEpoch(connection, 'behind-cloud', ack.epoch)
      return
    }
    if (outcome === 'unknown-epoch') return
    onRecorderChanged?.(status)
    this.#frames.acknowledged({ stillUnderWay: underWay, creditBytes: ack.creditBytes })
    const isAnswered = !this.#unanswered.has(ack.epoch)
    if (this.#mode === 'online' && ack.epoch === status.epoch && isAnswered && !this.#mayFlow) {
      this.#mayFlow = true
      this.#options.onAnswered?.()
    }
    if (status.framesWaiting === 0) for (const done of [...this.#drainWaiters]) done()
    await this.#sendWhatFits(connection)
  }

  async #documentAcknowledged(connection: CountedConnection, ack: DocumentAck): Promise<void> {
    if (await this.#documents.acknowledged(ack)) this.#options.onDocumentAcknowledged?.()
    await this.#sendDocument(connection)
  }

  async #commanded(connection: CountedConnection, command: Command): Promise<void> {
    if (command.type === 'watch') this.#live.watch(this.#options.now().monotonicMs, command.leaseMs)
    else if (command.type === 'open-epoch') await this.#openEpoch(connection, command.reason, command.epoch)
    else if (command.type === 'refill') await this.#refill(connection)
    else if (command.type === 'update') this.#options.onUpdateOrder?.(command)
    else if (await this.#orders.seal()) await this.#sendWhatFits(connection)
  }

  /** The answers to the birth say which frames the cloud lacks; of documents it says nothing by itself. */
  async #refill(connection: CountedConnection): Promise<void> {
    const isDone = await this.#orders.refill()
    if (isDone && connection === this.#connection) await this.#sayBirth(connection, this.#session)
  }

  async #openEpoch(connection: CountedConnection, reason: EpochReason, epoch: string): Promise<void> {
    const isOpened = await this.#orders.openEpoch(reason, epoch)
    if (isOpened && connection === this.#connection) await this.#sayBirth(connection, this.#session)
  }

  async #sendDocument(connection: CountedConnection): Promise<void> {
    const nowMs = this.#options.now().monotonicMs
    if (!this.#mayFlow || !this.#frames.hasCredit || !this.#documents.isDue(nowMs)) return
    await this.#documents.send(nowMs, () => this.#mayFlow && connection === this.#connection)
  }

  /** Sends what waits, as far as the window allows. Part of the inbox: what it reads must not change under it. */
  async #sendWhatFits(connection: CountedConnection): Promise<void> {
    if (!this.#mayFlow) return
    await this.#frames.send(() => this.#mayFlow && connection === this.#connection)
    await this.#sendDocument(connection)
  }

  #publish(channel: UpChannel, payload: string | Uint8Array, how: Sending, onTaken?: () => void): void {
    this.#connection?.publish(topicFor(this.#options.device, channel), payload, how, onTaken)
  }
}
