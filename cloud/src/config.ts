import { isAbsolute, join, resolve } from 'node:path'
import { DEVICE_PATTERN } from '@coldrx/protocol'
import { z } from 'zod'
import type { RetentionKind } from './audit/retention-kinds.ts'
import { ConfigError, readOptions } from './command-options.ts'
import type { InfluxSettings } from './influx/influx-writer.ts'
import { RETENTION_RULES, type RetentionPolicy, retentionMs } from './retention/retention-policy.ts'

export const USAGE = `coldrx-cloud serve --fleet FILE --broker URL --broker-secret-file FILE --origin URL [--origin URL …]
             [--data DIR] [--database-url URL] [--bundle-after-days N] [--http-port N] [--log-level LEVEL]
             [--demo-fleet FILE] [--retain-logs-days N] [--retain-gsp-years N] [--retain-prescriptions-years N]
             [--channels FILE] [--influx-url URL [--influx-org NAME] [--influx-bucket NAME]]
             [--oidc-issuer URL --oidc-client-id ID --oidc-client-secret-file FILE [--oidc-link-by-email yes|no]]
coldrx-cloud verify [--data DIR] [--database-url URL] [--fleet FILE] [--checkpoints FILE] [--journal DIR]
             [--truck DIR …]
coldrx-cloud refill --broker URL --broker-secret-file FILE [--data DIR] [--database-url URL] [--fleet FILE]
             [--only NAME …] [--wait-minutes N]
coldrx-cloud prune [--data DIR] [--database-url URL] [--dry-run yes|no] [--retain-…]
coldrx-cloud rebuild NAME [--data DIR] [--database-url URL] [--fleet FILE]
coldrx-cloud people [--data DIR] [--database-url URL]
coldrx-cloud keys list|rotate|resume [--data DIR] [--database-url URL]
coldrx-cloud keys retire ID [--data DIR] [--database-url URL]
coldrx-cloud rotate-signing-keys [--data DIR]
coldrx-cloud copy --from DIR --to URL [--fleet FILE]
coldrx-cloud authority new --key FILE
coldrx-cloud authority certify --key FILE --device NAME --public-key HEX [--years N]

An option may also come from the environment: --http-port from COLDRX_CLOUD_HTTP_PORT and so on; several origins are
separated by commas there. INFLUX_URL, INFLUX_TOKEN, INFLUX_ORG and INFLUX_BUCKET do without the prefix. --database-url, or DATABASE_URL in the environment, is the address of a PostgreSQL that
takes the place of the SQLite files in the data directory. Frames received more than --bundle-after-days ago (7) are
kept compressed. --truck is a truck's directory (journal.ndjson of the simulator, agent/recorder.db of the
truck itself), --journal a directory of several such. Without --fleet: fleet/devices.json beside the data directory.
--retain-…: for how long records are kept, which the server does by itself once a day and \`prune\` at once: logs 180 days
at least (365), GSP records 5 years at least (5), prescriptions 5 years at least (15). --checkpoints: a file of
checkpoints of the audit that was kept elsewhere.
\`refill\` is for a cloud that has lost its records: beside the running server it asks every device, or those of --only,
for all frames and documents that it keeps, waits up to --wait-minutes (60) for them, and verifies what is there.
\`authority\` makes the key of a device authority, which belongs on a machine without a network, and certifies keys of
devices with it. \`keys rotate\` makes new keys for sealed fields and brings everything to them, beside a running server;
\`keys resume\` goes on where one was cut off; \`keys retire\` throws away a key that nothing is under any more.`

const DAY_MS = 86_400_000
const LOG_LEVELS = ['info', 'warn', 'error', 'silent'] as const

const file = z.string({ error: 'is missing' }).min(1, 'must not be empty').transform(toAbsolute)
const directory = file.default(() => toAbsolute('.coldrx/cloud'))

/** It may hold a password, so it is never shown, also not in a problem. */
const databaseUrl = z
  .string({ error: 'is missing' })
  .refine((text) => URL.canParse(text) && /^postgres(ql)?:/.test(text), {
    error: 'must be a URL such as postgres://user@127.0.0.1:5432/coldrx',
  })

/** As a browser writes it in its Origin header: nothing after the port. */
const origin = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text, {
    error: 'must be an origin such as http://127.0.0.1:4000',
  })

