import { GPS } from 'gps'

export interface RmcReading {
  readonly type: 'RMC'
  readonly active: boolean
  readonly position: Position | null
  readonly speedKmh: number | null
  /** null unless the sentence carries date and time */
  readonly utcMs: number | null
  /** UTC since midnight: it tells sentences of one measurement from those of the next */
  readonly timeOfDayMs: number | null
}

export interface GgaReading {
  readonly type: 'GGA'
  readonly hasFix: boolean
  readonly timeOfDayMs: number | null
  readonly position: Position | null
}

export interface ZdaReading {
  readonly type: 'ZDA'
  readonly utcMs: number | null
}

export interface Position {
  readonly latitude: number
  readonly longitude: number
}

/** Mode of an RMC that is active and yet no measurement: not valid, typed in by hand, simulated. */
const MEASURES_NOTHING = /^[NMS]$/
/** Likewise of a GGA: typed in by hand, simulated. */
const INVENTED_QUALITIES: ReadonlySet<number> = new Set([7, 8])
/** hhmmss with or without fractions; a leap second is not told apart from a wrong one */
const TIME = /^([01]\d|2[0-3])([0-5]\d)([0-5]\d(?:\.\d*)?)$/

/** `unused` is a sound sentence of a type that we do not need; `malformed` fails its check sum or its grammar. */
export type GnssReading = RmcReading | GgaReading | ZdaReading | 'unused' | 'malformed'

/**
 * One sentence through gps.js, whose results are believed only in part: it gives times without a date the host's date,
 * reads coordinates without their hemisphere, throws on unusual lengths, and looks unknown types up in a plain object.
 */
export function readSentence(sentence: string): GnssReading {
  const fields = checkedFields(sentence)
  if (fields === null) return 'malformed'
  const type = fields[0]?.slice(3)
  if (type !== 'RMC' && type !== 'GGA' && type !== 'ZDA') return 'unused'
  try {
    const parsed = GPS.Parse(sentence)
    if (parsed === false) return 'malformed'
    if (parsed.type === 'RMC') {
      const active = parsed.status === 'active' && !MEASURES_NOTHING.test(fields[12] ?? '')
      return {
        type: 'RMC',
        active,
        position: active ? toPosition(fields.slice(3, 7), parsed.lat, parsed.lon) : null,
        speedKmh: active && parsed.speed !== null && Number.isFinite(parsed.speed) ? parsed.speed : null,
        utcMs: toUtcMs(fields[1], fields[9], parsed.time),
        timeOfDayMs: toTimeOfDayMs(fields[1]),
      }
    }
    if (parsed.type === 'GGA') {
      const quality = Number(fields[6])
      const hasFix = Number.isInteger(quality) && quality >= 1 && !INVENTED_QUALITIES.has(quality)
      const position = hasFix ? toPosition(fields.slice(2, 6), parsed.lat, parsed.lon) : null
      return { type: 'GGA', hasFix, timeOfDayMs: toTimeOfDayMs(fields[1]), position }
    }
    if (parsed.type === 'ZDA') {
      return { type: 'ZDA', utcMs: toUtcMs(fields[1], fields.slice(2, 5).join(''), parsed.time) }
    }
    return 'unused'
  } catch {
    return 'malformed'
  }
}

function checkedFields(sentence: string): string[] | null {
  const match = /^\$([^*$]+)\*([0-9A-Fa-f]{2})\s*$/.exec(sentence)
  if (match === null) return null
  const [, body = '', stated = ''] = match
  let checksum = 0
  for (let at = 0; at < body.length; at++) checksum ^= body.charCodeAt(at)
  return checksum === Number.parseInt(stated, 16) ? `$${body}`.split(',') : null
}

/** Exactly 0, 0 is what receivers and libraries say for "unknown", and no road leads there. */
function toPosition(
  [latitudeText = '', northSouth = '', longitudeText = '', eastWest = '']: string[],
  latitude: number | null,
  longitude: number | null,
): Position | null {
  if (!/^\d{4}(\.\d*)?$/.test(latitudeText) || !/^[NS]$/.test(northSouth)) return null
  if (!/^\d{5}(\.\d*)?$/.test(longitudeText) || !/^[EW]$/.test(eastWest)) return null
  if (latitude === null || longitude === null) return null
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180 || (latitude === 0 && longitude === 0)) return null
  return { latitude, longitude }
}

function toTimeOfDayMs(text: string | undefined): number | null {
  const [, hours, minutes, seconds] = TIME.exec(text ?? '') ?? []
  if (seconds === undefined) return null
  return Math.round((Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000)
}

/** `date` is ddmmyy or ddmmyyyy; a day that does not exist would roll over silently. */
function toUtcMs(time: string | undefined, date: string | undefined, parsed: Date | null): number | null {
  if (time === undefined || !TIME.test(time)) return null
  if (date === undefined || !/^\d{6}(\d{2})?$/.test(date) || parsed === null) return null
  const utcMs = parsed.getTime()
  const existing =
    parsed.getUTCDate() === Number(date.slice(0, 2)) && parsed.getUTCMonth() + 1 === Number(date.slice(2, 4))
  return Number.isFinite(utcMs) && existing ? utcMs : null
}
