import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError } from './command-options.ts'
import { readConfig } from './config.ts'
import { USUAL_RETENTION } from './retention/retention-policy.ts'

const SERVE = [
  'serve',
  '--data',
  '/var/coldrx',
  '--fleet',
  '/etc/devices.json',
  '--broker',
  'mqtt://127.0.0.1:1883',
  '--broker-secret-file',
  '/etc/secret',
  '--http-port',
  '4100',
  '--origin',
  'http://127.0.0.1:4000',
]

function problemsOf(args: readonly string[], env: Record<string, string> = {}): readonly string[] {
  try {
    readConfig(args, env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  throw new Error('the configuration was accepted')
}

describe('configuration', () => {
  it.each([
    ['--retain-logs-days', '179', 'must be 180 to 36500 days: network logs are kept for six months at least'],
    ['--retain-gsp-years', '4', 'must be 5 to 100 years: GSP records are kept for five years at least'],
    ['--retain-prescriptions-years', '4', 'must be 5 to 100 years: prescriptions sold online are kept for five years'],
    ['--retain-logs-days', 'ever', 'must be a whole number of days, 180 to 36500'],
  ])('does not take %s %s, for serve and for prune', (option, value, told) => {
    for (const args of [SERVE, ['prune']])
      expect(() => readConfig([...args, option, value], {})).toThrow(`${option}: ${told}`)
  })

  it('reads for how long records are kept', () => {
    const args = ['prune', '--dry-run', 'yes', '--retain-logs-days', '200', '--retain-gsp-years', '7']
    expect(readConfig(args, { DATABASE_URL: 'postgres://127.0.0.1/x' })).toMatchObject({
      ...{ command: 'prune', dryRun: true, databaseUrl: 'postgres://127.0.0.1/x' },
      retention: { log: 200 * 86_400_000, gsp: 2_558 * 86_400_000, prescription: USUAL_RETENTION.prescription },
    })
  })

  it('reads serve from arguments', () => {
    expect(readConfig([...SERVE, '--origin', 'http://localhost:4000'], {})).toEqual({
      command: 'serve',
      directory: '/var/coldrx',
      databaseUrl: undefined,
      fleetFile: '/etc/devices.json',
      broker: { url: 'mqtt://127.0.0.1:1883', secretFile: '/etc/secret' },
      bundleAfterMs: 604_800_000,
      httpPort: 4_100,
      origins: ['http://127.0.0.1:4000', 'http://localhost:4000'],
      logLevel: 'info',
      channelsFile: undefined,
      influx: undefined,
      outside: undefined,
      retention: USUAL_RETENTION,
    })
  })

  it('reads an outside provider, all of it or nothing', () => {
    const some = ['--oidc-issuer', 'https://login.example.com', '--oidc-client-id', 'coldrx']
    const all = [...SERVE, ...some, '--oidc-client-secret-file', '/etc/oidc']
    const outside = { issuer: 'https://login.example.com', clientId: 'coldrx', clientSecretFile: '/etc/oidc' }
    expect(readConfig(all, {})).toMatchObject({ outside: { ...outside, linkByEmail: false } })
    expect(readConfig([...all, '--oidc-link-by-email', 'yes'], {})).toMatchObject({ outside: { linkByEmail: true } })
    expect(problemsOf([...SERVE, ...some])).toEqual([
      '--oidc-issuer, --oidc-client-id and --oidc-client-secret-file: go together',
    ])
    expect(problemsOf([...SERVE, '--oidc-issuer', 'http://login.example.com'])).toEqual([
      '--oidc-issuer: must be a URL such as https://login.example.com',
    ])
  })

  it('takes what is not an argument from the environment, an argument first', () => {
    const config = readConfig(SERVE, {
      COLDRX_CLOUD_LOG_LEVEL: 'warn',
      COLDRX_CLOUD_HTTP_PORT: '9',
      COLDRX_CLOUD_ORIGIN: 'http://a:1,http://b:2',
    })
    expect(config).toMatchObject({ httpPort: 4_100, logLevel: 'warn', origins: ['http://127.0.0.1:4000'] })
    expect(
      readConfig(['serve', '--fleet', 'f', '--broker', 'mqtt://h', '--broker-secret-file', 's'], {
        COLDRX_CLOUD_ORIGIN: 'http://a:1,http://b:2',
      }),
    ).toMatchObject({ origins: ['http://a:1', 'http://b:2'] })
  })

  it('reports every problem at once, each by the name of its option', () => {
    expect(
      problemsOf([
        'serve',
        '--http-port',
        '70000',
        '--broker',
        'tcp://x',
        '--origin',
        'http://x/',
        '--colour',
        'red',
        'y',
      ]),
    ).toEqual([
      '--colour: is not an option of this command',
      'red: is one argument too many',
      'y: is one argument too many',
      '--fleet: is missing',
      '--broker: must be a URL such as mqtt://127.0.0.1:1883',
      '--broker-secret-file: is missing',
      '--http-port: must be a whole number from 0 to 65535 (0: any free port)',
      '--origin 0: must be an origin such as http://127.0.0.1:4000',
    ])
  })

  it('refuses an option given twice or without a value', () => {
    expect(problemsOf(['people', '--data', 'a', '--data', 'b'])).toEqual(['--data: is given 2 times'])
    expect(problemsOf(['people', '--data'])).toEqual(['--data: needs a value'])
  })

  it('reads the other commands', () => {
    expect(readConfig(['verify', '--journal', 'trucks'], {})).toEqual({
      command: 'verify',
      directory: resolve('.coldrx/cloud'),
      fleetFile: resolve('.coldrx/fleet/devices.json'),
      journalDirectory: resolve('trucks'),
      truckDirectories: [],
    })
    expect(readConfig(['rebuild', 'positions', '--data', '/d'], {})).toEqual({
      command: 'rebuild',
      directory: '/d',
      fleetFile: '/fleet/devices.json',
      projection: 'positions',
    })
    expect(readConfig(['verify', '--truck', '/t/tk001', '--truck', '/t/tk002', '--fleet', '/f'], {})).toMatchObject({
      fleetFile: '/f',
      truckDirectories: ['/t/tk001', '/t/tk002'],
    })
    const broker = ['--broker', 'mqtt://127.0.0.1:1883', '--broker-secret-file', '/s']
    expect(readConfig(['refill', '--data', '/d', ...broker, '--only', 'tk001', '--only', 'tk002'], {})).toEqual({
      ...{ command: 'refill', directory: '/d', databaseUrl: undefined, fleetFile: '/fleet/devices.json' },
      ...{ broker: { url: 'mqtt://127.0.0.1:1883', secretFile: '/s' }, devices: ['tk001', 'tk002'], waitMs: 3_600_000 },
    })
    expect(problemsOf(['rebuild'])).toEqual(['NAME: is missing'])
    expect(readConfig(['people', '--data', '/d'], { DATABASE_URL: 'postgres://127.0.0.1/x' })).toEqual({
      ...{ command: 'people', directory: '/d', databaseUrl: 'postgres://127.0.0.1/x' },
    })
    expect(readConfig(['--help'], {})).toEqual({ command: 'help' })
  })

  it('reads the tasks of a device authority', () => {
    const publicKey = `04${'ab'.repeat(64)}`
    expect(readConfig(['authority', 'new', '--key', '/k'], {})).toEqual({ command: 'new-authority', keyFile: '/k' })
    expect(
      readConfig(['authority', 'certify', '--key', '/k', '--device', 'tk001', '--public-key', publicKey], {}),
    ).toEqual({ command: 'certify', keyFile: '/k', device: 'tk001', publicKey, years: 5 })
    expect(problemsOf(['authority', 'sign'])).toEqual(['authority: "sign" is not one of new, certify'])
  })

  it('reads the tasks of the keys of sealed fields', () => {
    expect(readConfig(['keys', 'rotate', '--data', '/data'], {})).toEqual({
      ...{ command: 'keys', task: 'rotate', directory: '/data', databaseUrl: undefined },
    })
    expect(readConfig(['keys', 'retire', 'k1', '--data', '/data'], {})).toMatchObject({ task: 'retire', key: 'k1' })
    expect(problemsOf(['keys', 'drop'])).toEqual(['keys: "drop" is not one of list, rotate, resume, retire'])
    expect(problemsOf(['keys', 'retire'])).toEqual(['ID: is missing'])
  })

  it('names the commands when the one given is none', () => {
    expect(problemsOf(['start'])).toEqual([
      '"start" is not a command: allowed are serve, verify, refill, prune, rebuild, people, keys, rotate-signing-keys, copy, authority',
    ])
    expect(problemsOf([])).toEqual([
      'no command: allowed are serve, verify, refill, prune, rebuild, people, keys, rotate-signing-keys, copy, authority',
    ])
  })

  it('takes the address of PostgreSQL by its common name, and shows none of it in a problem', () => {
    const url = 'postgres://coldrx:hush@127.0.0.1:5432/coldrx'
    expect(readConfig(SERVE, { DATABASE_URL: url })).toMatchObject({ databaseUrl: url })
    expect(readConfig(['verify'], { DATABASE_URL: url })).toMatchObject({ databaseUrl: url })
    expect(readConfig([...SERVE, '--database-url', url], { DATABASE_URL: 'postgres://other/x' })).toMatchObject({
      databaseUrl: url,
    })
    const problems = problemsOf(SERVE, { DATABASE_URL: 'mysql://coldrx:hush@127.0.0.1/coldrx' })
    expect(problems).toEqual(['--database-url: must be a URL such as postgres://user@127.0.0.1:5432/coldrx'])
  })
})
