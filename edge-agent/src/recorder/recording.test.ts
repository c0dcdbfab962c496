import { expect, onTestFinished, test } from 'vitest'
import { SILENT_LOG } from '../buses/line.ts'
import { readRecorder } from '../testing/read-recorder.ts'
import { DEVICE, entryAt, recorderSettings, temporaryDirectory } from '../testing/recorder-fixture.ts'
import type { RecordEntry } from './entry.ts'
import { RecorderCore } from './recorder-core.ts'
import type { RecorderStatus } from './recorder-file.ts'
import { createRecording } from './recording.ts'

/** A recorder whose disk can be full for a while. */
function recordingOn({ mostHeld }: { readonly mostHeld?: number } = {}) {
  const settings = recorderSettings(temporaryDirectory())
  const core = new RecorderCore(settings)
  onTestFinished(() => core.close())
  const disk = { full: false, refuseNext: false }
  const record = async (entry: RecordEntry): Promise<RecorderStatus> => {
    await Promise.resolve()
    const refuses = disk.full || disk.refuseNext
    disk.refuseNext = false
    if (refuses) throw new Error('database or disk is full')
    return core.record(entry)
  }
  const recording = createRecording({
    recorder: { record, opened: core.status(), refusal: null },
    log: SILENT_LOG,
    onCommitted: () => undefined,
    ...(mostHeld === undefined ? {} : { mostHeld }),
  })
  return {
    disk,
    recording,
    read: () => {
      core.closeAndSeal(0)
      return readRecorder(settings.directory, { device: DEVICE, publicKey: settings.key.publicKey })
    },
  }
}

test('what a full disk refuses is held in order and recorded when there is room', async () => {
  const { disk, recording, read } = recordingOn()
  recording.add(entryAt(1_000))
  await recording.settled()
  disk.full = true
  for (const at of [2_000, 3_000, 4_000]) {
    recording.add(entryAt(at))
    await recording.settled()
  }
  const sinceMs = entryAt(2_000).wallMs
  expect(recording.state).toMatchObject({
    ...{ state: 'fault', problem: 'database or disk is full', unrecordedSinceMs: sinceMs },
  })
  disk.full = false
  recording.add({ ...entryAt(5_000), samples: null })
  await recording.settled()
  expect(recording.state).toMatchObject({ state: 'ok', problem: null, unrecordedSinceMs: null })
  expect(read().temperatures.map(({ integer }) => integer)).toEqual([1, 2, 3, 4])
})

test('an entry that comes while a try is failing is a try of its own', async () => {
  const { disk, recording, read } = recordingOn()
  disk.refuseNext = true
  recording.add(entryAt(1_000))
  recording.add(entryAt(2_000))
  await recording.settled()
  expect(recording.state).toMatchObject({ state: 'ok', problem: null })
  expect(read().temperatures.map(({ integer }) => integer)).toEqual([1, 2])
})

test('what did not fit is said by a gap event', async () => {
  const { disk, recording, read } = recordingOn({ mostHeld: 3 })
  disk.full = true
  for (let at = 1; at <= 8; at++) {
    recording.add(entryAt(at * 1_000))
    await recording.settled()
  }
  // what is held is not the oldest any more that is missing
  expect(recording.state.unrecordedSinceMs).toBe(entryAt(1_000).wallMs)
  disk.full = false
  recording.add(entryAt(9_000))
  await recording.settled()
  const { temperatures, events } = read()
  expect(temperatures.map(({ integer }) => integer)).toEqual([1, 8, 9])
  const gap = events.find(({ code }) => code === 'gap')
  expect(gap?.detail).toMatchObject({ reason: 'recorder-refused', entries: 6 })
})
