import { setTimeout as pause } from 'node:timers/promises'
import { chooser } from '../tooling/random.ts'
import { Witness } from './witness.ts'
import { programOf, until, type World } from './world.ts'

export interface KillRunOptions {
  readonly world: World
  readonly kills: number
  /** by agent; those of a run before go on, absent: new ones */
  readonly witnesses?: ReadonlyMap<string, Witness>
  /** 0 ≤ x < 1; a seeded source makes a run repeatable as far as processes are */
  readonly random: () => number
  readonly say?: (text: string) => void
}

export interface KillReport {
  readonly killed: ReadonlyMap<string, number>
  /** programs that were killed again before they were ready */
  readonly again: number
  /** times that two were killed at once */
  readonly together: number
}

type Random = KillRunOptions['random']

const LINK_FAULTS = ['cut', 'halfOpen'] as const
/** How a moment goes: one program dies or two, once or again before it is ready. */
const MOMENTS = [
  { victims: 1, again: false },
  { victims: 1, again: false },
  { victims: 1, again: false },
  { victims: 1, again: true },
  { victims: 2, again: false },
  { victims: 2, again: true },
] as const
/** Longer than a program needs to be ready: some are killed while they start, some right after. */
const AGAIN_WITHIN_MS = 1_000

/**
 * Kills every program but the simulators again and again with SIGKILL at random moments, alone or two at once, also
 * while they start, and cuts or half-opens links in between. What each dead agent has committed is written down.
 * Afterwards nothing is judged: the verifier does that.
 */
export async function runKills({
  world,
  kills,
  random,
  witnesses = witnessesOf(world),
  say = () => {},
}: KillRunOptions): Promise<KillReport> {
  const targets = [...world.programs.keys()].filter((name) => !name.startsWith('truck-'))
  const killed = new Map<string, number>()
  const nextVictim = chooser(targets, random)
  const nextFault = chooser(LINK_FAULTS, random)
  const nextMoment = chooser(MOMENTS, random)
  let made = 0
  let again = 0
  let together = 0

  async function kill(name: string): Promise<void> {
    made++
    killed.set(name, (killed.get(name) ?? 0) + 1)
    say(`kill ${made} of ${kills}: ${name}`)
    witnesses.get(name)?.down()
    await programOf(world, name).kill9()
    witnesses.get(name)?.look()
  }

  async function bringBack(name: string, killAfterMs: number | undefined): Promise<void> {
    if (killAfterMs !== undefined) {
      again++
      // it may be ready by then or not: both are moments to be killed at
      programOf(world, name)
        .restart()
        .catch(() => undefined)
      await pause(killAfterMs)
      await kill(name)
    }
    await programOf(world, name).restart()
    witnesses.get(name)?.up()
  }

  while (made < kills) {
    await pause(random() * 2_500)
    if (random() < 0.4) await disturbLink({ world, random, fault: nextFault(), say })
    const moment = nextMoment()
    const victims = new Set<string>()
    while (victims.size < moment.victims) victims.add(nextVictim())
    if (victims.size > 1) together++
    const plans = [...victims].map((name) => ({
      name,
      killAfterMs: moment.again ? random() * AGAIN_WITHIN_MS : undefined,
    }))
    await Promise.all(plans.map(({ name }) => kill(name)))
    await pause(random() * 1_500)
    await Promise.all(plans.map(({ name, killAfterMs }) => bringBack(name, killAfterMs)))
    if (random() < 0.5) for (const link of world.links) link.restore()
  }
  for (const link of world.links) link.restore()
  return { killed, again, together }
}

/** One for each agent. */
export const witnessesOf = ({ trucks }: Pick<World, 'trucks'>): ReadonlyMap<string, Witness> =>
  new Map(trucks.map((truck) => [`agent-${truck.device}`, new Witness(truck)]))

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

async function disturbLink({
  world,
  random,
  fault,
  say,
}: {
  readonly world: World
  readonly random: Random
  readonly fault: (typeof LINK_FAULTS)[number]
  readonly say: (text: string) => void
}): Promise<void> {
  const link = world.links[Math.floor(random() * world.links.length)]
  // what meets no connection disturbs nobody; an agent whose link is still half-open may never come
  await until('somebody is connected', () => (link?.openCount() ?? 0) > 0, 10_000).catch(() => undefined)
  say(`link: ${fault}`)
  await link?.[fault]()
}
