import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../start/install.mjs'
import { cloudSecretFile, planAsset, writeFleet } from '../start/world.mjs'
import { freePort } from '../tooling/free-port.ts'
import { createMqttMangler } from './faults/mqtt-mangler.ts'
import { type RunningProgram, spawnProgram } from './faults/process.ts'
import { createTcpProxy } from './faults/tcp-proxy.ts'

export const repository = new URL('..', import.meta.url).pathname

/** Fast enough that seconds of a test hold many frames. The rules of cadence stay the same. */
export const QUICK_CADENCE = {
  sampleIntervalMs: 1_000,
  recordIntervalMs: 2_000,
  outOfRangeRecordIntervalMs: 1_000,
  frameIntervalMs: 4_000,
  sealIntervalMs: 8_000,
}

const JUMPING_CLOCK = new URL('./faults/jumping-clock.mjs', import.meta.url).href

/** How far the clock of the truck's host is from the right time, in milliseconds, as long as there is such a file. */
export const clockOffsetFile = ({ directory }: Pick<Truck, 'directory'>): string => join(directory, 'clock-offset')

type AssetKind = 'truck' | 'room' | 'box'
type PlanOptions = Parameters<typeof planAsset>[0]
export type Truck = ReturnType<typeof planAsset>

export interface WorldOptions {
  readonly data: string
  readonly trucks: number
  readonly rooms?: number
  readonly boxes?: number
  readonly cadence?: NonNullable<PlanOptions['cadence']>
  readonly gnss?: object
  readonly seriesOf?: Record<string, object>
  /** seed of the duplicates and reorderings on each truck's link; absent: the link delivers as sent */
  readonly mangleSeed?: number
}

export interface World {
  /** rooms and boxes behind them */
  readonly trucks: readonly Truck[]
  readonly programs: ReadonlyMap<string, RunningProgram>
  readonly links: readonly ReturnType<typeof createTcpProxy>[]
  readonly manglers: readonly ReturnType<typeof createMqttMangler>[]
  readonly pagesUrl: string
  readonly signIn: { readonly name: string; readonly password: string }
  verify(): Promise<{ code: number; output: string }>
  /** What the trucks keep, for a cloud that lost its records. */
  refill(): Promise<{ code: number; output: string }>
  cabState(truck: Truck): Promise<CabState>
  stop(): Promise<void>
}

export interface CabState {
  readonly network: { readonly state: string }
  readonly recording: { readonly state: string; readonly framesTotal: number; readonly framesWaiting: number }
}

