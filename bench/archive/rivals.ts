import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { freePort } from '../../tooling/free-port.ts'
import type { MinuteSeries } from '../wire/minute-series.ts'
import { within } from '../within.ts'
import { DEVICE, START_MS } from './truck-log.ts'

const PROGRAM = 'victoria-metrics'
const LIMIT_MS = 120_000

const timeOf = (minute: number): number => START_MS + minute * 60_000

/** A row a reading with an index by channel and time: what is usually built. */
export function rowsInSqlite(series: MinuteSeries, path: string): number {
  const db = new Database(path)
  try {
    db.exec(`CREATE TABLE readings (device TEXT NOT NULL, channel INTEGER NOT NULL, at_ms INTEGER NOT NULL, value REAL);
             CREATE INDEX readings_by_channel ON readings (device, channel, at_ms)`)
    const insert = db.prepare('INSERT INTO readings VALUES (?, ?, ?, ?)')
    const channels = series.layout.groups.flatMap(({ channels: of }) => of)
    db.transaction(() => {
      for (let minute = 0; minute < series.minutes; minute++) {
        for (const [at, { id, decimals }] of channels.entries()) {
          const value = series.columns.get(id)?.[minute]
          if (value !== null && value !== undefined) insert.run(DEVICE, at, timeOf(minute), value / 10 ** decimals)
        }
      }
    })()
    const size = db.prepare<[], number>('SELECT sum(pgsize) FROM dbstat').pluck().get()
    return size ?? Number.NaN
  } finally {
    db.close()
  }
}

/** A line a minute, all channels beside each other. */
export function csvGzipped(series: MinuteSeries): number {
  const channels = series.layout.groups.flatMap(({ channels: of }) => of)
  const lines = [['time', ...channels.map(({ id }) => id)].join(',')]
  for (let minute = 0; minute < series.minutes; minute++) {
    const values = channels.map(({ id, decimals }) => {
      const value = series.columns.get(id)?.[minute]
      return value === null || value === undefined ? '' : (value / 10 ** decimals).toFixed(decimals)
    })
    lines.push([new Date(timeOf(minute)).toISOString(), ...values].join(','))
  }
  return gzipSync(lines.join('\n'), { level: 9 }).length
}

/** Debian's VictoriaMetrics after it has flushed and merged everything; undefined: it is not installed. */
export async function victoriaMetrics(series: MinuteSeries, directory: string): Promise<number | undefined> {
  if (spawnSync(PROGRAM, ['--version'], { stdio: 'ignore' }).error !== undefined) return undefined
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const server = spawn(
    PROGRAM,
    [
      ...[`-storageDataPath=${directory}`, `-httpListenAddr=127.0.0.1:${port}`],
      // readings are older than its month by the time this runs
      ...['-retentionPeriod=100y', '-loggerLevel=ERROR'],
    ],
    { stdio: 'ignore' },
  )
  try {
    await within('VictoriaMetrics starts', LIMIT_MS, untilHealthy(base, server))
    await importAll(series, base)
    await ask(base, '/internal/force_flush')
    await ask(base, '/internal/force_merge')
    await within('VictoriaMetrics merges', LIMIT_MS, untilMerged(base))
  } finally {
    const closed = once(server, 'close')
    if (server.kill('SIGTERM')) await closed
  }
  return bytesBelow(join(directory, 'data')) + bytesBelow(join(directory, 'indexdb'))
}

async function importAll(series: MinuteSeries, base: string): Promise<void> {
  const channels = series.layout.groups.flatMap(({ channels: of }) => of)
  for (const { id, decimals } of channels) {
    const found = (series.columns.get(id) ?? [])
      .map((value, minute) => ({ value, at: timeOf(minute) }))
      .filter((point): point is { value: number; at: number } => point.value !== null)
    const line = JSON.stringify({
      metric: { __name__: 'reading', device: DEVICE, channel: id },
      values: found.map(({ value }) => value / 10 ** decimals),
      timestamps: found.map((point) => point.at),
    })
    await ask(base, '/api/v1/import', line)
  }
}

async function ask(base: string, path: string, body?: string): Promise<string> {
  const response = await fetch(`${base}${path}`, body === undefined ? {} : { method: 'POST', body })
  if (!response.ok) throw new Error(`VictoriaMetrics answers ${path} with ${response.status}`)
  return response.text()
}

async function untilHealthy(base: string, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    try {
      await ask(base, '/health')
      return
    } catch {
      await wait(100)
    }
  }
  throw new Error(`VictoriaMetrics ended with code ${server.exitCode}`)
}

/** No merge runs, and the rows of the month stand in one part. */
async function untilMerged(base: string): Promise<void> {
  for (;;) {
    await wait(500)
    const metrics = await ask(base, '/metrics')
    const sum = (pattern: RegExp): number =>
      [...metrics.matchAll(pattern)].reduce((total, [, value]) => total + Number(value), 0)
    if (sum(/^vm_active_merges\{[^}]*\} (\d+)$/gm) === 0 && sum(/^vm_pending_rows\{[^}]*\} (\d+)$/gm) === 0) return
  }
}

function bytesBelow(directory: string): number {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}