function retained(kind: RetentionKind) {
  const { unit, floor, usual, law } = RETENTION_RULES[kind]
  const most = unit === 'days' ? 36_500 : 100
  return z
    .string()
    .regex(/^\d{1,5}$/, `must be a whole number of ${unit}, ${floor} to ${most}: ${law}`)
    .transform(Number)
    .refine((count) => count >= floor && count <= most, `must be ${floor} to ${most} ${unit}: ${law}`)
    .default(usual)
}

const retentionOptions = {
  'retain-logs-days': retained('log'),
  'retain-gsp-years': retained('gsp'),
  'retain-prescriptions-years': retained('prescription'),
}

function toPolicy(options: z.output<z.ZodObject<typeof retentionOptions>>): RetentionPolicy {
  return {
    log: retentionMs(RETENTION_RULES.log, options['retain-logs-days']),
    gsp: retentionMs(RETENTION_RULES.gsp, options['retain-gsp-years']),
    prescription: retentionMs(RETENTION_RULES.prescription, options['retain-prescriptions-years']),
  }
}

const broker = z.string({ error: 'is missing' }).refine((text) => URL.canParse(text) && /^mqtts?:/.test(text), {
  error: 'must be a URL such as mqtt://127.0.0.1:1883',
})

const serveSchema = z.strictObject({
  ...retentionOptions,
  data: directory,
  'database-url': databaseUrl.exactOptional(),
  fleet: file,
  'demo-fleet': file.exactOptional(),
  broker,
  'broker-secret-file': file,
  'http-port': z
    .string()
    .regex(/^\d{1,5}$/, 'must be a whole number from 0 to 65535 (0: any free port)')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a whole number from 0 to 65535 (0: any free port)')
    .default(4_100),
  origin: z.array(origin, { error: 'is missing' }).min(1, 'is missing'),
  'bundle-after-days': z
    .string()
    .regex(/^\d{1,4}$/, 'must be a whole number of days from 1 to 9999')
    .transform(Number)
    .refine((days) => days >= 1, 'must be a whole number of days from 1 to 9999')
    .default(7),
  'log-level': z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
  'oidc-issuer': z
    .string()
    .refine((text) => /^(https:\/\/|http:\/\/127\.0\.0\.1[:/])/.test(text) && URL.canParse(text), {
      error: 'must be a URL such as https://login.example.com',
    })
    .exactOptional(),
  'oidc-client-id': z.string().exactOptional(),
  'oidc-client-secret-file': file.exactOptional(),
  channels: file.exactOptional(),
  'influx-url': z
    .string()
    .refine((text) => URL.canParse(text) && /^https?:/.test(text), 'must be a URL such as http://127.0.0.1:8086')
    .exactOptional(),
  'influx-token': z.string().default(''),
  'influx-org': z.string().default(''),
  'influx-bucket': z.string().min(1, 'must not be empty').default('coldrx'),
  'oidc-link-by-email': z.enum(['yes', 'no'], { error: 'must be yes or no' }).default('no'),
})
const verifySchema = z.strictObject({
  data: directory,
  'database-url': databaseUrl.exactOptional(),
  fleet: file.exactOptional(),
  checkpoints: file.exactOptional(),
  journal: file.exactOptional(),
  truck: z.array(file).default([]),
})
const refillSchema = z.strictObject({
  data: directory,
  'database-url': databaseUrl.exactOptional(),
  fleet: file.exactOptional(),
  broker,
  'broker-secret-file': file,
  only: z.array(z.string().regex(DEVICE_PATTERN, 'is no name of a device')).default([]),
  'wait-minutes': z
    .string()
    .regex(/^\d{1,5}$/, 'must be a whole number of minutes')
    .transform(Number)
    .default(60),
})
const pruneSchema = z.strictObject({
  ...retentionOptions,
  data: directory,
  'database-url': databaseUrl.exactOptional(),
  'dry-run': z.enum(['yes', 'no'], { error: 'must be yes or no' }).default('no'),
})
const rebuildSchema = z.strictObject({
  data: directory,
  'database-url': databaseUrl.exactOptional(),
  fleet: file.exactOptional(),
})
const copySchema = z.strictObject({ from: file, to: databaseUrl, fleet: file.exactOptional() })
const dataSchema = z.strictObject({ data: directory })
const storeSchema = z.strictObject({ data: directory, 'database-url': databaseUrl.exactOptional() })
const newAuthoritySchema = z.strictObject({ key: file })
const certifySchema = z.strictObject({
  key: file,
  device: z.string({ error: 'is missing' }).regex(DEVICE_PATTERN, 'is no name of a device'),
  'public-key': z
    .string({ error: 'is missing' })
    .regex(/^04[0-9a-f]{128}$/, 'must be 130 hex digits beginning with 04'),
  years: z
    .string()
    .regex(/^([1-9]|10)$/, 'must be a whole number from 1 to 10')
    .transform(Number)
    .default(5),
})

