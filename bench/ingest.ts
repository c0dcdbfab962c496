import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runAedesAlone, runClassic, runColdRx, runRawInserts } from './ingest/contenders.ts'
import { createLoad, READINGS_PER_FRAME } from './ingest/load.ts'
import { WINDOW_BYTES } from './ingest/window.ts'
import { median, reportBench } from './report.ts'

const RUNS = 5
const DEVICES = 12
/** ten windows and more: only then does a run show how fast windows open, and not one burst */
const LEAST_WINDOWS = 10
const FRAMES_PER_DEVICE = 3_800
/** the classic design sends 55 messages for a frame: a 19th of the frames are as many windows */
const CLASSIC_FRAMES_PER_DEVICE = 200

const scratch = mkdtempSync(join(tmpdir(), 'coldrx-ingest-'))
const load = createLoad(DEVICES, FRAMES_PER_DEVICE)
for (const { device, frames } of load) {
  const bytes = frames.reduce((sum, frame) => sum + frame.length, 0)
  if (bytes < LEAST_WINDOWS * WINDOW_BYTES)
    throw new Error(`${device}: ${bytes} bytes are too few for ${LEAST_WINDOWS} windows`)
}
const classicLoad = load.map((device) => ({ ...device, frames: device.frames.slice(0, CLASSIC_FRAMES_PER_DEVICE) }))
const runs: {
  coldRx: number
  caughtUp: number
  askedAgain: number
  alone: number
  aloneQos0: number
  classic: number
  raw: number
}[] = []
try {
  for (let at = 0; at < RUNS; at++) {
    const coldRx = await runColdRx(join(scratch, `coldrx-${at}`), load)
    const alone = await runAedesAlone(load, { subscriberQos: 1 })
    const aloneQos0 = await runAedesAlone(load, { subscriberQos: 0 })
    const classic = await runClassic(join(scratch, `classic-${at}`), classicLoad)
    const raw = runRawInserts(join(scratch, `raw-${at}`), load)
    runs.push({
      coldRx: coldRx.framesPerSecond,
      caughtUp: coldRx.caughtUpFramesPerSecond,
      askedAgain: coldRx.askedAgain,
      alone,
      aloneQos0,
      classic,
      raw,
    })
    process.stderr.write(`run ${at + 1} of ${RUNS}: ${JSON.stringify(runs.at(-1))}\n`)
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function medianOf(pick: (run: (typeof runs)[number]) => number): number {
  return median(runs.map(pick))
}

const readings = (run: (typeof runs)[number]) => run.coldRx * READINGS_PER_FRAME

reportBench({
  name: 'ingest',
  figures: [
    { name: 'frames committed and acknowledged', value: medianOf((run) => run.coldRx), unit: 'frames/s' },
    { name: 'readings committed and acknowledged', value: medianOf(readings), unit: 'readings/s' },
    { name: 'the same until projections have caught up', value: medianOf((run) => run.caughtUp), unit: 'frames/s' },
    { name: '(a) aedes alone, to a subscriber at QoS 1', value: medianOf((run) => run.alone), unit: 'frames/s' },
    {
      name: '(a) aedes alone, to a subscriber at QoS 0 as ours',
      value: medianOf((run) => run.aloneQos0),
      unit: 'frames/s',
    },
    {
      name: '(b) classic: JSON message and row per reading',
      value: medianOf((run) => run.classic),
      unit: 'readings/s',
    },
    { name: '(c) raw inserts of equal blobs, FULL', value: medianOf((run) => run.raw), unit: 'frames/s' },
    {
      name: 'ratio to (a), frames',
      value: medianOf((run) => run.coldRx / run.alone),
      unit: '',
      goal: { atLeast: 0.4 },
    },
    {
      name: 'ratio to (a) with the subscriber at QoS 0',
      value: medianOf((run) => run.coldRx / run.aloneQos0),
      unit: '',
    },
    {
      name: 'ratio to (b), readings',
      value: medianOf((run) => readings(run) / run.classic),
      unit: '',
      goal: { atLeast: 10 },
    },
    { name: 'ratio to (c), frames', value: medianOf((run) => run.coldRx / run.raw), unit: '' },
  ],
})
