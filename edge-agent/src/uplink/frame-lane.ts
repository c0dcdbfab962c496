import type { OutboxFrame } from '../recorder/outbox.ts'
import type { Recorder } from '../recorder/recorder.ts'
import { BulkWindow } from './bulk-window.ts'
import type { LinkBudget } from './link-budget.ts'
import { UnderWay } from './under-way.ts'

/** Until the cloud says otherwise (docs/wire.md "Delivery"). */
const DEFAULT_CREDIT_BYTES = 65_536
/** What is sent behind frames that wait for so long would be old when it arrives. */
const CONGESTED_AFTER_MS = 2_000
/** History on a budget that is spent. */
const SPENT_FRAME_EVERY_MS = 60_000

export interface FrameLaneOptions {
  readonly recorder: Pick<Recorder, 'outbox'>
  readonly nowMs: () => number
  readonly budget: Pick<LinkBudget, 'thrift'> | undefined
  readonly publish: (frame: OutboxFrame) => void
}

/** Frames that are sent and not yet acknowledged, and how many more may follow: the cloud's credit, and what the link carries. */
export class FrameLane {
  readonly #options: FrameLaneOptions
  readonly #underWay = new UnderWay()
  readonly #bulk = new BulkWindow()
  #creditBytes = DEFAULT_CREDIT_BYTES
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

  get isCongested(): boolean {
    const sentAtMs = this.oldestSentAtMs
    return sentAtMs !== null && this.#options.nowMs() - sentAtMs > CONGESTED_AFTER_MS
  }

  /** History goes by the clock then, and not only when something was acknowledged. */
  get isSparing(): boolean {
    return this.#options.budget?.thrift === 'spent'
  }

  /** Another connection may go another way. */
  connectionBegins(): void {
    this.#bulk.forget()
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
    this.#bulk.acknowledged(this.#underWay.keepOnly(stillUnderWay), this.#options.nowMs(), creditBytes)
  }

  /** Sends what waits, as far as the window allows. `isCurrent`: whether it may still go, once the recorder has answered. */
  async send(isCurrent: () => boolean): Promise<void> {
    const atLeastOne = this.#underWay.size === 0
    // alarms get room that nothing else takes, and still no more than the link carries in a few seconds
    const maxBytes = Math.min(this.#creditBytes, 2 * this.#bulk.limitBytes) - this.#underWay.bytes
    if (!this.hasCredit || (maxBytes <= 0 && !atLeastOne)) return
    const maxBulkBytes = Math.max(0, this.#bulk.limitBytes - this.#underWay.bytes)
    const isOneDue = this.#options.nowMs() - this.#bulkSentAtMs >= SPENT_FRAME_EVERY_MS
    const frames = await this.#options.recorder.outbox({
      ...{ underWay: this.#underWay.positions, maxBytes, maxBulkBytes, atLeastOne },
      ...(this.isSparing ? { mostBulkFrames: isOneDue ? 1 : 0 } : {}),
    })
    if (!isCurrent()) return
    for (const frame of frames) {
      const nowMs = this.#options.nowMs()
      this.#underWay.add(frame, nowMs)
      if (!frame.prompt) this.#bulkSentAtMs = nowMs
      this.#options.publish(frame)
    }
  }
}
