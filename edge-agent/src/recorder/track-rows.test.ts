import { decodeSections } from '@coldrx/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { readRecorder } from '../testing/read-recorder.ts'
import {
  BOOT_WALL_MS,
  DEVICE,
  entryAt,
  recorderSettings,
  TEST_LAYOUT,
  temporaryDirectory,
} from '../testing/recorder-fixture.ts'
import type { RecordEntry } from './entry.ts'
import { RecorderCore } from './recorder-core.ts'
import type { RecorderSettings } from './recorder-file.ts'

function start(settings: RecorderSettings): RecorderCore {
  const core = new RecorderCore(settings)
  onTestFinished(() => core.close())
  return core
}

/** A point of the track between two records. */
const trackAt = (monotonicMs: number, power = 1): RecordEntry => ({
  ...entryAt(monotonicMs),
  samples: { integers: [power], marks: ['ok'], of: 'vehicle' },
})

const read = ({ directory, key }: RecorderSettings) =>
  readRecorder(directory, { device: DEVICE, publicKey: key.publicKey })

test('a point of the track is a row of the vehicle, and of no compartment', () => {
  const settings = recorderSettings(temporaryDirectory(), { frameIntervalMs: 60_000 })
  const core = start(settings)
  core.record(entryAt(1_000))
  core.record(trackAt(2_000))
  core.record(trackAt(3_000, 0))
  core.record(entryAt(4_000))
  core.closeAndSeal(5_000)
  const { frames, temperatures, unframed } = read(settings)
  expect(unframed).toEqual([])
  expect(temperatures.map(({ monotonicMs }) => monotonicMs)).toEqual([1_000, 4_000])
  const sections = frames.flatMap(({ frame }) =>
    decodeSections(frame, TEST_LAYOUT).flatMap((section) => (section.kind === 'measurements' ? [section] : [])),
  )
  const ofVehicle = sections.filter(({ group }) => group.id === 'vehicle')
  expect(ofVehicle.flatMap(({ measurements }) => measurements.columns[0]?.integers)).toEqual([1, 1, 0, 1])
  expect(
    sections.filter(({ group }) => group.id === 'c1').flatMap(({ measurements }) => measurements.times),
  ).toHaveLength(2)
})

test('it keeps no interval of the law: after a restart the gap begins with the last record of the whole asset', () => {
  const settings = recorderSettings(temporaryDirectory())
  const core = start(settings)
  core.record(entryAt(1_000))
  const { lastRecordedAtMs } = core.record(trackAt(2_000))
  expect(lastRecordedAtMs).toBe(BOOT_WALL_MS + 1_000)
  core.close()
  const again = start({ ...settings, start: { ...settings.start, wallMs: BOOT_WALL_MS + 60_000 } })
  again.closeAndSeal(1_000)
  const started = read(settings).events.filter(({ code }) => code === 'started')
  expect(started.at(-1)?.detail).toMatchObject({ gapFromMs: BOOT_WALL_MS + 1_000 })
})
