import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Folder of recorded drives and series, which are not part of the repository. */
const DATA_FOLDER = process.env.COLDRX_DATA ?? resolve(import.meta.dirname, '../../../../shared/data')

/** Recorded receivers; empty where the data is not at hand. */
export function recordedDrives(): { readonly name: string; readonly file: string }[] {
  const folder = join(DATA_FOLDER, 'nmea')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /\.(log|nmea|gga)$/.test(name))
    .map((name) => ({ name, file: join(folder, name) }))
}

/** One of them, or what gpsd made of one; undefined where the data is not at hand. */
export function recordedFile(name: string): string | undefined {
  const file = join(DATA_FOLDER, 'nmea', name)
  return existsSync(file) ? file : undefined
}

export const NO_RECORDINGS = 'the recorded drives are not here; COLDRX_DATA may name their folder'

export function sentence(body: string): string {
  let checksum = 0
  for (let at = 0; at < body.length; at++) checksum ^= body.charCodeAt(at)
  return `$${body}*${checksum.toString(16).toUpperCase().padStart(2, '0')}\r\n`
}

/** RMC near Shanghai as a receiver with a fix says it. */
export function rmc(
  utcMs: number,
  { active = true, latitude = '3113.8240', longitude = '12128.4210', speedKnots = '39.1' } = {},
): string {
  const iso = new Date(utcMs).toISOString()
  const time = iso.slice(11, 23).replaceAll(':', '')
  const date = `${iso.slice(8, 10)}${iso.slice(5, 7)}${iso.slice(2, 4)}`
  return sentence(
    active
      ? `GNRMC,${time},A,${latitude},N,${longitude},E,${speedKnots},84.4,${date},,,A`
      : `GNRMC,${time},V,,,,,,,${date},,,N`,
  )
}
