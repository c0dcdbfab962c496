/** What the wall clock of a time zone shows, without a library: Intl knows the zones, but not the way back. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string | undefined): Intl.DateTimeFormat {
  const key = timeZone ?? ''
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      ...(timeZone === undefined ? {} : { timeZone }),
      ...{ hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    })
    formats.set(key, format)
  }
  return format
}

/** By how much the zone's wall clock is ahead of UTC at that moment. */
export function zoneOffsetMs(atMs: number, timeZone: string | undefined): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const wallMs = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return wallMs - Math.floor(atMs / 1_000) * 1_000
}

/** The moment at which the zone's wall clock shows this (its milliseconds counted as if it were UTC). */
export function fromWallMs(wallMs: number, timeZone: string | undefined): number {
  const guess = wallMs - zoneOffsetMs(wallMs, timeZone)
  // A second look: between the two the zone's clock may have been put forward or back.
  return wallMs - zoneOffsetMs(guess, timeZone)
}

export function toWallMs(atMs: number, timeZone: string | undefined): number {
  return atMs + zoneOffsetMs(atMs, timeZone)
}

/** As people type it: `2026-03-01 08:00`, whatever the browser's own language would make of it. */
export function toWallText(atMs: number, timeZone: string | undefined): string {
  return new Date(toWallMs(atMs, timeZone)).toISOString().slice(0, 16).replace('T', ' ')
}

/** undefined: not a time. */
export function fromWallText(text: string, timeZone: string | undefined): number | undefined {
  const parts = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T](\d{1,2}):(\d{2}))?$/.exec(text.trim())
  if (parts === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.slice(1).map((part) => Number(part ?? 0))
  const wallMs = Date.UTC(year, month - 1, day, hour, minute)
  const back = new Date(wallMs)
  // the 31st of February is no day
  const isReal = back.getUTCMonth() === month - 1 && back.getUTCDate() === day && back.getUTCHours() === hour
  return !isReal ? undefined : fromWallMs(wallMs, timeZone)
}
