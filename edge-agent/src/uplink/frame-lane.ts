import type { OutboxFrame } from '../recorder/outbox.ts'
import type { Recorder } from '../recorder/recorder.ts'
import type { LinkBudget } from './link-budget.ts'
import { LinkWindow } from './link-window.ts'
import { UnderWay } from './under-way.ts'

/** Until the cloud says otherwise (docs/wire.md "Delivery"). */
const DEFAULT_CREDIT_BYTES = 65_536
/** What is sent behind frames that are on the link for so long would be old when it arrives. */
const CONGESTED_AFTER_MS = 2_000
/** Alarms get room that nothing else takes, and still no more than the link carries in two seconds. */
const ROOM_FOR_ALARMS = 1.5
/** How empty the window becomes before more is put in. */
const REFILL_BELOW = 0.75
/** History on a budget that is spent. */
const SPENT_FRAME_EVERY_MS = 60_000

export interface FrameLaneOptions {
  readonly recorder: Pick<Recorder, 'outbox'>
  readonly nowMs: () => number
  readonly budget: Pick<LinkBudget, 'thrift'> | undefined
  /** `onTaken`: the broker has it, which says nothing of the cloud, but all of the link */
  readonly publish: (frame: OutboxFrame, onTaken: () => void) => void
  /** frames have left the link, and more of those that wait may follow */
  readonly onRoom: () => void
}

/** Frames that are sent and not yet acknowledged, and how many more may follow: the cloud's credit, and what the link carries. */
export class FrameLane {
  readonly #options: FrameLaneOptions
  readonly #underWay = new UnderWay()
  readonly #window = new LinkWindow()
  #creditBytes = DEFAULT_CREDIT_BYTES
  /** it was perhaps the window, and not an empty recorder, that ended what was sent last */
  #wantsRoom = false
  #bulkSentAtMs = Number.NEGATIVE_INFINITY

  constructor(options: FrameLaneOptions) {
    this.#options = options
  }

  get bytesUnderWay(): number {
    return this.#underWay.bytes
  }

  get positionsUnderWay(): readonly number[] {
    return this.#underWay.positions
  }

  /** null when nothing is under way */
  get oldestSentAtMs(): number | null {
    return this.#underWay.oldestSentAtMs
  }

  /** Whether the cloud takes anything at all. */
  get hasCredit(): boolean {
    return this.#creditBytes > 0
  }

  /** How much the link carries without a queue in front of it. */
  get windowBytes(): number {
    return this.#window.limitBytes
  }

  get isCongested(): boolean {
    const sentAtMs = this.#underWay.oldestOnLinkSentAtMs
    return sentAtMs !== null && this.#options.nowMs() - sentAtMs > CONGESTED_AFTER_MS
  }

  /** History goes by the clock then, and not only when something was acknowledged. */
  get isSparing(): boolean {
    return this.#options.budget?.thrift === 'spent'
  }

  /** Another connection may go another way. */
  connectionBegins(): void {
    this.#window.forget()
  }

  /** What was under way may have reached nobody. */
  clear(): void {
    this.#underWay.clear()
  }

  /** Takes what was sent before that moment for lost, so that it is sent again. */
  releaseSentBefore(ms: number): void {
    this.#underWay.releaseSentBefore(ms)
  }

  /** @param stillUnderWay positions of those that the cloud is not known to have */
  acknowledged({
    stillUnderWay,
    creditBytes,
  }: {
    readonly stillUnderWay: readonly number[]
    readonly creditBytes: number
  }): void {
    this.#creditBytes = creditBytes
    const nowMs = this.#options.nowMs()
    for (const frame of this.#underWay.keepOnly(stillUnderWay)) this.#window.arrived(frame, nowMs, creditBytes)
  }

  /** Sends what waits, as far as the window allows. `isCurrent`: whether it may still go, once the recorder has answered. */
  async send(isCurrent: () => boolean): Promise<void> {
    const atLeastOne = this.#underWay.size === 0
    const creditLeft = this.#creditBytes - this.#underWay.bytes
    const roomFor = (windowBytes: number): number =>
      Math.floor(Math.min(creditLeft, windowBytes - this.#underWay.onLinkBytes))
    const maxBytes = roomFor(ROOM_FOR_ALARMS * this.#window.limitBytes)
    this.#wantsRoom = true
    if (!this.hasCredit || (maxBytes <= 0 && !atLeastOne)) return
    const maxBulkBytes = Math.max(0, roomFor(this.#window.limitBytes))
    const isOneDue = this.#options.nowMs() - this.#bulkSentAtMs >= SPENT_FRAME_EVERY_MS
    const frames = await this.#options.recorder.outbox({
      ...{ underWay: this.#underWay.positions, maxBytes, maxBulkBytes, atLeastOne },
      ...(this.isSparing ? { mostBulkFrames: isOneDue ? 1 : 0 } : {}),
    })
    if (!isCurrent()) return
    this.#wantsRoom = frames.length > 0 || maxBulkBytes < this.#window.limitBytes / 2
    for (const frame of frames) {
      const nowMs = this.#options.nowMs()
      this.#underWay.add(frame, nowMs)
      if (!frame.prompt) this.#bulkSentAtMs = nowMs
      this.#options.publish(frame, () => this.#leftLink(frame.position, nowMs))
    }
  }

  #leftLink(position: number, sentAtMs: number): void {
    const frame = this.#underWay.arrived(position, sentAtMs)
    if (frame === undefined) return
    this.#window.arrived(frame, this.#options.nowMs(), this.#creditBytes)
    // not for each of them: what waits is asked for in a few pieces a window
    const isRoomy = this.#underWay.onLinkBytes <= this.#window.limitBytes * REFILL_BELOW
    if (this.#wantsRoom && isRoomy && this.#creditBytes > this.#underWay.bytes) this.#options.onRoom()
  }
}
