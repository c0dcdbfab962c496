import { connect } from 'node:net'
import { CLOUD_STATE_TOPIC, fromUtf8, parseMessage, serializeMessage, topicFor } from '@coldrx/protocol'
import { MqttClient } from 'mqtt'
import { type DeviceLoad, LOAD_LAYOUT, LOAD_LAYOUT_HASH } from '../ingest/load.ts'

/** that of the agent */
const ACK_TIMEOUT_MS = 20_000

export interface FleetTally {
  /** milliseconds from the making of a frame to the acknowledgement of its commit */
  readonly acknowledgedMs: number[]
  refused: number
  sent: number
  /** births and frames that nothing was heard of for too long, sent again as the agent does it */
  sentAgain: number
  /** times a device heard of another session of the cloud than the one it had said its birth to */
  sessionsLost: number
  hints: number
  lost: number
}

/**
 * One device of the fleet, as the agent does it: it comes until it is let in, says its birth to each session of the cloud,
 * lets frames flow once that is answered, and sends what was under way again when the cloud has another session.
 */
export class FleetDevice {
  readonly #load: DeviceLoad
  readonly #tally: FleetTally
  readonly #password: string
  readonly #waiting = new Map<number, { readonly madeAtMs: number; sentAtMs: number | undefined }>()
  #client: MqttClient | undefined
  #next = 0
  #session: string | undefined
  #birthSaidAtMs: number | undefined
  #mayFlow = false
  #stopped = false
  #watching: ReturnType<typeof setInterval> | undefined

  constructor(load: DeviceLoad, { tally, password }: { readonly tally: FleetTally; readonly password: string }) {
    this.#load = load
    this.#tally = tally
    this.#password = password
  }

  get unacknowledged(): number {
    return this.#waiting.size
  }

  /** `localAddress`: as trucks come from many addresses, and the broker lets in only so many a second of each. */
  async join(
    url: URL,
    { localAddress, backOffMs }: { readonly localAddress: string; readonly backOffMs: () => number },
  ): Promise<void> {
    for (;;) {
      const client = await this.#attempt(url, localAddress)
      if (client !== undefined) {
        this.#client = client
        break
      }
      this.#tally.refused++
      await new Promise((resolve) => setTimeout(resolve, backOffMs()))
    }
    const client = this.#client
    client.on('close', () => {
      if (!this.#stopped) this.#tally.lost++
    })
    client.on('message', (topic, payload) => {
      if (topic === CLOUD_STATE_TOPIC) this.#cloudSaid(payload)
      else this.#heard(payload)
    })
    this.#watching = setInterval(() => this.#watch(), ACK_TIMEOUT_MS / 10)
    await client.subscribeAsync([topicFor(this.#load.device, 'down/ack'), CLOUD_STATE_TOPIC], { qos: 1 })
  }

  sendFrame(): void {
    if (this.#next >= this.#load.frames.length) return
    this.#waiting.set(this.#next, { madeAtMs: performance.now(), sentAtMs: undefined })
    this.#next++
    this.#tally.sent++
    this.#sendWhatWaits()
  }

  #cloudSaid(payload: Buffer): void {
    const parsed = parseMessage(CLOUD_STATE_TOPIC, payload)
    if (!parsed.ok || (parsed.message.online && parsed.message.session === this.#session)) return
    // what was under way may have reached nobody
    for (const frame of this.#waiting.values()) frame.sentAtMs = undefined
    this.#mayFlow = false
    if (this.#session !== undefined) this.#tally.sessionsLost++
    this.#session = parsed.message.online ? parsed.message.session : undefined
    if (this.#session !== undefined) this.#sayBirth()
  }

  #sayBirth(): void {
    const { device, epoch } = this.#load
    const [oldest = this.#next] = this.#waiting.keys()
    const birth = {
      ...{ v: 1 as const, online: true as const, device, agentVersion: 'bench', boot: 1 },
      epochs: [{ epoch, nextN: this.#next, acknowledgedThrough: oldest - 1 }],
      ...{ layoutHash: LOAD_LAYOUT_HASH, layoutText: fromUtf8(LOAD_LAYOUT.bytes) },
    }
    this.#birthSaidAtMs = performance.now()
    this.#client?.publish(topicFor(device, 'up/state'), serializeMessage('up/state', birth), { qos: 1 })
  }

  #sendWhatWaits(): void {
    if (!this.#mayFlow) return
    for (const [n, frame] of this.#waiting) {
      const bytes = this.#load.frames[n]
      if (bytes === undefined || frame.sentAtMs !== undefined) continue
      frame.sentAtMs = performance.now()
      this.#client?.publish(topicFor(this.#load.device, 'up/frame'), Buffer.from(bytes), { qos: 1 })
    }
  }

  #watch(): void {
    if (this.#session === undefined) return
    const latestMs = performance.now() - ACK_TIMEOUT_MS
    if (!this.#mayFlow) {
      if ((this.#birthSaidAtMs ?? latestMs) > latestMs) return
      this.#tally.sentAgain++
      this.#sayBirth()
      return
    }
    for (const frame of this.#waiting.values()) {
      if ((frame.sentAtMs ?? latestMs + 1) > latestMs) continue
      this.#tally.sentAgain++
      frame.sentAtMs = undefined
    }
    this.#sendWhatWaits()
  }

  sendHint(): void {
    if (this.#client === undefined) return
    this.#tally.hints++
    const samples = { 'p1.temperature': { value: 5, mark: 'ok' } } as const
    const hint = {
      v: 1 as const,
      clock: 'gnss' as const,
      ...{ wallMs: Date.now(), samples },
      layoutHash: LOAD_LAYOUT_HASH,
      outOfRangeSince: {},
    }
    this.#client.publish(topicFor(this.#load.device, 'up/live'), serializeMessage('up/live', hint), { qos: 0 })
  }

  leave(): void {
    this.#stopped = true
    clearInterval(this.#watching)
    this.#client?.end(true)
  }

  #heard(payload: Buffer): void {
    const parsed = parseMessage('down/ack', payload)
    if (!parsed.ok || parsed.message.epoch !== this.#load.epoch) return
    for (const [n, { madeAtMs }] of this.#waiting) {
      if (n > parsed.message.through) continue
      this.#tally.acknowledgedMs.push(performance.now() - madeAtMs)
      this.#waiting.delete(n)
    }
    this.#mayFlow = this.#session !== undefined
    this.#sendWhatWaits()
  }

  #attempt(url: URL, localAddress: string): Promise<MqttClient | undefined> {
    const { device } = this.#load
    const client = new MqttClient(() => connect({ port: Number(url.port), host: url.hostname, localAddress }), {
      ...{ protocolVersion: 4, clean: true, clientId: device, username: device, password: this.#password },
      ...{ reconnectPeriod: 0, keepalive: 60, connectTimeout: 30_000 },
    })
    return new Promise((resolve) => {
      const refuse = (): void => {
        client.removeAllListeners()
        client.on('error', () => undefined)
        client.end(true)
        resolve(undefined)
      }
      client.once('connect', () => {
        client.removeAllListeners('close')
        client.on('error', () => undefined)
        resolve(client)
      })
      client.once('close', refuse)
      client.once('error', refuse)
    })
  }
}
