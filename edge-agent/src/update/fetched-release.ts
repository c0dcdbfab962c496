import { createHash } from 'node:crypto'
import { closeSync, createReadStream, fsyncSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { LIMITS } from '@coldrx/protocol'
import type { OrderedRelease } from './order-file.ts'

const PART_FILE = 'release.part'
/** A power cut costs so much at most. */
const SYNC_EVERY_BYTES = 1_048_576

/** The file of an ordered release as far as it has come, over restarts and power cuts. */
export function fetchedRelease(directory: string) {
  const path = join(directory, PART_FILE)
  const sizeBytes = (): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  return {
    path,
    /** How much of it is there: whole parts, or all. */
    have({ sizeBytes: whole }: OrderedRelease): number {
      const found = sizeBytes()
      if (found === whole) return whole
      const sound = found > whole ? 0 : found - (found % LIMITS.releasePartBytes)
      if (sound !== found) truncateSync(path, sound)
      return sound
    },
    /** Takes what is asked for, and nothing else. @returns whether it was that */
    append(release: OrderedRelease, offset: number, bytes: Uint8Array): boolean {
      const due = Math.min(LIMITS.releasePartBytes, release.sizeBytes - offset)
      if (offset !== this.have(release) || bytes.length !== due) return false
      const file = openSync(path, 'a', 0o600)
      try {
        writeSync(file, bytes)
        const end = offset + bytes.length
        if (end === release.sizeBytes || end % SYNC_EVERY_BYTES === 0) fsyncSync(file)
      } finally {
        closeSync(file)
      }
      return true
    },
    async isWhole({ id }: OrderedRelease): Promise<boolean> {
      const hash = createHash('sha256')
      await pipeline(createReadStream(path), hash)
      return hash.digest('hex') === id
    },
    forget: (): void => rmSync(path, { force: true }),
  }
}
