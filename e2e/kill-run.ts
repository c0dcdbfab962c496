import type { World } from './world.ts'
import { until } from './world.ts'

export interface KillRunOptions {
  readonly world: World
  readonly kills: number
  /** 0 ≤ x < 1; a seeded source makes a run repeatable as far as processes are */
  readonly random: () => number
  readonly say?: (text: string) => void
}

const LINK_FAULTS = ['cut', 'halfOpen'] as const

/**
 * Kills every program but the simulators again and again with SIGKILL at random moments, and cuts or half-opens links
 * in between. Afterwards nothing is judged: the verifier does that.
 */
export async function runKills({ world, kills, random, say = () => {} }: KillRunOptions): Promise<Map<string, number>> {
  const targets = [...world.programs.keys()].filter((name) => !name.startsWith('truck-'))
  const killed = new Map<string, number>()
  for (let at = 0; at < kills; at++) {
    await pause(200 + random() * 2_300)
    // every target has its turn, in an order that chance makes
    const name = targets[at < targets.length ? at : Math.floor(random() * targets.length)] ?? 'cloud'
    const program = world.programs.get(name)
    if (program === undefined) throw new Error(`no program ${name}`)
    if (random() < 0.4) await disturbLink(world, random, say)
    say(`kill ${at + 1} of ${kills}: ${name}`)
    await program.kill9()
    killed.set(name, (killed.get(name) ?? 0) + 1)
    await pause(random() * 1_500)
    await program.restart()
    if (random() < 0.5) for (const link of world.links) link.restore()
  }
  for (const link of world.links) link.restore()
  return killed
}

/** Stops the agents, each of which closes and delivers what it owes, until none owes anything. */
export async function settle(world: World, say: (text: string) => void = () => {}): Promise<void> {
  await Promise.all(
    world.trucks.map(async (truck) => {
      await until(
        `${truck.device} owes nothing`,
        async () => {
          const { network, recording } = await world.cabState(truck)
          say(
            `${truck.device}: ${network.state}, ${recording.framesWaiting} of ${recording.framesTotal} frames waiting`,
          )
          return network.state === 'online' && recording.framesWaiting === 0
        },
        120_000,
      )
    }),
  )
  for (const truck of world.trucks) await world.programs.get(`agent-${truck.device}`)?.stop()
}

async function disturbLink(world: World, random: () => number, say: (text: string) => void): Promise<void> {
  const link = world.links[Math.floor(random() * world.links.length)]
  const fault = LINK_FAULTS[Math.floor(random() * LINK_FAULTS.length)] ?? 'cut'
  say(`link: ${fault}`)
  await link?.[fault]()
}

/** Chance needs time: this is the load of the test, not a wait for something to happen. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** mulberry32: small, seeded, good enough to choose victims. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
