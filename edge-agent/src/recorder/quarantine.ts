import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** -shm is rebuilt by whoever opens the copy, but a file set that is whole raises no questions. */
const SUFFIXES = ['', '-wal', '-shm'] as const
/** Stands in a folder whose file was read for what can be saved: a new recorder goes on from there. */
const DONE = 'salvaged'
/** Stands where what the cloud has already was taken over, too: the new file has then all that could be read. */
const TAKEN_OVER = 'taken-over'

const folder = (path: string): string => join(dirname(path), 'quarantine')

/** Puts a damaged file aside, with its journal: the last commits may be in there only. Nothing is deleted. */
export function quarantine(path: string, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replaceAll(':', '-')
  let target = join(folder(path), stamp)
  for (let again = 2; existsSync(target); again++) target = join(folder(path), `${stamp}-${again}`)
  mkdirSync(target, { recursive: true })
  for (const suffix of SUFFIXES) {
    if (existsSync(path + suffix)) renameSync(path + suffix, join(target, basename(path) + suffix))
  }
  return target
}

/** The folders of all files that were put aside, the newest last. */
export function quarantined(path: string): string[] {
  if (!existsSync(folder(path))) return []
  return readdirSync(folder(path))
    .sort()
    .map((name) => join(folder(path), name))
}

/** The folder of the newest file that was put aside and not yet salvaged: a start may die, or find no room, in between. */
export function unsalvaged(path: string): string | null {
  const newest = quarantined(path).at(-1)
  return newest === undefined || existsSync(join(newest, DONE)) ? null : newest
}

export const markSalvaged = (target: string): void => mark(target, DONE)

/** The folder of a file from which only what was owed is taken over so far, the newest first. */
export function notTakenOver(path: string): string | null {
  const has = (target: string, name: string): boolean => existsSync(join(target, name))
  return quarantined(path).findLast((target) => has(target, DONE) && !has(target, TAKEN_OVER)) ?? null
}

export const markTakenOver = (target: string): void => mark(target, TAKEN_OVER)

function mark(target: string, name: string): void {
  try {
    writeFileSync(join(target, name), '')
  } catch {
    // what is in the new file says the same, and to take it over twice changes nothing
  }
}
