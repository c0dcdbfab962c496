import { generateSm2KeyPair } from '@coldrx/protocol'
import { onTestFinished } from 'vitest'
import { type Agent, startAgent } from '../agent.ts'
import { type Log, type OpenLine, SILENT_LOG } from '../buses/line.ts'
import type { CabState } from '../cab/cab-state.ts'
import type { AgentConfig } from '../config.ts'
import type { Sampler } from '../sampling/sampler.ts'
import type { Tick } from '../sampling/tick.ts'
import { agentTick } from './agent-fixture.ts'
import { type ReadRecorder, readRecorder } from './read-recorder.ts'
import { BOOT_WALL_MS, DEVICE } from './recorder-fixture.ts'

const key = generateSm2KeyPair()

export interface RunningAgent {
  readonly agent: Agent
  /** one sample a second, counted on */
  readonly tick: (reading?: Parameters<typeof agentTick>[1]) => void
  readonly cab: () => Promise<CabState>
  /** lets time go by without a sample */
  readonly pass: (ms: number) => void
  readonly get: (path: string) => Promise<{ status: number; body: unknown }>
  readonly post: (path: string, body: unknown) => Promise<{ status: number; body: unknown }>
}

/** An agent whose samples come from the test; all else is real. */
export async function startTestAgent(
  config: AgentConfig,
  host: number | (() => number) = BOOT_WALL_MS,
  log: Log = SILENT_LOG,
  lines: { readonly setCoil?: Sampler['setCoil']; readonly openPort?: OpenLine } = {},
): Promise<RunningAgent> {
  const { setCoil, openPort } = lines
  const time = { monotonicMs: 0 }
  const hostMs = typeof host === 'number' ? () => host : host
  let onTick: (tick: Tick) => unknown = () => undefined
  let end = (): void => undefined
  const agent = await startAgent({
    config,
    key,
    secret: 'secret',
    clock: { nowMs: () => time.monotonicMs },
    hostClock: { nowMs: () => hostMs() + time.monotonicMs, isSynchronised: () => false },
    random: () => 0,
    openPort: openPort ?? (() => Promise.reject(new Error('no lines in this test'))),
    log,
    createSampler: (options) => {
      onTick = options.onTick
      const finished = new Promise<void>((resolve) => {
        end = resolve
      })
      return {
        start: () => undefined,
        stats: { ticks: 0, skippedTicks: 0, lines: {}, gnss: null },
        finished,
        setCoil: setCoil ?? (() => Promise.resolve({ mark: 'open', reason: 'no lines in this test' })),
        stop: async () => {
          end()
          await finished
        },
      }
    },
  })
  onTestFinished(async () => await agent.stop())
  return {
    agent,
    tick: (reading) => {
      time.monotonicMs += 1_000
      onTick(agentTick(time.monotonicMs, reading))
    },
    pass: (ms) => {
      time.monotonicMs += ms
    },
    get: async (path) => {
      const response = await fetch(`http://127.0.0.1:${agent.cabPort}${path}`)
      return { status: response.status, body: (await response.json()) as unknown }
    },
    post: async (path, body) => {
      const response = await fetch(`http://127.0.0.1:${agent.cabPort}${path}`, {
        ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
        body: JSON.stringify(body),
      })
      return { status: response.status, body: (await response.json()) as unknown }
    },
    cab: async () => (await (await fetch(`http://127.0.0.1:${agent.cabPort}/api/cab`)).json()) as CabState,
  }
}

/** What the agent's recorder holds, verified. */
export const readRun = (directory: string): ReadRecorder =>
  readRecorder(directory, { device: DEVICE, publicKey: key.publicKey })
