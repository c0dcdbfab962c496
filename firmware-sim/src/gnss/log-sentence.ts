import { dateField, degreesOf, parseSentence, sentence, timeField, zdaDateFields } from './sentence.ts'

/** Where each type of sentence holds its time of day. */
const TIME_FIELD: Readonly<Record<string, number>> = { RMC: 1, GGA: 1, GNS: 1, GST: 1, GBS: 1, ZDA: 1, GLL: 5 }
const KMH_PER_KNOT = 1.852

/** The same sentence at another time. Lines that are not whole sentences stay as they were recorded. */
export function shiftLine(line: Buffer, utcMs: number): Buffer {
  const parsed = parseSentence(line.toString('latin1'))
  const timeAt = parsed === undefined ? undefined : TIME_FIELD[parsed.type]
  if (parsed === undefined || timeAt === undefined) return line
  const fields = [...parsed.fields]
  const time = fields[timeAt] ?? ''
  if (time !== '') fields[timeAt] = timeField(utcMs, /\.(\d+)/.exec(time)?.[1]?.length ?? 0)
  // Empty dates stay empty: a receiver that does not know the date must not be made to tell one.
  if (parsed.type === 'RMC' && fields[9]) fields[9] = dateField(utcMs)
  if (parsed.type === 'ZDA' && fields[4]) fields.splice(2, 3, ...zdaDateFields(utcMs))
  return Buffer.from(sentence(fields.join(',')), 'latin1')
}

/** Position, speed, fix and time as whole sentences of the burst tell them: RMC first, GGA where RMC is missing. */
export function valuesOfLines(lines: readonly Buffer[]): Record<string, number> {
  const parsed = lines.flatMap((line) => parseSentence(line.toString('latin1')) ?? [])
  const rmc = parsed.find(({ type, fields }) => type === 'RMC' && fields[2] === 'A')?.fields
  const gga = parsed.find(({ type, fields }) => type === 'GGA' && Number(fields[6]) >= 1)?.fields
  const latitude = rmc === undefined ? degreesOf(gga?.[2], gga?.[3]) : degreesOf(rmc[3], rmc[4])
  const longitude = rmc === undefined ? degreesOf(gga?.[4], gga?.[5]) : degreesOf(rmc[5], rmc[6])
  const utc = utcOf(parsed.find(({ type, fields }) => type === 'RMC' && Boolean(fields[9]))?.fields)
  return {
    ...(latitude === undefined || longitude === undefined ? { fix: 0 } : { latitude, longitude, fix: 1 }),
    ...(rmc?.[7] ? { speed: Number(rmc[7]) * KMH_PER_KNOT } : {}),
    ...(utc === undefined ? {} : { utc }),
  }
}

function utcOf(rmc: readonly string[] | undefined): number | undefined {
  const time = /^(\d\d)(\d\d)(\d\d(?:\.\d+)?)$/.exec(rmc?.[1] ?? '')
  const date = /^(\d\d)(\d\d)(\d\d)$/.exec(rmc?.[9] ?? '')
  if (time === null || date === null) return undefined
  const year = Number(date[3]) + (Number(date[3]) < 80 ? 2000 : 1900)
  const midnight = Date.UTC(year, Number(date[2]) - 1, Number(date[1]))
  return midnight + (Number(time[1]) * 60 + Number(time[2])) * 60_000 + Math.round(Number(time[3]) * 1000)
}
