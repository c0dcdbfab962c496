import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toHex } from '@coldrx/protocol'
import { createApiWorld } from '../cloud/src/testing/api-world.ts'
import { TelemetryWorld } from '../cloud/src/testing/telemetry-world.ts'
import { median, reportBench } from './report.ts'
import { paintYear } from './series/paint-year.ts'
import { openPlainRows } from './series/plain-rows.ts'
import { createYearlyTruck, driveAYear, MINUTE_MS, YEAR_MS } from './series/year-of-a-truck.ts'

const BUCKETS = 1_000
const ASKED = 51
const ASKED_PLAINLY = 9

const say = (text: string): void => console.error(text)

async function timesOf(count: number, ask: () => unknown): Promise<number[]> {
  const times: number[] = []
  for (let at = 0; at < count; at++) {
    const startedMs = performance.now()
    await ask()
    times.push(performance.now() - startedMs)
  }
  return times
}

const startMs = Math.floor((Date.now() - YEAR_MS) / MINUTE_MS) * MINUTE_MS
const truck = createYearlyTruck(startMs)
const recorded = await TelemetryWorld.open(truck)
const directory = await mkdtemp(join(tmpdir(), 'coldrx-series-'))
try {
  say('a year of a truck goes through the log and its projections')
  const fillingMs = performance.now()
  await driveAYear(recorded, truck)
  const filledSeconds = (performance.now() - fillingMs) / 1_000

  const cloud = await createApiWorld({
    devices: [{ device: truck.device, publicKey: toHex(truck.key.publicKey) }],
    recordings: { readModel: recorded.telemetry, frames: recorded.frameLog },
  })
  cloud.clock.ms = Date.now()
  try {
    say('the route is asked')
    const cookie = await cloud.cookie()
    const span = { from: new Date(startMs).toISOString(), to: new Date(startMs + YEAR_MS).toISOString() }
    const query = new URLSearchParams({ ...span, compartment: 'c1', buckets: String(BUCKETS) })
    let bytes = 0
    const served = await timesOf(ASKED, async () => {
      const answer = await cloud.app.request(`/api/trucks/${truck.device}/series?${query}`, { headers: { cookie } })
      if (answer.status !== 200)
        throw new Error(`the series was answered with ${answer.status}: ${await answer.text()}`)
      bytes = (await answer.arrayBuffer()).byteLength
    })

    say('the same of plain rows')
    const rows = openPlainRows(join(directory, 'rows.db'), { minutes: YEAR_MS / MINUTE_MS, startMs })
    const plain = await timesOf(ASKED_PLAINLY, () => rows.inBuckets(BUCKETS))
    rows.close()

    say('the page is looked at')
    const painted = await paintYear({ app: cloud.app, cookie, device: truck.device })
    const raw = median(plain)
    reportBench({
      name: 'series',
      figures: [
        { name: 'a year in 1,000 buckets, median', value: median(served), unit: 'ms', goal: { atMost: 100 }, raw },
        { name: '    slowest', value: Math.max(...served), unit: 'ms' },
        { name: '    times as fast as plain rows', value: raw / median(served), unit: '' },
        { name: '    answer', value: bytes / 1_000, unit: 'kB' },
        {
          name: 'from the press of “year” to both curves painted',
          value: median(painted),
          unit: 'ms',
          goal: { atMost: 1_000 },
        },
        { name: '    slowest', value: Math.max(...painted), unit: 'ms' },
        { name: 'filling the log and the projections', value: filledSeconds, unit: 's' },
      ],
    })
  } finally {
    await cloud.close()
  }
} finally {
  await recorded.remove()
  await rm(directory, { recursive: true })
}
