import { readFileSync } from 'node:fs'
import type { JournalEntry } from '../journal.ts'

export function readJournal(path: string): JournalEntry[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): JournalEntry => JSON.parse(line))
}
