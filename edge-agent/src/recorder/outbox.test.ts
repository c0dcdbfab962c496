import { type Ack, sm3, toHex } from '@coldrx/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { BOOT_WALL_MS, entryAt, recorderSettings, temporaryDirectory } from '../testing/recorder-fixture.ts'
import type { OutboxQuery } from './outbox.ts'
import { RecorderCore } from './recorder-core.ts'

const ALL: OutboxQuery = { underWay: [], maxBytes: 1_000_000, atLeastOne: true }

/** Frames 1…count, each of one row; those of `prompt` are prompt. Frame 0 is the opening. */
function recorderWith(count: number, prompt: readonly number[] = []) {
  const settings = recorderSettings(temporaryDirectory(), { frameIntervalMs: 1_000 })
  const core = new RecorderCore(settings)
  onTestFinished(() => core.close())
  // the event `started` of the start shares the first frame
  for (let at = 1; at <= count; at++) core.record(entryAt(at * 1_000 - 1_000, { prompt: prompt.includes(at) }))
  if (core.status().nextN === count) core.closeAndSeal(count * 1_000)
  expect(core.status().nextN).toBe(count + 1)
  const ack = (through: number, have: Ack['have'] = [], options = {}) =>
    core.acknowledge({
      ack: { epoch: core.status().epoch, through, have, kept: [], creditBytes: 65_536 },
      underWay: [],
      authoritative: false,
      ...options,
    }).outcome
  const waiting = (query: Partial<OutboxQuery> = {}) => core.outbox({ ...ALL, ...query }).map(({ n }) => n)
  return { core, settings, ack, waiting }
}

const sorted = (numbers: readonly number[]): number[] => numbers.toSorted((left, right) => left - right)

test('gives prompt frames first, the newest of them before the others, then the newest, then history, oldest first', () => {
  const { waiting } = recorderWith(8, [3, 5])
  expect(waiting()).toEqual([5, 3, 8, 0, 1, 2, 4, 6, 7])
})

test('gives as many frames as fit, one at least where that is wanted, and none twice', () => {
  const { core, waiting } = recorderWith(4)
  const frames = core.outbox(ALL)
  const [newest, opening] = frames
  const room = (newest?.bytes.length ?? 0) + (opening?.bytes.length ?? 0)
  expect(waiting({ maxBytes: room })).toEqual([4, 0])
  expect(waiting({ maxBytes: 1 })).toEqual([4])
  expect(waiting({ maxBytes: 1, atLeastOne: false })).toEqual([])
  expect(waiting({ underWay: frames.filter(({ n }) => n === 4 || n === 0).map(({ position }) => position) })).toEqual([
    1, 2, 3,
  ])
})

test('what is no alarm has a window of its own, or goes so many at a time; alarms wait for neither', () => {
  const { core, waiting } = recorderWith(6, [3])
  const frames = core.outbox(ALL)
  const bytesOf = (...numbers: number[]) =>
    frames.filter(({ n }) => numbers.includes(n)).reduce((sum, { bytes }) => sum + bytes.length, 0)
  expect(waiting({ maxBulkBytes: bytesOf(3, 6), atLeastOne: false })).toEqual([3, 6])
  // alarms take of the room, and never too much of it for themselves
  expect(waiting({ maxBulkBytes: bytesOf(6), atLeastOne: false })).toEqual([3])
  expect(waiting({ maxBulkBytes: 0, atLeastOne: false })).toEqual([3])
  expect(waiting({ mostBulkFrames: 2 })).toEqual([3, 6, 0])
  expect(waiting({ mostBulkFrames: 0 })).toEqual([3])
})

test('a frame is made when its oldest row is as old as the newest entry says', () => {
  const { core } = recorderWith(1)
  const before = core.status().nextN
  for (const at of [10, 12, 14]) core.record({ ...entryAt(at * 1_000), frameIntervalMs: 5_000 })
  expect(core.status().nextN).toBe(before)
  core.record({ ...entryAt(15_000), frameIntervalMs: 5_000 })
  expect(core.status().nextN).toBe(before + 1)
  core.record({ ...entryAt(16_000), frameIntervalMs: 1_000 })
  expect(core.status().nextN).toBe(before + 2)
})

test('acknowledgements move the watermark, ranges beyond it count too, and duplicates change nothing', () => {
  const { core, ack, waiting } = recorderWith(9)
  waiting()
  expect(
    ack(2, [
      [5, 6],
      [8, 8],
    ]),
  ).toBe('applied')
  expect(waiting()).toEqual([9, 3, 4, 7])
  expect(ack(2, [[5, 6]])).toBe('applied')
  expect(ack(1)).toBe('applied')
  expect(waiting()).toEqual([9, 3, 4, 7])
  expect(core.status().epochs[0]).toMatchObject({ acknowledgedThrough: 2 })
  expect(ack(9)).toBe('applied')
  expect(waiting()).toEqual([])
  expect(core.status()).toMatchObject({ framesTotal: 10, framesWaiting: 0 })
})

test('an acknowledgement is kept over a restart', () => {
  const { core, settings, ack, waiting } = recorderWith(3)
  waiting()
  ack(2)
  core.close()
  const again = new RecorderCore(settings)
  onTestFinished(() => again.close())
  expect(again.outbox(ALL).map(({ n }) => n)).toEqual([3])
})

