import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromHex } from '@coldrx/protocol'
import { SILENT_LOG } from '../buses/line.ts'
import { RecorderCore } from '../recorder/recorder-core.ts'
import { createRecording } from '../recorder/recording.ts'
import { BOOT_WALL_MS, entryAt, recorderSettings } from './recorder-fixture.ts'

/*
 * Records on a file system of its own, in a mount namespace of its own (started by failing-disk.test.ts), that
 * becomes full, and is read-only at the next start. Prints what the recording says at each step, one JSON text.
 */

const [mount, privateKey, publicKey] = process.argv.slice(2)
if (mount === undefined || privateKey === undefined || publicKey === undefined) throw new Error('three arguments')

function command(...words: readonly [string, ...string[]]): void {
  const { status, stderr } = spawnSync(words[0], words.slice(1), { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stderr}`)
}

mkdirSync(mount, { recursive: true })
command('mount', '-t', 'tmpfs', '-o', 'size=3m', 'none', mount)
const settings = recorderSettings(join(mount, 'agent'), {
  key: { privateKey: fromHex(privateKey), publicKey: fromHex(publicKey) },
  sealIntervalMs: 1e12,
})
const told: object[] = []
let at = 0

/** Records three entries, and tells how that went. */
async function step(name: string, recording: ReturnType<typeof recordingOf>): Promise<void> {
  for (const last = at + 3; at < last; ) {
    at++
    recording.add(entryAt(at * 1_000, { temperature: at, wallMs: BOOT_WALL_MS + at * 1_000 }))
    await recording.settled()
  }
  const { state, problem } = recording.state
  told.push({ name, state, problem })
}

function recordingOf(core: RecorderCore) {
  return createRecording({
    recorder: { record: async (entry) => await Promise.resolve(core.record(entry)), opened: null, refusal: null },
    log: SILENT_LOG,
    onCommitted: () => undefined,
  })
}

const core = new RecorderCore(settings)
const recording = recordingOf(core)
await step('sound', recording)
const filler = join(mount, 'filler')
try {
  for (;;) writeFileSync(filler, Buffer.alloc(4_096), { flag: 'a' })
} catch {
  // no byte is left
}
// the journal has room that it took before: it must be used up as well
for (let round = 0; round < 400 && recording.state.state === 'ok'; round++) await step('filling', recording)
const full = told.at(-1)
told.splice(told.findIndex((one) => 'name' in one && one.name === 'filling'))
told.push({ ...full, name: 'full' })
rmSync(filler)
await step('room again', recording)
core.close()

command('mount', '-o', 'remount,ro', mount)
const restarted = new RecorderCore({ ...settings, start: { monotonicMs: 0, wallMs: BOOT_WALL_MS + 1e7, clock: 'rtc' } })
const after = recordingOf(restarted)
await step('started read-only', after)
command('mount', '-o', 'remount,rw', mount)
await step('recovered', after)
restarted.closeAndSeal(at * 1_000 + 1)
restarted.close()
const copy = `${mount}-copy`
command('cp', '-a', join(mount, 'agent'), copy)
console.log(JSON.stringify({ told, entries: at, copy }))
