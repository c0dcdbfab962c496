import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createRandom } from './faults/random.ts'
import { runKills, settle } from './kill-run.ts'
import { startWorld } from './world.ts'

const { values } = parseArgs({
  options: { kills: { type: 'string' }, trucks: { type: 'string' }, seed: { type: 'string' } },
})
const [kills, trucks, seed] = [Number(values.kills ?? 1_000), Number(values.trucks ?? 3), Number(values.seed ?? 1)]
const data = mkdtempSync(join(tmpdir(), 'coldrx-soak-'))
const say = (text: string) => console.log(`${new Date().toISOString()} ${text}`)

say(`${kills} kills, ${trucks} trucks, seed ${seed}, records in ${data}`)
const world = await startWorld({ data, trucks, mangleSeed: seed })
try {
  const { killed, again, together } = await runKills({ world, kills, random: createRandom(`${seed}`), say })
  await settle(world)
  const { code, output } = await world.verify()
  console.log(output)
  say(`killed ${JSON.stringify(Object.fromEntries(killed))}, ${again} while starting, ${together} times two at once`)
  say(`${code === 0 ? 'nothing lost, nothing doubled' : 'FAULT'}`)
  process.exitCode = code
} finally {
  await world.stop()
}
