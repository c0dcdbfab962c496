#!/usr/bin/env node
import { probeCommand } from './bench/probe-command.ts'
import type { Command, CommandIo } from './command-line/command.ts'
import { enrolCommand } from './command-line/enrol-command.ts'
import { pairCommand } from './command-line/pair-command.ts'
import { runCommand } from './command-line/run-command.ts'
import { UsageError } from './command-line/usage-error.ts'
import { ConfigError } from './config.ts'
import { doctorCommand } from './doctor/doctor-command.ts'
import { exportCommand } from './export/export-command.ts'
import { gnssCommand } from './gnss/gnss-command.ts'
import { IdentityError } from './identity/device-key.ts'
import { signReleaseCommand, updateCommand } from './update/update-command.ts'

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['run', runCommand],
  ['enrol', enrolCommand],
  ['pair', pairCommand],
  ['probe', probeCommand],
  ['doctor', doctorCommand],
  ['export', exportCommand],
  ['gnss', gnssCommand],
  ['update', updateCommand],
  ['sign-release', signReleaseCommand],
])

const EXIT_USAGE = 2

const io: CommandIo = {
  env: process.env,
  out: (text) => void process.stdout.write(text),
  taken: () => new Promise((resolve) => void process.stdout.write('', () => resolve())),
  err: (text) => void process.stderr.write(text),
}

function usageOf(commands: Iterable<Command>): string {
  const forms = [...commands].flatMap(({ usage }) => usage)
  return `usage: ${forms.map((form) => `coldrx-edge ${form}`).join('\n       ')}`
}

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const command = COMMANDS.get(name)
  if (command === undefined) {
    io.err(`${usageOf(COMMANDS.values())}\n`)
    return EXIT_USAGE
  }
  try {
    return await command.run(args, io)
  } catch (error) {
    if (error instanceof UsageError) io.err(`${error.message}\n${usageOf([command])}\n`)
    else if (error instanceof ConfigError || error instanceof IdentityError) io.err(`${error.message}\n`)
    else throw error
    return EXIT_USAGE
  }
}

/** Whoever started us starts us again: the recorder frames what is committed, and sampling begins anew. */
function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
}

process.exitCode = await main(process.argv.slice(2)).catch(fail)
