import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedOriginOf } from '@coldrx/protocol'
import { sizeOfLog, sizeOfProjections, type TableSize } from './archive/cloud-size.ts'
import { csvGzipped, rowsInSqlite, victoriaMetrics } from './archive/rivals.ts'
import { framesOf } from './archive/truck-log.ts'
import { type Figure, reportBench } from './report.ts'
import { type MinuteSeries, toMinuteSeries } from './wire/minute-series.ts'
import { simulateDrive, simulateProbes } from './wire/simulated.ts'

const DAYS = 90
const MINUTES_A_DAY = 24 * 60
const TIMES_THE_BEST = 2
const UNIT = 'bytes/value'
/** as edge-agent does where it is not told otherwise */
const SEAL_EVERY_MS = 1_800_000
const SMALL_TABLE_SHARE = 0.01

const say = (text: string): void => console.error(text)
const total = (sizes: readonly TableSize[]): number => sizes.reduce((sum, { bytes }) => sum + bytes, 0)

async function measure(series: MinuteSeries, directory: string): Promise<Figure[]> {
  const values = [...series.columns.values()].flat().filter((value) => value !== null).length
  const figure = (name: string, bytes: number, more: Partial<Figure> = {}): Figure => ({
    name,
    value: bytes / values,
    unit: UNIT,
    ...more,
  })

  say(`rivals: the same ${values} values`)
  const metrics = await victoriaMetrics(series, join(directory, 'victoria'))
  if (metrics === undefined)
    say('VictoriaMetrics is left out: not installed (Debian: apt-get install victoria-metrics)')
  const csv = csvGzipped(series)
  const rivals = [
    ...(metrics === undefined ? [] : [{ name: 'VictoriaMetrics, merged', bytes: metrics }]),
    { name: "CSV, a line a minute, gzip'd", bytes: csv },
    { name: 'rows with an index in SQLite', bytes: rowsInSqlite(series, join(directory, 'rows.db')) },
  ]
  const best = Math.min(...rivals.map(({ bytes }) => bytes))

  say('our own: frames sealed every half hour, and all that is derived from them')
  const frames = framesOf(series, { sealEveryMs: SEAL_EVERY_MS, jitters: process.argv.includes('--jitter') })
  const sealed = await sizeOfLog(join(directory, 'log'), frames)
  const projections = await sizeOfProjections(join(directory, 'log'))
  const all = total(sealed) + total(projections)
  const noise = {
    seeds: 16 * frames.filter((_, n) => seedOriginOf(n) === n).length,
    seals: 64 * frames.filter(({ isSealed }) => isSealed).length,
  }
  const large = projections.filter(({ bytes }) => bytes >= SMALL_TABLE_SHARE * total(projections))
  return [
    figure('everything at rest', all),
    { name: 'times the best of the others', value: all / best, unit: '', goal: { atMost: TIMES_THE_BEST } },
    figure('frames, bundled', total(sealed)),
    figure('    of it the seals (SM2 signatures)', noise.seals),
    figure('    of it the seeds that the others derive from', noise.seeds),
    figure(
      '    frames as they came, before bundling',
      frames.reduce((sum, { bytes }) => sum + bytes.length, 0),
    ),
    { name: '    frames, times the best of the others', value: total(sealed) / best, unit: '' },
    figure('what is derived', total(projections)),
    ...large.map(({ table, bytes }) => figure(`    ${table}`, bytes)),
    ...rivals.map(({ name, bytes }) => figure(name, bytes)),
  ]
}

function daysWanted(): number {
  const at = process.argv.indexOf('--days')
  const days = at === -1 ? DAYS : Number(process.argv[at + 1])
  if (!Number.isSafeInteger(days) || days < 1) throw new RangeError('--days takes a whole number from 1 on')
  return days
}

const minutes = daysWanted() * MINUTES_A_DAY
const directory = await mkdtemp(join(tmpdir(), 'coldrx-archive-'))
try {
  const series = toMinuteSeries({
    name: 'simulated',
    probes: simulateProbes(minutes),
    positions: simulateDrive(minutes),
    probeDecimals: 1,
    withSpeed: true,
  })
  reportBench({ name: 'archive', figures: await measure(series, directory) })
} finally {
  await rm(directory, { recursive: true })
}
