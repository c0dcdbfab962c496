import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { parseTopic } from '@coldrx/protocol'
import { Aedes, type Client, type PublishPacket } from 'aedes'
import { Registry } from 'prom-client'
import { createAddressGate } from './address-gate.ts'
import { type Admission, createAdmission, RefusedError } from './admission.ts'
import { cutWhenNotReading, cutWhenStalled, guardOf, guardPacketLength } from './client-guards.ts'
import type { Credentials, Identity } from './credentials.ts'
import { createHoldBacks, type HoldBack } from './hold-back.ts'
import { type BrokerLimits, DEFAULT_LIMITS } from './limits.ts'
import type { BrokerLog } from './log.ts'
import { type BrokerMetrics, createBrokerMetrics } from './metrics.ts'
import { publishRefusal, subscribeRefusal } from './permissions.ts'
import { createTokenBucket, type TokenBucket } from './token-bucket.ts'

export interface BrokerOptions {
  readonly credentials: Credentials
  readonly limits?: Partial<BrokerLimits>
  readonly log: BrokerLog
  readonly metrics?: BrokerMetrics
  readonly listen: {
    readonly host: string
    readonly port: number
    /** The place of TLS and client certificates: `#createServer` and the identity in admission.ts are what it changes. */
    readonly tls?: never
  }
}

export interface Broker {
  start(): Promise<{ port: number }>
  /** Refuses newcomers, lets the connections go at a bounded pace, devices first; idempotent. */
  stop(): Promise<void>
}

export function createBroker(options: BrokerOptions): Broker {
  return new FleetBroker(options)
}

const CLOSE_BATCH_INTERVAL_MS = 20
const BACKLOG = 4_096

class FleetBroker implements Broker {
  readonly #credentials: Credentials
  readonly #limits: BrokerLimits
  readonly #log: BrokerLog
  readonly #metrics: BrokerMetrics
  readonly #listen: BrokerOptions['listen']
  readonly #admission: Admission
  readonly #sockets = new Set<Socket>()
  /**
   * By client id. Kept apart from `aedes.clients`: when a client returns while its old connection is being closed,
   * aedes 1.2.0 drops the new one from its table.
   */
  readonly #sessions = new Map<string, { client: Client; identity: Identity }>()
  readonly #holdBacks = new WeakMap<Client, HoldBack>()
  readonly #cut = new WeakSet<Client>()
  #aedes: Aedes | undefined
  #server: Server | undefined
  #started: Promise<{ port: number }> | undefined
  #stopped: Promise<void> | undefined

