import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'

const BUFFER_CHARACTERS = 65_536

/** A file that is whole or not there: it gets its name when all of it is on the disk, which may be a stick that is pulled. */
export function createOutputFile(path: string) {
  const part = `${path}.part`
  const file = openSync(part, 'w', 0o644)
  let waiting = ''
  let isOpen = true

  function flush(): void {
    const bytes = Buffer.from(waiting)
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
    waiting = ''
  }

  return {
    write(text: string): void {
      waiting += text
      if (waiting.length >= BUFFER_CHARACTERS) flush()
    },
    finish(): void {
      flush()
      fsyncSync(file)
      closeSync(file)
      isOpen = false
      renameSync(part, path)
    },
    /** Does nothing to one that is finished. */
    discard(): void {
      if (!isOpen) return
      isOpen = false
      closeSync(file)
      rmSync(part, { force: true })
    },
  }
}
