import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createChannelWorld, MESSAGE } from '../../testing/channel-world.ts'
import { eachEngine } from '../../testing/each-engine.ts'
import { startFakeWecom } from '../../testing/providers/fake-wecom.ts'
import { digestOf } from './digest.ts'
import { createRobotPace } from './robot-pace.ts'
import { createWecom } from './wecom.ts'

const TO = { ...MESSAGE, to: 'night' }
const numbered = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ ...TO, id: `m${at}`, subject: `Truck ${at}` }))

describe.each(eachEngine)('a robot of WeCom, on %s', (_name, open) => {
  let world: Awaited<ReturnType<typeof createChannelWorld>>
  let wecom: Awaited<ReturnType<typeof startFakeWecom>>

  beforeEach(async () => {
    world = await createChannelWorld(open)
    wecom = await startFakeWecom(world)
  })

  afterEach(async () => {
    await wecom.stop()
    await world.close()
  })

  const instance = () => createWecom({ settings: wecom.settings, pace: createRobotPace(world), pause: world.pause })

  it('puts what waits for its turn into one message', async () => {
    const channel = instance()
    const sent = await Promise.all(numbered(5).map((message) => channel.send(message)))
    expect(sent.every(({ state }) => state === 'sent')).toBe(true)
    const later = await Promise.all(numbered(30).map((message) => channel.send(message)))
    expect(later.every(({ state }) => state === 'sent')).toBe(true)
    expect(wecom.sent.length).toBe(2)
    expect(wecom.sent[0]?.content).toContain('Truck 4')
    expect(wecom.sent[1]?.content).toMatch(/^30 alarms\n· Truck 0 /)
  })

  it('of two instances says no more than twenty in a minute', async () => {
    const instances = [instance(), instance()]
    for (let round = 0; round < 25; round++) {
      const handed = await Promise.all(instances.map((channel) => channel.send(TO)))
      for (const { state } of handed) expect(['sent', 'retry']).toContain(state)
    }
    const refused = wecom.asked.length - wecom.sent.length
    expect(refused).toBe(0)
    expect(wecom.sent.length).toBeGreaterThan(20)
  })

  it('that had too many from elsewhere is left alone for a minute, by all instances', async () => {
    for (let count = 0; count < 20; count++) wecom.sent.push({ content: 'of another program', atMs: world.clock.ms })
    expect(await instance().send(TO)).toEqual({ state: 'retry', code: '45009', afterMs: 65_000 })
    const asked = wecom.asked.length
    expect(await instance().send(TO)).toMatchObject({ state: 'retry', code: 'robot-is-busy', afterMs: 65_000 })
    expect(wecom.asked.length).toBe(asked)
    world.clock.ms += 65_000
    expect(await instance().send(TO)).toMatchObject({ state: 'sent' })
  })

  it('that nobody named, or whose key is wrong, is told as such', async () => {
    expect(await instance().send({ ...TO, to: 'day' })).toMatchObject({ state: 'failed', fault: 'address' })
    const settings = { ...wecom.settings, robots: { night: 'other' } }
    const wrong = createWecom({ settings, pace: createRobotPace(world), pause: world.pause })
    expect(await wrong.send(TO)).toMatchObject({ state: 'failed', code: '93000', fault: 'account' })
  })

  it('whose answer is lost may have said it', async () => {
    const channel = instance()
    wecom.troubles.push('lost')
    expect(await channel.send(TO)).toMatchObject({ state: 'unknown' })
    expect(await channel.send({ ...TO, repeat: true })).toMatchObject({ state: 'sent' })
    expect(wecom.sent.map(({ content }) => content.split('\n')[0])).toEqual([
      MESSAGE.subject,
      `[repeat] ${MESSAGE.subject}`,
    ])
  })
})

describe('a digest', () => {
  it('fits, whatever it is of, and cuts no character', () => {
    for (const count of [1, 2, 7, 300]) {
      const messages = numbered(count).map((message) => ({
        ...message,
        ...{ language: 'zh-CN' as const, text: '温度过高，请检查压缩机。'.repeat(40 / count + 20) },
      }))
      const text = digestOf(messages, 2_048)
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_048)
      expect(text).not.toContain('\uFFFD')
    }
  })

  it('of too many says how many it left out', () => {
    const messages = numbered(300).map((message) => ({ ...message, language: 'zh-CN' as const }))
    expect(digestOf(messages, 2_048)).toMatch(/^300 条告警\n[\s\S]*……另有 \d+ 条$/)
  })
})
