import {
  type Command,
  type DeviceState,
  type GeofencesMessage,
  LIMITS,
  parseMessage,
  parseTopic,
  type ReleasePart,
  type ReleaseRequest,
  serializeMessage,
  type TopicChannel,
  type TripMessage,
  topicFor,
  type WantedSettings,
} from '@coldrx/protocol'
import type { DocumentStore } from '../documents/document-store.ts'
import { type Accepted, type FrameLog, FrameLogUnavailable, type KeptLayout } from '../frames/frame-log.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { DeviceReport } from '../telemetry/connections.ts'
import type { Hint } from '../telemetry/read-model.ts'
import { BrokerConnection } from './broker-connection.ts'
import { type Birth, LayoutIntake, readDeviceState, readHint } from './device-messages.ts'
import { DocumentIntake } from './document-intake.ts'
import { FrameIntake, type IntakeCounts } from './frame-intake.ts'
import { HintRate } from './hint-rate.ts'

const TOPICS_IN_MEMORY = 50_000
const LONGEST_REQUEST_BYTES = 1_024

/** Whom ingest tells what came; the telemetry implements it. */
export interface IngestListener {
  framesCommitted(accepted: Accepted): void
  /** the layout that the device has now */
  layoutNamed(device: string, hash: string): void
  /** a document that the log has only now */
  layoutKept(layout: KeptLayout): void
  connectionChanged(device: string, online: boolean): void
  /** the broker has gone: who is connected to it is not known */
  allConnectionsLost(): void
  hintArrived(hint: Hint): void
  /** what it says of itself, by a birth or a hint */
  deviceReported(device: string, report: DeviceReport): void
}

export interface IngestParts {
  /** mqtt://host:port */
  readonly brokerUrl: string
  readonly brokerSecret: string
  readonly frameLog: FrameLog
  readonly listener: IngestListener
  readonly documents: Pick<DocumentStore, 'keep'>
  readonly clock: Clock
  readonly log: Log
  /** The frame log cannot write: nothing more can be acknowledged, so the process should end and start again. */
  readonly onFailure: (error: unknown) => void
  readonly random?: () => number
}

export interface IngestCounts extends IntakeCounts {
  /** topics, births, hints and documents that break the protocol */
  refused: number
}

/** From the broker into the log, and acknowledgements back. */
export class Ingest {
  readonly #parts: IngestParts
  readonly #connection: BrokerConnection
  readonly #frames: FrameIntake
  readonly #layouts: LayoutIntake
  readonly #documents: DocumentIntake
  readonly #birthListeners = new Set<(birth: Birth) => void>()
  readonly #releaseListeners = new Set<(device: string, request: ReleaseRequest) => void>()
  readonly #topics = new Map<string, { readonly device: string; readonly channel: TopicChannel }>()
  readonly #hintRate: HintRate
  /** devices with a birth that is being answered; `next` is the newest that came meanwhile */
  readonly #births = new Map<string, { readonly answered: Promise<void>; next: Birth | undefined }>()
  #refused = 0
  #isLogAway = false

