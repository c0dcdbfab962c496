import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createChannelWorld, MESSAGE } from '../../testing/channel-world.ts'
import { eachEngine } from '../../testing/each-engine.ts'
import { startFakeWechat } from '../../testing/providers/fake-wechat.ts'
import { createSharedTokens } from './shared-tokens.ts'
import { createWechat } from './wechat.ts'

const TO = { ...MESSAGE, to: 'o-nurse', template: { code: 'alarm', values: { where: '沪A 12345' } } } as const

describe.each(eachEngine)('a template message of WeChat, on %s', (_name, open) => {
  let world: Awaited<ReturnType<typeof createChannelWorld>>
  let wechat: Awaited<ReturnType<typeof startFakeWechat>>

  beforeEach(async () => {
    world = await createChannelWorld(open)
    wechat = await startFakeWechat()
  })

  afterEach(async () => {
    await wechat.stop()
    await world.close()
  })

  /** an instance of the cloud */
  const instance = (over: Partial<typeof wechat.settings> = {}) =>
    createWechat({ settings: { ...wechat.settings, ...over }, tokens: createSharedTokens(world) })
  const fetches = () => wechat.asked.filter(({ path }) => path === '/cgi-bin/stable_token').length

  it('has the values in their fields, cut to what these take', async () => {
    expect(await instance().send({ ...TO, repeat: true })).toEqual({ state: 'sent', providerId: '200001' })
    expect(wechat.sent).toEqual([{ to: 'o-nurse', values: { thing1: '[repeat] TK-001 c1:…', thing2: '沪A 12345' } }])
  })

  it('takes one token for all instances, sealed where it stands', async () => {
    const instances = [instance(), instance(), instance()]
    const sent = await Promise.all(instances.map((one) => one.send(TO)))
    expect(sent.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent'])
    expect(fetches()).toBe(1)
    const row = await world.db.reader.selectFrom('channel_token').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(wechat.state.current)
    expect(row).toMatchObject({ number: 1, fetching_until_ms: null })
  })

  it.each([
    ['42001', () => wechat.state.expired.add(wechat.state.current)],
    ['40001', () => (wechat.state.current = 'of another program')],
  ])('fetches a token once, for all, after %s', async (_code, end) => {
    const instances = [instance(), instance()]
    await instances[0]?.send(TO)
    end()
    const sent = await Promise.all(instances.map((one) => one.send(TO)))
    expect(sent.map(({ state }) => state)).toEqual(['sent', 'sent'])
    expect(fetches()).toBe(2)
  })

  it('that finds its second token refused too waits, and does not fetch without end', async () => {
    const channel = instance()
    const refusal = { status: 200, json: { errcode: 40_001, errmsg: 'invalid credential' } }
    await channel.send(TO)
    wechat.troubles.push(refusal)
    const answered = channel.send(TO)
    await expect.poll(() => fetches()).toBe(2)
    wechat.troubles.push(refusal)
    expect(['sent', 'retry']).toContain((await answered).state)
    expect(fetches()).toBe(2)
  })

  it('fetches the next token before the end of the last, and after one who died fetching', async () => {
    const channel = instance()
    await channel.send(TO)
    world.clock.ms += 7_000_000
    await channel.send(TO)
    expect(fetches()).toBe(2)
    await world.db.reader
      .updateTable('channel_token')
      .set({ expires_at_ms: 0, fetching_until_ms: world.clock.ms + 15_000 })
      .execute()
    expect(await channel.send(TO)).toMatchObject({ state: 'sent' })
    expect(fetches()).toBe(3)
  })

  it.each([
    ['a secret that is wrong', {}, { secret: 'other' }, 'failed', '40125', 'account'],
    ['who does not follow', { to: 'x' }, {}, 'failed', '40003', 'address'],
  ])('to or by %s is refused for good', async (_what, message, settings, state, code, fault) => {
    expect(await instance(settings).send({ ...TO, ...message })).toMatchObject({ state, code, fault })
    expect(await instance(settings).send({ ...TO, ...message })).toMatchObject({ state, code, fault })
  })

  it('past the day’s quota goes another way', async () => {
    wechat.state.quota = 0
    expect(await instance().send(TO)).toMatchObject({ state: 'failed', code: '45009', fault: 'account' })
  })

  it('whose answer is lost is unknown, and one whose token is lost is not', async () => {
    const channel = instance()
    wechat.troubles.push('lost')
    expect(await channel.send(TO)).toMatchObject({ state: 'retry' })
    await channel.send(TO)
    wechat.troubles.push('lost')
    expect(await channel.send(TO)).toMatchObject({ state: 'unknown' })
    expect(channel.find).toBeUndefined()
  })
})
