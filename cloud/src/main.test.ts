import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serializeMessage, toHex, topicFor } from '@coldrx/protocol'
import { Aedes } from 'aedes'
import Sqlite from 'better-sqlite3'
import mqtt from 'mqtt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../tooling/test-database.ts'
import { startTestProgram, type TestProgram } from '../../tooling/test-program.ts'
import { createPool, postgresSql } from './lib/postgres.ts'
import { sqliteSql } from './lib/sqlite-sql.ts'
import { readEvents } from './testing/event-reader.ts'
import { FakeTruck } from './testing/fake-truck.ts'

const ORIGIN = 'http://127.0.0.1:4000'
const MAIN = join(import.meta.dirname, '..', 'dist', 'main.js')

let directory: string
let broker: { port: number; stop(): Promise<void> }
let truck: FakeTruck
let programs: TestProgram[]

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'coldrx-cloud-'))
  broker = await startBroker()
  truck = new FakeTruck()
  programs = []
  environment = {}
  writeFileSync(join(directory, 'secret'), 'a secret\n')
  const devices = [{ device: truck.device, publicKey: toHex(truck.key.publicKey), secretHash: '00'.repeat(32) }]
  writeFileSync(join(directory, 'devices.json'), JSON.stringify({ devices, services: [] }))
})
afterEach(async () => {
  for (const { child, exit } of programs) {
    child.kill('SIGKILL')
    await exit
  }
  await broker.stop()
  rmSync(directory, { recursive: true })
})

async function startBroker() {
  const aedes = await Aedes.createBroker({ concurrency: 0 })
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    aedes.handle(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await new Promise<void>((resolve) => aedes.close(() => resolve()))
    },
  }
}

/** beside what the test itself was given */
let environment: Record<string, string>

function run(...args: readonly string[]): TestProgram {
  const program = startTestProgram([MAIN, ...args], { environment })
  programs.push(program)
  return program
}

const dataDirectory = () => join(directory, 'cloud')

function serve(port = 0): TestProgram {
  return run(
    ...['serve', '--data', dataDirectory(), '--fleet', join(directory, 'devices.json'), '--origin', ORIGIN],
    ...['--broker', `mqtt://127.0.0.1:${broker.port}`, '--broker-secret-file', join(directory, 'secret')],
    ...['--http-port', String(port)],
  )
}

async function ready(program: TestProgram): Promise<string> {
  await expect
    .poll(() => (program.child.exitCode === null ? program.output() : `ended: ${program.errors()}`), {
      timeout: 50_000,
    })
    .toMatch(/^(ready cloud http:\/\/127\.0\.0\.1:\d+\n|ended)/)
  const url = /^ready cloud (\S+)\n$/.exec(program.output())?.[1]
  if (url === undefined) throw new Error(program.errors())
  return url
}

async function stopped(program: TestProgram): Promise<number | null> {
  program.child.kill('SIGTERM')
  return await program.exit
}

async function signIn(url: string): Promise<string> {
  const { signIns } = JSON.parse(readFileSync(join(dataDirectory(), 'sign-ins.json'), 'utf8')) as {
    signIns: readonly [{ name: string; password: string }]
  }
  const [{ name, password }] = signIns
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: ORIGIN },
    body: JSON.stringify({ name, password }),
  })
  expect(await response.json()).toMatchObject({ person: { roles: ['dispatcher'] } })
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

