import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fromHex } from '@coldrx/protocol'
import { RecorderCore } from '../recorder/recorder-core.ts'
import { command, diskSteps, recordingInto } from './disk-steps.ts'
import { BOOT_WALL_MS, recorderSettings } from './recorder-fixture.ts'

/*
 * Records on an ext4 of its own, in a mount namespace of its own (started by failing-disk.test.ts), that becomes
 * read-only under the open file, as after an error of the card (`errors=remount-ro`), and is checked and mounted
 * anew. Prints what the recording says at each step, one JSON text.
 */

const [directory, privateKey, publicKey] = process.argv.slice(2)
if (directory === undefined || privateKey === undefined || publicKey === undefined) throw new Error('three arguments')

const [image, mount] = [join(directory, 'image'), join(directory, 'disk')]
mkdirSync(mount, { recursive: true })
command(['truncate', '-s', '8M', image])
command(['mkfs.ext4', '-q', image])
command(['mount', '-o', 'loop', image, mount])
const settings = recorderSettings(join(mount, 'agent'), {
  key: { privateKey: fromHex(privateKey), publicKey: fromHex(publicKey) },
  sealIntervalMs: 1e12,
})
const steps = diskSteps()

let core = new RecorderCore(settings)
const recording = recordingInto(() => core)
await steps.step('sound', recording)
command(['mount', '-o', 'remount,abort', mount])
await steps.step('read-only', recording)
core.close()
command(['umount', mount])
// 1 and 2: it was mended
command(['e2fsck', '-f', '-y', image], [0, 1, 2])
command(['mount', '-o', 'loop', image, mount])
core = new RecorderCore({ ...settings, start: { monotonicMs: 0, wallMs: BOOT_WALL_MS + 1e7, clock: 'rtc' } })
await steps.step('mended', recording)
core.closeAndSeal(steps.entries * 1_000 + 1)
core.close()
const copy = `${mount}-copy`
command(['cp', '-a', join(mount, 'agent'), copy])
command(['umount', mount])
console.log(JSON.stringify({ told: steps.told, entries: steps.entries, copy }))
