import { angleFields, dateField, degreesOf, sentence, timeField, zdaDateFields } from './sentence.ts'

export type Fix = {
  readonly latitude: number
  readonly longitude: number
  readonly speedKmh: number
  readonly courseDegrees: number
  readonly utcMs: number
}

/** One second of a receiver: its sentences and the numbers that stand in them. */
export type Burst = { readonly sentences: readonly string[]; readonly values: Readonly<Record<string, number>> }

const KMH_PER_KNOT = 1.852

export function fixBurst(fix: Fix): Burst {
  const time = timeField(fix.utcMs)
  const latitude = angleFields(fix.latitude, 'latitude')
  const longitude = angleFields(fix.longitude, 'longitude')
  const position = [...latitude, ...longitude].join(',')
  const knots = (fix.speedKmh / KMH_PER_KNOT).toFixed(2)
  const course = fix.courseDegrees.toFixed(1)
  return {
    sentences: [
      sentence(`GNRMC,${time},A,${position},${knots},${course},${dateField(fix.utcMs)},,,A`),
      sentence(`GNGGA,${time},${position},1,14,0.8,12.0,M,8.0,M,,`),
      sentence('GNGSA,A,3,05,13,15,20,24,29,,,,,,,1.4,0.8,1.1'),
      sentence(`GNZDA,${time},${zdaDateFields(fix.utcMs).join(',')},00,00`),
    ],
    values: {
      latitude: degreesOf(...latitude) ?? 0,
      longitude: degreesOf(...longitude) ?? 0,
      speed: Number(knots) * KMH_PER_KNOT,
      fix: 1,
      utc: fix.utcMs,
    },
  }
}

/** No satellites: the clock runs on, position and speed are empty fields, as receivers send them. */
export function voidBurst(utcMs: number): Burst {
  const time = timeField(utcMs)
  return {
    sentences: [
      sentence(`GNRMC,${time},V,,,,,,,${dateField(utcMs)},,,N`),
      sentence(`GNGGA,${time},,,,,0,00,99.9,,M,,M,,`),
      sentence('GNGSA,A,1,,,,,,,,,,,,,99.9,99.9,99.9'),
      sentence(`GNZDA,${time},${zdaDateFields(utcMs).join(',')},00,00`),
    ],
    values: { fix: 0, utc: utcMs },
  }
}
