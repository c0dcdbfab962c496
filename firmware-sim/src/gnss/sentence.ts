/** XOR of what stands between `$` and `*` (NMEA 0183). */
function nmeaChecksum(body: string): number {
  let sum = 0
  for (let i = 0; i < body.length; i += 1) sum ^= body.charCodeAt(i)
  return sum & 0xff
}

export function sentence(body: string): string {
  return `$${body}*${nmeaChecksum(body).toString(16).toUpperCase().padStart(2, '0')}\r\n`
}

/** Fields of a sentence whose checksum is right, else undefined. `type` is without the talker: RMC, GGA, … */
export function parseSentence(
  line: string,
): { talker: string; type: string; fields: string[]; body: string } | undefined {
  const found = /^\$([^*$]+)\*([0-9A-Fa-f]{2})\s*$/.exec(line)
  const body = found?.[1]
  if (body === undefined || nmeaChecksum(body) !== Number.parseInt(found?.[2] ?? '', 16)) return undefined
  const fields = body.split(',')
  const name = fields[0] ?? ''
  return { talker: name.slice(0, -3), type: name.slice(-3), fields, body }
}

/** Degrees of `ddmm.mmmm,N`. */
export function degreesOf(text: string | undefined, hemisphere: string | undefined): number | undefined {
  const found = /^(\d+)(\d\d(?:\.\d*)?)$/.exec(text ?? '')
  if (found === null || !hemisphere) return undefined
  const degrees = Number(found[1]) + Number(found[2]) / 60
  return hemisphere === 'S' || hemisphere === 'W' ? -degrees : degrees
}

/** `ddmm.mmmmm,N` with five decimals of a minute, about 2 cm. */
export function angleFields(degrees: number, kind: 'latitude' | 'longitude'): [string, string] {
  const total = Math.round(Math.abs(degrees) * 60 * 1e5)
  const whole = Math.floor(total / 60e5)
  const minutes = ((total - whole * 60e5) / 1e5).toFixed(5).padStart(8, '0')
  const hemisphere = kind === 'latitude' ? (degrees < 0 ? 'S' : 'N') : degrees < 0 ? 'W' : 'E'
  return [`${String(whole).padStart(kind === 'latitude' ? 2 : 3, '0')}${minutes}`, hemisphere]
}

const two = (value: number): string => String(value).padStart(2, '0')

export function timeField(utcMs: number, decimals = 3): string {
  const utc = new Date(utcMs)
  const whole = `${two(utc.getUTCHours())}${two(utc.getUTCMinutes())}${two(utc.getUTCSeconds())}`
  if (decimals === 0) return whole
  return `${whole}.${String(utc.getUTCMilliseconds()).padStart(3, '0').padEnd(decimals, '0').slice(0, decimals)}`
}

export function dateField(utcMs: number): string {
  const utc = new Date(utcMs)
  return `${two(utc.getUTCDate())}${two(utc.getUTCMonth() + 1)}${two(utc.getUTCFullYear() % 100)}`
}

export function zdaDateFields(utcMs: number): string[] {
  const utc = new Date(utcMs)
  return [two(utc.getUTCDate()), two(utc.getUTCMonth() + 1), String(utc.getUTCFullYear())]
}