/** Every program as it is shipped, a process each; each truck's link to the broker runs through a proxy that can be cut. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { data } = options
  mkdirSync(data, { recursive: true })
  const programs = new Map<string, RunningProgram>()
  const manglers: ReturnType<typeof createMqttMangler>[] = []
  const start = async (
    name: string,
    program: string,
    args: readonly string[],
    {
      env = {},
      load = [],
    }: { readonly env?: Readonly<Record<string, string>>; readonly load?: readonly string[] } = {},
  ): Promise<string> => {
    const started = spawnProgram({
      name,
      command: process.execPath,
      args: [
        ...load.flatMap((module) => ['--import', module]),
        '--enable-source-maps',
        join(repository, program),
        ...args,
      ],
      env,
      readyPattern: /^ready/,
    })
    programs.set(name, started)
    return await started.ready
  }

  const [brokerPort, cloudPort, pagesPort] = [await freePort(), await freePort(), await freePort()]
  const pagesUrl = `http://127.0.0.1:${pagesPort}`
  const pages = join(repository, 'dashboards/dist/pages')
  const several = (kind: AssetKind, count = 0): AssetKind[] => Array.from({ length: count }, () => kind)
  const kinds = [
    ...several('truck', options.trucks),
    ...several('room', options.rooms),
    ...several('box', options.boxes),
  ]
  const links = await Promise.all(
    kinds.map(async (_, at) => {
      const broker = { host: '127.0.0.1', port: brokerPort }
      if (options.mangleSeed === undefined) return createTcpProxy({ target: broker })
      const mangler = createMqttMangler({ target: broker, seed: options.mangleSeed + at })
      manglers.push(mangler)
      return createTcpProxy({ target: { host: '127.0.0.1', port: (await mangler.start()).port } })
    }),
  )
  const trucks: Truck[] = []
  for (const [at, link] of links.entries()) {
    const { port } = await link.start()
    const kind = kinds[at] ?? 'truck'
    trucks.push(
      planAsset({
        ...{ kind, data, number: kinds.slice(0, at + 1).filter((other) => other === kind).length },
        brokerUrl: `mqtt://127.0.0.1:${port}`,
        cabPages: join(pages, 'cab'),
        cadence: options.cadence ?? QUICK_CADENCE,
        ...(options.gnss === undefined ? {} : { gnss: options.gnss }),
        ...(options.seriesOf === undefined ? {} : { seriesOf: options.seriesOf }),
      }),
    )
  }
  const secretFile = cloudSecretFile(data)
  const secretHash = createHash('sha256').update(readFileSync(secretFile, 'utf8').trim()).digest('hex')
  const fleet = writeFleet({ data, devices: await Promise.all(trucks.map(enrol)), cloudSecretHash: secretHash })

  await Promise.all(
    trucks.map(({ device, hardwareFile }) =>
      start(`truck-${device}`, 'firmware-sim/dist/main.js', ['run', '--hardware', hardwareFile]),
    ),
  )
  await start('broker', 'broker/dist/main.js', ['--credentials', fleet, '--port', String(brokerPort)])
  await start('cloud', 'cloud/dist/main.js', [
    ...['serve', '--data', join(data, 'cloud'), '--fleet', fleet, '--broker', `mqtt://127.0.0.1:${brokerPort}`],
    ...['--broker-secret-file', secretFile, '--http-port', String(cloudPort), '--origin', pagesUrl],
  ])
  await start('pages', 'dashboards/dist/server.js', [
    ...['--port', String(pagesPort), '--cloud', `http://127.0.0.1:${cloudPort}`, '--pages', pages],
  ])
  await Promise.all(
    trucks.map((truck) =>
      start(`agent-${truck.device}`, 'edge-agent/dist/main.js', ['run', '--config', truck.agentFile], {
        load: [JUMPING_CLOCK],
        env: { COLDRX_CLOCK_OFFSET_FILE: clockOffsetFile(truck) },
      }),
    ),
  )
  const { signIns } = JSON.parse(readFileSync(join(data, 'cloud', 'sign-ins.json'), 'utf8')) as {
    signIns: readonly [{ name: string; password: string }]
  }

  return {
    trucks,
    programs,
    links,
    manglers,
    pagesUrl,
    signIn: signIns[0],
    verify: async () =>
      await run(process.execPath, [
        ...[join(repository, 'cloud/dist/main.js'), 'verify', '--data', join(data, 'cloud'), '--fleet', fleet],
        ...trucks.flatMap(({ directory }) => ['--truck', directory]),
      ]),
    refill: async () =>
      await run(process.execPath, [
        ...[join(repository, 'cloud/dist/main.js'), 'refill', '--data', join(data, 'cloud'), '--fleet', fleet],
        ...['--broker', `mqtt://127.0.0.1:${brokerPort}`, '--broker-secret-file', secretFile, '--wait-minutes', '2'],
      ]),
    cabState: async ({ portFile }) =>
      (await (await fetch(`http://127.0.0.1:${readFileSync(portFile, 'utf8').trim()}/api/cab`)).json()) as CabState,
    stop: async () => {
      for (const group of ['agent-', 'truck-', 'pages', 'cloud', 'broker']) {
        await Promise.all([...programs].filter(([name]) => name.startsWith(group)).map(([, program]) => program.stop()))
      }
      await Promise.all(links.map((link) => link.stop()))
      await Promise.all(manglers.map((mangler) => mangler.stop()))
    },
  }
}

export async function enrol({ agentFile }: Truck): Promise<unknown> {
  const { code, output } = await run(process.execPath, [
    join(repository, 'edge-agent/dist/main.js'),
    ...['enrol', '--config', agentFile],
  ])
  const line = output.split('\n').find((text: string) => text.startsWith('{'))
  if (code !== 0 || line === undefined) throw new Error(`enrolment failed:\n${output}`)
  return JSON.parse(line) as unknown
}

/** @throws Error when it is none of the world */
export function programOf({ programs }: Pick<World, 'programs'>, name: string): RunningProgram {
  const program = programs.get(name)
  if (program === undefined) throw new Error(`no program ${name}`)
  return program
}

/** Waits for a condition; the error says which one never came. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs
  let last: unknown
  while (Date.now() < deadline) {
    try {
      const found = await probe()
      if (found !== undefined && found !== false) return found
    } catch (error) {
      last = error
    }
    await new Promise((wake) => setTimeout(wake, 100))
  }
  throw new Error(`never came within ${timeoutMs} ms: ${what}`, { cause: last })
}