  constructor(parts: IngestParts) {
    this.#parts = parts
    const { frameLog, listener } = parts
    this.#connection = new BrokerConnection({
      url: parts.brokerUrl,
      secret: parts.brokerSecret,
      log: parts.log,
      onMessage: (topic, payload) => this.#receive(topic, payload),
      onConnected: () => parts.log.info({ url: parts.brokerUrl }, 'connected to the broker'),
      onDisconnected: () => listener.allConnectionsLost(),
      ...(parts.random === undefined ? {} : { random: parts.random }),
    })
    this.#frames = new FrameIntake({
      frameLog,
      publish: (topic, payload, qos) => this.#connection.publish(topic, payload, qos),
      onCommitted: (accepted) => {
        this.#logIsBack()
        listener.framesCommitted(accepted)
      },
      onFailure: parts.onFailure,
      onUnavailable: (error) => this.#logIsAway(error),
    })
    this.#documents = new DocumentIntake({
      store: parts.documents,
      publish: (topic, payload, qos) => this.#connection.publish(topic, payload, qos),
      onRefused: (topic, problem) => this.#refuse(topic, problem),
      log: parts.log,
    })
    this.#layouts = new LayoutIntake({ frameLog })
    this.#hintRate = new HintRate({ clock: parts.clock })
  }

  get counts(): Readonly<IngestCounts> {
    return { ...this.#frames.counts, refused: this.#refused }
  }

  start(): void {
    this.#connection.start()
  }

  /** Trucks are told to hold, what came is committed and acknowledged, then the connection ends. */
  async stop(): Promise<void> {
    await this.#connection.announceOffline()
    await Promise.allSettled([...this.#births.values()].map(({ answered }) => answered))
    await this.#frames.settled()
    await this.#documents.settled()
    await this.#connection.stop()
  }

  /** Sent when there is a connection, else not at all: a command that waits would come true at a wrong time. */
  async publishCommand(device: string, command: Command): Promise<void> {
    this.#connection.publish(topicFor(device, 'down/command'), serializeMessage('down/command', command), 1)
  }

  /** A device that is away misses it; who sends it sends it again when `onBirth` tells that the device has another one. */
  async publishTrip(device: string, message: TripMessage): Promise<void> {
    this.#publishBounded(device, 'down/trip', serializeMessage('down/trip', message))
  }

  /** As `publishTrip`. */
  async publishGeofences(device: string, message: GeofencesMessage): Promise<void> {
    this.#publishBounded(device, 'down/geofences', serializeMessage('down/geofences', message))
  }

  /** As `publishTrip`. */
  async publishSettings(device: string, message: WantedSettings): Promise<void> {
    this.#publishBounded(device, 'down/settings', serializeMessage('down/settings', message))
  }

  /** The next bytes of a release, to who asked for them; what gets lost is asked for again. */
  publishRelease(device: string, part: ReleasePart): void {
    this.#connection.publish(topicFor(device, 'down/release'), serializeMessage('down/release', part))
  }

  /** Called when a device asks this instance for bytes of a release; of several instances it asks one. */
  onReleaseAsked(listener: (device: string, request: ReleaseRequest) => void): () => void {
    this.#releaseListeners.add(listener)
    return () => this.#releaseListeners.delete(listener)
  }

  /** Called after each birth of a device, once its frames are acknowledged: what it has of trip and settings stands in it. */
  onBirth(listener: (birth: Birth) => void): () => void {
    this.#birthListeners.add(listener)
    return () => this.#birthListeners.delete(listener)
  }

  #publishBounded(device: string, channel: 'down/trip' | 'down/geofences' | 'down/settings', payload: string): void {
    const bytes = Buffer.byteLength(payload)
    if (bytes > LIMITS.downlinkBytes) {
      throw new RangeError(`${channel} of ${device} has ${bytes} bytes, a device takes ${LIMITS.downlinkBytes}`)
    }
    this.#connection.publish(topicFor(device, channel), payload, 1)
  }

  #receive(topic: string, payload: Uint8Array): void {
    const target = this.#topics.get(topic) ?? this.#parse(topic)
    if (target === undefined) {
      this.#refuse(topic, 'not a topic of a device')
      return
    }
    const { device, channel } = target
    if (channel === 'up/frame') {
      this.#frames.add({ device, bytes: payload, receivedAtMs: this.#parts.clock.nowMs() })
    } else if (channel === 'up/document') {
      this.#documents.take({ device, payload, receivedAtMs: this.#parts.clock.nowMs() })
    } else if (channel === 'up/live') {
      if (!this.#hintRate.allows(device)) {
        this.#refuse(topic, 'up/live: too many')
        return
      }
      const told = readHint(device, payload)
      if ('refused' in told) this.#refuse(topic, told.refused)
      else {
        this.#parts.listener.hintArrived(told.hint)
        this.#parts.listener.deviceReported(device, told.report)
      }
    } else if (channel === 'up/release') {
      const request = payload.length > LONGEST_REQUEST_BYTES ? undefined : parseMessage('up/release', payload)
      if (request?.ok !== true) this.#refuse(topic, request?.problem ?? 'up/release: too long')
      else if (this.#connection.isSession(request.message.session))
        for (const listener of [...this.#releaseListeners]) listener(device, request.message)
    } else if (channel === 'up/state') {
      const state = readDeviceState(device, payload)
      if ('refused' in state) this.#refuse(topic, state.refused)
      else this.#hear(device, state)
    }
  }

  #hear(device: string, state: DeviceState): void {
    this.#parts.listener.connectionChanged(device, state.online)
    if (!state.online) return
    this.#parts.listener.deviceReported(device, state)
    const underWay = this.#births.get(device)
    if (underWay !== undefined) underWay.next = state
    else this.#answer(device, state)
  }

  /** One birth of a device after the other: those that come meanwhile are answered by what the last of them says. */
  #answer(device: string, birth: Birth): void {
    const answered = this.#answerBirth(device, birth)
      .catch((error: unknown) => {
        // the device asks again, as it does when an answer is lost
        if (error instanceof FrameLogUnavailable) this.#logIsAway(error)
        else this.#parts.onFailure(error)
      })
      .finally(() => {
        const next = this.#births.get(device)?.next
        this.#births.delete(device)
        if (next !== undefined) this.#answer(device, next)
      })
    this.#births.set(device, { answered, next: undefined })
  }

  async #answerBirth(device: string, birth: Birth): Promise<void> {
    const taken = await this.#layouts.take(birth)
    if (taken !== undefined && 'refused' in taken) this.#refuse(topicFor(device, 'up/state'), taken.refused)
    else {
      if (taken !== undefined) this.#parts.listener.layoutKept(taken)
      this.#parts.listener.layoutNamed(device, birth.layoutHash)
    }
    const states = birth.epochs.map(({ epoch }) => this.#parts.frameLog.acknowledgement(device, epoch))
    for (const state of await Promise.all(states)) this.#frames.tellWhole(state)
    for (const listener of [...this.#birthListeners]) listener(birth)
  }

  #parse(topic: string): { readonly device: string; readonly channel: TopicChannel } | undefined {
    const target = parseTopic(topic)
    if (target === undefined) return undefined
    if (this.#topics.size >= TOPICS_IN_MEMORY) this.#topics.clear()
    this.#topics.set(topic, target)
    return target
  }

  /** Told when it begins and when it ends: every batch between would fill the disk with lines. */
  #logIsAway(error: FrameLogUnavailable): void {
    if (this.#isLogAway) return
    this.#isLogAway = true
    this.#parts.log.error({ err: error }, 'the frame log cannot be reached: nothing is acknowledged')
  }

  #logIsBack(): void {
    if (!this.#isLogAway) return
    this.#isLogAway = false
    this.#parts.log.info({ letFall: this.#frames.counts.unavailable }, 'the frame log can be reached again')
  }

  #refuse(topic: string, problem: string): void {
    this.#refused++
    // one line in a thousand: a hostile device must not fill the disk with log lines either
    if (this.#refused % 1_000 === 1) this.#parts.log.warn({ topic, problem, refused: this.#refused }, 'refused')
  }
}
