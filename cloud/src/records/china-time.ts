import { CHINA_OFFSET_MS } from '../lib/china-day.ts'

/** `2026-03-01 08:05:00`, UTC+8. */
export function chinaTime(atMs: number): string {
  return new Date(atMs + CHINA_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ')
}
