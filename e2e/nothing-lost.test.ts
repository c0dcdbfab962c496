import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { verifyFramesIndependently } from './independent/run.ts'
import { framesOf } from './independent/system-frames.ts'
import { runKills, seededRandom, settle } from './kill-run.ts'
import { startWorld, until, type World } from './world.ts'

const KILLS = 24

let world: World | undefined
const data = mkdtempSync(join(tmpdir(), 'coldrx-kills-'))

afterEach(async ({ task }) => {
  await world?.stop()
  // evidence of a failure is kept
  if (task.result?.state === 'pass') rmSync(data, { recursive: true, force: true })
})

test(`after ${KILLS} kill -9, cut and half-open links, duplicates and reordering, nothing owed is lost or doubled`, {
  timeout: 420_000,
}, async () => {
  const running = await startWorld({ data, trucks: 2, mangleSeed: 7 })
  world = running
  for (const truck of running.trucks) {
    await until(`${truck.device} has frames in the cloud`, async () => {
      const { recording } = await running.cabState(truck)
      return recording.framesTotal > 1 && recording.framesWaiting < recording.framesTotal
    })
  }
  const killed = await runKills({ world: running, kills: KILLS, random: seededRandom(20_261_125) })
  expect([...killed.keys()].sort()).toEqual(['agent-tk001', 'agent-tk002', 'broker', 'cloud', 'pages'])
  await settle(running)
  const { code, output } = await running.verify()
  expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' })
  // a verifier that found nothing to look at has proved nothing
  expect(countOf(output, 'each in the cloud once')).toBeGreaterThan(20)
  expect(countOf(output, 'rows on trucks that are in no frame yet')).toBe(0)
  expect(countOf(output, 'equal to what the hardware served')).toBeGreaterThan(500)
  for (const truck of running.trucks) {
    const { document, heads, values } = framesOf(truck, data)
    const report = await verifyFramesIndependently(document)
    expect(report.heads).toEqual(heads)
    expect(report.seals).toBeGreaterThan(0)
    expect(report.values).toEqual(values)
    expect(values.length).toBeGreaterThan(200)
  }
  const sum = (of: (counters: World['manglers'][number]['counters']) => number): number =>
    running.manglers.reduce((total, { counters }) => total + of(counters), 0)
  expect(sum((counters) => counters.duplicated)).toBeGreaterThan(0)
  expect(sum((counters) => counters.reordered)).toBeGreaterThan(0)
})

/** `  59  frames of …`: the number that the verifier puts before what it counted. */
function countOf(output: string, what: string): number {
  const line = output.split('\n').find((text) => text.includes(what))
  return Number(/^\s*(\d+)/.exec(line ?? '')?.[1] ?? Number.NaN)
}
