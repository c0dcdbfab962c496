import { pino } from 'pino'
import { startAgent } from '../agent.ts'
import type { Log } from '../buses/line.ts'
import { openLine } from '../buses/open-line.ts'
import { createHostClock } from '../clock/host-clock.ts'
import { createMonotonicClock } from '../clock/monotonic.ts'
import { type AgentConfig, readConfigFile } from '../config.ts'
import { readBrokerSecret } from '../identity/broker-secret.ts'
import { readDeviceKey } from '../identity/device-key.ts'
import { createServiceManager } from '../service/service-manager.ts'
import { installAside } from '../update/install-aside.ts'
import { findOwnPlace, type Installation, type OwnPlace, type Trial } from '../update/installation.ts'
import { reportHealth } from '../update/report-health.ts'
import { beginTrial, runTrial } from '../update/trial.ts'
import type { Command, CommandIo } from './command.ts'
import { onSignal } from './on-signal.ts'
import { parseOptions } from './options.ts'
import { UsageError } from './usage-error.ts'

/** How soon a release that is to be tried is seen. */
const LOOK_FOR_RELEASE_MS = 5_000

interface Start {
  readonly file: string
  readonly config: AgentConfig
  readonly io: Pick<CommandIo, 'env' | 'out'>
  readonly log: Log
}

export const runCommand: Command = {
  usage: ['run --config FILE'],
  async run(args, io) {
    const { config: file } = parseOptions(args, { config: { type: 'string' } })
    if (file === undefined) throw new UsageError('run needs --config FILE')
    const config = readConfigFile(file)
    // stdout is for the lines that whoever started us waits for
    const log = pino({ base: { device: config.device } }, pino.destination({ fd: 2, sync: true }))
    const start = { file, config, io, log }
    for (;;) {
      const installation = ourInstallation()
      const trial = installation === null ? null : beginTrial({ installation, log })
      if (installation !== null && trial !== null) {
        const end = await tryRelease(start, installation, trial)
        if (end !== 'back') return end
      }
      if ((await runAgent(start)) === 'stopped') return 0
    }
  },
}

const ownPlace = (): OwnPlace | null => findOwnPlace(process.argv[1] ?? '')

/** null: not installed, or itself on trial: then another one judges */
function ourInstallation(): Installation | null {
  const place = ownPlace()
  return place === null || place.isOnTrial ? null : place.installation
}

/** Of the folder that this program lies in, which is what the cloud ordered. */
function ownVersion(): string | undefined {
  const place = ownPlace()
  if (place === null) return undefined
  const { installation, isOnTrial } = place
  return isOnTrial ? installation.trial?.version : installation.currentVersion
}

async function tryRelease(
  { file, io, log }: Start,
  installation: Installation,
  trial: Trial,
): Promise<'back' | number> {
  const clock = createMonotonicClock()
  const running = runTrial(trial, {
    ...{ installation, log, env: io.env, args: ['run', '--config', file] },
    monotonicNowMs: () => clock.nowMs(),
  })
  // until it is judged: then the new release feeds the watchdog alone
  const service = createServiceManager({ env: io.env, log, isAlive: () => true })
  service.ready()
  void running.decided.then(() => service.close())
  const forget = onSignal(() => running.stop())
  try {
    return await running.ended
  } finally {
    forget()
  }
}

/** @returns `release`: another one is to be tried */
async function runAgent({ file, config, io: { env, out }, log }: Start): Promise<'stopped' | 'release'> {
  const agentVersion = ownVersion()
  const agent = await startAgent({
    config,
    ...(agentVersion === undefined ? {} : { agentVersion }),
    key: readDeviceKey(config.directory),
    secret: readBrokerSecret(config.broker.secretFile),
    clock: createMonotonicClock(),
    hostClock: createHostClock(),
    random: Math.random,
    openPort: openLine,
    log,
    updates: {
      machine: { platform: process.platform, arch: process.arch },
      place: ownPlace,
      install: (release, needs) =>
        installAside({
          ...{ program: process.argv[1] ?? '', root: ownPlace()?.installation.root ?? '', config: file },
          ...{ release, needs, ...config.updates },
        }),
    },
  })
  const service = createServiceManager({ env, log, isAlive: () => agent.isSampling() })
  let outcome: 'stopped' | 'release' = 'stopped'
  let refuse: (error: unknown) => void = () => undefined
  const stopFailed = new Promise<never>((_, reject) => {
    refuse = reject
  })
  const stop = (): void => {
    service.stopping()
    agent.stop().catch(refuse)
  }
  const forget = onSignal(stop)
  const looking = setInterval(() => {
    if (outcome === 'release' || (ourInstallation()?.trial ?? null) === null) return
    log.info({}, 'a new release is there to be tried')
    outcome = 'release'
    agent.stop().catch(refuse)
  }, LOOK_FOR_RELEASE_MS)
  const reporting = reportHealth({ health: () => agent.health(), onAlone: stop })
  service.ready()
  if (agent.firstPin !== null) out(`pairing PIN ${agent.firstPin}\n`)
  out(agent.cabPort === null ? 'ready\n' : `ready cab http://127.0.0.1:${agent.cabPort}\n`)
  try {
    await Promise.race([agent.finished, stopFailed])
  } finally {
    reporting.stop()
    clearInterval(looking)
    forget()
    service.close()
  }
  // one that is itself the child of another is started anew by its link
  return reporting.isChild ? 'stopped' : outcome
}
