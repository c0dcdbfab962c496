import { expect, onTestFinished, test } from 'vitest'
import { readRecorder } from '../testing/read-recorder.ts'
import { DEVICE, entryAt, recorderSettings, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { RecorderCore } from './recorder-core.ts'
import { toRecorderError } from './recorder-error.ts'

const ALL = { underWay: [], maxBytes: 1e9, atLeastOne: true }
const detail = Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`key${at}`, 'x'.repeat(256)]))

/** A recorder whose file may have 100 pages, and frames of half a page each. */
function smallRecorder() {
  const settings = recorderSettings(temporaryDirectory(), { sealIntervalMs: 1e9, maxPages: 100 })
  const core = new RecorderCore(settings)
  onTestFinished(() => core.close())
  const record = (at: number) => {
    const event = { monotonicMs: at * 1_000, code: 'test', subject: '', detail }
    return core.record(entryAt(at * 1_000, { prompt: true, events: [event] }))
  }
  const acknowledge = (through: number, authoritative = false) =>
    core.acknowledge({
      ack: { epoch: core.status().epoch, through, have: [], kept: [], creditBytes: 65_536 },
      ...{ underWay: [], authoritative },
    })
  const keptHere = () => core.kept().frames.get(core.status().epoch) ?? 0
  return { core, settings, record, acknowledge, keptHere }
}

test('at its limit the file lets the oldest frames go that the cloud has, and goes on for ever', () => {
  const { core, record, acknowledge, keptHere } = smallRecorder()
  for (let at = 1; at <= 260; at++) {
    record(at)
    if (at % 20 === 0) {
      core.outbox(ALL)
      acknowledge(core.status().nextN - 1)
    }
  }
  const { nextN, framesTotal, framesWaiting, problem } = core.status()
  expect({ nextN, framesTotal, framesWaiting, problem }).toEqual({
    ...{ nextN: 261, framesTotal: 261, framesWaiting: 0, problem: null },
  })
  expect(keptHere()).toBeGreaterThan(20)
  expect(keptHere()).toBeLessThan(200)
  // what it has is the newest: the next start goes on from it, and finds nothing wrong
  record(261)
  expect(core.outbox(ALL).map(({ n }) => n)).toEqual([261])
})

test('what the cloud is not known to have stays, though the file is full and nothing can be recorded', () => {
  const { core, record, acknowledge } = smallRecorder()
  const refusedAt = (): number => {
    for (let at = core.status().nextN; ; at++) {
      try {
        record(at)
      } catch (error) {
        if (toRecorderError(error).code !== 'SQLITE_FULL') throw error
        return at
      }
    }
  }
  const refused = refusedAt()
  const owed = core.outbox(ALL).map(({ n }) => n)
  expect(owed.sort((left, right) => left - right)).toEqual(Array.from({ length: refused }, (_, n) => n))
  // as soon as the cloud has some of it, there is room again
  acknowledge(Math.floor(refused / 2))
  expect(record(refused)).toMatchObject({ nextN: refused + 1, problem: null })
  expect(core.outbox(ALL).map(({ n }) => n)).toContain(Math.floor(refused / 2) + 1)
})

test('a cloud that has lost what went is told so once, by a signed event; what is still here it gets again', () => {
  const { core, settings, record, acknowledge } = smallRecorder()
  for (let at = 1; at <= 200; at++) {
    record(at)
    if (at % 20 === 0) {
      core.outbox(ALL)
      acknowledge(core.status().nextN - 1)
    }
  }
  const { epoch, nextN } = core.status()
  acknowledge(-1, true)
  const again = core.outbox(ALL).filter((frame) => frame.epoch === epoch)
  const first = Math.min(...again.map(({ n }) => n))
  expect(first).toBeGreaterThan(50)
  expect(new Set(again.map(({ n }) => n)).size).toBe(nextN - first)
  acknowledge(-1, true)
  acknowledge(-1, true)
  core.closeAndSeal(400_000)
  core.close()
  const { lost, isSealed } = readTail(settings)
  expect(lost).toEqual([{ epoch, from: 0, to: first - 1, reason: 'retention' }])
  expect(isSealed).toBe(true)
})

/** The losses that the file tells; its chain is followed from the oldest frame that is left. */
function readTail({ directory, key }: ReturnType<typeof recorderSettings>) {
  const { events, frames } = readRecorder(directory, { device: DEVICE, publicKey: key.publicKey, isTrimmed: true })
  return {
    lost: events.filter(({ code }) => code === 'lost').map(({ detail: told }) => told),
    isSealed: frames.at(-1)?.frame.seal !== undefined,
  }
}
