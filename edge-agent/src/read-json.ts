import type { z } from 'zod'

/** What a stored text says; null: it is no text, no JSON, or says something else. Files and cells may be damaged. */
export function readJson<T extends z.ZodType>(schema: T, text: unknown): z.infer<T> | null {
  if (typeof text !== 'string') return null
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
