import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** One set of values as the registers or sentences encode it. Units as in the layout: °C, %, degrees, km/h. */
export type JournalEntry = {
  readonly t: number
  readonly source: string
  readonly values: Readonly<Record<string, number>>
  readonly line?: string
  readonly unit?: number
  readonly fc?: number
  readonly address?: number
  readonly registers?: readonly number[]
  /** Index of the row or burst in the file that is being played. */
  readonly row?: number
  /** Fault that may have damaged the reply after this entry was written. */
  readonly fault?: string
}

export type Journal = {
  readonly path: string
  readonly append: (entry: JournalEntry) => void
  readonly close: () => void
}

/**
 * The truth for the verifier. Each line is handed to the kernel before the bytes that carry its values, so no
 * value can be on the wire that the journal lacks, whatever is killed and whenever.
 */
export function openJournal(path: string): Journal {
  mkdirSync(dirname(path), { recursive: true })
  let fd: number | undefined = openSync(path, 'a')
  return {
    path,
    append(entry) {
      if (fd === undefined) throw new Error(`journal ${path} is closed`)
      const line = Buffer.from(`${JSON.stringify(entry)}\n`)
      for (let written = 0; written < line.length; ) written += writeSync(fd, line, written)
    },
    close() {
      if (fd !== undefined) closeSync(fd)
      fd = undefined
    },
  }
}
