import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { decodeOpening } from '@coldrx/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { readRecorder } from '../testing/read-recorder.ts'
import { DEVICE, entryAt, recorderSettings, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { RecorderCore } from './recorder-core.ts'
import { RECORDER_FILE, type RecorderSettings } from './recorder-file.ts'

function start(settings: RecorderSettings): RecorderCore {
  const core = new RecorderCore(settings)
  onTestFinished(() => core.close())
  return core
}

/** The numbers as they are given: frames 1 … 5 with the readings 1 … 5. */
function recordPrompt(core: RecorderCore, ...numbers: readonly number[]): void {
  for (const at of numbers) core.record(entryAt(at * 1_000, { prompt: true }))
}

const ALL = { underWay: [], maxBytes: 1e6, atLeastOne: true }

/** A recorder with the frames 0 … 5, and a copy of its files as they were at frame 3. */
function setBack({ acknowledged }: { readonly acknowledged: boolean }) {
  const settings = recorderSettings(temporaryDirectory())
  const copy = temporaryDirectory()
  const first = new RecorderCore(settings)
  recordPrompt(first, 1, 2, 3)
  const { epoch } = first.status()
  first.close()
  cpSync(settings.directory, copy, { recursive: true })

  const second = new RecorderCore(settings)
  recordPrompt(second, 4)
  recordPrompt(second, 5)
  second.outbox(ALL)
  const ack = { epoch, through: 5, have: [], kept: [], creditBytes: 65_536 }
  if (acknowledged) second.acknowledge({ ack, underWay: [], authoritative: true })
  // the note is written with the next frame: it knows of the acknowledgement then
  recordPrompt(second, 6)
  expect(second.status().nextN).toBe(7)
  second.close()
  return { settings, copy, epoch }
}

function restore(settings: RecorderSettings, copy: string, { whole }: { readonly whole: boolean }): void {
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(join(settings.directory, `${RECORDER_FILE}${suffix}`), { force: true })
  cpSync(
    whole ? copy : join(copy, RECORDER_FILE),
    whole ? settings.directory : join(settings.directory, RECORDER_FILE),
    {
      recursive: true,
    },
  )
}

const read = ({ directory, key }: RecorderSettings) =>
  readRecorder(directory, { device: DEVICE, publicKey: key.publicKey })

test.each([
  [false, 'data-lost', [{ from: 4, to: 6 }]],
  [true, 'data-lost', [{ from: 6, to: 6 }]],
] as const)(
  'a file older than the note beside it begins an epoch, and says what it lost (acknowledged: %s)',
  (...row) => {
    const [acknowledged, reason, lost] = row
    const { settings, copy, epoch: old } = setBack({ acknowledged })
    restore(settings, copy, { whole: false })
    const core = start(settings)
    const { epoch, boot, problem } = core.status()
    expect(epoch).not.toBe(old)
    expect(boot).toBe(3)
    expect(problem).toContain('set back')
    recordPrompt(core, 7)
    const { frames, events } = read(settings)
    const opening = frames.find((frame) => frame.epoch === epoch)?.frame.sections[0]
    expect(opening && decodeOpening(opening)).toMatchObject({ reason, previous: { epoch: old, n: 6 } })
    expect(events.filter(({ code }) => code === 'lost').map(({ detail }) => detail)).toMatchObject(
      lost.map((range) => ({ epoch: old, ...range })),
    )
    // what the file still had is owed as before, and an acknowledgement of what never left proves nothing, then or later
    const ack = { epoch: old, through: 9, have: [], kept: [], creditBytes: 65_536 }
    const owed = () => core.outbox(ALL).filter((frame) => frame.epoch === old)
    core.acknowledge({ ack, underWay: [], authoritative: true })
    expect(owed()).toHaveLength(4)
    core.acknowledge({ ack: { ...ack, through: 3 }, underWay: [], authoritative: true })
    expect(owed()).toHaveLength(4)
    // and the next start finds nothing wrong
    core.close()
    expect(start(settings).status()).toMatchObject({ epoch, problem: null })
  },
)

test('a file older than the note that lost no number begins an epoch all the same', () => {
  const settings = recorderSettings(temporaryDirectory())
  const copy = temporaryDirectory()
  const first = new RecorderCore(settings)
  first.closeAndSeal(0)
  first.close()
  cpSync(settings.directory, copy, { recursive: true })
  new RecorderCore(settings).close()
  restore(settings, copy, { whole: false })
  const core = start(settings)
  const openings = read(settings).frames.filter(({ n }) => n === 0)
  expect(core.status().boot).toBe(3)
  expect(openings.map(({ frame }) => decodeOpening(frame.sections[0] ?? new Uint8Array()).reason)).toEqual([
    'first-start',
    'behind-cloud',
  ])
})

test('numbers that are given anew, note and all set back, are not taken for the ones that the cloud has', () => {
  const { settings, copy, epoch: old } = setBack({ acknowledged: true })
  restore(settings, copy, { whole: true })
  const core = start(settings)
  recordPrompt(core, 17, 18, 19)
  expect(core.status()).toMatchObject({ epoch: old, nextN: 8 })
  const ack = { epoch: old, through: 5, have: [], kept: [], creditBytes: 65_536 }
  expect(core.acknowledge({ ack, underWay: [], authoritative: true }).outcome).toBe('ahead')
  expect(core.outbox(ALL).map(({ n }) => n)).toEqual(expect.arrayContaining([4, 5, 6, 7]))
})
