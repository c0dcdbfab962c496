import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { SILENT_LOG } from './buses/line.ts'
import { parseConfig } from './config.ts'
import { openDatabase } from './recorder/database.ts'
import { agentConfig } from './testing/agent-fixture.ts'
import { startBroker, startCloud } from './testing/fake-cloud.ts'
import { BOOT_WALL_MS, temporaryDirectory } from './testing/recorder-fixture.ts'
import { readRun as read, startTestAgent as start } from './testing/running-agent.ts'

test('a reading goes from the tick into the recorder, the cab and the cloud', async () => {
  const directory = temporaryDirectory()
  const broker = await startBroker()
  const cloud = await startCloud(broker.url)
  await cloud.sayState(true, 's1')
  const logged: object[] = []
  const info = (fields: object, message: string): void => void (message === 'counters' && logged.push(fields))
  const config = agentConfig(directory, { brokerUrl: broker.url })
  const { agent, tick, cab } = await start(config, BOOT_WALL_MS, { ...SILENT_LOG, info })
  for (let at = 0; at < 7; at++) tick({ celsius: 4 + at / 10 })
  await expect.poll(cab).toMatchObject({
    network: { state: 'online' },
    recording: { state: 'ok', framesWaiting: 0, lastRecordedAt: new Date(BOOT_WALL_MS + 7_000).toISOString() },
    position: { latitude: 31.23456, longitude: 121.47123, speedKmh: 72 },
    powerOn: true,
    compartments: [{ id: 'c1', state: 'in-range', temperatureCelsius: 4.6, doorOpen: false }],
  })

  // an alarm does not wait for the frame's end
  const { framesTotal } = (await cab()).recording
  tick({ celsius: 8.1 })
  await expect.poll(cab).toMatchObject({
    recording: { framesWaiting: 0 },
    compartments: [
      { state: 'out-of-range', temperatureCelsius: 8.1, since: new Date(BOOT_WALL_MS + 8_000).toISOString() },
    ],
  })
  await expect.poll(async () => (await cab()).recording.framesTotal).toBeGreaterThan(framesTotal)
  await expect
    .poll(() => cloud.hints[0])
    .toMatchObject({
      samples: { 'p1.temperature': { value: 8.1, mark: 'ok' } },
      outOfRangeSince: { c1: BOOT_WALL_MS + 8_000 },
    })
  tick()
  await agent.stop()
  expect(logged).toMatchObject([{ sampling: { ticks: 0, gnss: null }, uplink: { connections: 1, garbage: 0 } }])
  const { temperatures, events, unframed, frames } = read(directory)
  expect(temperatures.map(({ integer }) => integer)).toEqual([40, 41, 42, 43, 44, 45, 46, 81, 50])
  expect(events.map(({ code }) => code)).toEqual([
    'started',
    'out-of-range',
    'alarm-raised',
    'back-in-range',
    'stopped',
  ])
  expect(unframed).toEqual([])
  expect(frames.at(-1)?.frame.seal).toBeDefined()
  // the farewell reached the cloud before the agent left
  expect(cloud.frames.get(frames.at(-1)?.epoch ?? '')?.size).toBe(frames.length)
})

test('all but sending works with no network, and the time of the receiver is anchored', async () => {
  const directory = temporaryDirectory()
  const { agent, tick, cab } = await start(agentConfig(directory))
  tick()
  tick({ utcMs: BOOT_WALL_MS + 3_600_000 })
  await expect.poll(cab).toMatchObject({
    network: { state: 'offline' },
    clock: 'gnss',
    recording: { state: 'ok', framesWaiting: expect.any(Number) as number },
  })
  await agent.stop()
  const { events, temperatures } = read(directory)
  expect(temperatures).toHaveLength(2)
  expect(events.find(({ code }) => code === 'anchor')?.detail).toEqual({
    utcMs: BOOT_WALL_MS + 3_600_000,
    clock: 'gnss',
  })
})

test('since when: follows a clock that is set later, and goes on over a restart in the middle of an excursion', async () => {
  const directory = temporaryDirectory()
  const first = await start(agentConfig(directory), 0)
  first.tick()
  first.tick({ celsius: 9 })
  await expect.poll(first.cab).toMatchObject({ clock: 'none', compartments: [{ since: '1970-01-01T00:00:02.000Z' }] })
  first.tick({ celsius: 9, utcMs: BOOT_WALL_MS + 3_000 })
  const since = new Date(BOOT_WALL_MS + 2_000).toISOString()
  const network = { since: new Date(BOOT_WALL_MS).toISOString() }
  await expect.poll(first.cab).toMatchObject({ clock: 'gnss', network, compartments: [{ since }] })
  first.tick({ celsius: 5 })
  first.tick({ celsius: 9 })
  await first.agent.stop()

  const second = await start(agentConfig(directory), BOOT_WALL_MS + 60_000)
  second.tick({ celsius: 9 })
  const anew = new Date(BOOT_WALL_MS + 5_000).toISOString()
  await expect.poll(second.cab).toMatchObject({ compartments: [{ state: 'out-of-range', since: anew }] })
  second.tick({ celsius: 5 })
  await second.agent.stop()
  const codes = read(directory).events.map(({ code }) => code)
  expect(codes.filter((code) => code.endsWith('-range'))).toEqual([
    'out-of-range',
    'back-in-range',
    'out-of-range',
    'back-in-range',
  ])
})

