import { randomBytes } from 'node:crypto'
import { ALL_UP_FILTER, CLOUD_STATE_TOPIC, parseMessage, serializeMessage } from '@coldrx/protocol'
import mqtt, { type MqttClient } from 'mqtt'
import type { Log } from '../lib/log.ts'

const FIRST_DELAY_MS = 200
const LONGEST_DELAY_MS = 5_000

export interface BrokerConnectionParts {
  readonly url: string
  readonly secret: string
  readonly log: Log
  readonly onMessage: (topic: string, payload: Uint8Array) => void
  readonly onConnected: () => void
  readonly onDisconnected: () => void
  /** 0 ≤ x < 1 */
  readonly random?: () => number
}

/**
 * One connection to the broker after another: a client is never reused, because mqtt.js stops for ever after a refused
 * connection and re-sends an old store before it says that it is connected.
 *
 * Each connection is a session of its own in the retained cloud/state. It is announced once the subscription stands: a
 * truck that hears of it sends what is not acknowledged, and nothing of it may fall beside the subscription.
 *
 * The will of a connection that the broker took for alive a while longer says "offline" after the next one has said
 * "online", and trucks would hold their frames for ever: the state is said again whenever that happens.
 */
export class BrokerConnection {
  readonly #parts: BrokerConnectionParts
  #client: MqttClient | undefined
  #session = ''
  #announced = false
  /** the announcement that is under way */
  #saying: Promise<unknown> | undefined
  #failures = 0
  #retry: NodeJS.Timeout | undefined
  #stopped = false

  constructor(parts: BrokerConnectionParts) {
    this.#parts = parts
  }

  start(): void {
    const { url, secret, onMessage, log } = this.#parts
    this.#session = randomBytes(9).toString('base64url')
    const client = mqtt.connect(url, {
      protocolVersion: 4,
      clientId: `cloud-${this.#session}`,
      username: 'cloud',
      password: secret,
      clean: true,
      keepalive: 30,
      connectTimeout: 10_000,
      reconnectPeriod: 0,
      queueQoSZero: false,
      resubscribe: false,
      will: { topic: CLOUD_STATE_TOPIC, payload: Buffer.from(this.#state(false)), qos: 1, retain: true },
    })
    this.#client = client
    client.on('message', (topic, payload) => {
      if (topic === CLOUD_STATE_TOPIC) this.#hearState(client, payload)
      else onMessage(topic, payload)
    })
    client.on('connect', () => {
      this.#announce(client).catch((error: unknown) => {
        log.warn({ err: error }, 'the subscription at the broker failed')
        client.end(true)
      })
    })
    // 'close' follows each of them and is where the next attempt starts
    client.on('error', (error) => log.warn({ err: error }, 'broker connection'))
    client.on('close', () => this.#closed(client))
  }

  /** Whether this connection is the one that said so in cloud/state. */
  isSession(session: string): boolean {
    return session === this.#session
  }

  /** Nothing is queued while there is no connection: what matters is said anew after the next one. */
  publish(topic: string, payload: string, qos: 0 | 1 = 0): void {
    if (this.#announced) this.#client?.publish(topic, payload, { qos })
  }

  /** Trucks hold their frames from here on. */
  async announceOffline(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#retry)
    // trucks may have heard of it before its PUBACK is here: then they must hear that it is over
    await this.#saying?.catch(() => undefined)
    if (!this.#announced) return
    await this.#client
      ?.publishAsync(CLOUD_STATE_TOPIC, this.#state(false), { qos: 1, retain: true })
      // the broker has gone first: then it has said the same by the will
      .catch(() => undefined)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#retry)
    await this.#client?.endAsync(!this.#announced)
    this.#client = undefined
  }

  async #announce(client: MqttClient): Promise<void> {
    const filters = [ALL_UP_FILTER, CLOUD_STATE_TOPIC]
    const granted = await client.subscribeAsync(filters, { qos: 0 })
    if (granted.some(({ qos }) => qos > 2)) throw new Error(`the broker does not grant ${filters.join(' and ')}`)
    if (this.#stopped) return
    this.#saying = client.publishAsync(CLOUD_STATE_TOPIC, this.#state(true), { qos: 1, retain: true })
    await this.#saying
    this.#announced = true
    this.#failures = 0
    this.#parts.onConnected()
  }

  #hearState(client: MqttClient, payload: Uint8Array): void {
    const parsed = parseMessage(CLOUD_STATE_TOPIC, payload)
    // another one that is online is no stale will, and two that contradict each other would never end
    if (!this.#announced || this.#stopped || (parsed.ok && parsed.message.online)) return
    client.publish(CLOUD_STATE_TOPIC, this.#state(true), { qos: 1, retain: true })
  }

  #closed(client: MqttClient): void {
    if (client !== this.#client) return
    client.removeAllListeners('message')
    client.end(true)
    this.#client = undefined
    if (this.#announced) this.#parts.onDisconnected()
    this.#announced = false
    if (this.#stopped) return
    const longestMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.#failures)
    this.#failures = Math.min(this.#failures + 1, 16)
    const delayMs = (0.5 + 0.5 * (this.#parts.random ?? Math.random)()) * longestMs
    this.#retry = setTimeout(() => this.start(), delayMs)
  }

  #state(online: boolean): string {
    return serializeMessage(CLOUD_STATE_TOPIC, { v: 1, online, session: this.#session })
  }
}
