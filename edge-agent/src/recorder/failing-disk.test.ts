import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateSm2KeyPair, toHex } from '@coldrx/protocol'
import { expect, test } from 'vitest'
import { readRecorder } from '../testing/read-recorder.ts'
import { DEVICE, temporaryDirectory } from '../testing/recorder-fixture.ts'

/** A file system of one's own needs a mount namespace, which root has everywhere and others have on some machines. */
const UNSHARE = process.getuid?.() === 0 ? ['-m'] : ['-rm']
const mayMount = spawnSync('unshare', [...UNSHARE, 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0
/** One on a file of blocks needs a loop device besides. */
const mayMountBlocks =
  mayMount &&
  spawnSync('unshare', [
    ...[...UNSHARE, 'sh', '-c'],
    'mount -t tmpfs none /mnt && truncate -s 8M /mnt/image && mkfs.ext4 -q /mnt/image && mount -o loop /mnt/image /mnt && umount /mnt',
  ]).status === 0

interface Told {
  readonly name: string
  readonly state: string
  readonly problem: string | null
}

/** Runs a program on a disk of its own; what it told, and the recorder that it left. */
function runOnDisk(program: URL) {
  const directory = temporaryDirectory()
  const key = generateSm2KeyPair()
  const { status, stdout, stderr } = spawnSync(
    'unshare',
    [
      ...[...UNSHARE, process.execPath, '--import', 'tsx', '--conditions=source', fileURLToPath(program)],
      ...[join(directory, 'disk'), toHex(key.privateKey), toHex(key.publicKey)],
    ],
    { encoding: 'utf8' },
  )
  expect({ status, problem: status === 0 ? '' : stderr }).toEqual({ status: 0, problem: '' })
  const { told, entries, copy } = JSON.parse(stdout) as { told: Told[]; entries: number; copy: string }
  for (const { state, problem } of told) expect(problem === null).toBe(state === 'ok')
  return {
    states: told.map(({ name, state }) => [name, state]),
    problems: Object.fromEntries(told.map(({ name, problem }) => [name, problem])),
    read: () => readRecorder(copy, { device: DEVICE, publicKey: key.publicKey }),
    inOrder: Array.from({ length: entries }, (_, at) => at + 1),
    hasQuarantine: existsSync(join(copy, 'quarantine')),
  }
}

test.skipIf(!mayMount)(
  'on a disk that is full, and on one that is read-only from the start on, entries are held in memory, the reason is said, and none is lost',
  { timeout: 240_000 },
  () => {
    const { states, problems, read, inOrder, hasQuarantine } = runOnDisk(
      new URL('../testing/failing-disk-child.ts', import.meta.url),
    )
    expect(states).toEqual([
      ['sound', 'ok'],
      ['full', 'fault'],
      ['room again', 'ok'],
      ['started read-only', 'fault'],
      ['recovered', 'ok'],
    ])
    // the very words that pages have a sentence for: dashboards/src/ui/recording-problem.ts
    expect(problems.full).toMatch(/full/)
    expect(problems['started read-only']).toMatch(/readonly|read-only|unable to open|EROFS/)
    const { temperatures, unframed } = read()
    expect(unframed).toEqual([])
    expect(temperatures.map(({ integer }) => integer)).toEqual(inOrder)
    // nothing was damaged, so nothing was put aside
    expect(hasQuarantine).toBe(false)
  },
)

test.skipIf(!mayMountBlocks)(
  'on a disk that becomes read-only while it records, entries are held, the reason is said, and none is lost once it is mended',
  { timeout: 240_000 },
  () => {
    const { states, problems, read, inOrder, hasQuarantine } = runOnDisk(
      new URL('../testing/aborted-disk-child.ts', import.meta.url),
    )
    expect(states).toEqual([
      ['sound', 'ok'],
      ['read-only', 'fault'],
      ['mended', 'ok'],
    ])
    expect(problems['read-only']).toMatch(/readonly|read-only|unable to open|EROFS|I\/O error/)
    const { temperatures, unframed } = read()
    expect(unframed).toEqual([])
    expect(temperatures.map(({ integer }) => integer)).toEqual(inOrder)
    expect(hasQuarantine).toBe(false)
  },
)
