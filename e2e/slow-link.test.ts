import { describe, expect, test } from 'vitest'
import { type Acknowledged, MAX_KEPT } from '../cloud/src/frames/frame-log.ts'
import { NumberRanges } from '../cloud/src/frames/number-ranges.ts'
import { AckPace } from '../cloud/src/ingest/ack-pace.ts'
import type { OutboxFrame, OutboxQuery } from '../edge-agent/src/recorder/outbox.ts'
import { FrameLane } from '../edge-agent/src/uplink/frame-lane.ts'

/** A week of five-minute frames, a door opened or closed every ninety minutes. */
const WEEK_FRAMES = 2_018
const PROMPT_EVERY = 18
const FRAME_BYTES = 123
const HINT_BYTES = 330
const PUBLISH_BYTES = 35
const CREDIT_BYTES = 65_536
const EVENT_EVERY_MS = 400
const HINT_EVERY_MS = 250

/** Virtual time: what is due is done in its order, and nothing waits for a clock. */
function timeline() {
  let nowMs = 0
  const due: { readonly atMs: number; readonly work: () => void }[] = []
  return {
    nowMs: () => nowMs,
    after(ms: number, work: () => void) {
      const entry = { atMs: nowMs + ms, work }
      const later = due.findIndex(({ atMs }) => atMs > entry.atMs)
      due.splice(later === -1 ? due.length : later, 0, entry)
      return { cancel: () => void due.splice(due.indexOf(entry), 1) }
    },
    async runUntil(endMs: number, isOver: () => boolean = () => false): Promise<void> {
      for (let next = due[0]; next !== undefined && next.atMs <= endMs && !isOver(); next = due[0]) {
        due.shift()
        nowMs = next.atMs
        next.work()
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

interface Way {
  readonly bytesPerSecond: number
  readonly delayMs: number
}

/** One direction of a link: bytes one after the other, each after its delay. */
function direction(time: ReturnType<typeof timeline>, { bytesPerSecond, delayMs }: Way) {
  let freeAtMs = 0
  return (bytes: number, arrive: () => void): void => {
    freeAtMs = Math.max(freeAtMs, time.nowMs()) + (bytes * 1_000) / bytesPerSecond
    time.after(freeAtMs + delayMs - time.nowMs(), arrive)
  }
}

/** The truck's lane of frames and the cloud's pace of acknowledgements, as they are, with a link between them. */
function catchUp(way: Way) {
  const time = timeline()
  const up = direction(time, way)
  const down = direction(time, way)
  const waiting = new Map<number, { readonly prompt: boolean; readonly madeAtMs: number }>()
  for (let n = 0; n < WEEK_FRAMES; n++) waiting.set(n, { prompt: n % PROMPT_EVERY === 0, madeAtMs: 0 })
  let nextN = WEEK_FRAMES
  const stored = new NumberRanges()
  const eventDelaysMs: number[] = []
  const hintDelaysMs: number[] = []
  let mostUnderWayBytes = 0
  let caughtUpAtMs: number | null = null
  const history = new Set(waiting.keys())

  const pace = new AckPace({
    timing: time,
    publish(state) {
      const { through, have, kept } = state
      expect(kept.length).toBeLessThanOrEqual(MAX_KEPT)
      const ack = { epoch: state.epoch, through, have, kept, creditBytes: CREDIT_BYTES }
      const bytes = JSON.stringify(ack).length
      down(bytes + PUBLISH_BYTES, () => learn(state))
      return bytes
    },
  })

  function arrive(n: number): void {
    stored.add(n)
    const state = { device: 'tk001', epoch: '0123456789ab', through: stored.through, have: stored.holding([n]) }
    pace.tell({ ...state, kept: [[n, '0123456789abcdef']] }, FRAME_BYTES)
  }

  function learn({ through, have }: Acknowledged): void {
    for (const [n, { madeAtMs }] of [...waiting]) {
      if (n > through && !have.some(([from, to]) => n >= from && n <= to)) continue
      if (madeAtMs > 0) eventDelaysMs.push(time.nowMs() - madeAtMs)
      waiting.delete(n)
      history.delete(n)
    }
    if (history.size === 0) caughtUpAtMs ??= time.nowMs()
    const stillUnderWay = lane.positionsUnderWay.filter((position) => waiting.has(position))
    lane.acknowledged({ stillUnderWay, creditBytes: CREDIT_BYTES })
    void lane.send(() => true)
  }

  /** As the recorder's outbox: alarms, the newest first, then the newest, then history. */
  function outbox({ underWay, maxBytes, maxBulkBytes = maxBytes, atLeastOne }: OutboxQuery): OutboxFrame[] {
    const taken = new Set(underWay)
    const order = [...waiting].filter(([n]) => !taken.has(n))
    const prompt = order.filter(([, frame]) => frame.prompt).reverse()
    const bulk = order.filter(([, frame]) => !frame.prompt)
    const frames: OutboxFrame[] = []
    for (const [n, { prompt: isPrompt }] of [...prompt, ...bulk.slice(-1), ...bulk.slice(0, -1)]) {
      const bytes = (frames.length + 1) * FRAME_BYTES
      const fits = bytes <= (isPrompt ? maxBytes : Math.min(maxBytes, maxBulkBytes))
      if (!fits && !(atLeastOne && frames.length === 0)) break
      const frame = { position: n, n, epoch: '0123456789ab', prompt: isPrompt, bytes: new Uint8Array(FRAME_BYTES) }
      frames.push(frame)
    }
    return frames
  }

  const lane = new FrameLane({
    recorder: { outbox: (query) => Promise.resolve(outbox(query)) },
    nowMs: time.nowMs,
    budget: undefined,
    publish({ n, bytes }, onTaken) {
      mostUnderWayBytes = Math.max(mostUnderWayBytes, lane.bytesUnderWay)
      up(bytes.length + PUBLISH_BYTES, () => {
        down(4, onTaken)
        arrive(n)
      })
    },
    onRoom: () => void lane.send(() => true),
  })

  function makeEvent(): void {
    waiting.set(nextN++, { prompt: true, madeAtMs: time.nowMs() })
    void lane.send(() => true)
    time.after(EVENT_EVERY_MS, makeEvent)
  }

  function hint(): void {
    const atMs = time.nowMs()
    if (!lane.isCongested) up(HINT_BYTES, () => hintDelaysMs.push(time.nowMs() - atMs))
    time.after(HINT_EVERY_MS, hint)
  }

  time.after(0, () => void lane.send(() => true))
  time.after(EVENT_EVERY_MS, makeEvent)
  time.after(HINT_EVERY_MS, hint)
  return {
    run: async (seconds: number) => await time.runUntil(seconds * 1_000, () => caughtUpAtMs !== null),
    result: () => ({ eventDelaysMs, hintDelaysMs, mostUnderWayBytes, caughtUpAtMs, left: history.size }),
  }
}

describe('a week without network is caught up', () => {
  test('over 32 kbit/s with 0.6 s of round trip: no event and no hint stands behind more than the link carries', async () => {
    const world = catchUp({ bytesPerSecond: 4_000, delayMs: 300 })
    await world.run(60)
    const { eventDelaysMs, hintDelaysMs, left } = world.result()
    expect(Math.max(...eventDelaysMs)).toBeLessThan(5_000)
    expect(eventDelaysMs.length).toBeGreaterThan(130)
    expect(Math.max(...hintDelaysMs)).toBeLessThan(5_000)
    expect(hintDelaysMs.length).toBeGreaterThan(100)
    // history goes on meanwhile, by a good part of what events and hints leave of the link
    expect(WEEK_FRAMES - left).toBeGreaterThan(500)
  })

  test('over 9.6 kbit/s with 1.4 s of round trip it goes on all the same', async () => {
    const world = catchUp({ bytesPerSecond: 1_200, delayMs: 700 })
    await world.run(120)
    const { eventDelaysMs, left } = world.result()
    expect(Math.max(...eventDelaysMs)).toBeLessThan(20_000)
    expect(left).toBeLessThan(WEEK_FRAMES)
  })

  test.each([4, 80])(
    'over a good link with %i ms of round trip within seconds, and within the credit',
    async (roundTripMs) => {
      const world = catchUp({ bytesPerSecond: 1_000_000, delayMs: roundTripMs / 2 })
      await world.run(60)
      const { caughtUpAtMs, mostUnderWayBytes, eventDelaysMs } = world.result()
      expect(caughtUpAtMs ?? Number.NaN).toBeLessThan(4_000)
      expect(mostUnderWayBytes).toBeLessThanOrEqual(CREDIT_BYTES)
      expect(Math.max(0, ...eventDelaysMs)).toBeLessThan(2_000)
    },
  )
})
