import { chmodSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Whole and readable by its owner alone, or as it was before. */
export function replaceOwnerOnly(path: string, text: string): void {
  renameSync(writeBeside(path, text), path)
}

/** As `replaceOwnerOnly`, but of two that start at once the second leaves what the first has written. */
export function createOwnerOnly(path: string, text: string): void {
  const temporary = writeBeside(path, text)
  try {
    linkSync(temporary, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(temporary)
  }
}

function writeBeside(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const temporary = `${path}.${process.pid}`
  writeFileSync(temporary, text, { mode: 0o600, flush: true })
  // the mode counts only for a new file; a leftover of an earlier crash keeps its own
  chmodSync(temporary, 0o600)
  return temporary
}
