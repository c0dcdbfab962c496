import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateSm2KeyPair, toHex } from '@coldrx/protocol'
import { expect, test } from 'vitest'
import { readRecorder } from '../testing/read-recorder.ts'
import { DEVICE, temporaryDirectory } from '../testing/recorder-fixture.ts'

const CHILD = fileURLToPath(new URL('../testing/failing-disk-child.ts', import.meta.url))
/** A file system of one's own needs a mount namespace, which root has everywhere and others have on some machines. */
const UNSHARE = process.getuid?.() === 0 ? ['-m'] : ['-rm']
const mayMount = spawnSync('unshare', [...UNSHARE, 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0

test.skipIf(!mayMount)(
  'on a disk that is full, and on one that is read-only from the start on, entries are held in memory, the reason is said, and none is lost',
  { timeout: 240_000 },
  () => {
    const directory = temporaryDirectory()
    const key = generateSm2KeyPair()
    const { status, stdout, stderr } = spawnSync(
      'unshare',
      [
        ...[...UNSHARE, process.execPath, '--import', 'tsx', '--conditions=source', CHILD],
        ...[join(directory, 'disk'), toHex(key.privateKey), toHex(key.publicKey)],
      ],
      { encoding: 'utf8' },
    )
    expect({ status, problem: status === 0 ? '' : stderr }).toEqual({ status: 0, problem: '' })
    const { told, entries, copy } = JSON.parse(stdout) as {
      told: { name: string; state: string; problem: string | null }[]
      entries: number
      copy: string
    }
    expect(told.map(({ name, state }) => [name, state])).toEqual([
      ['sound', 'ok'],
      ['full', 'fault'],
      ['room again', 'ok'],
      ['started read-only', 'fault'],
      ['recovered', 'ok'],
    ])
    for (const { state, problem } of told) expect(problem === null).toBe(state === 'ok')
    // the very words that the cab has a sentence for: dashboards/src/cab/advice.ts
    const words = Object.fromEntries(told.map(({ name, problem }) => [name, problem]))
    expect(words.full).toMatch(/full/)
    expect(words['started read-only']).toMatch(/readonly|read-only|unable to open|EROFS/)
    const { temperatures, unframed } = readRecorder(copy, { device: DEVICE, publicKey: key.publicKey })
    expect(unframed).toEqual([])
    expect(temperatures.map(({ integer }) => integer)).toEqual(Array.from({ length: entries }, (_, at) => at + 1))
    // nothing was damaged, so nothing was put aside
    expect(existsSync(join(copy, 'quarantine'))).toBe(false)
  },
)