test('a cloud that lost frames gets them again, when it says so in answer to a birth', () => {
  const { ack, waiting } = recorderWith(5)
  waiting()
  ack(5)
  expect(ack(1, [[3, 3]])).toBe('applied')
  expect(waiting()).toEqual([])
  expect(ack(1, [[3, 3]], { authoritative: true })).toBe('applied')
  expect(waiting()).toEqual([5, 2, 4])
})

test('a cloud that lost frames beyond the watermark gets those again too', () => {
  const { ack, waiting } = recorderWith(9)
  waiting()
  const have: Ack['have'] = [
    [5, 6],
    [8, 8],
  ]
  expect(ack(2, have, { authoritative: true })).toBe('applied')
  expect(waiting()).toEqual([9, 3, 4, 7])
  expect(ack(2, [[8, 8]], { authoritative: true })).toBe('applied')
  expect(sorted(waiting())).toEqual([3, 4, 5, 6, 7, 9])
  expect(ack(-1, [], { authoritative: true })).toBe('applied')
  expect(sorted(waiting())).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('the birth names epochs that owe nothing too: an emptied cloud asks for theirs by its answer', () => {
  const { core, ack, waiting } = recorderWith(2)
  const { epoch: old } = core.status()
  waiting()
  ack(2)
  core.openEpoch('fork', old, { monotonicMs: 3_000, wallMs: BOOT_WALL_MS + 3_000, clock: 'rtc' })
  expect(core.status().epochs).toEqual([
    { epoch: core.status().epoch, nextN: 1, acknowledgedThrough: -1 },
    { epoch: old, nextN: 3, acknowledgedThrough: 2 },
  ])
  expect(waiting()).toEqual([0])
  const emptied = { epoch: old, through: -1, have: [], kept: [], creditBytes: 65_536 }
  core.acknowledge({ ack: emptied, underWay: [], authoritative: true })
  expect(sorted(waiting())).toEqual([0, 0, 1, 2])
})

test('an acknowledgement of frames that never left is told and not applied, over a restart too', () => {
  const { core, settings, ack, waiting } = recorderWith(5, [1])
  // frame 1 is prompt and left; the others did not
  expect(waiting({ maxBytes: 1 })).toEqual([1])
  expect(ack(-1, [[1, 1]])).toBe('applied')
  expect(ack(3)).toBe('ahead')
  expect(ack(-1, [[3, 3]], { authoritative: true })).toBe('ahead')
  core.close()
  const again = new RecorderCore(settings)
  onTestFinished(() => again.close())
  const query = { underWay: [], authoritative: true }
  const covering = { epoch: again.status().epoch, through: 3, have: [], kept: [], creditBytes: 65_536 }
  expect(again.acknowledge({ ack: covering, ...query }).outcome).toBe('ahead')
  expect(again.outbox(ALL).map(({ n }) => n)).toEqual([5, 0, 2, 3, 4])
  // once they have left, it is believed
  expect(again.acknowledge({ ack: covering, ...query }).outcome).toBe('applied')
  expect(again.outbox(ALL).map(({ n }) => n)).toEqual([5, 4])
})

test('an acknowledgement of numbers not given yet is told and not applied', () => {
  const { ack, waiting } = recorderWith(3)
  expect(ack(4)).toBe('ahead')
  expect(ack(1, [[3, 7]])).toBe('ahead')
  expect(waiting()).toEqual([3, 0, 1, 2])
})

test('an unknown epoch changes nothing', () => {
  const { core, waiting } = recorderWith(2)
  const ack = { epoch: '000000000000', through: 9, have: [], kept: [], creditBytes: 0 }
  expect(core.acknowledge({ ack, underWay: [], authoritative: true }).outcome).toBe('unknown-epoch')
  expect(waiting()).toEqual([2, 0, 1])
})

test('a new epoch links to the one before, whose frames are owed until the cloud names our very copies', () => {
  const { core } = recorderWith(2)
  const { epoch: old } = core.status()
  const base = { monotonicMs: 3_000, wallMs: BOOT_WALL_MS + 3_000, clock: 'rtc' as const }
  core.openEpoch('fork', old, base)
  expect(core.openEpoch('fork', old, base).epoch).toBe(core.status().epoch)
  expect(core.status().epochs.map(({ epoch }) => epoch)).toEqual([core.status().epoch, old])
  const waiting = () => core.outbox(ALL).filter(({ epoch }) => epoch === old)
  const sent = waiting()
  expect(sent.map(({ n }) => n)).toEqual([0, 1, 2])

  // another recorder with our name gave the numbers 0 to 2 too, so that `through` says nothing of ours
  const ack = { epoch: old, through: 2, have: [], creditBytes: 65_536 }
  const underWay = sent.map(({ position }) => position)
  const name = (n: number) => toHex(sm3(sent[n]?.bytes ?? new Uint8Array()).subarray(0, 8))
  const kept: Ack['kept'] = [
    [0, name(0)],
    [1, name(2)],
  ]
  const first = core.acknowledge({ ack: { ...ack, kept }, underWay, authoritative: true })
  expect(first).toMatchObject({ outcome: 'applied', underWay: underWay.slice(1) })
  expect(waiting().map(({ n }) => n)).toEqual([1, 2])
  const all: Ack['kept'] = [0, 1, 2].map((n) => [n, name(n)])
  expect(core.acknowledge({ ack: { ...ack, kept: all }, underWay, authoritative: false }).underWay).toEqual([])
  expect(waiting()).toEqual([])
})
