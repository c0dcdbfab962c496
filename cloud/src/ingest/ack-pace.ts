import { type Acknowledged, MAX_KEPT } from '../frames/frame-log.ts'
import { NumberRanges } from '../frames/number-ranges.ts'

/** Of a link, acknowledgements take no more than this share of what its frames took … */
const SHARE_OF_FRAMES = 1 / 4
/** … and so much besides: a quarter of 32 kbit/s, below which nobody is promised anything. */
const BYTES_PER_SECOND = 1_000
/** What a device that was quiet may be told without waiting, and how far a large answer may run ahead: at most a second. */
const MOST_BYTES = 1_000
const DEVICES_IN_MEMORY = 50_000

export interface Timing {
  nowMs(): number
  after(ms: number, work: () => void): { cancel(): void }
}

export const systemTiming: Timing = {
  nowMs: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms)
    return { cancel: () => clearTimeout(timer) }
  },
}

interface Pace {
  allowedBytes: number
  atMs: number
  /** by epoch, what is committed and not told yet */
  readonly owed: Map<string, Acknowledged>
  timer: { cancel(): void } | undefined
}

/**
 * Tells each device what is committed as soon as its link has room for it, and gathers meanwhile. On a slow link, where
 * frames come one by one, an answer to each would queue up in front of the answer to the next alarm.
 */
export class AckPace {
  readonly #timing: Timing
  readonly #publish: (state: Acknowledged) => number
  readonly #paces = new Map<string, Pace>()

  /** `publish` sends one message, and gives its bytes. */
  constructor({
    timing = systemTiming,
    publish,
  }: {
    readonly timing?: Timing
    readonly publish: (state: Acknowledged) => number
  }) {
    this.#timing = timing
    this.#publish = publish
  }

  /** The whole of an epoch, as a birth asks for it: never gathered with others, and at once. */
  tellWhole(state: Acknowledged): void {
    const pace = this.#paceOf(state.device)
    this.#spend(pace, this.#publish(state))
  }

  /** @param frameBytes of the frames that this answers */
  tell(state: Acknowledged, frameBytes: number): void {
    const pace = this.#paceOf(state.device)
    pace.allowedBytes += frameBytes * SHARE_OF_FRAMES
    const before = pace.owed.get(state.epoch)
    pace.owed.set(state.epoch, before === undefined ? state : together(before, state))
    this.#tellWhatFits(pace)
  }

  /** Tells all that is owed, since nobody will be here to tell it later. */
  flush(): void {
    for (const pace of this.#paces.values()) this.#tellAll(pace)
  }

  #tellWhatFits(pace: Pace): void {
    this.#earn(pace)
    if (pace.allowedBytes >= 0) this.#tellAll(pace)
    else {
      pace.timer ??= this.#timing.after(Math.ceil((-pace.allowedBytes * 1_000) / BYTES_PER_SECOND), () => {
        pace.timer = undefined
        this.#tellWhatFits(pace)
      })
    }
  }

  #tellAll(pace: Pace): void {
    pace.timer?.cancel()
    pace.timer = undefined
    const owed = [...pace.owed.values()]
    pace.owed.clear()
    for (const state of owed) for (const message of messagesOf(state)) this.#spend(pace, this.#publish(message))
    // what a large frame earned and nobody needed is not there for a link that has become slow
    pace.allowedBytes = Math.min(MOST_BYTES, pace.allowedBytes)
  }

  #earn(pace: Pace): void {
    const nowMs = this.#timing.nowMs()
    const earnedBytes = ((nowMs - pace.atMs) / 1_000) * BYTES_PER_SECOND
    pace.allowedBytes = Math.max(pace.allowedBytes, Math.min(MOST_BYTES, pace.allowedBytes + earnedBytes))
    pace.atMs = nowMs
  }

  #spend(pace: Pace, bytes: number): void {
    pace.allowedBytes = Math.max(-MOST_BYTES, pace.allowedBytes - bytes)
  }

  #paceOf(device: string): Pace {
    const known = this.#paces.get(device)
    if (known !== undefined) return known
    if (this.#paces.size >= DEVICES_IN_MEMORY) {
      for (const [name, { owed }] of this.#paces) if (owed.size === 0) this.#paces.delete(name)
    }
    const pace = { allowedBytes: MOST_BYTES, atMs: this.#timing.nowMs(), owed: new Map(), timer: undefined }
    this.#paces.set(device, pace)
    return pace
  }
}

/** An answer to frames never becomes one that tells the whole: then a device would send again what it does not name. */
function together(before: Acknowledged, after: Acknowledged): Acknowledged {
  const beyond = [...before.have, ...after.have].filter(([, to]) => to > after.through)
  const ranges = new NumberRanges()
  for (const [from, to] of beyond.sort(([left], [right]) => left - right)) ranges.addRun(from, to)
  return { ...after, have: ranges.runs, kept: [...before.kept, ...after.kept] }
}

/** Each with no more names than an acknowledgement takes, and the ranges that hold these. */
function messagesOf(state: Acknowledged): Acknowledged[] {
  if (state.kept.length === 0) return [state]
  const ranges = new NumberRanges(state.have)
  const messages: Acknowledged[] = []
  for (let at = 0; at < state.kept.length; at += MAX_KEPT) {
    const kept = state.kept.slice(at, at + MAX_KEPT)
    messages.push({ ...state, kept, have: ranges.holding(kept.map(([n]) => n)) })
  }
  return messages
}
