import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sendCommand } from '../firmware-sim/src/index.ts'
import { chooser, chosen } from '../tooling/random.ts'
import type { SmallDisk } from './faults/small-disk.ts'
import { runKills } from './kill-run.ts'
import type { Witness } from './witness.ts'
import { clockOffsetFile, programOf, type Truck, type World } from './world.ts'

export interface FaultRunOptions {
  readonly world: World
  readonly witnesses: ReadonlyMap<string, Witness>
  /** by truck: of those whose recorder has a small disk of its own */
  readonly smallDisks: ReadonlyMap<string, SmallDisk>
  readonly kinds: readonly FaultKind[]
  /** asked before each round: whether another one is begun */
  readonly goesOn: (rounds: number) => boolean
  /** 0 ≤ x < 1; a seeded source makes a run repeatable as far as processes are */
  readonly random: () => number
  /** the longest that a fault stands */
  readonly longestMs: number
  readonly say?: (text: string) => void
}

interface Place extends Omit<FaultRunOptions, 'goesOn' | 'kinds'> {
  readonly truck: Truck
  readonly say: (text: string) => void
  /** lets a fault stand for a time that chance chooses */
  readonly stand: () => Promise<void>
}

/** What each does to a truck and its ways; it takes away what it has done before it returns. */
const FAULTS = {
  /** agent, broker, cloud or pages, alone or two at once, also while they start; links are cut meanwhile */
  kill: async ({ world, witnesses, random, say }: Place) => {
    await runKills({ world, witnesses, random, say, kills: 1 + Math.floor(random() * 3) })
  },
  'power-cut': powerCut,
  'power-cut-unsynced': powerCutUnsynced,
  'clock-jump': clockJump,
  'link-cut': async ({ world, truck, stand }: Place) => {
    const link = linkOf(world, truck)
    await link.cut()
    await stand()
    link.restore()
  },
  'link-half-open': async ({ world, truck, stand }: Place) => {
    const link = linkOf(world, truck)
    link.halfOpen()
    await stand()
    link.restore()
  },
  'link-slow': async ({ world, truck, stand, random }: Place) => {
    const link = linkOf(world, truck)
    link.delay(300 + Math.floor(random() * 1_500))
    await stand()
    link.delay(0)
  },
  /** an old radio at the edge of its cell: packets are lost both ways, each is slow, and few bytes pass */
  'link-lossy': async ({ world, truck, stand, random }: Place) => {
    const link = linkOf(world, truck)
    link.lose({ share: 0.05 + 0.1 * random(), firstTimeoutMs: 1_000, random })
    link.delay(300 + Math.floor(random() * 400))
    link.limit(4_000)
    await stand()
    link.lose(null)
    link.delay(0)
    link.limit(Number.POSITIVE_INFINITY)
  },
  /** the simulator's lines go, and come back as other devices of the same name */
  'port-lost': async ({ world, truck, stand }: Place) => {
    const simulator = programOf(world, `truck-${truck.device}`)
    await simulator.stop()
    await stand()
    await simulator.restart()
  },
  'bus-noise': async (place: Place) => {
    const words = [
      ['rs485-1', 'noise'],
      ['rs485-2', 'wrong-crc'],
      ['p1', 'late-reply', String(400 + Math.floor(place.random() * 600))],
      ['p2', 'silent'],
      ['p3', 'slow', '350'],
      ['rs485-1', 'local-echo'],
    ]
    await simulate(place, chosen(words, place.random))
  },
  receiver: async (place: Place) => {
    await simulate(place, ['gnss', chosen(['void', 'garbage', 'silent', 'jump', 'rollover'], place.random)])
  },
  'disk-full': diskFull,
} as const

export type FaultKind = keyof typeof FAULTS
export const FAULT_KINDS = Object.keys(FAULTS) as FaultKind[]
/** They need a disk of their own. */
export const DISK_FAULTS: readonly FaultKind[] = ['disk-full', 'power-cut-unsynced']

/** Makes faults of these kinds, each once in an order that chance makes, then whichever chance chooses, sometimes two at once. */
export async function runFaults(options: FaultRunOptions): Promise<ReadonlyMap<FaultKind, number>> {
  const { world, kinds, goesOn, random, longestMs, say = () => {} } = options
  const made = new Map<FaultKind, number>()
  const next = chooser(kinds, random)

  async function make(kind: FaultKind, truck: Truck): Promise<void> {
    made.set(kind, (made.get(kind) ?? 0) + 1)
    const tell = (text: string): void => say(`${kind} of ${truck.device}: ${text}`)
    tell('begins')
    const stand = () => pause(500 + random() * longestMs)
    await FAULTS[kind]({ ...options, truck, say: tell, stand })
    tell('is over')
  }

  for (let rounds = 0; goesOn(rounds) || made.size < kinds.length; rounds++) {
    const kind = next()
    const inAnyOrder = shuffled(world.trucks, random)
    const fit = DISK_FAULTS.includes(kind) ? inAnyOrder.filter(({ device }) => options.smallDisks.has(device)) : []
    const [first = chosen(world.trucks, random), second] = [...new Set([...fit, ...inAnyOrder])]
    const other =
      second === undefined || kind === 'kill' || random() < 0.6 ? undefined : { kind: next(), truck: second }
    const making = [make(kind, first)]
    // a kill takes whatever program comes: nothing else may wait for one of them meanwhile
    if (other?.kind === 'kill') await Promise.all(making)
    if (other !== undefined) making.push(make(other.kind, other.truck))
    await Promise.all(making)
    await pause(random() * 1_500)
  }
  return made
}

