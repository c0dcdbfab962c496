import type { z } from 'zod'
import { ProtocolError } from '../errors.ts'

/** The JSON value of `text`. @throws ProtocolError MALFORMED */
export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new ProtocolError('MALFORMED', `${what} is not JSON`)
  }
}

/** @throws ProtocolError MALFORMED naming the first field that is wrong */
export function conform<T extends z.ZodType>(schema: T, value: unknown, what: string): z.infer<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new ProtocolError('MALFORMED', `${what}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`)
}
