import { z } from 'zod'
import type { Names } from '../../identity/names.ts'

/** A number as a spreadsheet writes it. */
export function numberCell(schema: z.ZodType<number, number>) {
  return z
    .string({ error: 'is missing' })
    .regex(/^-?\d+(\.\d+)?$/, 'must be a number such as 12.5')
    .transform(Number)
    .pipe(schema)
}

/** One of a few words, in either language. */
export function wordCell<Word extends string>(words: Readonly<Record<Word, Names>>) {
  const known = Object.entries(words) as [Word, Names][]
  return z.string({ error: 'is missing' }).transform((text, context): Word => {
    const found = known.find(([word, { zh, en }]) => [word, zh, en.toLowerCase()].includes(text.toLowerCase()))
    if (found !== undefined) return found[0]
    context.addIssue({ code: 'custom', message: `must be ${known.map(([word]) => word).join(', ')}` })
    return z.NEVER
  })
}
