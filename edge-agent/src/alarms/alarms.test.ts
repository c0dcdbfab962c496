import { expect, test } from 'vitest'
import type { CoilCommand } from '../buses/bus.ts'
import { SILENT_LOG } from '../buses/line.ts'
import { parseConfig } from '../config.ts'
import { agentConfig } from '../testing/agent-fixture.ts'
import { BOOT_WALL_MS, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { readRun, startTestAgent } from '../testing/running-agent.ts'

const ACKNOWLEDGE = '/api/cab/alarms/acknowledge'
const RELAYS = [
  { id: 'horn', bus: 'rs485-1', unit: 21, coil: 0, purpose: 'siren' },
  { id: 'lamp', bus: 'rs485-1', unit: 21, coil: 1, purpose: 'light' },
]

async function world(directory = temporaryDirectory(), hostMs = BOOT_WALL_MS) {
  const coils = new Map<number, boolean>()
  const module = { isDead: false }
  const config = parseConfig({ ...agentConfig(directory), alarms: { relays: RELAYS, soundPauseSeconds: 30 } })
  const running = await startTestAgent(config, hostMs, SILENT_LOG, {
    setCoil: async (_bus: string, { coil, on }: CoilCommand) => {
      await Promise.resolve()
      if (module.isDead) return { mark: 'timeout', reason: 'Timed out' }
      coils.set(coil, on)
      return { values: [Number(on)] }
    },
  })
  return { ...running, coils, module, directory }
}

test('an alarm sounds and shines with no network, the driver pauses the sound, and it comes back', async () => {
  const { tick, cab, coils, post, pass, agent, directory } = await world()
  tick()
  await expect.poll(() => [coils.get(0), coils.get(1)]).toEqual([false, false])
  expect(await post(ACKNOWLEDGE, {})).toEqual({ status: 200, body: { acknowledged: 0 } })
  tick({ celsius: 9 })
  await expect.poll(() => [coils.get(0), coils.get(1)]).toEqual([true, true])
  await expect.poll(cab).toMatchObject({
    alarms: {
      open: [{ kind: 'out-of-range', subject: 'c1', acknowledgedAt: null }],
      ...{ sound: 'sounding', soundPausedUntil: null, relaysLost: [], sms: null },
      relaysOn: ['siren', 'light'],
    },
  })

  expect(await post(ACKNOWLEDGE, {})).toEqual({ status: 200, body: { acknowledged: 1 } })
  await expect.poll(() => [coils.get(0), coils.get(1)]).toEqual([false, true])
  expect((await cab()).alarms).toMatchObject({
    open: [{ acknowledgedAt: new Date(BOOT_WALL_MS + 2_000).toISOString() }],
    ...{ sound: 'paused', soundPausedUntil: new Date(BOOT_WALL_MS + 32_000).toISOString() },
  })
  pass(30_000)
  tick({ celsius: 9 })
  await expect.poll(() => coils.get(0)).toBe(true)

  pass(1_000)
  tick({ celsius: 5 })
  pass(60_000)
  tick({ celsius: 5 })
  await expect.poll(() => [coils.get(0), coils.get(1)]).toEqual([false, false])
  expect((await cab()).alarms).toMatchObject({ open: [], sound: 'off' })
  await agent.stop()
  const alarms = readRun(directory).events.filter(({ code }) => code.startsWith('alarm-'))
  expect(alarms.map(({ code, subject }) => [code, subject])).toEqual([
    ['alarm-raised', 'c1'],
    ['alarm-acknowledged', 'c1'],
    ['alarm-cleared', 'c1'],
  ])
  expect(alarms[1]?.detail).toMatchObject({ alarm: 'out-of-range', by: 'cab-screen', soundPausedMs: 30_000 })
  expect(new Set(alarms.map(({ detail }) => detail.id)).size).toBe(1)
})

test('a page of another origin cannot acknowledge', async () => {
  const { agent } = await world()
  const response = await fetch(`http://127.0.0.1:${agent.cabPort}${ACKNOWLEDGE}`, { method: 'POST', body: '{}' })
  expect(response.status).toBe(415)
})

test('an alarm survives a restart: it is not raised anew, sounds at once, and ends as any other', async () => {
  const first = await world()
  first.tick()
  first.tick({ celsius: 9 })
  await first.post(ACKNOWLEDGE, {})
  const [before] = (await first.cab()).alarms.open
  await first.agent.stop()

  const second = await world(first.directory, BOOT_WALL_MS + 60_000)
  second.tick({ celsius: 9 })
  await expect.poll(() => second.coils.get(0)).toBe(true)
  const { open, sound } = (await second.cab()).alarms
  expect(open).toEqual([{ ...before, minutesLeft: null }])
  expect(sound).toBe('sounding')
  second.tick({ celsius: 5 })
  second.pass(60_000)
  second.tick({ celsius: 5 })
  await second.agent.stop()
  const codes = readRun(first.directory).events.map(({ code }) => code)
  expect(codes.filter((code) => code === 'alarm-raised' || code === 'alarm-cleared')).toEqual([
    'alarm-raised',
    'alarm-cleared',
  ])
})

test('a siren that does not answer is said on the screen and in the frames, and the alarm goes on', async () => {
  const { tick, cab, module, agent, directory } = await world()
  module.isDead = true
  for (let at = 0; at < 4; at++) {
    tick({ celsius: 9 })
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  await expect.poll(cab).toMatchObject({ alarms: { sound: 'sounding', relaysLost: ['horn', 'lamp'] } })
  tick({ celsius: 9 })
  await agent.stop()
  const lost = readRun(directory).events.filter(({ code }) => code === 'relay-lost')
  expect(lost.map(({ subject, detail }) => [subject, detail.purpose])).toEqual([
    ['horn', 'siren'],
    ['lamp', 'light'],
  ])
})
