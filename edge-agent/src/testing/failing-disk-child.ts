import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromHex } from '@coldrx/protocol'
import { RecorderCore } from '../recorder/recorder-core.ts'
import { command, diskSteps, recordingInto } from './disk-steps.ts'
import { BOOT_WALL_MS, recorderSettings } from './recorder-fixture.ts'

/*
 * Records on a file system of its own, in a mount namespace of its own (started by failing-disk.test.ts), that
 * becomes full, and is read-only at the next start. Prints what the recording says at each step, one JSON text.
 */

const [mount, privateKey, publicKey] = process.argv.slice(2)
if (mount === undefined || privateKey === undefined || publicKey === undefined) throw new Error('three arguments')

mkdirSync(mount, { recursive: true })
command(['mount', '-t', 'tmpfs', '-o', 'size=3m', 'none', mount])
const settings = recorderSettings(join(mount, 'agent'), {
  key: { privateKey: fromHex(privateKey), publicKey: fromHex(publicKey) },
  sealIntervalMs: 1e12,
})
const steps = diskSteps()
const { told, step } = steps

const core = new RecorderCore(settings)
const recording = recordingInto(() => core)
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
told.splice(told.findIndex(({ name }) => name === 'filling'))
if (full !== undefined) told.push({ ...full, name: 'full' })
rmSync(filler)
await step('room again', recording)
core.close()

command(['mount', '-o', 'remount,ro', mount])
const restarted = new RecorderCore({ ...settings, start: { monotonicMs: 0, wallMs: BOOT_WALL_MS + 1e7, clock: 'rtc' } })
const after = recordingInto(() => restarted)
await step('started read-only', after)
command(['mount', '-o', 'remount,rw', mount])
await step('recovered', after)
restarted.closeAndSeal(steps.entries * 1_000 + 1)
restarted.close()
const copy = `${mount}-copy`
command(['cp', '-a', join(mount, 'agent'), copy])
console.log(JSON.stringify({ told, entries: steps.entries, copy }))