/**
 * The disk is what it was at one moment: the agent is held, its store copied without what only memory held, with a torn end
 * as of a write that was under way; then it dies, and finds the copy.
 */
async function powerCut({ world, truck, witnesses, random, stand, say }: Place): Promise<void> {
  const agent = programOf(world, `agent-${truck.device}`)
  const witness = witnesses.get(`agent-${truck.device}`)
  const recorder = join(truck.directory, 'agent', 'recorder.db')
  if (agent.pid === undefined) throw new Error(`${agent.name} does not run`)
  witness?.down()
  process.kill(-agent.pid, 'SIGSTOP')
  const copy = join(truck.directory, 'at-the-cut')
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy)
  const parts = ['', '-wal'].filter((end) => existsSync(recorder + end))
  for (const end of parts) copyFileSync(recorder + end, join(copy, `recorder.db${end}`))
  await agent.kill9()
  for (const end of ['', '-wal', '-shm']) rmSync(recorder + end, { force: true })
  for (const end of parts) copyFileSync(join(copy, `recorder.db${end}`), recorder + end)
  const torn = Buffer.from(Array.from({ length: 24 + Math.floor(random() * 5_000) }, () => Math.floor(random() * 256)))
  if (parts.includes('-wal')) append(`${recorder}-wal`, torn)
  say(`${torn.length} torn bytes`)
  witness?.look()
  rmSync(copy, { recursive: true })
  await stand()
  await agent.restart()
  witness?.up()
}

/**
 * The power fails, and the disk holds what was really written to it by then: nothing of what waited in memory. What a reader
 * saw of the held agent's store was synced before (SQLite shows a commit after its sync), so it is owed. It does not show a
 * disk that says "synced" and lies, or one that writes in another order.
 */
async function powerCutUnsynced({ world, truck, witnesses, smallDisks, stand, say }: Place): Promise<void> {
  const disk = smallDisks.get(truck.device)
  const agent = programOf(world, `agent-${truck.device}`)
  const witness = witnesses.get(`agent-${truck.device}`)
  if (disk === undefined || agent.pid === undefined) {
    say('left out: it has no disk of its own')
    return
  }
  witness?.down()
  process.kill(-agent.pid, 'SIGSTOP')
  witness?.look()
  const isKept = disk.snapshot()
  await agent.kill9()
  if (isKept) disk.restore()
  else say('not left out, but no more than a kill: its disk is memory')
  await stand()
  await agent.restart()
  witness?.up()
}

/** The host's clock jumps while the agent runs, and comes back, as after a battery change or a wrong time server. */
async function clockJump({ truck, random, stand, say }: Place): Promise<void> {
  const [jump, offsetMs] = chosen<readonly [string, number]>(
    [
      ['forward a day', 86_400_000],
      ['back an hour', -3_600_000],
      ['to 1970', -Date.now()],
    ],
    random,
  )
  say(jump)
  writeFileSync(clockOffsetFile(truck), String(offsetMs))
  await stand()
  rmSync(clockOffsetFile(truck))
}

/** Nothing can be written where the recorder is; what cannot be recorded is said by a gap. */
async function diskFull({ truck, smallDisks, stand, say }: Place): Promise<void> {
  if (!smallDisks.has(truck.device)) {
    say('left out: it has no disk of its own')
    return
  }
  const filler = join(truck.directory, 'agent', 'filler')
  const file = openSync(filler, 'w')
  try {
    for (const size of [1 << 20, 4_096, 1]) {
      const bytes = Buffer.alloc(size)
      try {
        for (;;) if (writeSync(file, bytes) === 0) break
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    }
  } finally {
    closeSync(file)
  }
  await stand()
  rmSync(filler)
}

/** A fault of the simulator, for a while. */
async function simulate({ truck, stand, say }: Place, words: readonly string[]): Promise<void> {
  say(words.join(' '))
  await sendCommand(truck.control, words)
  await stand()
  await sendCommand(truck.control, ['clear'])
}

function linkOf(world: World, truck: Truck) {
  const link = world.links[world.trucks.indexOf(truck)]
  if (link === undefined) throw new Error(`no link of ${truck.device}`)
  return link
}

function append(path: string, bytes: Buffer): void {
  writeFileSync(path, bytes, { flag: 'a' })
}

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  return all
    .map((one) => ({ one, at: random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ one }) => one)
}
