import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { startAgent } from './agent.ts'
import { openLine } from './buses/open-line.ts'
import { createHostClock } from './clock/host-clock.ts'
import { createMonotonicClock } from './clock/monotonic.ts'
import { ConfigError, readConfigFile } from './config.ts'
import { runGnssTool } from './gnss/run-gnss-tool.ts'
import { readBrokerSecret } from './identity/broker-secret.ts'
import { IdentityError, readDeviceKey } from './identity/device-key.ts'
import { enrol, enrolWithCode } from './identity/enrol.ts'

const USAGE =
  'usage: edge-agent run --config FILE | edge-agent enrol --config FILE [--code CODE] | edge-agent gnss --help'
const EXIT_USAGE = 2

async function main(): Promise<void> {
  const [first, ...rest] = process.argv.slice(2)
  if (first === 'gnss') {
    process.exitCode = await runGnssTool(rest)
    return
  }
  const { command, configFile, code } = readArguments(process.argv.slice(2))
  const config = readConfigFile(configFile)
  if (command === 'enrol') {
    process.stdout.write(`${JSON.stringify(code === undefined ? enrol(config) : enrolWithCode(config, code))}\n`)
    return
  }
  // stdout is for the lines that whoever started us waits for
  const log = pino({ base: { device: config.device } }, pino.destination({ fd: 2, sync: true }))
  const agent = await startAgent({
    config,
    key: readDeviceKey(config.directory),
    secret: readBrokerSecret(config.broker.secretFile),
    clock: createMonotonicClock(),
    hostClock: createHostClock(),
    random: Math.random,
    openPort: openLine,
    log,
  })
  const stop = (): void => void agent.stop().catch(fail)
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.stdout.write(agent.cabPort === null ? 'ready\n' : `ready cab http://127.0.0.1:${agent.cabPort}\n`)
  await agent.finished
}

function readArguments(args: string[]): { command: 'run' | 'enrol'; configFile: string; code: string | undefined } {
  const { positionals, values } = parseCommandLine(args)
  const [command] = positionals
  if ((command !== 'run' && command !== 'enrol') || positionals.length !== 1 || values.config === undefined) {
    throw new UsageError(USAGE)
  }
  if (values.code !== undefined && command !== 'enrol') throw new UsageError(USAGE)
  return { command, configFile: values.config, code: values.code }
}

function parseCommandLine(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { config: { type: 'string' }, code: { type: 'string' } },
    })
  } catch {
    throw new UsageError(USAGE)
  }
}

class UsageError extends Error {}

/** Whoever started us starts us again: the recorder frames what is committed, and sampling begins anew. */
function fail(error: unknown): never {
  const isPlain = error instanceof UsageError || error instanceof ConfigError || error instanceof IdentityError
  const text = error instanceof Error ? (isPlain ? error.message : (error.stack ?? error.message)) : String(error)
  process.stderr.write(`${text}\n`)
  process.exit(isPlain ? EXIT_USAGE : 1)
}

await main().catch(fail)
