import { existsSync } from 'node:fs'
import { join } from 'node:path'

const DEFAULT = join(import.meta.dirname, '../../../../shared/data')

/** Recorded real files that are not part of the repository; undefined where they are missing. */
export function sharedFile(name: string): string | undefined {
  const path = join(process.env.COLDRX_DATA ?? DEFAULT, name)
  return existsSync(path) ? path : undefined
}
