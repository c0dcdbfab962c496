import { z } from 'zod'

/** An instant as it comes in: ISO 8601 in UTC; milliseconds since 1970 afterwards. */
export const instantIn = z.iso
  .datetime({ error: 'must be an ISO time in UTC, such as 2026-03-01T08:00:00Z' })
  .transform((text) => Date.parse(text))

/** An instant as it goes out. */
export const instantOut = z.iso.datetime()

export function toInstant(ms: number): string
export function toInstant(ms: number | null): string | null
export function toInstant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}
