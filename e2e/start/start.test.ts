import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../tooling/free-port.ts'
import { type RunningProgram, spawnProgram } from '../faults/process.ts'
import { signIn } from '../feed-client.ts'
import { repository, until } from '../world.ts'
import { marked, processesMarked } from './bare-clone.ts'

const data = mkdtempSync(join(tmpdir(), 'coldrx-start-'))
const running: RunningProgram[] = []

afterEach(async () => {
  for (const program of running.splice(0)) await program.stop()
})
afterAll(() => rmSync(data, { recursive: true, force: true }))

function npmStart(readyPattern: RegExp, ...args: readonly string[]): RunningProgram {
  const program = spawnProgram({
    name: 'start',
    command: process.execPath,
    args: [join(repository, 'start/start.mjs'), '--trucks', '1', '--data', data, ...args],
    env: marked(data),
    readyPattern,
  })
  running.push(program)
  return program
}

interface TruckSeen {
  readonly device: string
  readonly frames: number
  readonly compartments: readonly { readonly channels: readonly { readonly at: string | null }[] }[]
}

/** What a dispatcher sees who signs in as the start script says. */
async function truckOf({ lines }: RunningProgram): Promise<{ truck: TruckSeen; pagesUrl: string }> {
  const printed = lines.join('\n')
  const pagesUrl = /ready (http:\S+)/.exec(printed)?.[1] ?? ''
  const [, name = '', password = ''] = /sign-ins:\n\s+(\S+)\s+(\S+)/.exec(printed) ?? []
  const cookie = await signIn({ pagesUrl, signIn: { name, password } })
  const answer = await fetch(`${pagesUrl}/api/trucks`, { headers: { cookie } })
  const { items: trucks } = (await answer.json()) as { items: TruckSeen[] }
  // one of each kind
  expect(trucks.map(({ device }) => device).sort()).toEqual(['bx001', 'rm001', 'tk001'])
  const truck = trucks.find(({ device }) => device === 'tk001')
  if (truck === undefined) throw new Error('no truck')
  return { truck, pagesUrl }
}

const newestReadingMs = ({ compartments }: TruckSeen): number =>
  Math.max(...compartments.flatMap(({ channels }) => channels.map(({ at }) => Date.parse(at ?? '1970-01-01'))))

/** Holds a port until the test ends; that another program holds it is as good. */
async function take(port: number): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.once('error', () => resolve())
    server.listen(port, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    if (server.listening) server.close()
  })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

/** The guards of programs that ended take a moment longer. */
async function nothingLeft(): Promise<void> {
  await until('nothing is left running', () => processesMarked(data).length === 0)
}

/** The furthest that the route moved between two positions a second apart. */
function longestMetresPerSecond(): number {
  const fixes = readFileSync(join(data, 'trucks/tk001/journal.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('"source":"gnss"') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as { values: { latitude: number; utc: number } })
  return Math.max(
    ...fixes.slice(1).map(({ values: now }, at) => {
      const before = fixes[at]?.values ?? now
      return (Math.abs(now.latitude - before.latitude) * 111_000) / Math.max(1, (now.utc - before.utc) / 1_000)
    }),
  )
}

const FASTEST_TRUCK_METRES_PER_SECOND = 50

test('one command brings up a world with readings; a second start goes on with its records; nothing outlives it', {
  timeout: 180_000,
}, async () => {
  await take(8080)
  await take(1883)
  const first = npmStart(/^records and logs/, '--speed', '60')
  await first.ready
  const { truck: before, pagesUrl } = await truckOf(first)
  expect(before.device).toBe('tk001')
  expect(before.frames).toBeGreaterThan(0)
  // defaults that are taken are replaced, and that is said
  const printed = first.lines.join('\n')
  const [, httpPort] = /port 8080 is taken, using (\d+) \(--http-port sets another\)/.exec(printed) ?? []
  const [, mqttPort] = /port 1883 is taken, using (\d+) \(--mqtt-port sets another\)/.exec(printed) ?? []
  expect(pagesUrl).toBe(`http://127.0.0.1:${httpPort}`)
  expect(printed).toContain(`mqtt://127.0.0.1:${mqttPort}   (broker)`)
  await until(
    '--speed moves the truck faster than any truck',
    () => longestMetresPerSecond() > FASTEST_TRUCK_METRES_PER_SECOND,
  )
  process.kill(first.pid ?? 0, 'SIGINT')
  await until('its end', () => first.end)
  expect(first.end).toEqual({ code: 0, signal: null })
  await nothingLeft()

  const restartedMs = Date.now()
  const second = npmStart(/^records and logs/, '--http-port', String(await freePort()))
  await second.ready
  const { truck: after } = await truckOf(second)
  expect(after.frames).toBeGreaterThan(before.frames)
  // ready means readings of now: those of the first start are stored, too
  expect(newestReadingMs(after)).toBeGreaterThan(restartedMs)
  await second.kill9()
  await nothingLeft()
})

test('Ctrl-C during a start leaves nothing running', { timeout: 120_000 }, async () => {
  const ports = ['--http-port', String(await freePort()), '--mqtt-port', String(await freePort())]
  for (const moment of [/simulated trucks/, /the broker, the cloud/, /the edge agents/]) {
    const program = npmStart(moment, ...ports)
    await program.ready
    process.kill(program.pid ?? 0, 'SIGINT')
    await until('its end', () => program.end)
    expect(program.end).toEqual({ code: 0, signal: null })
    expect(program.lines.at(-1)).toMatch(/stopped; the records stay in/)
    await nothingLeft()
  }
})

test('a port that was asked for and is taken is an error that names it', async () => {
  const port = await take(0)
  const program = npmStart(/is taken/, '--http-port', String(port))
  expect(await program.ready).toContain(`port ${port} (--http-port) is taken`)
  await until('its end', () => program.end)
  expect(program.end).toEqual({ code: 1, signal: null })
})

test('an option that is not known or not in range is refused with what is allowed', async () => {
  const program = npmStart(/unknown option/, '--trucks', 'none', '--colour', 'blue')
  await program.ready
  const printed = program.lines.join('\n')
  expect(printed).toContain('--trucks needs a whole number from 1 to 50, not "none"')
  expect(printed).toContain('unknown option --colour; known: --trucks, --rooms, --boxes, --data')
})