export interface ServeConfig {
  readonly command: 'serve'
  readonly directory: string
  readonly databaseUrl: string | undefined
  readonly fleetFile: string
  /** simulated assets that the records shall have */
  readonly demoFleetFile: string | undefined
  readonly broker: { readonly url: string; readonly secretFile: string }
  /** for how long records are kept */
  readonly retention: RetentionPolicy
  /** frames received so long ago are kept compressed */
  readonly bundleAfterMs: number
  readonly httpPort: number
  readonly origins: readonly string[]
  readonly logLevel: (typeof LOG_LEVELS)[number]
  /** accounts with those who tell people, as JSON */
  readonly channelsFile: string | undefined
  /** where readings and episodes are mirrored */
  readonly influx: InfluxSettings | undefined
  /** an OpenID provider where people may sign in as well */
  readonly outside:
    | {
        readonly issuer: string
        readonly clientId: string
        readonly clientSecretFile: string
        readonly linkByEmail: boolean
      }
    | undefined
}

export type Config =
  | ServeConfig
  | {
      readonly command: 'verify'
      readonly directory: string
      readonly databaseUrl: string | undefined
      readonly fleetFile: string
      /** of the audit, kept elsewhere */
      readonly checkpointsFile: string | undefined
      readonly journalDirectory: string | undefined
      readonly truckDirectories: readonly string[]
    }
  | {
      readonly command: 'refill'
      readonly directory: string
      readonly databaseUrl: string | undefined
      readonly fleetFile: string
      readonly broker: { readonly url: string; readonly secretFile: string }
      /** none: all */
      readonly devices: readonly string[]
      readonly waitMs: number
    }
  | {
      readonly command: 'rebuild'
      readonly directory: string
      readonly databaseUrl: string | undefined
      readonly fleetFile: string
      readonly projection: string
    }
  | {
      readonly command: 'prune'
      readonly directory: string
      readonly databaseUrl: string | undefined
      readonly retention: RetentionPolicy
      readonly dryRun: boolean
    }
  | { readonly command: 'people'; readonly directory: string; readonly databaseUrl: string | undefined }
  | ({
      readonly command: 'keys'
      readonly directory: string
      readonly databaseUrl: string | undefined
    } & ({ readonly task: 'list' | 'rotate' | 'resume' } | { readonly task: 'retire'; readonly key: string }))
  | { readonly command: 'rotate-signing-keys'; readonly directory: string }
  | { readonly command: 'copy'; readonly from: string; readonly databaseUrl: string; readonly fleetFile: string }
  | { readonly command: 'new-authority'; readonly keyFile: string }
  | {
      readonly command: 'certify'
      readonly keyFile: string
      readonly device: string
      readonly publicKey: string
      readonly years: number
    }
  | { readonly command: 'help' }

