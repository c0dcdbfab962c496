import { join } from 'node:path'
import { z } from 'zod'
import { readOwnerFile, writeOwnerFile } from '../files/owner-file.ts'

const knownSchema = z.strictObject({ epoch: z.string().regex(/^[0-9a-f]{12}$/), boot: z.int().min(0) })

/** What is known of the recorder outside of its file: that there was one, and how many boots it has counted. */
export type KnownRecorder = z.infer<typeof knownSchema>

const knownPath = (directory: string): string => join(directory, 'recorder-known.json')

/** null when there was never a recorder here, or the note itself is damaged: it is a help, not evidence. */
export function readKnownRecorder(directory: string): KnownRecorder | null {
  const text = readOwnerFile(knownPath(directory))
  if (text === null) return null
  try {
    return knownSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

export function writeKnownRecorder(directory: string, known: KnownRecorder): void {
  writeOwnerFile(knownPath(directory), JSON.stringify(known))
}
