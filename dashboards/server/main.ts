import { join } from 'node:path'
import { ConfigError, readConfig, USAGE } from './config.ts'
import { PortTakenError, startPagesServer } from './pages-server.ts'
import { PagesMissingError } from './static-files.ts'

const EXIT_FAILED = 1
const EXIT_USAGE = 2
const EXIT_PORT_TAKEN = 98

async function run(): Promise<void> {
  const args = process.argv.slice(2)
  if (args.includes('--help') || args.includes('-h')) {
    console.log(USAGE)
    return
  }
  const config = readConfig(args, process.env, { builtPages: join(import.meta.dirname, 'pages') })
  const server = await startPagesServer(config)
  let stopping = false
  const stop = () => {
    // A second Ctrl-C does not wait.
    if (stopping) process.exit(EXIT_FAILED)
    stopping = true
    server.stop().catch(fail)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.stdout.write(`ready pages ${server.url}\n`)
}

function explain(error: unknown): { sentence: string; exitCode: number } {
  if (error instanceof ConfigError) return { sentence: `${error.message}\n\n${USAGE}`, exitCode: EXIT_USAGE }
  if (error instanceof PortTakenError) return { sentence: `${error.message}.`, exitCode: EXIT_PORT_TAKEN }
  if (error instanceof PagesMissingError) return { sentence: `${error.message}.`, exitCode: EXIT_FAILED }
  return { sentence: error instanceof Error ? (error.stack ?? error.message) : String(error), exitCode: EXIT_FAILED }
}

function fail(error: unknown): void {
  const { sentence, exitCode } = explain(error)
  process.stderr.write(`${sentence}\n`)
  process.exitCode = exitCode
}

run().catch(fail)