describe('coldrx-cloud', () => {
  it('brings a frame from the broker to an open feed, stops cleanly with it open, and goes on after a restart', async () => {
    const first = serve()
    const url = await ready(first)
    const cookie = await signIn(url)
    const reader = await readEvents(`${url}/api/feed`, { cookie })
    await reader.untilCount(1)
    expect(reader.events[0]?.json).toMatchObject({ device: 'tk001', online: false, frames: 0 })

    const device = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`, { clientId: 'tk001', reconnectPeriod: 0 })
    const commands: string[] = []
    device.on('message', (_, payload) => commands.push(payload.toString()))
    await device.subscribeAsync(topicFor('tk001', 'down/command'))
    const frames = [truck.open(), truck.frame({ rows: [{ monotonicMs: 1_000, samples: { 'p1.temperature': 9.5 } }] })]
    // Until the cloud subscribes, nobody hears; a truck says it again, so does this one.
    await expect
      .poll(
        async () => {
          for (const bytes of frames)
            await device.publishAsync(topicFor('tk001', 'up/frame'), Buffer.from(bytes), { qos: 1 })
          return reader.events.some(({ event }) => event === 'alarm')
        },
        { timeout: 30_000, interval: 200 },
      )
      .toBe(true)
    expect(reader.events.findLast(({ event }) => event === 'truck')?.json).toMatchObject({
      name: 'Test truck',
      online: true,
      frames: 2,
    })
    await expect.poll(() => commands, { timeout: 30_000 }).toContain('{"type":"watch","leaseMs":60000}')

    await device.publishAsync(
      topicFor('tk001', 'up/live'),
      serializeMessage('up/live', {
        v: 1,
        wallMs: Date.UTC(2026, 2, 1),
        clock: 'gnss',
        layoutHash: toHex(truck.layout.hash),
        samples: { 'p1.temperature': { value: 9.7, mark: 'ok' } },
        outOfRangeSince: { c1: Date.UTC(2026, 2, 1) },
      }),
    )
    await expect
      .poll(() => reader.events.at(-1), { timeout: 30_000 })
      .toMatchObject({
        event: 'live',
        json: { device: 'tk001', samples: { 'p1.temperature': { value: 9.7 } } },
      })
    await device.endAsync()

    // Without process.exit() behind it: whatever is left running would keep the process alive.
    expect(await stopped(first)).toBe(0)
    await expect.poll(() => reader.isClosed(), { timeout: 30_000 }).toBe(true)

    const second = serve()
    const again = await readEvents(`${await ready(second)}/api/feed`, { cookie, 'last-event-id': reader.lastEventId() })
    await again.untilCount(1)
    expect(again.events[0]?.json).toMatchObject({ device: 'tk001', frames: 2 })
    expect(await stopped(second)).toBe(0)

    const rebuilt = run('rebuild', 'last-values', '--data', dataDirectory(), '--fleet', join(directory, 'devices.json'))
    expect([await rebuilt.exit, rebuilt.output(), rebuilt.errors()]).toEqual([
      0,
      'last-values rebuilt from 2 frames\n',
      '',
    ])
  })

  it.each(['SQLite', 'PostgreSQL'])(
    'verifies what it holds on %s, beside the server, and exits with 1 for a changed byte',
    async (engine) => {
      if (engine === 'PostgreSQL') environment = { DATABASE_URL: await createTestDatabase() }
      const server = serve()
      await ready(server)
      const device = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`, {
        clientId: 'tk001',
        reconnectPeriod: 0,
      })
      const acknowledged: string[] = []
      device.on('message', (_, payload) => acknowledged.push(payload.toString()))
      await device.subscribeAsync(topicFor('tk001', 'down/ack'))
      const frames = [truck.open(), truck.frame({ rows: [{ monotonicMs: 1_000, samples: { 'p1.temperature': 4.5 } }] })]
      await expect
        .poll(
          async () => {
            for (const bytes of frames)
              await device.publishAsync(topicFor('tk001', 'up/frame'), Buffer.from(bytes), { qos: 1 })
            return acknowledged.at(-1)
          },
          { timeout: 30_000, interval: 200 },
        )
        .toContain('"through":1,')
      await device.endAsync()

      const args = ['verify', '--data', dataDirectory(), '--fleet', join(directory, 'devices.json')]
      const people = run('people', '--data', dataDirectory())
      expect([await people.exit, people.errors()]).toEqual([0, ''])
      expect(people.output()).toContain('dispatcher  林岚 / Lin Lan  (dispatcher)\n')
      const sound = run(...args)
      expect([await sound.exit, sound.errors()]).toEqual([0, ''])
      expect(sound.output()).toMatch(/\nno fault\n$/)
      expect(await stopped(server)).toBe(0)

      const url = environment.DATABASE_URL
      const db =
        url === undefined
          ? sqliteSql(new Sqlite(join(dataDirectory(), 'frames.db')))
          : postgresSql(createPool(url, { connections: 1 }))
      const stored = await db.get<{ bytes: Buffer }>('SELECT bytes FROM frames WHERE n = 1')
      if (stored === undefined) throw new Error('the frame is not there')
      stored.bytes[stored.bytes.length - 1] = (stored.bytes.at(-1) ?? 0) ^ 1
      await db.run('UPDATE frames SET bytes = ? WHERE n = 1', [stored.bytes])
      await db.close()
      const changed = run(...args)
      expect(await changed.exit).toBe(1)
      expect(changed.output()).toContain('device tk001 epoch aabbccddeeff n 1')
    },
  )

  it.each(['SQLite', 'PostgreSQL'])(
    'verifies its audit on %s against the checkpoints beside it, and counts what is past its time',
    async (engine) => {
      if (engine === 'PostgreSQL') environment = { DATABASE_URL: await createTestDatabase() }
      const server = serve()
      await ready(server)
      expect(await stopped(server)).toBe(0)
      const args = ['verify', '--data', dataDirectory(), '--fleet', join(directory, 'devices.json')]
      const sound = run(...args)
      expect([await sound.exit, sound.errors()]).toEqual([0, ''])
      expect(sound.output()).toMatch(/[1-9]\d* {2}entries of the audit/)
      expect(sound.output()).toMatch(/1 {2}checkpoints kept outside of the database/)

      const url = environment.DATABASE_URL
      const db =
        url === undefined
          ? sqliteSql(new Sqlite(join(dataDirectory(), 'business.db')))
          : postgresSql(createPool(url, { connections: 1 }))
      await (url === undefined
        ? db.run('DROP TRIGGER audit_entry_no_update')
        : db.run('ALTER TABLE audit_entry DISABLE TRIGGER ALL'))
      await db.run("UPDATE audit_entry SET actor_id = 'nobody' WHERE sequence = 3")
      await db.close()
      const changed = run(...args)
      expect(await changed.exit).toBe(1)
      expect(changed.output()).toContain('audit: entry 3: the entry is not the one that was hashed')

      const counted = run('prune', '--data', dataDirectory(), '--dry-run', 'yes')
      expect([await counted.exit, counted.errors()]).toEqual([0, ''])
      expect(counted.output()).toMatch(/past their time:\n +0 {2}audit_entry\n/)
    },
    180_000,
  )

  it('says in one sentence that its port is taken, or its data in use', async () => {
    const first = serve()
    const port = Number(new URL(await ready(first)).port)
    const same = serve()
    expect([await same.exit, same.errors()]).toEqual([1, `${dataDirectory()} is in use by another coldrx-cloud.\n`])
    const rebuilt = run('rebuild', 'last-values', '--data', dataDirectory(), '--fleet', join(directory, 'devices.json'))
    expect([await rebuilt.exit, rebuilt.errors()]).toEqual([1, same.errors()])

    const other = run(
      ...['serve', '--data', join(directory, 'other'), '--fleet', join(directory, 'devices.json'), '--origin', ORIGIN],
      ...['--broker', `mqtt://127.0.0.1:${broker.port}`, '--broker-secret-file', join(directory, 'secret')],
      ...['--http-port', String(port)],
    )
    expect([await other.exit, other.errors()]).toEqual([98, `port ${port} is taken by another program.\n`])

    const people = run('people', '--data', dataDirectory())
    expect(await people.exit).toBe(0)
    expect(people.output()).toContain('dispatcher  林岚 / Lin Lan  (dispatcher)\n')
    expect(await stopped(first)).toBe(0)
  })

  it('names every problem of its command line', async () => {
    const program = run('serve', '--http-port', 'x')
    expect(await program.exit).toBe(2)
    expect(program.errors()).toContain('--fleet: is missing\n--broker: is missing\n')
    const unknown = run('rebuild', 'colours', '--data', directory)
    expect(await unknown.exit).toBe(1)
    expect(unknown.errors()).toContain('there is no projection colours')
  })
})
