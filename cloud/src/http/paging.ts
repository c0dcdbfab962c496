import { z } from 'zod'
import { refusal } from './refusals.ts'

const CURSOR_TEXT = 'must be the `next` of the page before'

/** Query parameters of every list: pages follow each other by key, so that none grows slow or skips a row. */
export const pageQuery = pagesOfUpTo(100)

/** `pageQuery` of a list whose rows are small beside the asking: a screen wants the whole of it. */
export function pagesOfUpTo(largest: number) {
  return {
    limit: z
      .string()
      .regex(/^[1-9]\d{0,5}$/, `must be a whole number from 1 to ${largest}`)
      .transform(Number)
      .refine((limit) => limit <= largest, `must be a whole number from 1 to ${largest}`)
      .default(50)
      .describe(`how many at most, 1 to ${largest}`),
    after: z
      .string()
      .regex(/^[\w-]{1,512}$/, CURSOR_TEXT)
      .exactOptional()
      .describe('the `next` of the page before'),
  }
}

type KeyPart = string | number

/** The key of a list in the order of some moment, and of the ids of one moment. */
export const momentAndId = z.tuple([z.number(), z.string()])

/** `next`: goes on behind this key; null: there is nothing more. */
export function toPage<Row, View>(
  rows: readonly Row[],
  { limit, keyOf, view }: { limit: number; keyOf: (row: Row) => readonly KeyPart[]; view: (row: Row) => View },
): { items: View[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  // a store is asked for one more than the page holds, which tells whether there is a next one
  const next = rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null
  return { items: shown.map(view), next }
}

export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), next: z.string().nullable() })
}

function encodeCursor(key: readonly KeyPart[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** The key behind a cursor, in the shape that the list gave it. */
export function parseCursor<T extends z.ZodType<readonly KeyPart[]>>(
  after: string | undefined,
  schema: T,
): z.output<T> | undefined {
  if (after === undefined) return undefined
  const parsed = schema.safeParse(parseJson(Buffer.from(after, 'base64url').toString('utf8')))
  if (!parsed.success || !parsed.data.every(isKeyPart)) throw refusal('BAD_REQUEST', `after: ${CURSOR_TEXT}`, 'after')
  return parsed.data
}

/** What no list has given would be a fault in the query of its store. */
function isKeyPart(part: KeyPart): boolean {
  return typeof part === 'number' ? Number.isSafeInteger(part) : !part.includes('\0')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
