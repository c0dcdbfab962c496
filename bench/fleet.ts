import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { FleetDevice, type FleetTally } from './fleet/fleet-device.ts'
import { type ProcessUse, processUse } from './fleet/process-use.ts'
import { startBrokerAndCloud, writeBenchFleet } from './ingest/broker-and-cloud.ts'
import { createLoad } from './ingest/load.ts'
import { withPrograms } from './ingest/programs.ts'
import { type Figure, reportBench } from './report.ts'
import { within } from './within.ts'

const root = new URL('..', import.meta.url).pathname
const optionOf = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(name)
  return at === -1 ? otherwise : Number(process.argv[at + 1])
}
const DEVICES = optionOf('--devices', 10_000)
const MINUTES = optionOf('--minutes', 10)
const FRAME_EVERY_MS = 300_000
const HINT_EVERY_MS = 60_000
/** twice what the broker lets in: some are refused and come again, as after an outage */
const STORM_MS = DEVICES
const STAGE_MS = 600_000
/** the storm is over when all were let in and heard of their first frame */
const ACKNOWLEDGED_WITHIN_MS = 1_000

const say = (text: string): void => console.error(text)
const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
const addressOf = (at: number): string => `127.0.${1 + (at % 200)}.1`

async function measure(directory: string): Promise<Figure[]> {
  say(`${DEVICES} devices: keys and frames`)
  const frames = 2 + Math.ceil((MINUTES * 60_000) / FRAME_EVERY_MS)
  const loads = createLoad(DEVICES, frames, { isSealed: (n) => n % 6 === 0 })
  const fleet = writeBenchFleet(directory, loads)
  const storm: FleetTally = {
    ...{ acknowledgedMs: [], refused: 0, sent: 0, sentAgain: 0 },
    ...{ sessionsLost: 0, hints: 0, lost: 0 },
  }
  const figures = await withPrograms(async (start): Promise<Figure[]> => {
    const { broker, brokerUrl, cloud } = await startBrokerAndCloud(start, fleet)
    const url = new URL(brokerUrl)
    const uses = () => ({ broker: processUse(broker.pid), cloud: processUse(cloud.pid), load: processUse(process.pid) })
    const fleetDevices = loads.map((load) => new FleetDevice(load, { tally: storm, password: fleet.secret }))
    const untilAcknowledged = async (): Promise<void> => {
      while (fleetDevices.some(({ unacknowledged }) => unacknowledged > 0)) await wait(100)
    }
    say('all of them connect')
    const stormAtMs = performance.now()
    const joining = fleetDevices.map(async (device, at) => {
      await wait(Math.random() * STORM_MS)
      await device.join(url, { localAddress: addressOf(at), backOffMs: () => 1_000 + Math.random() * 9_000 })
      device.sendFrame()
    })
    await within('all devices connect', STAGE_MS, Promise.all(joining))
    const connectedMs = performance.now() - stormAtMs
    await within('the first frames are acknowledged', STAGE_MS, untilAcknowledged())
    const heardMs = performance.now() - stormAtMs
    const stormMs = storm.acknowledgedMs.splice(0).sort((left, right) => left - right)
    const afterStorm = uses()
    say(
      `connected after ${connectedMs.toFixed(0)} ms, all first frames acknowledged after ${heardMs.toFixed(0)} ms, ` +
        `${storm.sentAgain} messages sent again, ${storm.sessionsLost} births again`,
    )

    say(`${MINUTES} minutes: a frame each 5 minutes and a hint a minute from each`)
    const beganAtMs = performance.now()
    const timers = fleetDevices.flatMap((device) => [
      repeat(FRAME_EVERY_MS, () => device.sendFrame()),
      repeat(HINT_EVERY_MS, () => device.sendHint()),
    ])
    await wait(MINUTES * 60_000)
    for (const stop of timers) stop()
    const seconds = (performance.now() - beganAtMs) / 1_000
    const after = uses()
    await within('the last frames are acknowledged', STAGE_MS, untilAcknowledged())
    const steadyMs = storm.acknowledgedMs.sort((left, right) => left - right)
    for (const device of fleetDevices) device.leave()
    const cores = (name: keyof typeof after): number => (after[name].cpuSeconds - afterStorm[name].cpuSeconds) / seconds
    const memory = (name: string, { residentMegabytes, peakMegabytes }: ProcessUse): Figure[] => [
      { name: `${name}: memory`, value: residentMegabytes, unit: 'MiB' },
      { name: `${name}: memory, most`, value: peakMegabytes, unit: 'MiB' },
    ]
    return [
      { name: 'until all are connected', value: connectedMs / 1_000, unit: 's' },
      { name: '    turned away and come again', value: storm.refused, unit: 'times' },
      { name: 'until all have heard of their first frame', value: heardMs / 1_000, unit: 's' },
      { name: '    first frame acknowledged, p99', value: percentile(stormMs, 0.99), unit: 'ms' },
      { name: 'frames', value: steadyMs.length / seconds, unit: '/s' },
      { name: 'hints', value: storm.hints / seconds, unit: '/s' },
      { name: 'acknowledged, median', value: percentile(steadyMs, 0.5), unit: 'ms' },
      {
        ...{ name: 'acknowledged, p99', value: percentile(steadyMs, 0.99), unit: 'ms' },
        goal: { atMost: ACKNOWLEDGED_WITHIN_MS },
      },
      { name: 'acknowledged, slowest', value: steadyMs.at(-1) ?? Number.NaN, unit: 'ms' },
      { name: 'sent again, unheard of for 20 s', value: storm.sentAgain, unit: '', goal: { atMost: 0 } },
      { name: 'births again, as the cloud was lost', value: storm.sessionsLost, unit: '', goal: { atMost: 0 } },
      { name: 'connections lost', value: storm.lost, unit: '', goal: { atMost: 0 } },
      ...memory('broker', after.broker),
      { name: 'broker: processor', value: cores('broker'), unit: 'cores' },
      ...memory('cloud', after.cloud),
      { name: 'cloud: processor', value: cores('cloud'), unit: 'cores' },
      { name: 'load generator: processor', value: cores('load'), unit: 'cores' },
    ]
  })
  say('verify')
  const args = ['verify', '--data', fleet.store, '--fleet', fleet.fleetFile]
  const verified = await promisify(execFile)(process.execPath, [join(root, 'cloud/dist/main.js'), ...args], {
    maxBuffer: 2 ** 26,
  }).then(
    ({ stdout }) => ({ stdout, faults: 0 }),
    (error: { stdout: string }) => ({ stdout: error.stdout, faults: 1 }),
  )
  const stored = Number(/^\s*(\d+)\s+frames\b/m.exec(verified.stdout)?.[1])
  say(verified.stdout)
  return [
    ...figures,
    { name: 'frames sent', value: storm.sent, unit: '' },
    { name: 'of them not found by verify', value: storm.sent - stored, unit: '', goal: { atMost: 0 } },
    { name: 'verify finds faults', value: verified.faults, unit: '', goal: { atMost: 0 } },
  ]
}

/** At a random place of each interval, as a fleet that was switched on at all times of the day. */
function repeat(everyMs: number, work: () => void): () => void {
  let timer = setTimeout(function again() {
    work()
    timer = setTimeout(again, everyMs)
  }, Math.random() * everyMs)
  return () => clearTimeout(timer)
}

const directory = mkdtempSync(join(tmpdir(), 'coldrx-fleet-'))
try {
  reportBench({ name: 'fleet', figures: await measure(directory) })
} finally {
  rmSync(directory, { recursive: true, force: true })
}
