import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createRandom } from '../tooling/random.ts'
import { DISK_FAULTS, FAULT_KINDS, runFaults } from './fault-run.ts'
import { mountSmallDisk, type SmallDisk } from './faults/small-disk.ts'
import { readIndependently } from './independent/run.ts'
import { framesOf } from './independent/system-frames.ts'
import { runKills, settle, witnessesOf } from './kill-run.ts'
import { startWorld, until, type World } from './world.ts'

const KILLS = 12
/** The longest that another fault stands. */
const FAULT_MS = 2_000
/** Another one makes another run: other victims, moments, duplicates. */
const SEED = Number(process.env.COLDRX_SEED ?? 20_261_125)

let world: World | undefined
let disk: SmallDisk | null = null
const data = mkdtempSync(join(tmpdir(), 'coldrx-kills-'))

afterEach(async ({ task }) => {
  await world?.stop()
  disk?.unmount()
  // evidence of a failure is kept
  if (task.result?.state === 'pass') rmSync(data, { recursive: true, force: true })
})

test(`after ${KILLS} kill -9 (seed ${SEED}) and every other fault once, duplicates and reordering, nothing owed is lost or doubled`, {
  timeout: 420_000,
}, async () => {
  disk = mountSmallDisk(join(data, 'trucks/tk001/agent'))
  const running = await startWorld({ data, trucks: 2, mangleSeed: SEED })
  world = running
  for (const truck of running.trucks) {
    await until(`${truck.device} has frames in the cloud`, async () => {
      const { recording } = await running.cabState(truck)
      return recording.framesTotal > 1 && recording.framesWaiting < recording.framesTotal
    })
  }
  const witnesses = witnessesOf(running)
  const random = createRandom(`kills ${SEED}`)
  const { killed, again, together } = await runKills({ world: running, kills: KILLS, random, witnesses })
  const kinds = FAULT_KINDS.filter((kind) => kind !== 'kill' && (disk !== null || !DISK_FAULTS.includes(kind)))
  const made = await runFaults({
    ...{ world: running, witnesses, random, kinds, longestMs: FAULT_MS, goesOn: () => false },
    smallDisks: new Map(disk === null ? [] : [['tk001', disk]]),
  })
  expect([...made.keys()].sort()).toEqual([...kinds].sort())
  expect([...killed.keys()].sort()).toEqual(['agent-tk001', 'agent-tk002', 'broker', 'cloud', 'pages'])
  expect(again).toBeGreaterThan(0)
  expect(together).toBeGreaterThan(0)
  await settle(running)
  const { code, output } = await running.verify()
  expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' })
  // a verifier that found nothing to look at has proved nothing; a quick machine records less between the kills
  expect(countOf(output, 'each in the cloud once')).toBeGreaterThan(20)
  expect(countOf(output, 'rows on trucks that are in no frame yet')).toBe(0)
  expect(countOf(output, 'equal to what the hardware served')).toBeGreaterThan(200)
  expect(countOf(output, 'each time once')).toBeGreaterThan(40)
  expect(countOf(output, 'kept or marked as gaps')).toBeGreaterThan(20)
  for (const { rowsSeen, framesSeen } of witnesses.values()) {
    expect(rowsSeen).toBeGreaterThan(0)
    expect(framesSeen).toBeGreaterThan(0)
  }
  expect(countOf(output, 'before they were framed')).toBeGreaterThan(0)
  for (const truck of running.trucks) {
    const { document, heads, values, events, disclose } = framesOf(truck, data)
    const report = await readIndependently('frames', document)
    expect(report.heads).toEqual(heads)
    expect(report.seals).toBeGreaterThan(0)
    expect(report.values).toEqual(values)
    expect(values.length).toBeGreaterThan(80)
    expect(report.events).toEqual(events)
    expect(events.length).toBeGreaterThan(0)
    const shown = disclose('c1')
    const disclosed = await readIndependently('disclosure', shown.document)
    expect(disclosed.values).toEqual(shown.values)
    expect(shown.values.length).toBeGreaterThan(20)
  }
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
  expect(sum(running.manglers.map(({ counters }) => counters.duplicated))).toBeGreaterThan(0)
  expect(sum(running.manglers.map(({ counters }) => counters.reordered))).toBeGreaterThan(0)
  expect(sum(running.links.map(({ counters }) => counters.cut))).toBeGreaterThan(0)
  expect(sum(running.links.map(({ counters }) => counters.held))).toBeGreaterThan(0)
})

/** `  59  frames of …`: the number that the verifier puts before what it counted. */
function countOf(output: string, what: string): number {
  const line = output.split('\n').find((text) => text.includes(what))
  return Number(/^\s*(\d+)/.exec(line ?? '')?.[1] ?? Number.NaN)
}
