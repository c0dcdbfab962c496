import { type Ack, serializeMessage, topicFor } from '@coldrx/protocol'
import {
  type Accepted,
  type Acknowledged,
  type FrameArrival,
  type FrameLog,
  FrameLogUnavailable,
} from '../frames/frame-log.ts'
import { AckPace, type Timing } from './ack-pace.ts'
import { creditBytes, MOST_WAITING_BYTES } from './credit.ts'

export interface FrameIntakeParts {
  readonly frameLog: Pick<FrameLog, 'accept'>
  readonly publish: (topic: string, payload: string, qos: 0 | 1) => void
  readonly onCommitted: (accepted: Accepted) => void
  /** nothing of the batch was committed and nothing of it is acknowledged; the log cannot write any more */
  readonly onFailure: (error: unknown) => void
  /** nothing of the batch is acknowledged, so the devices send it again; the log may be back by then */
  readonly onUnavailable: (error: FrameLogUnavailable) => void
  readonly timing?: Timing
}

export interface IntakeCounts {
  stored: number
  duplicate: number
  fork: number
  quarantined: number
  /** let fall because too much waited */
  overflow: number
  /** let fall because the log could not be reached */
  unavailable: number
}

/** Frames of one turn of the event loop go to the log as one batch; acknowledgements follow as each device's link takes them. */
export class FrameIntake {
  readonly #parts: FrameIntakeParts
  readonly #pace: AckPace
  readonly counts: IntakeCounts = { stored: 0, duplicate: 0, fork: 0, quarantined: 0, overflow: 0, unavailable: 0 }
  #gathered: FrameArrival[] = []
  #waitingBytes = 0
  #underWay = 0
  #idle: (() => void)[] = []

  constructor(parts: FrameIntakeParts) {
    this.#parts = parts
    this.#pace = new AckPace({ ...parts, publish: (state) => this.#publish(state) })
  }

  add(arrival: FrameArrival): void {
    if (this.#waitingBytes + arrival.bytes.length > MOST_WAITING_BYTES) {
      this.counts.overflow++
      return
    }
    this.#waitingBytes += arrival.bytes.length
    this.#gathered.push(arrival)
    if (this.#gathered.length > 1) return
    this.#underWay++
    setImmediate(() => {
      void this.#commit()
    })
  }

  /** What is committed of an epoch, as a birth asks for it. */
  tellWhole(state: Acknowledged): void {
    this.#pace.tellWhole(state)
  }

  /** Resolves when everything added so far is committed and acknowledged. */
  async settled(): Promise<void> {
    if (this.#underWay > 0) await new Promise<void>((resolve) => this.#idle.push(resolve))
    this.#pace.flush()
  }

  async #commit(): Promise<void> {
    const batch = this.#gathered
    this.#gathered = []
    try {
      const accepted = await this.#parts.frameLog.accept(batch)
      this.#release(batch)
      this.#answer(accepted, batch)
    } catch (error) {
      this.#release(batch)
      if (error instanceof FrameLogUnavailable) {
        this.counts.unavailable += batch.length
        this.#parts.onUnavailable(error)
      } else this.#parts.onFailure(error)
    }
    this.#underWay--
    if (this.#underWay > 0) return
    const idle = this.#idle
    this.#idle = []
    for (const resolve of idle) resolve()
  }

  #release(batch: readonly FrameArrival[]): void {
    for (const { bytes } of batch) this.#waitingBytes -= bytes.length
  }

  #answer(accepted: Accepted, batch: readonly FrameArrival[]): void {
    for (const outcome of accepted.outcomes) this.counts[outcome]++
    const bytes = bytesByDevice(batch)
    for (const state of accepted.acknowledged) {
      this.#pace.tell(state, bytes.get(state.device) ?? 0)
      // of a device that is answered for two epochs, the frames count once
      bytes.delete(state.device)
    }
    for (const { device, epoch, n } of accepted.forks) {
      const command = serializeMessage('down/command', { type: 'open-epoch', epoch, n, reason: 'fork' })
      this.#parts.publish(topicFor(device, 'down/command'), command, 1)
    }
    this.#parts.onCommitted(accepted)
  }

  /** @returns its bytes */
  #publish({ device, epoch, through, have, kept }: Acknowledged): number {
    const ack: Ack = {
      ...{ epoch, through },
      have: have.map(([from, to]): [number, number] => [from, to]),
      kept: kept.map(([n, hash]): [number, string] => [n, hash]),
      creditBytes: creditBytes(this.#waitingBytes),
    }
    const topic = topicFor(device, 'down/ack')
    const payload = serializeMessage('down/ack', ack)
    this.#parts.publish(topic, payload, 0)
    return topic.length + payload.length
  }
}

function bytesByDevice(arrivals: readonly FrameArrival[]): Map<string, number> {
  const bytes = new Map<string, number>()
  for (const arrival of arrivals) bytes.set(arrival.device, (bytes.get(arrival.device) ?? 0) + arrival.bytes.length)
  return bytes
}
