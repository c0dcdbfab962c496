#!/usr/bin/env node
import { ConfigError } from './command-options.ts'
import { readConfig, type ServeConfig, USAGE } from './config.ts'
import { DataInUseError } from './data-lock.ts'
import { certify, newAuthority } from './fleet/authority-commands.ts'
import { PortTakenError } from './http/server.ts'
import { systemClock } from './lib/clock.ts'
import { createLog } from './lib/log.ts'
import {
  copy,
  keys,
  printPeople,
  pruneRecords,
  rebuild,
  refillFromDevices,
  rotateKeys,
  verify,
} from './offline-commands.ts'
import { type RunningCloud, serve } from './serve.ts'

const EXIT_FAILED = 1
const EXIT_USAGE = 2
const EXIT_PORT_TAKEN = 98
/** A part that hangs may not keep a failed server from being started again. */
const STOP_LIMIT_MS = 20_000

async function run(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env)
  switch (config.command) {
    case 'serve':
      await runServer(config)
      break
    case 'verify': {
      const { ok, text } = await verify(config)
      console.log(text)
      if (!ok) process.exitCode = EXIT_FAILED
      break
    }
    case 'refill': {
      const { ok, text } = await refillFromDevices(config, (line) => console.log(line))
      console.log(text)
      if (!ok) process.exitCode = EXIT_FAILED
      break
    }
    case 'rebuild':
      console.log(await rebuild(config))
      break
    case 'prune':
      console.log(await pruneRecords(config))
      break
    case 'people':
      console.log(await printPeople(config))
      break
    case 'copy': {
      const { ok, text } = await copy(config, (line) => console.log(line))
      console.log(text)
      if (!ok) process.exitCode = EXIT_FAILED
      break
    }
    case 'keys':
      console.log(await keys(config, (line) => console.log(line)))
      break
    case 'rotate-signing-keys':
      console.log(await rotateKeys(config))
      break
    case 'new-authority':
      console.log(newAuthority(config.keyFile))
      break
    case 'certify':
      console.log(certify({ ...config, clock: systemClock }))
      break
    case 'help':
      console.log(USAGE)
  }
}

async function runServer(config: ServeConfig): Promise<void> {
  const log = createLog(config.logLevel)
  let cloud: RunningCloud | undefined
  let stopping = false

  function stop(exitCode: number): void {
    // A second Ctrl-C does not wait.
    if (stopping) process.exit(EXIT_FAILED)
    stopping = true
    process.exitCode = exitCode
    setTimeout(() => process.exit(EXIT_FAILED), STOP_LIMIT_MS).unref()
    cloud?.stop().catch(fail)
  }

  process.on('SIGTERM', () => stop(0))
  process.on('SIGINT', () => stop(0))
  cloud = await serve({
    config,
    clock: systemClock,
    log,
    onFailure: (error) => {
      log.error({ err: error }, 'the cloud cannot go on')
      if (!stopping) stop(EXIT_FAILED)
    },
  })
  if (stopping) await cloud.stop()
  else process.stdout.write(`ready cloud ${cloud.url}\n`)
}

function explain(error: unknown): { sentence: string; exitCode: number } {
  if (error instanceof ConfigError) return { sentence: `${error.message}\n\n${USAGE}`, exitCode: EXIT_USAGE }
  if (error instanceof PortTakenError) return { sentence: `${error.message}.`, exitCode: EXIT_PORT_TAKEN }
  if (error instanceof DataInUseError) return { sentence: `${error.message}.`, exitCode: EXIT_FAILED }
  return { sentence: error instanceof Error ? (error.stack ?? error.message) : String(error), exitCode: EXIT_FAILED }
}

function fail(error: unknown): void {
  const { sentence, exitCode } = explain(error)
  process.stderr.write(`${sentence}\n`)
  process.exitCode = exitCode
}

run().catch(fail)
