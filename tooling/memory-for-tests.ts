import { accessSync, chmodSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

const MEMORY = '/dev/shm'
const ENOUGH_BYTES = 6 * 1024 ** 3

/**
 * What tests write is gone after the run, so its stores need not wait for a disk: where Linux has memory enough for it,
 * a run keeps its temporary files there. TMPDIR, where it is set, is left as it is.
 */
export default function setUp(): (() => void) | undefined {
  if (process.env.TMPDIR !== undefined || !isRoomy()) return undefined
  const directory = mkdtempSync(join(MEMORY, 'coldrx-tests-'))
  // PostgreSQL runs as another user, and has its own folder inside
  chmodSync(directory, 0o711)
  process.env.TMPDIR = directory
  return () => {
    rmSync(directory, { recursive: true, force: true })
  }
}

function isRoomy(): boolean {
  try {
    accessSync(MEMORY, constants.W_OK)
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize >= ENOUGH_BYTES
  } catch {
    return false
  }
}
