import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSm2KeyPair, toHex, type WantedSettings } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAuditLog } from '../audit/audit-log.ts'
import { openBusinessDatabase } from '../business-database/business-database.ts'
import { silentLog } from '../lib/log.ts'
import { createApiWorld } from '../testing/api-world.ts'
import { TEST_AUDIT_KEY } from '../testing/audit-key.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { addTruck, asTechnician, enrolmentOf } from '../testing/fleet-fixture.ts'
import { certify, newAuthority } from './authority-commands.ts'
import { DeviceRegister } from './device-register.ts'
import { createFleet } from './fleet.ts'
import { SettingsSender } from './settings-sender.ts'

describe.each(eachEngine)('what instances know of devices on %s', (_, openPlace) => {
  let place: TestPlace
  let world: Awaited<ReturnType<typeof createApiWorld>>
  let directory: string

  beforeEach(async () => {
    place = await openPlace()
    world = await createApiWorld({ place: place.place, devices: ['tk001'] })
    directory = await mkdtemp(join(tmpdir(), 'coldrx-register-'))
  })
  afterEach(async () => {
    await world.close()
    await rm(directory, { recursive: true })
    await place.remove()
  })

  it('is what the other one changed, in the broker’s file of each, whose services stay', async () => {
    const credentialsFile = join(directory, 'devices.json')
    const services = [{ name: 'cloud', role: 'cloud', secretHash: '11'.repeat(32) }]
    await writeFile(credentialsFile, JSON.stringify({ devices: [], services }))
    const db = await openBusinessDatabase(place.place)
    const other = await DeviceRegister.open({ db, credentialsFile, log: silentLog, pollIntervalMs: 20 })
    try {
      expect(other.isRegistered('tk001')).toBe(true)
      await addTruck(world, { name: '沪A·00001', device: 'tk100' })
      const technician = await asTechnician(world)
      const { code } = await technician.made<{ code: string }>('/api/devices/tk100/enrolment-codes', undefined)
      await technician.done('/api/enrolments', enrolmentOf('tk100', code))
      await expect.poll(() => other.isRegistered('tk100'), { timeout: 20_000 }).toBe(true)
      const file = async () => JSON.parse(await readFile(credentialsFile, 'utf8')) as { devices: { device: string }[] }
      await expect.poll(async () => (await file()).devices.map(({ device }) => device)).toEqual(['tk001', 'tk100'])
      expect(await file()).toMatchObject({ services })
      // a file that somebody damaged is written anew, services and all
      await writeFile(credentialsFile, '{')
      await other.refresh()
      expect(await file()).toMatchObject({ services, devices: [{ device: 'tk001' }, { device: 'tk100' }] })
    } finally {
      await other.stop()
      await db.close()
    }
  })

  it('tells a device its settings at once, and after each birth until it has answered', async () => {
    const told: [string, WantedSettings][] = []
    const sender = new SettingsSender({
      ...{ db: world.db, settings: world.fleet.settings, register: world.register },
      publish: async (device, message) => void told.push([device, message]),
      onUntold: (error) => void Promise.reject(error),
    })
    sender.start()
    const { id, asset, compartmentId } = await addTruck(world, { name: '沪A·00001', device: 'tk100' })
    await expect.poll(() => told.at(-1)).toMatchObject(['tk100', { v: 1, revision: 1 }])
    await sender.born([{ device: 'tk100', settings: { applied: null, refused: null } }])
    expect(told).toHaveLength(2)
    await sender.born([{ device: 'tk100', settings: { applied: null, trying: 1, refused: null } }])
    await sender.born([{ device: 'tk100', settings: { applied: 1, refused: null } }])
    expect(told).toHaveLength(2)
    const technician = await asTechnician(world)
    const range = { minCelsius: 2, maxCelsius: 6 }
    await technician.ask('PATCH', `/api/assets/${id}/compartments/${compartmentId}`, {
      ...{ range, revision: asset.revision, reason: 'other goods' },
    })
    await expect.poll(() => told.at(-1)?.[1]).toMatchObject({ revision: 2, layout: { compartments: [{ range }] } })
    await sender.born([
      { device: 'tk100', settings: { applied: 1, refused: { revision: 2, field: 'layout', problem: 'no' } } },
    ])
    expect(told).toHaveLength(3)
    // what it heard of an installation that is gone counts above ours: it would follow nothing below that
    await sender.born([{ device: 'tk100', settings: { applied: 40, refused: null } }])
    await expect.poll(() => told.at(-1)?.[1]).toMatchObject({ revision: 41, layout: { compartments: [{ range }] } })
    await sender.born([{ device: 'tk100', settings: { applied: 41, refused: null } }])
    expect(told.at(-1)?.[1].revision).toBe(41)
    await sender.stop()
  })

  it('tells the others their settings where one cannot be told', async () => {
    const told: string[] = []
    const untold: unknown[] = []
    const problem = new Error('too long for a message')
    const sender = new SettingsSender({
      ...{ db: world.db, settings: world.fleet.settings, register: world.register },
      publish: async (device) => {
        if (device === 'tk100') throw problem
        told.push(device)
      },
      onUntold: (error) => void untold.push(error),
    })
    for (const device of ['tk100', 'tk101']) await addTruck(world, { name: device, device })
    const settings = { applied: null, refused: null }
    await sender.born([
      { device: 'tk100', settings },
      { device: 'tk101', settings },
    ])
    expect([told, untold]).toEqual([['tk101'], [problem]])
  })

  it('includes who vouches for a key, checked against an authority that an administrator named', async () => {
    const technician = await asTechnician(world)
    const administrator = await asTechnician(world, 'administrator')
    const keyFile = join(directory, 'authority.json')
    const authority = JSON.parse(newAuthority(keyFile)) as { publicKey: string; fingerprint: string }
    expect(() => newAuthority(keyFile)).toThrow('EEXIST')
    const [key] = world.register.keysOf('tk001')
    const of = (device: string, publicKey: string) =>
      JSON.parse(certify({ keyFile, device, publicKey, years: 5, clock: world.clock })) as Record<string, string>
    const certificate = of('tk001', toHex(key?.publicKey ?? new Uint8Array(0)))
    const path = '/api/devices/tk001/certificates'
    expect(await technician.ask('POST', path, certificate)).toMatchObject({ status: 422, body: { field: 'signature' } })
    await administrator.made('/api/device-authorities', { publicKey: authority.publicKey, name: 'Our authority' })
    expect(await technician.ask('POST', path, of('tk001', toHex(generateSm2KeyPair().publicKey)))).toMatchObject({
      status: 422,
      body: { field: 'statement' },
    })
    await technician.made(path, certificate)
    expect(await technician.ask('POST', path, certificate)).toMatchObject({ status: 409 })
    const retire = `/api/device-authorities/${authority.fingerprint}/retire`
    expect(await administrator.ask('POST', retire, { reason: '密钥更换' })).toMatchObject({
      status: 200,
      body: { name: 'Our authority', certificates: 1, retiredAt: expect.any(String) as string },
    })
    expect(await administrator.ask('POST', retire, { reason: '密钥更换' })).toMatchObject({ status: 409 })
    const later = of('tk001', toHex(key?.publicKey ?? new Uint8Array(0)))
    expect(await technician.ask('POST', path, later)).toMatchObject({ status: 422, body: { field: 'signature' } })
    expect(await technician.got('/api/devices/tk001')).toMatchObject({
      certificates: [{ authority: { fingerprint: authority.fingerprint }, fingerprint: key?.fingerprint }],
    })
  })

  it('is one change of two made from the same revision', async () => {
    const { id, asset } = await addTruck(world, { name: '沪A·00001', device: 'tk100' })
    const db = place.place && 'url' in place.place ? await openBusinessDatabase(place.place) : world.db
    const audit = createAuditLog({
      engine: db.engine,
      clock: world.clock,
      sealedFields: world.sealedFields,
      key: TEST_AUDIT_KEY,
    })
    const other = createFleet({ db, clock: world.clock, audit, onCommit: async () => {} })
    const scope = { actor: { kind: 'system', id: 'test', organisationId: null, roles: [] }, reach: 'all' } as const
    const names = ['one', 'two']
    const results = await Promise.allSettled(
      [world.fleet, other].map((fleet, at) =>
        fleet.write({ scope }, (write) =>
          fleet.assets.change(write, id, { name: names[at], revision: asset.revision }),
        ),
      ),
    )
    if (db !== world.db) await db.close()
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})