/** Throws ConfigError with every problem at once. */
export function readConfig(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Config {
  const [command = '', ...rest] = args
  switch (command) {
    case 'serve': {
      const { options } = readOptions(serveSchema, rest, env, [])
      return {
        command,
        directory: options.data,
        databaseUrl: options['database-url'],
        fleetFile: options.fleet,
        demoFleetFile: options['demo-fleet'],
        broker: { url: options.broker, secretFile: options['broker-secret-file'] },
        retention: toPolicy(options),
        bundleAfterMs: options['bundle-after-days'] * DAY_MS,
        httpPort: options['http-port'],
        origins: options.origin,
        logLevel: options['log-level'],
        channelsFile: options.channels,
        influx:
          options['influx-url'] === undefined
            ? undefined
            : {
                ...{ url: options['influx-url'], token: options['influx-token'] },
                ...{ org: options['influx-org'], bucket: options['influx-bucket'] },
              },
        outside: outsideOf(options),
      }
    }
    case 'verify': {
      const { options } = readOptions(verifySchema, rest, env, [])
      return {
        command,
        directory: options.data,
        databaseUrl: options['database-url'],
        fleetFile: options.fleet ?? fleetBeside(options.data),
        checkpointsFile: options.checkpoints,
        journalDirectory: options.journal,
        truckDirectories: options.truck,
      }
    }
    case 'refill': {
      const { options } = readOptions(refillSchema, rest, env, [])
      return {
        command,
        directory: options.data,
        databaseUrl: options['database-url'],
        fleetFile: options.fleet ?? fleetBeside(options.data),
        broker: { url: options.broker, secretFile: options['broker-secret-file'] },
        devices: options.only,
        waitMs: options['wait-minutes'] * 60_000,
      }
    }
    case 'prune': {
      const { options } = readOptions(pruneSchema, rest, env, [])
      return {
        ...{ command, directory: options.data, databaseUrl: options['database-url'] },
        ...{ retention: toPolicy(options), dryRun: options['dry-run'] === 'yes' },
      }
    }
    case 'rebuild': {
      const { options, operands } = readOptions(rebuildSchema, rest, env, ['NAME'])
      const fleetFile = options.fleet ?? fleetBeside(options.data)
      return {
        command,
        directory: options.data,
        databaseUrl: options['database-url'],
        fleetFile,
        projection: operands[0] ?? '',
      }
    }
    case 'copy': {
      const { options } = readOptions(copySchema, rest, env, [])
      const fleetFile = options.fleet ?? fleetBeside(options.from)
      return { command, from: options.from, databaseUrl: options.to, fleetFile }
    }
    case 'people': {
      const { options } = readOptions(storeSchema, rest, env, [])
      return { command, directory: options.data, databaseUrl: options['database-url'] }
    }
    case 'rotate-signing-keys': {
      const { options } = readOptions(dataSchema, rest, env, [])
      return { command, directory: options.data }
    }
    case 'keys': {
      const [task = '', ...more] = rest
      if (task !== 'list' && task !== 'rotate' && task !== 'resume' && task !== 'retire')
        throw new ConfigError([`keys: "${task}" is not one of list, rotate, resume, retire`])
      const { options, operands } = readOptions(storeSchema, more, env, task === 'retire' ? ['ID'] : [])
      const store = { directory: options.data, databaseUrl: options['database-url'] }
      return task === 'retire' ? { command, task, key: operands[0] ?? '', ...store } : { command, task, ...store }
    }
    case 'authority': {
      const [task = '', ...more] = rest
      if (task === 'new')
        return { command: 'new-authority', keyFile: readOptions(newAuthoritySchema, more, env, []).options.key }
      if (task !== 'certify') throw new ConfigError([`authority: "${task}" is not one of new, certify`])
      const { options } = readOptions(certifySchema, more, env, [])
      const { key, device, years } = options
      return { command: 'certify', keyFile: key, device, publicKey: options['public-key'], years }
    }
    case 'help':
    case '--help':
    case '-h':
      return { command: 'help' }
    default:
      throw new ConfigError([
        `${command === '' ? 'no command' : `"${command}" is not a command`}: allowed are serve, verify, refill, prune, rebuild, people, keys, rotate-signing-keys, copy, authority`,
      ])
  }
}

/** @throws ConfigError where some of it is there and some is not */
function outsideOf(options: z.output<typeof serveSchema>): ServeConfig['outside'] {
  const { 'oidc-issuer': issuer, 'oidc-client-id': clientId, 'oidc-client-secret-file': clientSecretFile } = options
  const linkByEmail = options['oidc-link-by-email'] === 'yes'
  if (issuer !== undefined && clientId !== undefined && clientSecretFile !== undefined) {
    return { issuer, clientId, clientSecretFile, linkByEmail }
  }
  if (issuer === undefined && clientId === undefined && clientSecretFile === undefined) return undefined
  throw new ConfigError(['--oidc-issuer, --oidc-client-id and --oidc-client-secret-file: go together'])
}

function fleetBeside(directory: string): string {
  return join(directory, '..', 'fleet', 'devices.json')
}

function toAbsolute(path: string): string {
  return isAbsolute(path) ? path : resolve(path)
}
