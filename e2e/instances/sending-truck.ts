import { randomBytes } from 'node:crypto'
import { CLOUD_STATE_TOPIC, parseMessage, toHex, topicFor } from '@coldrx/protocol'
import mqtt, { type MqttClient } from 'mqtt'
import { FakeTruck } from '../../cloud/src/testing/fake-truck.ts'

const MINUTE_MS = 60_000
/** Of so many frames the last two are out of range: each time one alarm opens and closes. */
const FRAMES_PER_EXCURSION = 12
const FRAMES_PER_SEAL = 10
/** An acknowledgement is sent once at QoS 0: after so long without one, what is not acknowledged is sent again. */
const SILENCE_MS = 1_500

/** A truck that sends one frame after the other and writes down which of them the cloud has acknowledged. */
export class SendingTruck {
  readonly device: string
  readonly secret = randomBytes(18).toString('base64url')
  readonly frames: Uint8Array[] = []
  readonly #truck: FakeTruck
  #client: MqttClient | undefined
  readonly #acknowledged = new Set<number>()
  #session = ''
  #sending: NodeJS.Timeout | undefined
  #silence: NodeJS.Timeout | undefined

  constructor(device: string) {
    this.device = device
    this.#truck = new FakeTruck({ device, epoch: randomBytes(6).toString('hex'), wallOffsetMs: Date.now() })
    this.frames.push(this.#truck.open())
  }

  get epoch(): string {
    return this.#truck.epoch
  }

  get publicKey(): string {
    return toHex(this.#truck.key.publicKey)
  }

  /** numbers of frames that an acknowledgement has named, by whichever instance */
  get acknowledged(): ReadonlySet<number> {
    return this.#acknowledged
  }

  async start({
    brokerUrl,
    frameEveryMs,
  }: {
    readonly brokerUrl: string
    readonly frameEveryMs: number
  }): Promise<void> {
    const { device } = this
    const client = await mqtt.connectAsync(brokerUrl, {
      ...{ protocolVersion: 4, clean: true, reconnectPeriod: 0, keepalive: 60 },
      ...{ clientId: device, username: device, password: this.secret },
    })
    this.#client = client
    client.on('message', (topic, payload) => {
      if (topic === CLOUD_STATE_TOPIC) this.#hearState(payload)
      else this.#hearAcknowledgement(payload)
    })
    await client.subscribeAsync([CLOUD_STATE_TOPIC, topicFor(device, 'down/ack')], { qos: 0 })
    this.#sending = setInterval(() => this.#sendNext(), frameEveryMs)
    this.#silence = setInterval(() => this.#sendAgain(), SILENCE_MS)
  }

  /** No more frames; what is not acknowledged goes on being sent. */
  finish(): void {
    clearInterval(this.#sending)
  }

  async stop(): Promise<void> {
    clearInterval(this.#sending)
    clearInterval(this.#silence)
    await this.#client?.endAsync(true)
  }

  #sendNext(): void {
    const n = this.frames.length
    const celsius = n % FRAMES_PER_EXCURSION >= FRAMES_PER_EXCURSION - 2 ? 9 : 4
    const samples = { 'p1.temperature': celsius, 'p1.humidity': 60, 'gnss.latitude': 31, 'gnss.longitude': 121 }
    this.frames.push(
      this.#truck.frame({ rows: [{ monotonicMs: n * MINUTE_MS, samples }], sealed: n % FRAMES_PER_SEAL === 0 }),
    )
    this.#send(n)
  }

  #send(n: number): void {
    const bytes = this.frames[n]
    if (bytes !== undefined) this.#client?.publish(topicFor(this.device, 'up/frame'), Buffer.from(bytes), { qos: 1 })
  }

  #sendAgain(): void {
    for (const n of this.frames.keys()) if (!this.#acknowledged.has(n)) this.#send(n)
  }

  #hearState(payload: Uint8Array): void {
    const parsed = parseMessage(CLOUD_STATE_TOPIC, payload)
    if (!parsed.ok || !parsed.message.online || parsed.message.session === this.#session) return
    this.#session = parsed.message.session
    this.#sendAgain()
  }

  #hearAcknowledgement(payload: Uint8Array): void {
    const parsed = parseMessage('down/ack', payload)
    if (!parsed.ok || parsed.message.epoch !== this.epoch) return
    this.#silence?.refresh()
    const { through, have } = parsed.message
    for (const n of this.frames.keys()) {
      if (n <= through || have.some(([from, to]) => n >= from && n <= to)) this.#acknowledged.add(n)
    }
  }
}
