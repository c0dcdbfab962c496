import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '../buses/line.ts'
import type { AgentHealth } from '../run-health.ts'
import { attemptOf, type Installation, type Trial } from './installation.ts'

const LOOK_MS = 1_000
/** It frames, seals and says goodbye. */
const STOP_MS = 20_000

/** What a release on trial says to the one that tries it, each second. It must be understood by all later releases. */
const healthSchema = z.object({ records: z.boolean(), reads: z.boolean(), cloud: z.boolean() })

export interface TrialOptions {
  readonly installation: Installation
  /** of coldrx-edge */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly monotonicNowMs: () => number
  readonly log: Log
  /** between SIGTERM and SIGKILL */
  readonly stopMs?: number
}

export interface RunningTrial {
  /**
   * `back`: it did not prove itself, is ended, and the release of before is to run. A number: the exit code of the new
   * release, which ended after it was kept or because it was told to.
   */
  readonly ended: Promise<'back' | number>
  /** resolves when the new release is kept or taken back, or has ended */
  readonly decided: Promise<void>
  stop(): void
}

/**
 * Whether there is something to try at this start: power cuts count, and one that was kept when the power was cut is.
 * @returns null where there is nothing to try
 */
export function beginTrial({ installation, log }: Pick<TrialOptions, 'installation' | 'log'>): Trial | null {
  const { trial } = installation
  if (trial === null) return null
  const { slot, version, startsLeft } = trial
  if (slot === installation.current) {
    installation.writeState({ phase: 'kept', ...attemptOf(trial), slot, version })
    return null
  }
  if (startsLeft === 0) {
    takeBack({ installation, trial, log, problem: 'it was begun several times and never proved good' })
    return null
  }
  const counted = { ...trial, startsLeft: startsLeft - 1 }
  installation.writeState(counted)
  return counted
}

/** Runs the release in the other folder as a child and judges it. The one that judges is the one that proved good before. */
export function runTrial(trial: Trial, options: TrialOptions): RunningTrial {
  const { installation, args, env, monotonicNowMs, log, stopMs = STOP_MS } = options
  const { slot, version, gateMs, steadyMs, needs } = trial
  log.info({ version }, 'a new release is tried')
  const begunMs = monotonicNowMs()
  const child = start(join(installation.pathOf(slot), 'bin/coldrx-edge'), args, env)
  let verdict: 'undecided' | 'kept' | 'back' = 'undecided'
  let isStopping = false
  let healthySinceMs: number | null = null
  let health: AgentHealth = { records: false, reads: false, cloud: false }
  let killing: NodeJS.Timeout | undefined

  child.on('message', (message) => {
    const said = healthSchema.safeParse(message)
    if (!said.success) return
    health = said.data
    const isHealthy = health.records && (health.reads || !needs.reads) && (health.cloud || !needs.cloud)
    healthySinceMs = isHealthy ? (healthySinceMs ?? monotonicNowMs()) : null
  })

  function stop(): void {
    isStopping = true
    child.kill('SIGTERM')
    killing ??= setTimeout(() => child.kill('SIGKILL'), stopMs)
  }

  function giveUp(problem: string): void {
    verdict = 'back'
    takeBack({ installation, trial, log, problem })
    stop()
  }

  function look(): void {
    if (verdict !== 'undecided' || isStopping) return
    if (healthySinceMs !== null && monotonicNowMs() - healthySinceMs >= steadyMs) {
      installation.switchTo(slot)
      installation.writeState({ phase: 'kept', ...attemptOf(trial), slot, version })
      verdict = 'kept'
      log.info({ version }, 'the new release proved good')
    } else if (monotonicNowMs() - begunMs >= gateMs) {
      giveUp(`within ${gateMs / 1_000} s ${complaint(health, needs)}`)
    }
  }

  let decide: () => void = () => undefined
  const decided = new Promise<void>((resolve) => {
    decide = resolve
  })
  const looking = setInterval(() => {
    look()
    if (verdict !== 'undecided') decide()
  }, LOOK_MS)
  const ended = new Promise<'back' | number>((resolve) => {
    // 'close' does not come for a program that cannot be started
    let isOver = false
    const over = (code: number | null, how: string): void => {
      if (isOver) return
      isOver = true
      clearInterval(looking)
      if (verdict === 'undecided' && !isStopping) giveUp(`it ended by itself: ${how}`)
      clearTimeout(killing)
      decide()
      resolve(verdict === 'back' ? 'back' : (code ?? 1))
    }
    child.once('error', (error) => over(null, error.message))
    child.once('exit', (code, signal) => over(code, signal ?? `exit code ${code}`))
  })
  return { ended, decided, stop }
}

function start(program: string, args: readonly string[], env: TrialOptions['env']): ChildProcess {
  return spawn(program, [...args], { env: { ...env }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
}

function complaint(health: AgentHealth, needs: Trial['needs']): string {
  if (!health.records) return 'it recorded nothing'
  if (!health.reads && needs.reads) return 'it read no temperature, and the release before did'
  if (!health.cloud && needs.cloud) return 'it did not reach the cloud, and the release before did'
  return 'it was not steady'
}

function takeBack({
  installation,
  trial,
  log,
  problem,
}: Pick<TrialOptions, 'installation' | 'log'> & { readonly trial: Trial; readonly problem: string }): void {
  const { slot, version } = trial
  log.warn({ version, problem }, 'the new release is taken back')
  installation.writeState({ phase: 'taken-back', ...attemptOf(trial), slot, version, problem })
}