  constructor({ credentials, limits, log, metrics, listen }: BrokerOptions) {
    this.#credentials = credentials
    this.#limits = { ...DEFAULT_LIMITS, ...limits }
    this.#log = log
    this.#metrics = metrics ?? createBrokerMetrics({ registry: new Registry() })
    this.#listen = listen
    this.#admission = createAdmission({
      credentials,
      log,
      metrics: this.#metrics,
      maxKeepaliveSeconds: this.#limits.maxKeepaliveSeconds,
      isDraining: () => this.#stopped !== undefined,
      onAdmitted: (client, identity) => this.#admitted(client, identity),
    })
  }

  start(): Promise<{ port: number }> {
    this.#started ??= this.#open()
    return this.#started
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#drain()
    return this.#stopped
  }

  async #open(): Promise<{ port: number }> {
    // Stopped before it was started: nobody would ever close what would open now.
    if (this.#stopped !== undefined) throw new Error('the broker was stopped')
    const aedes = await Aedes.createBroker({
      // The default of 100 queues messages inside mqemitter and, once nobody matches any more, releases them by
      // recursion: a broker whose only subscriber dies under load ends with "Maximum call stack size exceeded".
      // Memory is bounded by hold-back.ts instead: a publisher's next bytes are read when its last were handed on.
      concurrency: 0,
      connectTimeout: this.#limits.connectTimeoutMs,
      drainTimeout: this.#limits.drainTimeoutMs,
      preConnect: this.#admission.preConnect,
      authenticate: this.#admission.authenticate,
      authorizePublish: (client, packet, callback) => callback(this.#refusePublish(client, packet)),
      authorizeSubscribe: (client, subscription, callback) =>
        callback(null, this.#maySubscribe(client, subscription.topic) ? subscription : null),
      published: (packet, client: Client | null, callback) => {
        if (client !== null) this.#holdBacks.get(client)?.handedOn(packet.payload.length)
        callback(null)
      },
      authorizeForward: (client, packet) => {
        this.#metrics.messagesOut.inc({ role: this.#admission.identityOf(client)?.role ?? 'device' })
        return packet
      },
    })
    this.#aedes = aedes
    this.#observe(aedes)
    const server = this.#createServer(aedes)
    this.#server = server
    server.listen({ host: this.#listen.host, port: this.#listen.port, backlog: BACKLOG })
    try {
      await once(server, 'listening')
    } catch (error) {
      aedes.close()
      throw error
    }
    // Without a listener, one refused accept (EMFILE) would end the process.
    server.on('error', (error) => this.#log.error({ err: error }, 'accepting a connection failed'))
    const endOnChange = this.#credentials.onChange(() => this.#closeWithdrawn())
    server.once('close', endOnChange)
    return { port: (server.address() as AddressInfo).port }
  }

  #createServer(aedes: Aedes): Server {
    const limits = this.#limits
    const nowMs = () => performance.now()
    const connects: TokenBucket = createTokenBucket({
      tokensPerSecond: limits.connectsPerSecond,
      burst: limits.connectBurst,
      nowMs,
    })
    const addresses = createAddressGate({
      connectsPerSecond: limits.connectsPerSecondAndAddress,
      burst: limits.connectBurstOfAddress,
      maxStrangers: limits.maxStrangersOfAddress,
      nowMs,
    })
    const holdBack = createHoldBacks({ maxBytes: limits.maxInFlightBytes, maxTotalBytes: limits.maxTotalInFlightBytes })
    const server = createServer({ noDelay: true }, (socket) => {
      // The address first: who is refused there must not use up what all share.
      const entry = addresses.enter(socket.remoteAddress ?? '')
      const refusal = entry.refusal ?? (connects.take() ? undefined : 'connect-rate')
      if (refusal !== undefined) {
        entry.known()
        this.#metrics.refused.inc({ action: 'connect', cause: refusal })
        socket.destroy()
        return
      }
      this.#sockets.add(socket)
      socket.once('close', () => {
        this.#sockets.delete(socket)
        entry.known()
      })
      const client = aedes.handle(socket)
      client.once('connected', entry.known)
      this.#holdBacks.set(
        client,
        holdBack(socket, () => this.#admission.identityOf(client)?.role === 'device'),
      )
      guardPacketLength(client, () =>
        this.#admission.identityOf(client) === undefined ? limits.maxConnectPacketBytes : limits.maxPacketBytes,
      )
    })
    server.maxConnections = limits.maxConnections
    server.on('drop', () => this.#metrics.refused.inc({ action: 'connect', cause: 'connection-limit' }))
    return server
  }

  #observe(aedes: Aedes): void {
    aedes.on('publish', (packet, client) => {
      if (client !== null) this.#metrics.messagesIn.inc({ channel: parseTopic(packet.topic)?.channel ?? 'cloud/state' })
    })
    const ended = (client: Client, error: Error) => this.#endedByError(client, error)
    aedes.on('clientError', ended)
    aedes.on('connectionError', ended)
    // aedes reports what it cannot attribute to a client here; an unheard 'error' would end the process.
    const unattributed = (error: Error) => this.#log.error({ err: error }, 'broker error')
    ;(aedes as NodeJS.EventEmitter).on('error', unattributed)
  }

  #admitted(client: Client, identity: Identity): void {
    // Gone while its CONNECT was looked at: its 'close' has been, and would not end the session again.
    if (client.conn.destroyed) return
    if (identity.role === 'device') cutWhenNotReading(client, this.#limits.maxUnsentBytes)
    else cutWhenStalled(client, this.#limits.drainTimeoutMs)
    const previous = this.#sessions.get(client.id)
    if (previous !== undefined) {
      this.#metrics.takeovers.inc()
      this.#log.warn({ clientId: client.id }, 'a second connection takes over')
      // aedes closes the older one itself, unless its table has lost it.
      client.once('connected', () => previous.client.close())
    }
    this.#sessions.set(client.id, { client, identity })
    this.#metrics.connected.inc({ role: identity.role })
    client.conn.once('close', () => {
      this.#metrics.connected.dec({ role: identity.role })
      if (this.#sessions.get(client.id)?.client === client) this.#sessions.delete(client.id)
    })
  }

  #refusePublish(client: Client | null, packet: PublishPacket): RefusedError | null {
    const identity = client === null ? undefined : this.#admission.identityOf(client)
    const cause = identity === undefined ? 'topic' : publishRefusal(identity, packet)
    if (client !== null && cause === undefined) {
      this.#holdBacks.get(client)?.taken(packet.payload.length)
      return null
    }
    this.#metrics.refused.inc({ action: 'publish', cause: cause ?? 'topic' })
    this.#log.warn({ cause, clientId: client?.id, topic: packet.topic }, 'publish refused, the connection is closed')
    return new RefusedError(`publish refused: ${cause}`)
  }

  #maySubscribe(client: Client, filter: string): boolean {
    const identity = this.#admission.identityOf(client)
    const cause = identity === undefined ? 'filter' : subscribeRefusal(identity, filter)
    if (cause === undefined) return true
    this.#metrics.refused.inc({ action: 'subscribe', cause })
    this.#log.warn({ cause, clientId: client.id, filter }, 'subscription refused')
    return false
  }

  #endedByError(client: Client, error: Error): void {
    // aedes reports each delivery that was waiting as an error of its own.
    if (error instanceof RefusedError || this.#cut.has(client)) return
    const guard = guardOf(error)
    if (guard === undefined) return
    this.#cut.add(client)
    this.#metrics.cut.inc({ guard })
    this.#log.warn({ guard, clientId: client.id, reason: error.message }, 'connection cut')
  }

  #closeWithdrawn(): void {
    for (const { client, identity } of this.#sessions.values()) {
      if (this.#credentials.isCurrent(identity)) continue
      this.#log.warn({ clientId: client.id }, 'credentials withdrawn, the connection is closed')
      client.close()
    }
  }

  async #drain(): Promise<void> {
    await this.#started?.catch(() => undefined)
    const server = this.#server
    const aedes = this.#aedes
    if (server === undefined || aedes === undefined) return
    const serverClosed = server.listening ? once(server, 'close') : undefined
    server.close()
    await this.#closePaced(this.#sessionsOf('device'))
    // Services last, and not at once: the wills of the devices still reach them.
    await delay(CLOSE_BATCH_INTERVAL_MS)
    await this.#closePaced(this.#sessionsOf('cloud'))
    await new Promise<void>((resolve) => {
      aedes.close(resolve)
    })
    for (const socket of this.#sockets) socket.destroy()
    await serverClosed
  }

  #sessionsOf(role: Identity['role']): { client: Client }[] {
    return [...this.#sessions.values()].filter(({ identity }) => identity.role === role)
  }

  async #closePaced(sessions: readonly { client: Client }[]): Promise<void> {
    const batch = Math.max(1, Math.ceil((this.#limits.closesPerSecond * CLOSE_BATCH_INTERVAL_MS) / 1000))
    for (let from = 0; from < sessions.length; from += batch) {
      if (from > 0) await delay(CLOSE_BATCH_INTERVAL_MS)
      await Promise.all(
        sessions.slice(from, from + batch).map(
          ({ client }) =>
            new Promise<void>((resolve) => {
              client.close(resolve)
            }),
        ),
      )
    }
  }
}
