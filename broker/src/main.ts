import { pino } from 'pino'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { createBroker } from './broker.ts'
import { ConfigError, readConfig, USAGE } from './config.ts'
import { CredentialsError, CredentialsFile } from './credentials.ts'
import { createBrokerMetrics } from './metrics.ts'
import { createMetricsServer } from './metrics-server.ts'

const EXIT_FAILED = 1
const EXIT_USAGE = 2
const EXIT_PORT_TAKEN = 98

async function run(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env)
  // One stream for log and `ready`, so that their lines keep their order.
  const log = pino({ name: 'broker', level: config.logLevel }, process.stdout)
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })

  const credentials = new CredentialsFile({ path: config.credentials, log })
  const broker = createBroker({
    credentials,
    log,
    metrics: createBrokerMetrics({ registry }),
    listen: { host: config.host, port: config.port },
  })
  const metricsServer =
    config.metricsPort === undefined
      ? undefined
      : createMetricsServer({ registry, host: config.host, port: config.metricsPort })

  const stop = async () => {
    credentials.stop()
    await Promise.all([broker.stop(), metricsServer?.stop()])
  }
  let stopping = false
  const stopOnSignal = () => {
    // A second Ctrl-C does not wait for the drain.
    if (stopping) process.exit(EXIT_FAILED)
    stopping = true
    stop().catch(fail)
  }
  process.on('SIGTERM', stopOnSignal)
  process.on('SIGINT', stopOnSignal)

  try {
    credentials.start()
    const metricsPort = (await metricsServer?.start())?.port
    const { port } = await broker.start()
    log.info({ host: config.host, port, metricsPort }, 'broker listens')
    process.stdout.write(`ready mqtt://${config.host}:${port}\n`)
  } catch (error) {
    await stop()
    // Asked to stop while it was starting: that is no failure.
    if (!stopping) throw error
  }
}

function explain(error: unknown): { sentence: string; exitCode: number } {
  if (error instanceof ConfigError) return { sentence: `${error.message}\n\n${USAGE}`, exitCode: EXIT_USAGE }
  if (error instanceof CredentialsError) return { sentence: error.message, exitCode: EXIT_FAILED }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    return { sentence: `Port ${String(error.port)} is taken by another program.`, exitCode: EXIT_PORT_TAKEN }
  }
  return { sentence: error instanceof Error ? (error.stack ?? error.message) : String(error), exitCode: EXIT_FAILED }
}

function fail(error: unknown): void {
  const { sentence, exitCode } = explain(error)
  process.stderr.write(`${sentence}\n`)
  process.exitCode = exitCode
}

run().catch(fail)
