import { join } from 'node:path'
import { z } from 'zod'
import { readOwnerFile, writeOwnerFile } from '../files/owner-file.ts'
import { readJson } from '../read-json.ts'
import { knownEpochSchema } from './epoch-table.ts'

const knownSchema = z.strictObject({
  boot: z.int().min(0),
  /** wall time of the last samples that are in a frame */
  lastSampleAtMs: z.int().nullable(),
  /** the current epoch first */
  epochs: z.array(knownEpochSchema).min(1),
})

/**
 * What is known of the recorder outside of its file: that there was one, and how far it had come. A file that is gone,
 * damaged or older than this note is noticed by it, and what was lost with it can be named.
 */
export type KnownRecorder = z.infer<typeof knownSchema>

const knownPath = (directory: string): string => join(directory, 'recorder-known.json')

/** null when there was never a recorder here, or the note itself is damaged: it is a help, not evidence. */
export function readKnownRecorder(directory: string): KnownRecorder | null {
  return readJson(knownSchema, readOwnerFile(knownPath(directory)))
}

/** Whether the file was set back: the note is written after the commit that it tells of, so it is never the newer one. */
export function isOlder(
  file: { readonly boot: number; readonly epochs: KnownRecorder['epochs'] },
  known: KnownRecorder,
): boolean {
  const [newest] = known.epochs
  const same = file.epochs.find(({ epoch }) => epoch === newest?.epoch)
  return file.boot < known.boot || (newest !== undefined && newest.nextN > (same?.nextN ?? 0))
}

export function writeKnownRecorder(directory: string, known: KnownRecorder): void {
  writeOwnerFile(knownPath(directory), JSON.stringify(known))
}
