import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** -shm is rebuilt by whoever opens the copy, but a file set that is whole raises no questions. */
const SUFFIXES = ['', '-wal', '-shm'] as const

/** Puts a damaged file aside, with its journal: the last commits may be in there only. Nothing is deleted. */
export function quarantine(path: string, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replaceAll(':', '-')
  let target = join(dirname(path), 'quarantine', stamp)
  for (let again = 2; existsSync(target); again++) target = join(dirname(path), 'quarantine', `${stamp}-${again}`)
  mkdirSync(target, { recursive: true })
  for (const suffix of SUFFIXES) {
    if (existsSync(path + suffix)) renameSync(path + suffix, join(target, basename(path) + suffix))
  }
  return target
}
