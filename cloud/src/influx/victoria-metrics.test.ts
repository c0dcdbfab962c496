import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Point } from '@influxdata/influxdb-client'
import { expect, it } from 'vitest'
import { freePort } from '../../../tooling/free-port.ts'
import type { Episode } from '../excursions/episode.ts'
import { createInfluxWriter } from './influx-writer.ts'
import { pointsOfChange } from './points.ts'

const PROGRAM = 'victoria-metrics'
const QUANTITIES = ['temperature', 'humidity', 'door', 'defrost', 'power', 'speed', 'temperature_fault']

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[]
}

it('every query of the Grafana dashboard finds what the mirror writes', { timeout: 120_000 }, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'coldrx-victoria-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = spawn(PROGRAM, [`-storageDataPath=${directory}`, `-httpListenAddr=127.0.0.1:${port}`], {
    stdio: 'ignore',
  })
  const ended = once(server, 'close')
  try {
    const health = () =>
      fetch(`${url}/health`).then(
        ({ ok }) => ok,
        () => false,
      )
    await expect.poll(health, { timeout: 60_000, interval: 100 }).toBe(true)
    const atMs = Date.now() - 60_000
    const readings = QUANTITIES.map((quantity) =>
      new Point('coldrx')
        .tag('device', 'tk 001,=')
        .tag('compartment', 'c1')
        .tag('channel', `p1.${quantity}`)
        .floatField(quantity, 1)
        .timestamp(atMs),
    )
    const episode: Episode = {
      ...{ id: 'e1', fingerprint: 'f', device: 'tk001', compartment: null, kind: 'temperature', severity: 'gsp' },
      ...{ rule: { id: 'r', version: 1 }, limit: null, openedAtMs: atMs, closedAtMs: null, peakCelsius: 9.5 },
      ...{ peakAtMs: atMs, degreeMinutes: 3, cumulativeMinutes: 2, longestMinutes: 2, mktCelsius: null },
      ...{ minutesLeft: null, revision: 1, revisedBecause: 'live', seenAtMs: atMs },
    }
    const writer = createInfluxWriter({ url, token: '', org: '', bucket: 'coldrx' })
    expect(await writer.write([...readings, ...pointsOfChange({ position: 1, episode, change: 'opened' })])).toEqual([])
    await fetch(`${url}/internal/force_flush`)

    const file = new URL('../../../deploy/grafana/coldrx.json', import.meta.url)
    const { panels } = JSON.parse(await readFile(file, 'utf8')) as Dashboard
    const found = async (expr: string): Promise<readonly unknown[]> => {
      const query = new URLSearchParams({
        query: expr.replaceAll('$device', '.+'),
        time: String(Date.now() / 1_000),
        nocache: '1',
      })
      const answer = await fetch(`${url}/api/v1/query?${query.toString()}`)
      const { data } = (await answer.json()) as { readonly data?: { readonly result: readonly unknown[] } }
      return data?.result ?? []
    }
    const queries = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
    expect(queries.length).toBeGreaterThan(8)
    for (const query of queries)
      await expect.poll(() => found(query), { timeout: 60_000, interval: 500 }).not.toEqual([])
    expect(await found('coldrx_temperature{device="tk 001,="}')).toMatchObject([{ value: [expect.anything(), '1'] }])
    expect(await found('coldrx_nothing')).toEqual([])
  } finally {
    server.kill('SIGTERM')
    await ended
    await rm(directory, { recursive: true })
  }
})
