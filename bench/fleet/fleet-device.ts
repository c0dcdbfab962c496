import { connect } from 'node:net'
import { fromUtf8, parseMessage, peekHeader, serializeMessage, topicFor } from '@coldrx/protocol'
import { MqttClient } from 'mqtt'
import { type DeviceLoad, LOAD_LAYOUT, LOAD_LAYOUT_HASH } from '../ingest/load.ts'

/** that of the agent */
const ACK_TIMEOUT_MS = 30_000

export interface FleetTally {
  /** milliseconds from the publishing of a frame to the acknowledgement of its commit */
  readonly acknowledgedMs: number[]
  refused: number
  sent: number
  /** frames that nothing was heard of for too long, sent again as the agent does it */
  sentAgain: number
  hints: number
  lost: number
}

/** One device of the fleet: comes until it is let in, says its birth, and sends a frame each time it is told to. */
export class FleetDevice {
  readonly #load: DeviceLoad
  readonly #tally: FleetTally
  readonly #password: string
  readonly #waiting = new Map<number, number>()
  #client: MqttClient | undefined
  #next = 0
  #stopped = false
  #resending: ReturnType<typeof setInterval> | undefined

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
    client.on('message', (_topic, payload) => this.#heard(payload))
    await client.subscribeAsync(topicFor(this.#load.device, 'down/ack'), { qos: 0 })
    const { device, epoch } = this.#load
    const birth = {
      v: 1 as const,
      online: true as const,
      ...{ device, agentVersion: 'bench', boot: 1 },
      epochs: [{ epoch, nextN: this.#next, acknowledgedThrough: -1 }],
      ...{ layoutHash: LOAD_LAYOUT_HASH, layoutText: fromUtf8(LOAD_LAYOUT.bytes) },
    }
    await client.publishAsync(topicFor(device, 'up/state'), serializeMessage('up/state', birth), { qos: 1 })
  }

  sendFrame(): void {
    const bytes = this.#load.frames[this.#next]
    if (bytes === undefined || this.#client === undefined) return
    this.#waiting.set(peekHeader(bytes).n, performance.now())
    this.#next++
    this.#tally.sent++
    this.#publishFrame(bytes)
    this.#resending ??= setInterval(() => this.#sendAgain(), ACK_TIMEOUT_MS)
  }

  #publishFrame(bytes: Uint8Array): void {
    this.#client?.publish(topicFor(this.#load.device, 'up/frame'), Buffer.from(bytes), { qos: 1 })
  }

  #sendAgain(): void {
    for (const [n, sentAtMs] of this.#waiting) {
      const bytes = this.#load.frames[n]
      if (bytes === undefined || performance.now() - sentAtMs < ACK_TIMEOUT_MS) continue
      this.#tally.sentAgain++
      this.#publishFrame(bytes)
    }
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
    clearInterval(this.#resending)
    this.#client?.end(true)
  }

  #heard(payload: Buffer): void {
    const parsed = parseMessage('down/ack', payload)
    if (!parsed.ok || parsed.message.epoch !== this.#load.epoch) return
    for (const [n, sentAtMs] of this.#waiting) {
      if (n > parsed.message.through) continue
      this.#tally.acknowledgedMs.push(performance.now() - sentAtMs)
      this.#waiting.delete(n)
    }
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
