import { closeSync, fsyncSync, openSync } from 'node:fs'

/** A file's content, or what a folder names, is on the disk when it returns. */
export function syncPath(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
