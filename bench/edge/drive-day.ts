import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import { generateSm2KeyPair } from '@coldrx/protocol'
import { parseConfig, startAgent, type Tick } from '../../edge-agent/src/index.ts'
import { startSmallCloud } from './small-cloud.ts'
import { type DayKind, SAMPLE_INTERVAL_MS, ticksOf } from './truck-day.ts'

const DEVICE = 'tk001'
const DAY_STARTS_MS = Date.UTC(2026, 5, 1)
const PROBES = Array.from({ length: 8 }, (_, at) => ({
  ...{ id: `p${at + 1}`, unit: at + 1, profile: 'xy-md02', compartment: at < 4 ? 'c1' : 'c2' },
}))

export interface DriveDay {
  /** by lane, headers included, as the agent itself counts them */
  readonly bytes: { readonly events: number; readonly frames: number; readonly hints: number; readonly rest: number }
  readonly frames: number
  readonly hints: number
  /** numbers that were recorded, times apart */
  readonly readings: number
}

/** The agent itself over one day whose clock is that of its samples; broker, recorder and connection are real. */
export async function driveDay(kind: DayKind, directory: string): Promise<DriveDay> {
  mkdirSync(directory, { recursive: true })
  const cloud = await startSmallCloud(DEVICE)
  const config = parseConfig({
    device: DEVICE,
    asset: { kind: 'truck', name: 'bench' },
    directory,
    broker: { url: cloud.url, secretFile: join(directory, 'secret'), spreadMs: 0 },
    cab: { port: 0, pages: directory },
    link: { budgetBytesPerDay: null },
    compartments: [
      { id: 'c1', name: { zh: '冷藏', en: 'Chilled' }, range: { minCelsius: 2, maxCelsius: 8 } },
      { id: 'c2', name: { zh: '冷冻', en: 'Frozen' }, range: { minCelsius: -25, maxCelsius: -15 } },
    ],
    buses: [
      {
        ...{ id: 'rs485-1', path: join(directory, 'no-line'), probes: PROBES },
        inputs: [
          {
            ...{ id: 'inputs', unit: 99, profile: 'waveshare-di8' },
            channels: [
              { input: 0, kind: 'door', compartment: 'c1' },
              { input: 1, kind: 'door', compartment: 'c2' },
              { input: 2, kind: 'power' },
            ],
          },
        ],
      },
    ],
    gnss: { id: 'gnss', path: join(directory, 'no-receiver') },
  })
  let nowMs = 0
  let onTick: (tick: Tick) => unknown = () => undefined
  let endSampling: () => void = () => undefined
  const silent = (): void => undefined
  const agent = await startAgent({
    config,
    key: generateSm2KeyPair(),
    secret: '',
    clock: { nowMs: () => nowMs },
    hostClock: { nowMs: () => DAY_STARTS_MS + nowMs, isSynchronised: () => true },
    random: () => 0.5,
    openPort: () => Promise.reject(new Error('no lines here')),
    log: { debug: silent, info: silent, warn: silent },
    createSampler: (options) => {
      onTick = options.onTick
      const finished = new Promise<void>((resolve) => {
        endSampling = resolve
      })
      return {
        ...{ start: silent, finished, stats: { ticks: 0, skippedTicks: 0, lines: {}, gnss: null } },
        setCoil: () => Promise.resolve({ mark: 'open', reason: 'no lines here' }),
        stop: async () => {
          endSampling()
          await finished
        },
      }
    },
  })
  try {
    for (const tick of ticksOf(kind)) {
      nowMs = tick.monotonicMs
      onTick(tick)
      await nextTurn()
      // its link is quick beside a minute of the day: what was closed is acknowledged before the next one
      if (nowMs % (6 * SAMPLE_INTERVAL_MS) === 0) await settled(agent.cabPort)
    }
  } finally {
    await agent.stop()
    await cloud.stop()
  }
  const { hours } = JSON.parse(readFileSync(join(directory, 'link-use.json'), 'utf8')) as {
    hours: readonly { readonly bytes: DriveDay['bytes'] }[]
  }
  const sum = (lane: keyof DriveDay['bytes']): number => hours.reduce((total, { bytes }) => total + bytes[lane], 0)
  return {
    bytes: { events: sum('events'), frames: sum('frames'), hints: sum('hints'), rest: sum('rest') },
    ...{ frames: cloud.frames, hints: cloud.hints, readings: cloud.readings },
  }
}

async function settled(cabPort: number | null): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${cabPort}/api/cab`)
    const { network, recording } = (await answer.json()) as {
      network: { state: string }
      recording: { framesWaiting: number }
    }
    if (network.state === 'online' && recording.framesWaiting === 0) return
    await pause(2)
  }
}