test('a probe of a model that only a file describes is recorded', async () => {
  const directory = temporaryDirectory()
  const field = { quantity: 'temperature', offset: 0, encoding: 'int16', decimals: 1, min: -40, max: 80 }
  const model = { id: 'new-model', kind: 'registers', functionCode: 3, address: 16, quantity: 1, fields: [field] }
  const profile = join(directory, 'new-model.json')
  writeFileSync(profile, JSON.stringify(model))
  const config = agentConfig(directory)
  const probes = [{ id: 'p1', unit: 1, profile: 'new-model', compartment: 'c1' }]
  const buses = config.buses.map((bus) => ({ ...bus, probes }))
  const { agent, tick } = await start(parseConfig({ ...config, buses, profiles: [profile] }))
  tick({ celsius: 4.2 })
  await agent.stop()
  expect(read(directory).temperatures.map(({ integer }) => integer)).toEqual([42])
})

test('a recorder that cannot be opened does not keep the agent from watching, and gets what was held when it can be', async () => {
  const directory = temporaryDirectory()
  // a disk without room, as far as the agent can tell
  mkdirSync(`${directory}/recorder.db`)
  const { agent, tick, cab } = await start(agentConfig(directory))
  tick()
  tick({ celsius: 9 })
  await expect.poll(cab).toMatchObject({
    recording: { state: 'fault', problem: expect.any(String) as string, lastRecordedAt: null },
    compartments: [{ state: 'out-of-range', temperatureCelsius: 9 }],
  })
  rmdirSync(`${directory}/recorder.db`)
  tick()
  await expect.poll(cab).toMatchObject({ recording: { state: 'ok', problem: null } })
  await agent.stop()
  const { temperatures, events } = read(directory)
  expect(temperatures.map(({ integer }) => integer)).toEqual([50, 90, 50])
  expect(events[0]?.code).toBe('started')
})

test('a file that is damaged while it is used is said in the log and the cab, which goes on recording', async () => {
  const directory = temporaryDirectory()
  const said: object[] = []
  const { tick, cab } = await start(agentConfig(directory), BOOT_WALL_MS, {
    ...SILENT_LOG,
    warn: (fields) => said.push(fields),
  })
  tick()
  await expect.poll(cab).toMatchObject({ recording: { state: 'ok', problem: null, framesTotal: 2 } })
  const db = openDatabase(`${directory}/recorder.db`)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  writeFileSync(`${directory}/recorder.db`, Buffer.alloc(4_096 * 20, 0x5a))
  tick()
  await expect.poll(cab).toMatchObject({
    recording: { state: 'ok', problem: expect.stringMatching(/damaged.* 2 frames .*lost/) as string },
  })
  expect(said).toEqual([
    {
      problem: expect.stringContaining('damaged') as string,
      quarantinedTo: expect.stringContaining(`${directory}/quarantine/`) as string,
    },
  ])
  expect(readdirSync(`${directory}/quarantine`)).toHaveLength(1)
})

test('neither a port for the cab’s page nor a place to write it down is needed to record', async () => {
  const directory = temporaryDirectory()
  const squatter = createServer()
  squatter.on('error', () => undefined)
  await new Promise<void>((resolve) => squatter.listen(65_535, '127.0.0.1', resolve).once('error', () => resolve()))
  onTestFinished(async () => await new Promise<void>((resolve) => squatter.close(() => resolve())))
  const without = await start(agentConfig(directory, { cab: { port: 65_535 } }))
  expect(without.agent.cabPort).toBeNull()
  without.tick()
  await without.agent.stop()
  expect(read(directory).temperatures).toHaveLength(1)

  const elsewhere = temporaryDirectory()
  const { agent, tick, cab } = await start(agentConfig(elsewhere, { cab: { portFile: elsewhere } }))
  tick()
  await expect.poll(cab).toMatchObject({ recording: { state: 'ok' } })
  await agent.stop()
})

test('the cab’s page comes back at its address after a restart, and at any where that is not known', async () => {
  const directory = temporaryDirectory()
  const first = await start(agentConfig(directory))
  await first.agent.stop()
  const second = await start(agentConfig(directory))
  expect(second.agent.cabPort).toBe(first.agent.cabPort)
  await second.agent.stop()
  writeFileSync(`${directory}/cab-port`, 'no port')
  const third = await start(agentConfig(directory))
  expect(third.agent.cabPort).toBeGreaterThan(0)
  await third.agent.stop()
})

test('the cab’s feed begins with the state and goes on with each change; a taken port is replaced and written down', async () => {
  const directory = temporaryDirectory()
  const squatter = createServer()
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => await new Promise<void>((resolve) => squatter.close(() => resolve())))
  const address = squatter.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { agent, tick } = await start(agentConfig(directory, { cab: { port } }))
  expect(agent.cabPort).toBeGreaterThan(port)
  expect(readFileSync(`${directory}/cab-port`, 'utf8').trim()).toBe(String(agent.cabPort))

  const base = `http://127.0.0.1:${agent.cabPort}`
  expect(await (await fetch(base)).text()).toContain('The cab page is not installed')
  expect((await fetch(`${base}/api/nothing`)).status).toBe(404)
  const leave = new AbortController()
  const feed = await fetch(`${base}/api/cab/feed`, { signal: leave.signal })
  expect(feed.headers.get('content-type')).toContain('text/event-stream')
  let text = ''
  const reading = (async () => {
    for await (const chunk of feed.body ?? []) text += new TextDecoder().decode(chunk as Uint8Array)
  })()
  await expect.poll(() => text).toContain('"state":"unknown"')
  tick({ door: 1 })
  await expect.poll(() => text).toContain('"doorOpen":true')
  leave.abort()
  await expect(reading).rejects.toThrow('abort')
})
