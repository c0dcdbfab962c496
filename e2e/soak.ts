import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createRandom } from '../tooling/random.ts'
import { FAULT_KINDS, type FaultKind, runFaults } from './fault-run.ts'
import { mountSmallDisk } from './faults/small-disk.ts'
import { verifyIndependently } from './independent/verify-trucks.ts'
import { runKills, settle, witnessesOf } from './kill-run.ts'
import { startWorld, type World } from './world.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    hours: { type: 'string' },
    faults: { type: 'string' },
    trucks: { type: 'string' },
    seed: { type: 'string' },
  },
})
const [trucks, seed] = [Number(values.trucks ?? 3), Number(values.seed ?? 1)]
const data = mkdtempSync(join(tmpdir(), 'coldrx-soak-'))
const say = (text: string) => console.log(`${new Date().toISOString()} ${text}`)
const random = createRandom(`${seed}`)
/** The longest that one fault stands: beyond what an agent bears without noticing. */
const LONGEST_FAULT_MS = 25_000

const firstAgent = join(data, 'trucks', 'tk001', 'agent')
const disk = values.hours === undefined ? null : mountSmallDisk(firstAgent)

say(`${trucks} trucks, seed ${seed}, records in ${data}`)
const world = await startWorld({ data, trucks, mangleSeed: seed })
try {
  if (values.hours === undefined) await kill(world, Number(values.kills ?? 1_000))
  else await fault(world, Number(values.hours))
  await settle(world)
  const { code, output } = await world.verify()
  console.log(output)
  const frames = code === 0 ? await verifyIndependently(world.trucks, data) : 0
  say(code === 0 ? `nothing lost, nothing doubled; the independent verifier agrees on ${frames} frames` : 'FAULT')
  process.exitCode = code
} finally {
  await world.stop()
  disk?.unmount()
}

async function kill(running: World, kills: number): Promise<void> {
  const { killed, again, together } = await runKills({ world: running, kills, random, say })
  say(`killed ${JSON.stringify(Object.fromEntries(killed))}, ${again} while starting, ${together} times two at once`)
}

async function fault(running: World, hours: number): Promise<void> {
  const endMs = performance.now() + hours * 3_600_000
  const made = await runFaults({
    ...{ world: running, random, say, longestMs: LONGEST_FAULT_MS, kinds: kindsOf(values.faults ?? 'all') },
    witnesses: witnessesOf(running),
    smallDisks: new Map(disk === null ? [] : [['tk001', disk]]),
    goesOn: () => performance.now() < endMs,
  })
  say(`faults made: ${JSON.stringify(Object.fromEntries(made))}`)
}

function kindsOf(text: string): FaultKind[] {
  return FAULT_KINDS.filter((kind) => text === 'all' || text.split(',').includes(kind))
}
