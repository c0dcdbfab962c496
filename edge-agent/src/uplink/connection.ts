import type { Duplex } from 'node:stream'
import mqtt, { type IClientOptions } from 'mqtt'
import type { DisconnectCause } from './back-off.ts'
import { connectionBytes } from './link-bytes.ts'

/** From calling the broker to its answer to the subscription. */
const READY_TIMEOUT_MS = 20_000
/** What waits in front of the radio: beyond it a hint would be told when it is not true any more. */
const MOST_QUEUED_BYTES = 4_096
const LEAST_KEEPALIVE_SECONDS = 45
const MOST_KEEPALIVE_SECONDS = 60

/**
 * Not the same for all: a fleet whose broker loses its power should not notice at once. @param random 0 ≤ x < 1
 */
export const keepaliveSeconds = (random: () => number): number =>
  LEAST_KEEPALIVE_SECONDS + Math.floor(random() * (MOST_KEEPALIVE_SECONDS - LEAST_KEEPALIVE_SECONDS + 1))

/** MQTT 3.1.1 return codes that only people can do something about: version, name, user or password, not authorised. */
const REFUSALS: ReadonlySet<number> = new Set([1, 2, 4, 5])

/** Return code of a SUBACK. */
const DENIED = 128

export interface ConnectionListeners {
  /** connected and subscribed */
  onReady(): void
  onMessage(topic: string, payload: Uint8Array): void
  /** once, unless it was `destroy` or `end` that closed it */
  onClosed(cause: DisconnectCause, reason: string): void
}

export interface ConnectionOptions {
  readonly url: string
  readonly device: string
  readonly secret: string
  readonly subscriptions: readonly string[]
  readonly will: { readonly topic: string; readonly payload: string }
  readonly listeners: ConnectionListeners
  readonly readyTimeoutMs?: number
  readonly keepaliveSeconds: number
}

export interface Connection {
  /** @param onTaken the broker has it, which says nothing about storage; never called for QoS 0 */
  publish(topic: string, payload: string | Uint8Array, qos: 0 | 1, onTaken?: () => void): void
  /** The link takes bytes more slowly than they come. */
  readonly isBackedUp: boolean
  /** What this connection has cost so far, as a network operator counts it. */
  readonly bytes: number
  /** Cuts the socket without a word: a half-open link has nobody left to say goodbye to. */
  destroy(): void
  /** Says goodbye, so that the broker does not publish the will; gives up on it after `timeoutMs`. */
  end(timeoutMs: number): Promise<void>
}

/**
 * One client for one connection. mqtt.js' own reconnecting is not used: it stops for ever after a refused CONNACK, has no
 * back-off, and holds back `connect` until it has sent its store again one by one.
 */
export function connect({
  url,
  device,
  secret,
  subscriptions,
  will,
  listeners,
  readyTimeoutMs = READY_TIMEOUT_MS,
  keepaliveSeconds,
}: ConnectionOptions): Connection {
  const options: IClientOptions = {
    protocolVersion: 4,
    clientId: device,
    username: device,
    password: secret,
    clean: true,
    keepalive: keepaliveSeconds,
    reconnectPeriod: 0,
    manualConnect: true,
    connectTimeout: readyTimeoutMs,
    reconnectOnConnackError: false,
    queueQoSZero: false,
    resubscribe: false,
    will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: false },
  }
  const client = mqtt.connect(url, options)
  let connected = false
  let ours = false
  let cause: DisconnectCause = 'link-lost'
  let reason = 'the connection closed'
  let packets = 0
  // a broker, or what pretends to be one, that answers the connection and never the subscription
  const unready = setTimeout(() => {
    reason = `the broker did not answer within ${readyTimeoutMs} ms`
    lose()
  }, readyTimeoutMs)

  function close(): void {
    ours = true
    clearTimeout(unready)
    client.end(true)
  }

  function lose(): void {
    if (ours) return
    close()
    listeners.onClosed(cause, reason)
  }

  client.on('connect', () => {
    connected = true
    client.subscribe([...subscriptions], { qos: 1 }, (error, _subscribed, answer) => {
      if (ours) return
      if (error === null) {
        clearTimeout(unready)
        listeners.onReady()
        return
      }
      // the error itself does not tell a broker that says no from a connection that ended meanwhile
      const denied = answer?.granted.indexOf(DENIED) ?? -1
      if (denied >= 0) cause = 'refused'
      reason =
        denied >= 0
          ? `subscription to ${subscriptions[denied] ?? ''} was denied`
          : `subscribing failed: ${error.message}`
      lose()
    })
  })
  client.on('message', (topic, payload) => {
    if (!ours) listeners.onMessage(topic, payload)
  })
  client.on('error', (error) => {
    reason = error.message
    const { code } = error as { code?: unknown }
    if (typeof code === 'number') cause = REFUSALS.has(code) ? 'refused' : 'closed-by-server'
    else if (!connected && code === 'ECONNREFUSED') cause = 'not-listening'
    // a radio that fades never sends a reset: this is a broker that died or was killed
    else if (connected && (code === 'ECONNRESET' || code === 'EPIPE')) cause = 'closed-by-server'
    lose()
  })
  client.on('close', lose)
  for (const event of ['packetsend', 'packetreceive'] as const) client.on(event, () => packets++)
  client.connect()
  const stream = client.stream as Duplex & { readonly bytesRead?: number; readonly bytesWritten?: number }
  client.stream.once('end', () => {
    if (cause !== 'link-lost') return
    cause = 'closed-by-server'
    reason = 'the broker closed the connection'
  })

  return {
    get isBackedUp() {
      return stream.writableLength > MOST_QUEUED_BYTES
    },
    get bytes() {
      return connectionBytes({ url, packets, socketBytes: (stream.bytesRead ?? 0) + (stream.bytesWritten ?? 0) })
    },
    publish(topic, payload, qos, onTaken) {
      if (ours) return
      const bytes =
        typeof payload === 'string' ? payload : Buffer.from(payload.buffer, payload.byteOffset, payload.length)
      // PUBACK and its absence say nothing about storage: the cloud's acknowledgement does, and its absence is timed
      client.publish(topic, bytes, { qos, retain: false }, (error) => {
        if (qos === 1 && !ours && error == null) onTaken?.()
      })
    },
    destroy: close,
    async end(timeoutMs) {
      if (ours) return
      ours = true
      clearTimeout(unready)
      await new Promise<void>((resolve) => {
        const giveUp = setTimeout(resolve, timeoutMs)
        client.once('close', () => {
          clearTimeout(giveUp)
          resolve()
        })
        client.end(false)
      })
      client.end(true)
    },
  }
}
