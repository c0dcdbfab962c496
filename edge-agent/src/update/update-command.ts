import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from '../command-line/command.ts'
import { parseOptions, wholeNumber } from '../command-line/options.ts'
import { UsageError } from '../command-line/usage-error.ts'
import { readConfigFile } from '../config.ts'
import { findRunningAgent, type RunningAgent } from '../doctor/running-agent.ts'
import { SCHEMA_GENERATION } from '../recorder/schema.ts'
import { type InstallStep, installRelease } from './install-release.ts'
import { type Installation, openInstallation, type Trial, versionOf } from './installation.ts'
import { ReleaseError } from './release-error.ts'
import { makeReleaseFile, openReleaseFile } from './release-file.ts'
import { readTrustedKeys } from './release-manifest.ts'

const ROOT = '/opt/coldrx'
const KEYS = '/etc/coldrx/release-keys'
const GATE_SECONDS = 300
const STEADY_SECONDS = 30
const EXIT_REFUSED = 1

const STEPS: Readonly<Record<InstallStep, string>> = {
  unpack: 'signed by a trusted key, and whole; unpacking / 签名可信、文件完整，正在解包',
  check: 'checking every file / 逐个校验文件',
  place: 'placing it beside the release in use / 放到备用目录',
  try: 'handing it over to be tried / 交付试运行',
}

export const updateCommand: Command = {
  usage: [
    'update --from FILE --config FILE [--root DIR] [--keys DIR] [--gate-seconds N] [--steady-seconds N] [--needs LIST]',
    'update --status [--root DIR]',
  ],
  async run(args, io) {
    const { out } = io
    const options = parseOptions(args, {
      from: { type: 'string' },
      config: { type: 'string' },
      root: { type: 'string', default: ROOT },
      keys: { type: 'string', default: KEYS },
      'gate-seconds': { type: 'string', default: String(GATE_SECONDS) },
      'steady-seconds': { type: 'string', default: String(STEADY_SECONDS) },
      needs: { type: 'string' },
      status: { type: 'boolean', default: false },
    })
    const { from, config: file } = options
    const gateMs = wholeNumber('gate-seconds', options['gate-seconds'], 60, 3_600) * 1_000
    const steadyMs = wholeNumber('steady-seconds', options['steady-seconds'], 1, 3_600) * 1_000
    const wanted = options.needs === undefined ? null : parseNeeds(options.needs)
    if (!options.status && (from === undefined || file === undefined)) {
      throw new UsageError('update needs --from FILE and --config FILE, or --status')
    }
    try {
      const installation = openInstallation(resolve(options.root))
      if (from === undefined || file === undefined) {
        out(`${describe(installation)}\n`)
        return 0
      }
      const release = await openReleaseFile(from, readTrustedKeys(options.keys))
      const agent = await findRunningAgent(readConfigFile(file))
      const needs = wanted ?? whatWorks(agent)
      await installRelease({
        ...{ installation, release, machine: process, trial: { gateMs, steadyMs, needs } },
        onStep: (step) => out(`${STEPS[step]}\n`),
      })
      if (agent === null) out('no agent runs: it is tried at the next start / 程序未运行，下次启动时试运行\n')
      out(`${describe(installation)}\n`)
      return 0
    } catch (error) {
      if (!(error instanceof ReleaseError)) throw error
      io.err(`not installed / 未安装: ${error.message}\n`)
      return EXIT_REFUSED
    }
  },
}

/** What the agent that runs can do, the next one must be able to do. */
function whatWorks(agent: RunningAgent | null): Trial['needs'] {
  const reads = agent?.cab?.compartments.some(({ probes }) => probes.some((probe) => probe.temperatureCelsius !== null))
  return { reads: reads === true, cloud: agent?.cab?.network.state === 'online' }
}

/** @throws UsageError */
function parseNeeds(text: string): Trial['needs'] {
  const needs = text === 'none' ? [] : text.split(',')
  if (needs.some((need) => need !== 'reads' && need !== 'cloud')) {
    throw new UsageError(`--needs: "${text}" is not "reads", "cloud", "reads,cloud" or "none"`)
  }
  return { reads: needs.includes('reads'), cloud: needs.includes('cloud') }
}

function describe({ currentVersion, state }: Installation): string {
  const runs = `in use / 正在使用: ${currentVersion}`
  if (state === null) return runs
  if (state.phase === 'trial') return `${runs}; on trial / 试运行中: ${state.version}`
  if (state.phase === 'kept') return runs
  return `${runs}; taken back / 已退回: ${state.version} (${state.problem})`
}

/** For whoever packs a release, not for trucks. */
export const signReleaseCommand: Command = {
  usage: ['sign-release --folder DIR --archive FILE --key PEM --out FILE'],
  async run(args) {
    const { folder, archive, key, out } = parseOptions(args, {
      folder: { type: 'string' },
      archive: { type: 'string' },
      key: { type: 'string' },
      out: { type: 'string' },
    })
    if (folder === undefined || archive === undefined || key === undefined || out === undefined) {
      throw new UsageError('sign-release needs --folder, --archive, --key and --out')
    }
    const { platform, arch } = process
    await makeReleaseFile({
      ...{ folder: resolve(folder), archive, out, privateKeyPem: readFileSync(key, 'utf8') },
      ...{ version: versionOf(folder), platform, arch, recorderGeneration: SCHEMA_GENERATION },
    })
    return 0
  },
}
