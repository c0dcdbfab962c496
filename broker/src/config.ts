import { parseArgs } from 'node:util'
import { z } from 'zod'

export interface BrokerConfig {
  readonly credentials: string
  readonly port: number
  readonly host: string
  readonly metricsPort?: number
  readonly logLevel: (typeof LOG_LEVELS)[number]
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

export const USAGE = `broker --credentials FILE [--port N] [--host ADDRESS] [--metrics-port N]
  --credentials FILE   registered devices and services      COLDRX_BROKER_CREDENTIALS
  --port N             MQTT port, 0 for any (1883)          COLDRX_BROKER_PORT
  --host ADDRESS       address to listen on (127.0.0.1)     COLDRX_BROKER_HOST
  --metrics-port N     also serve GET /metrics              COLDRX_BROKER_METRICS_PORT
  --log-level LEVEL    ${LOG_LEVELS.join(', ')}     COLDRX_BROKER_LOG_LEVEL`

const PORT = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
  .transform(Number)
  .refine((port) => port <= 65_535, 'must be a number from 0 to 65535')

const schema = z.object({
  credentials: z.string({ error: 'is needed: the file of registered devices' }).min(1, 'must name a file'),
  port: PORT.default(1883),
  host: z.string().min(1, 'must be an address').default('127.0.0.1'),
  'metrics-port': PORT.exactOptional(),
  'log-level': z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
})

const OPTIONS = ['credentials', 'port', 'host', 'metrics-port', 'log-level'] as const

function readArguments(args: readonly string[]): Partial<Record<string, string>> {
  try {
    const option = { type: 'string' } as const
    return parseArgs({ args: [...args], options: Object.fromEntries(OPTIONS.map((name) => [name, option])) }).values
  } catch (cause) {
    throw new ConfigError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

/** Arguments go before the environment; every problem is named at once. */
export function readConfig(args: readonly string[], env: Readonly<Record<string, string | undefined>>): BrokerConfig {
  const given = readArguments(args)
  const settings: Record<string, string> = {}
  for (const name of OPTIONS) {
    const value = given[name] ?? env[`COLDRX_BROKER_${name.toUpperCase().replace('-', '_')}`]
    if (value !== undefined) settings[name] = value
  }
  const parsed = schema.safeParse(settings)
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `--${String(issue.path[0])} ${issue.message}`).join('\n'))
  }
  const { credentials, port, host, 'metrics-port': metricsPort, 'log-level': logLevel } = parsed.data
  return { credentials, port, host, logLevel, ...(metricsPort === undefined ? {} : { metricsPort }) }
}
