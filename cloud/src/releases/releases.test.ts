import { LIMITS, type ReleasePart, type ReportedUpdate } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApiWorld } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { addTruck, asTechnician } from '../testing/fleet-fixture.ts'
import { releaseFile } from '../testing/release-file.ts'
import { ReleaseSender } from './release-sender.ts'

const REASON = { reason: 'as the test wants it' }
const OCTETS = { 'content-type': 'application/octet-stream' }

describe.each(eachEngine)('releases on %s', (_, openPlace) => {
  let place: TestPlace
  let world: Awaited<ReturnType<typeof createApiWorld>>
  let ask: Awaited<ReturnType<typeof asTechnician>>['ask']
  let cookie: string
  let ordered: [device: string, order: object][]
  let sent: [device: string, part: ReleasePart][]
  let sender: ReleaseSender

  beforeEach(async () => {
    place = await openPlace()
    world = await createApiWorld({ place: place.place, devices: ['tk001', 'tk002', 'tk003'] })
    ask = (await asTechnician(world, 'administrator')).ask
    cookie = await world.cookieOf('administrator')
    ordered = []
    sent = []
    sender = new ReleaseSender({
      ...{ db: world.db, releases: world.releases, register: world.register },
      order: async (device, order) => void ordered.push([device, order]),
      send: (device, part) => void sent.push([device, part]),
      onUntold: (error) => {
        throw error
      },
    })
    sender.start()
  })
  afterEach(async () => {
    await sender.stop()
    await world.close()
    await place.remove()
  })

  async function upload(text: string) {
    const answer = await world.app.request('/api/releases', {
      ...{ method: 'POST', body: text, headers: { ...OCTETS, cookie, origin: 'http://127.0.0.1:4000' } },
    })
    return { status: answer.status, body: (await answer.json()) as { id: string; field?: string; detail?: string } }
  }
  const publish = async (version: string): Promise<string> => (await upload(releaseFile({ version }))).body.id
  const order = (release: string, devices: readonly string[] | 'all') =>
    ask('POST', `/api/releases/${release}/orders`, { devices, ...REASON })
  const says = (update: Partial<ReportedUpdate> = {}): ReportedUpdate => ({
    ...{ platform: 'linux', arch: 'arm64', order: null },
    ...update,
  })
  const versions = async () => ((await ask('GET', '/api/device-versions')).body as { items: object[] }).items

  it('are published once, whole, and by administrators only', async () => {
    const first = await upload(releaseFile({ version: '0.2.0' }))
    expect(first).toMatchObject({ status: 201, body: { version: '0.2.0', platform: 'linux', arch: 'arm64' } })
    expect(await upload(releaseFile({ version: '0.2.0', archive: 'another' }))).toMatchObject({ status: 409 })
    const whole = releaseFile({ version: '0.3.0' })
    for (const [text, detail] of [
      ['#!/bin/sh\n', 'no signed manifest'],
      [whole.slice(0, -3), 'bytes, not'],
      [`${whole.slice(0, -3)}xyz`, 'damaged'],
      [releaseFile({ version: 'newest' }), 'version'],
    ] as const) {
      const answer = await upload(text)
      expect(answer).toMatchObject({ status: 422, body: { field: 'file' } })
      expect(answer.body.detail).toContain(detail)
    }
    expect((await ask('GET', '/api/releases')).body).toMatchObject({ items: [{ version: '0.2.0', withdrawnAt: null }] })
    const entry = world.db.reader.selectFrom('audit_entry').select('subject_id').where('action', '=', 'release.publish')
    expect(await entry.execute()).toEqual([{ subject_id: first.body.id }])
  })

  it('are ordered to a canary at once, and to whoever was away at its birth, until it has answered', async () => {
    const id = await publish('0.2.0')
    await sender.born([{ device: 'tk001', agentVersion: '0.1.0', update: says() }])
    expect(ordered).toEqual([])
    expect(await order(id, ['tk001'])).toMatchObject({ status: 200, body: { ordered: 1, notOrdered: [] } })
    const told = ['tk001', { type: 'update', order: 1, release: expect.objectContaining({ id, version: '0.2.0' }) }]
    await expect.poll(() => ordered).toEqual([told])
    // it did not hear of it, and is born again
    await sender.born([{ device: 'tk001', agentVersion: '0.1.0', update: says() }])
    expect(ordered).toEqual([told, told])
    const fetching = says({ order: { number: 1, state: 'fetching' } })
    await sender.born([{ device: 'tk001', agentVersion: '0.1.0', update: fetching }])
    expect(ordered).toHaveLength(2)
    expect(await order(id, ['tk001', 'd-none'])).toMatchObject({ status: 422, body: { field: 'devices' } })
    const kept = says({ order: { number: 1, state: 'kept' } })
    await sender.born([{ device: 'tk001', agentVersion: '0.2.0', update: kept }])
    expect(await versions()).toMatchObject([
      { device: 'tk001', version: '0.2.0', order: { number: 1, version: '0.2.0', state: 'kept', problem: null } },
      { device: 'tk002', version: null, order: null },
      { device: 'tk003' },
    ])
    const entry = world.db.reader.selectFrom('audit_entry').select(['subject_id', 'reason'])
    expect(await entry.where('action', '=', 'device.order-update').execute()).toEqual([
      { subject_id: 'tk001', reason: REASON.reason },
    ])
  })

  it('go to all that they fit; who runs a newer one, is another machine or takes no orders is told of', async () => {
    const id = await publish('0.2.0')
    await addTruck(world, { name: '沪A·00009', device: 'tk100', probes: 0 })
    await sender.born([
      { device: 'tk001', agentVersion: '0.3.0', update: says() },
      { device: 'tk002', agentVersion: '0.1.0', update: says({ arch: 'x64' }) },
      { device: 'tk003', agentVersion: '0.1.0' },
      { device: 'tk999', agentVersion: '0.1.0' },
    ])
    expect((await order(id, 'all')).body).toEqual({
      ordered: 1,
      notOrdered: [
        { device: 'tk001', reason: 'newer' },
        { device: 'tk002', reason: 'machine' },
        { device: 'tk003', reason: 'by-hand' },
      ],
    })
    expect(await order(id, ['tk001'])).toMatchObject({
      ...{ status: 422, body: { detail: expect.stringContaining('no way leads back') as string } },
    })
    const { body } = await ask('GET', '/api/device-versions?search=00009')
    expect(body).toMatchObject({
      items: [{ device: 'tk100', asset: { name: '沪A·00009' }, order: { state: 'ordered' } }],
    })
  })

  it('are called off where they are withdrawn, and never taken from whoever runs them', async () => {
    const id = await publish('0.2.0')
    const births = ['tk001', 'tk002'].map((device) => ({ device, agentVersion: '0.1.0', update: says() }))
    await sender.born(births)
    await order(id, ['tk001', 'tk002'])
    const kept = says({ order: { number: 1, state: 'kept' } })
    await sender.born([{ device: 'tk001', agentVersion: '0.2.0', update: kept }])
    ordered.length = 0
    expect(await ask('POST', `/api/releases/${id}/withdraw`, REASON)).toMatchObject({ status: 200 })
    await expect.poll(() => ordered).toEqual([['tk002', { type: 'update', order: 2, release: null }]])
    expect(await ask('POST', `/api/releases/${id}/withdraw`, REASON)).toMatchObject({ status: 409 })
    expect(await order(id, 'all')).toMatchObject({ status: 409 })
  })

  it('are given part by part, to whom they are ordered, who is seen to come on', async () => {
    const text = releaseFile({ version: '0.2.0', archive: 'x'.repeat(40_000) })
    const { id } = (await upload(text)).body
    await sender.answer('tk001', { release: id, offset: 0 })
    expect(sent).toEqual([])
    await order(id, ['tk001'])
    const offsets = [0, 1, 2].map((part) => part * LIMITS.releasePartBytes)
    for (const offset of [...offsets, 3 * LIMITS.releasePartBytes])
      await sender.answer('tk001', { release: id, offset })
    await sender.answer('tk002', { release: id, offset: 0 })
    expect(sent.map(([device, { offset }]) => [device, offset])).toEqual(offsets.map((offset) => ['tk001', offset]))
    const bytes = Buffer.concat(sent.map(([, { content }]) => Buffer.from(content, 'base64')))
    expect(bytes.toString()).toBe(text)
    expect((await versions())[0]).toMatchObject({ order: { fetchedBytes: text.length, sizeBytes: text.length } })
  })

  it('are numbered above what a device heard from an installation that is gone', async () => {
    const id = await publish('0.2.0')
    const before = says({ order: { number: 7, state: 'kept' } })
    await sender.born([{ device: 'tk001', agentVersion: '0.1.0', update: before }])
    await order(id, ['tk001'])
    await expect.poll(() => ordered).toMatchObject([['tk001', { order: 8 }]])
  })

  it('that failed are shown with what the truck says, and may be ordered again', async () => {
    const id = await publish('0.2.0')
    await order(id, ['tk001'])
    const problem = 'within 300 s it did not reach the cloud, and the release before did'
    const back = says({ order: { number: 1, state: 'taken-back', problem } })
    await sender.born([{ device: 'tk001', agentVersion: '0.1.0', update: back }])
    expect((await versions())[0]).toMatchObject({ version: '0.1.0', order: { state: 'taken-back', problem } })
    expect((await order(id, ['tk001'])).body).toMatchObject({ ordered: 1 })
    await expect.poll(() => ordered.at(-1)).toMatchObject(['tk001', { order: 2 }])
  })
})
