import { join } from 'node:path'
import { LINK_LANES } from '@coldrx/protocol'
import { z } from 'zod'
import { readOwnerFile, writeOwnerFile } from '../files/owner-file.ts'
import type { LinkHour } from './link-use.ts'

const fileSchema = z.strictObject({
  v: z.literal(1),
  hours: z
    .array(
      z.strictObject({
        hour: z.int().min(0),
        bytes: z.record(z.enum(LINK_LANES), z.int().min(0)),
      }),
    )
    .max(48),
})

const fileOf = (directory: string): string => join(directory, 'link-use.json')

/** Empty when there is no file. @throws Error when there is one that says nothing of use */
export function readLinkUse(directory: string): readonly LinkHour[] {
  const text = readOwnerFile(fileOf(directory))
  return text === null ? [] : fileSchema.parse(JSON.parse(text)).hours
}

export function writeLinkUse(directory: string, hours: readonly LinkHour[]): void {
  writeOwnerFile(fileOf(directory), JSON.stringify({ v: 1, hours }))
}
