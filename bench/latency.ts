import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sendCommand } from '@coldrx/firmware-sim'
import { openFeed, signIn } from '../e2e/feed-client.ts'
import { startWorld, until } from '../e2e/world.ts'
import { reportBench } from './report.ts'
import { measureEach } from './within.ts'

/** The truck samples once a second here; the figure leaves that wait out. */
const SAMPLE_INTERVAL_MS = 1_000
const CHANGES = 120
const TRUCKS = 3
/** far beyond the goal: what is not seen by then is not seen */
const SEEN_LIMIT_MS = 15_000

const data = mkdtempSync(join(tmpdir(), 'coldrx-latency-'))
const world = await startWorld({
  data,
  trucks: TRUCKS,
  cadence: {
    sampleIntervalMs: SAMPLE_INTERVAL_MS,
    recordIntervalMs: 60_000,
    outOfRangeRecordIntervalMs: 30_000,
    frameIntervalMs: 60_000,
    sealIntervalMs: 300_000,
  },
})
let delaysMs: number[] = []
try {
  const cookie = await signIn(world)
  const feed = await openFeed(world, cookie)
  await until('every truck is seen live', () => world.trucks.every(({ device }) => feed.lastHint(device) !== undefined))
  const say = (text: string): void => console.error(text)
  delaysMs = await measureEach(CHANGES, { limitMs: SEEN_LIMIT_MS, say }, async (at) => {
    const truck = world.trucks[at % TRUCKS]
    if (truck === undefined) throw new Error(`there is no truck ${at % TRUCKS}`)
    // between 3 and 7 °C, so that no alarm frame hurries things along
    const value = 3 + (at % 41) / 10
    // a random phase against the truck's sampling grid
    await new Promise((wake) => setTimeout(wake, Math.random() * SAMPLE_INTERVAL_MS))
    const seen = feed.sees(truck.device, 'p1.temperature', value)
    const { at: effectiveMs } = await sendCommand(truck.control, ['probe', 'p1', 'value', String(value)])
    return Math.max(0, (await seen) - effectiveMs - SAMPLE_INTERVAL_MS)
  })
  feed.close()
} finally {
  await world.stop()
  rmSync(data, { recursive: true, force: true })
}

const sorted = delaysMs.toSorted((left, right) => left - right)
const quantile = (share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN

reportBench({
  name: 'latency',
  figures: [
    { name: 'changed register to event, less the sample interval, median', value: quantile(0.5), unit: 'ms' },
    {
      name: 'changed register to event, less the sample interval, p99',
      value: quantile(0.99),
      unit: 'ms',
      goal: { atMost: 1_000 },
    },
    { name: 'largest', value: sorted.at(-1) ?? Number.NaN, unit: 'ms' },
    { name: 'changes seen', value: sorted.length, unit: `of ${CHANGES}`, goal: { atLeast: CHANGES } },
  ],
})
