import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSm2KeyPair } from '@coldrx/protocol'
import { runAedesAlone } from './ingest/contenders.ts'
import { type Figure, reportBench } from './report.ts'
import { type CatchUp, catchUp, type Link } from './uplink/catch-up.ts'
import { recordOffline } from './uplink/week-offline.ts'

const DAYS = 7
const CREDIT_BYTES = 65_536
/** 32 kbit/s, and as much time as a packet takes through an old network */
const SLOW: Link = { delayMs: 300, bytesPerSecond: 4_000 }
const SLOW_LIMIT_MS = 60_000

const directory = mkdtempSync(join(tmpdir(), 'coldrx-uplink-'))
try {
  const week = { directory: join(directory, 'week'), device: 'bench0000', key: generateSm2KeyPair() }
  await recordOffline(week, DAYS)
  const over = async (name: string, link: Link, limitMs = 120_000): Promise<CatchUp> =>
    await catchUp({ directory: join(directory, name), week, link, limitMs })
  const good = await over('good', { delayMs: 0 })
  const far = await over('far', { delayMs: 40 })
  const slow = await over('slow', SLOW, SLOW_LIMIT_MS)
  const rawFramesPerSecond = await runAedesAlone([good.load], { subscriberQos: 1 })
  const rate = (good.frames * 1_000) / (good.caughtUpMs ?? Number.NaN)
  reportBench({
    name: 'uplink',
    figures: [
      {
        name: 'frames of seven days without network',
        value: good.frames,
        unit: `(${Math.round(good.frameBytes / 1_000)} kB)`,
      },
      { name: 'until the cloud has committed all', value: seconds(good.caughtUpMs), unit: 's', goal: { atMost: 10 } },
      { name: 'ratio to aedes alone with the same frames and window', value: rate / rawFramesPerSecond, unit: '' },
      { name: 'frames a second; aedes alone', value: rate, unit: '/s', raw: rawFramesPerSecond },
      ...delays('meanwhile', good),
      {
        name: 'over a round trip of 80 ms: until all',
        value: seconds(far.caughtUpMs),
        unit: 's',
        goal: { atMost: 10 },
      },
      ...delays('over a round trip of 80 ms', far),
      {
        name: 'at 32 kbit/s: sent in a minute',
        value: slow.frames - slow.framesLeft,
        unit: `of ${slow.frames} frames`,
      },
      { name: 'at 32 kbit/s: bytes down for each byte up', value: slow.bytesDown / slow.bytesUp, unit: '' },
      ...delays('at 32 kbit/s', slow),
    ],
  })
} finally {
  rmSync(directory, { recursive: true, force: true })
}

function delays(when: string, { eventDelaysMs, hintDelaysMs, mostUnderWayBytes }: CatchUp): Figure[] {
  return [
    {
      name: `${when}: slowest of ${eventDelaysMs.length} events`,
      value: most(eventDelaysMs),
      unit: 'ms',
      goal: { atMost: 5_000 },
    },
    {
      name: `${when}: slowest of ${hintDelaysMs.length} hints`,
      value: most(hintDelaysMs),
      unit: 'ms',
      goal: { atMost: 5_000 },
    },
    { name: `${when}: most under way`, value: mostUnderWayBytes, unit: 'bytes', goal: { atMost: CREDIT_BYTES } },
  ]
}

/** NaN where there was none, which misses every goal. */
function most(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : Math.max(...values)
}

function seconds(ms: number | null): number {
  return (ms ?? Number.NaN) / 1_000
}
