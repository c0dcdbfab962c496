import type { Ack } from '@coldrx/protocol'
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
      ack: { epoch: core.status().epoch, through, have, creditBytes: 65_536 },
      underWay: [],
      authoritative: false,
      ...options,
    }).outcome
  const waiting = (query: Partial<OutboxQuery> = {}) => core.outbox({ ...ALL, ...query }).map(({ n }) => n)
  return { core, settings, ack, waiting }
}

test('gives prompt frames first, then the newest, then history, oldest first', () => {
  const { waiting } = recorderWith(8, [3, 5])
  expect(waiting()).toEqual([3, 5, 8, 0, 1, 2, 4, 6, 7])
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

test('acknowledgements move the watermark, ranges beyond it count too, and duplicates change nothing', () => {
  const { core, ack, waiting } = recorderWith(9)
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
  const { core, settings, ack } = recorderWith(3)
  ack(2)
  core.close()
  const again = new RecorderCore(settings)
  onTestFinished(() => again.close())
  expect(again.outbox(ALL).map(({ n }) => n)).toEqual([3])
})

test('a cloud that lost frames gets them again, when it says so in answer to a birth', () => {
  const { ack, waiting } = recorderWith(5)
  ack(5)
  expect(ack(1, [[3, 3]])).toBe('applied')
  expect(waiting()).toEqual([])
  expect(ack(1, [[3, 3]], { authoritative: true })).toBe('applied')
  expect(waiting()).toEqual([5, 2, 4])
})

test('an acknowledgement of numbers not given yet is told and not applied', () => {
  const { ack, waiting } = recorderWith(3)
  expect(ack(4)).toBe('ahead')
  expect(ack(1, [[3, 7]])).toBe('ahead')
  expect(waiting()).toEqual([3, 0, 1, 2])
})

test('an unknown epoch changes nothing', () => {
  const { core, waiting } = recorderWith(2)
  const ack = { epoch: '000000000000', through: 9, have: [], creditBytes: 0 }
  expect(core.acknowledge({ ack, underWay: [], authoritative: true }).outcome).toBe('unknown-epoch')
  expect(waiting()).toEqual([2, 0, 1])
})

test('a new epoch links to the one before, whose frames are still owed and only ours when we sent them', () => {
  const { core, waiting } = recorderWith(2)
  const { epoch: old } = core.status()
  const base = { monotonicMs: 3_000, wallMs: BOOT_WALL_MS + 3_000, clock: 'rtc' as const }
  core.openEpoch('fork', old, base)
  expect(core.openEpoch('fork', old, base).epoch).toBe(core.status().epoch)
  expect(core.status().epochs.map(({ epoch }) => epoch)).toEqual([core.status().epoch, old])
  expect(waiting()).toEqual([0, 0, 1, 2])

  // another recorder with our name gave the numbers 0 to 2 too
  const ack = { epoch: old, through: 2, have: [], creditBytes: 65_536 }
  const underWay = core
    .outbox(ALL)
    .filter(({ epoch, n }) => epoch === old && n < 2)
    .map(({ position }) => position)
  core.acknowledge({ ack, underWay, authoritative: false })
  expect(
    core
      .outbox(ALL)
      .filter(({ epoch }) => epoch === old)
      .map(({ n }) => n),
  ).toEqual([2])
})
