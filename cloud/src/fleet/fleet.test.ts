import { readFile } from 'node:fs/promises'
import { generateSm2KeyPair, type ReportedSettings, settingsHash, toHex } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApiWorld } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { addTruck, asTechnician, CHILLED, certificate, enrolmentOf } from '../testing/fleet-fixture.ts'
import type { WantedLayout } from './wanted-settings.ts'

describe.each(eachEngine)('the fleet on %s', (_, openPlace) => {
  let place: TestPlace
  let world: Awaited<ReturnType<typeof createApiWorld>>
  let technician: Awaited<ReturnType<typeof asTechnician>>

  beforeEach(async () => {
    place = await openPlace()
    world = await createApiWorld({ place: place.place, devices: ['tk001'] })
    technician = await asTechnician(world)
  })
  afterEach(async () => {
    await world.close()
    await place.remove()
  })

  const REASON = { reason: 'as the test wants it' }

  async function admitted(): Promise<string[]> {
    const { devices } = JSON.parse(await readFile(world.credentialsFile, 'utf8')) as { devices: { device: string }[] }
    return devices.map(({ device }) => device)
  }

  async function enrol(device: string, key = generateSm2KeyPair()) {
    const { code } = await technician.made<{ code: string }>(`/api/devices/${device}/enrolment-codes`, undefined)
    const request = enrolmentOf(device, code, key)
    return { request, answer: await technician.ask('POST', '/api/enrolments', request) }
  }

  describe('assets', () => {
    it('go into service with points enough, all calibrated, and a device', async () => {
      const quality = await asTechnician(world, 'quality')
      const { id, asset, compartmentId } = await addTruck(world, { name: '沪A·00001', device: 'tk100', probes: 1 })
      expect(asset.compartments).toMatchObject([{ pointsRequired: 2, problems: ['TOO_FEW_POINTS'] }])
      expect(
        await quality.ask('POST', `/api/assets/${id}/commission`, { revision: asset.revision, ...REASON }),
      ).toMatchObject({ status: 409, body: { field: 'compartments.c1', detail: expect.stringContaining('wants 2') } })

      const probe = await technician.made<{ id: string }>('/api/probes', { serialNumber: 'S-9', model: 'srth100' })
      const fitting = { assetId: id, compartmentId, point: 'p2', bus: 'rs485-1', unit: 2 }
      expect(await technician.done(`/api/probes/${probe.id}/fit`, { ...fitting, revision: 1 })).toMatchObject({
        state: 'due',
        calibration: 'none',
        place: { assetName: '沪A·00001', compartmentCode: 'c1', point: 'p2' },
      })
      expect(
        await quality.ask('POST', `/api/assets/${id}/commission`, { revision: asset.revision, ...REASON }),
      ).toMatchObject({ status: 409, body: { detail: expect.stringContaining('calibration') } })

      await technician.made(`/api/probes/${probe.id}/certificates`, certificate('C-9'))
      expect(await technician.got(`/api/probes/${probe.id}`)).toMatchObject({ state: 'fitted', calibration: 'valid' })
      expect(
        await technician.ask('POST', `/api/assets/${id}/commission`, { revision: asset.revision, ...REASON }),
      ).toMatchObject({ status: 403 })
      expect(await quality.done(`/api/assets/${id}/commission`, { revision: asset.revision, ...REASON })).toMatchObject(
        { state: 'in-service', revision: asset.revision + 1 },
      )
      expect(
        await quality.ask('POST', `/api/assets/${id}/commission`, { revision: asset.revision + 1, ...REASON }),
      ).toMatchObject({ status: 409, body: { field: 'state' } })
    })

    it('are changed only from the revision that they have', async () => {
      const { id, revision } = await technician.made<{ id: string; revision: number }>('/api/assets', {
        kind: 'box',
        name: 'Box 7',
      })
      const change = { name: 'Box 8', revision }
      expect(await technician.ask('PATCH', `/api/assets/${id}`, change)).toMatchObject({ status: 200 })
      expect(await technician.ask('PATCH', `/api/assets/${id}`, { ...change, name: 'Box 9' })).toMatchObject({
        status: 409,
        body: { field: 'revision' },
      })
      expect(await technician.got('/api/assets?search=box')).toMatchObject({ items: [{ name: 'Box 8' }] })
    })

    it('are listed page by page, each once', async () => {
      for (const name of ['R3', 'R1', 'R2']) await technician.made('/api/assets', { kind: 'room', name })
      const names: string[] = []
      for (let after = ''; ; ) {
        const page = await technician.got<{ items: { name: string }[]; next: string | null }>(
          `/api/assets?kind=room&limit=2${after}`,
        )
        names.push(...page.items.map(({ name }) => name))
        if (page.next === null) break
        after = `&after=${page.next}`
      }
      expect(names).toEqual(['R1', 'R2', 'R3'])
    })

    it('refuse two of one name, and two probes at one address', async () => {
      const { id, compartmentId } = await addTruck(world, { name: '沪A·00002', device: 'tk101' })
      expect(await technician.ask('POST', '/api/assets', { kind: 'truck', name: '沪A·00002' })).toMatchObject({
        status: 409,
        body: { field: 'name' },
      })
      const probe = await technician.made<{ id: string }>('/api/probes', { serialNumber: 'S-8', model: 'srth100' })
      const fitting = { assetId: id, compartmentId, point: 'p9', bus: 'rs485-1', unit: 1, revision: 1 }
      expect(await technician.ask('POST', `/api/probes/${probe.id}/fit`, fitting)).toMatchObject({
        status: 409,
        body: { field: 'unit' },
      })
    })

    it('of another organisation are not there', async () => {
      const { id } = await addTruck(world, { name: '沪A·00003', device: 'tk102' })
      const other = await world.db.inTransaction((tx) =>
        world.people.addOrganisation(tx, { kind: 'carrier', name: { zh: '承运', en: 'Carrier' } }),
      )
      const actor = { kind: 'person', id: 'p', organisationId: other.id, roles: ['technician'] } as const
      const scope = { actor, reach: 'organisation' } as const
      await expect(world.fleet.assets.get(scope, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      expect(await world.fleet.devices.list(scope, { limit: 10 })).toEqual([])
      expect(await world.visibility.devicesOf(scope)).toEqual(new Set())

      const { revision } = await technician.got<{ revision: number }>(`/api/assets/${id}`)
      const patched = await technician.ask('PATCH', `/api/assets/${id}`, { carrierOrganisationId: other.id, revision })
      expect(patched.status).toBe(200)
      // a carrier looks, and changes nothing
      expect(await world.fleet.assets.get(scope, id)).toMatchObject({ name: '沪A·00003' })
      expect(await world.visibility.devicesOf(scope)).toEqual(new Set(['tk102']))
      await expect(
        world.fleet.write({ scope }, (write) =>
          world.fleet.assets.change(write, id, { name: 'x', revision: revision + 1 }),
        ),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })
  })

  describe('calibration', () => {
    it('falls due by the calendar and is listed before it does', async () => {
      const { probeIds } = await addTruck(world, { name: '沪A·00004', device: 'tk103' })
      const [first = ''] = probeIds
      world.clock.ms = Date.UTC(2026, 7, 15)
      technician = await asTechnician(world)
      expect(await technician.got('/api/probes?calibration=due-soon')).toMatchObject({
        items: [{ serialNumber: 'tk103-1' }, { serialNumber: 'tk103-2' }],
      })
      // the last day counts, in China's time
      world.clock.ms = Date.UTC(2026, 8, 1, 15, 59)
      technician = await asTechnician(world)
      expect(await technician.got('/api/probes?calibration=overdue')).toMatchObject({ items: [] })
      world.clock.ms = Date.UTC(2026, 8, 1, 16)
      const scope = { actor: { kind: 'system', id: 'test', organisationId: null, roles: [] }, reach: 'all' } as const
      expect(await world.fleet.write({ scope }, (write) => world.fleet.probes.fallDueNow(write))).toBe(2)
      expect(await world.fleet.write({ scope }, (write) => world.fleet.probes.fallDueNow(write))).toBe(0)
      expect(await technician.got(`/api/probes/${first}`)).toMatchObject({ state: 'due', calibration: 'overdue' })
      technician = await asTechnician(world)
      const renewed = certificate('C-2', { calibratedOn: '2026-08-30', dueOn: '2027-08-30' })
      await technician.made(`/api/probes/${first}/certificates`, renewed)
      expect(await technician.got(`/api/probes/${first}`)).toMatchObject({ state: 'fitted', calibration: 'valid' })
      // one of before changes nothing
      await technician.made(
        `/api/probes/${first}/certificates`,
        certificate('C-0', { calibratedOn: '2024-08-30', dueOn: '2025-08-30' }),
      )
      expect(await technician.got(`/api/probes/${first}`)).toMatchObject({
        state: 'fitted',
        calibrationDueOn: '2027-08-30',
      })
    })

    it('holds a year at most, and fails by an error past the limits of GSP', async () => {
      const { id } = await technician.made<{ id: string }>('/api/probes', { serialNumber: 'S-1', model: 'xy-md02' })
      const path = `/api/probes/${id}/certificates`
      expect(await technician.ask('POST', path, certificate('C-1', { dueOn: '2026-09-02' }))).toMatchObject({
        status: 422,
        body: { field: 'dueOn' },
      })
      const wide = certificate('C-1', { points: [{ atCelsius: 2, errorCelsius: 0.6 }] })
      expect(await technician.made(path, wide)).toMatchObject({ withinLimits: false })
      expect(await technician.got(`/api/probes/${id}`)).toMatchObject({ calibration: 'failed' })
      expect(await technician.ask('POST', path, wide)).toMatchObject({ status: 409, body: { field: 'number' } })
    })

    it('keeps the paper as it came', async () => {
      const { id } = await technician.made<{ id: string }>('/api/probes', { serialNumber: 'S-1', model: 'xy-md02' })
      const { id: paper } = await technician.made<{ id: string }>(`/api/probes/${id}/certificates`, certificate('C-1'))
      const cookie = await world.cookieOf('technician')
      const pdf = Buffer.from('%PDF-1.4 a paper')
      const put = (body: Buffer) =>
        world.app.request(`/api/certificates/${paper}/document`, {
          method: 'PUT',
          headers: { cookie, origin: 'http://127.0.0.1:4000', 'content-type': 'application/pdf' },
          body: new Uint8Array(body),
        })
      expect((await put(Buffer.from('<html>'))).status).toBe(400)
      expect((await put(pdf)).status).toBe(200)
      expect((await put(pdf)).status).toBe(409)
      const back = await world.app.request(`/api/certificates/${paper}/document`, { headers: { cookie } })
      expect(back.headers.get('content-disposition')).toBe('attachment')
      expect(Buffer.from(await back.arrayBuffer()).equals(pdf)).toBe(true)
    })
  })

  describe('devices', () => {
    it('of the file before are imported once, each with an asset that the pharmacy sees', async () => {
      expect(await technician.got('/api/devices')).toMatchObject({
        items: [{ id: 'tk001', state: 'active', asset: { name: 'tk001' } }],
      })
    })

    it('are admitted once they have proven a key with a code that is used up by it', async () => {
      await addTruck(world, { name: '沪A·00005', device: 'tk104' })
      expect(await admitted()).toEqual(['tk001'])
      const { request, answer } = await enrol('tk104')
      expect(answer).toMatchObject({ status: 200, body: { device: 'tk104' } })
      expect(await admitted()).toEqual(['tk001', 'tk104'])
      expect(await technician.ask('POST', '/api/enrolments', request)).toMatchObject({
        status: 422,
        body: { field: 'code' },
      })

      const { code } = await technician.made<{ code: string }>('/api/devices/tk104/enrolment-codes', undefined)
      const forged = { ...enrolmentOf('tk104', code), publicKey: toHex(generateSm2KeyPair().publicKey) }
      expect(await technician.ask('POST', '/api/enrolments', forged)).toMatchObject({
        status: 422,
        body: { field: 'proof' },
      })
      world.clock.ms += 24 * 3_600_000
      technician = await asTechnician(world)
      expect(await technician.ask('POST', '/api/enrolments', enrolmentOf('tk104', code))).toMatchObject({ status: 422 })
    })

    it('keep every key that they had, and take none back', async () => {
      await addTruck(world, { name: '沪A·00006', device: 'tk105' })
      const [first, second] = [generateSm2KeyPair(), generateSm2KeyPair()]
      await enrol('tk105', first)
      world.clock.ms += 1_000
      await enrol('tk105', second)
      expect(world.register.keysOf('tk105').map(({ publicKey, untilMs }) => [toHex(publicKey), untilMs])).toEqual([
        [toHex(first.publicKey), world.clock.ms],
        [toHex(second.publicKey), null],
      ])
      expect((await enrol('tk105', first)).answer).toMatchObject({ status: 409, body: { field: 'publicKey' } })
      expect(await technician.got('/api/devices/tk105')).toMatchObject({ keys: [{ until: null }, {}] })
    })

    it('lose their credentials by revocation, and keep their keys', async () => {
      const { revision } = await technician.got<{ revision: number }>('/api/devices/tk001')
      const known = world.register.keysOf('tk001').map(({ fingerprint }) => fingerprint)
      expect(await technician.done('/api/devices/tk001/revoke', { revision, ...REASON })).toMatchObject({
        state: 'revoked',
      })
      expect(await admitted()).toEqual([])
      expect(world.register.keysOf('tk001').map(({ fingerprint }) => fingerprint)).toEqual(known)
      expect(await technician.ask('POST', '/api/devices/tk001/enrolment-codes')).toMatchObject({ status: 409 })
      expect(
        await technician.ask('POST', '/api/devices/tk001/register-again', { revision: revision + 1, ...REASON }),
      ).toMatchObject({ status: 403 })
    })
  })

  describe('settings', () => {
    it('follow the records, revision by revision, and are answered by the device', async () => {
      const { id, compartmentId, asset } = await addTruck(world, { name: '沪A·00007', device: 'tk106' })
      const path = `/api/assets/${id}/settings`
      expect(await technician.got(path)).toMatchObject({
        device: 'tk106',
        wanted: {
          revision: 1,
          layout: {
            compartments: [{ id: 'c1', range: CHILLED.range, volumeCubicMetres: 12 }],
            probes: [
              { id: 'p1', bus: 'rs485-1', unit: 1, profile: 'xy-md02', compartment: 'c1' },
              { id: 'p2', bus: 'rs485-1', unit: 2, profile: 'xy-md02', compartment: 'c1' },
            ],
          },
        },
        reported: null,
      })
      const change = { range: { minCelsius: 2, maxCelsius: 6 }, revision: asset.revision }
      const compartment = `/api/assets/${id}/compartments/${compartmentId}`
      expect(await technician.ask('PATCH', compartment, change)).toMatchObject({
        status: 422,
        body: { field: 'reason' },
      })
      expect(await technician.ask('PATCH', compartment, { ...change, ...REASON })).toMatchObject({ status: 200 })
      expect(world.register.wantedRevisions().get('tk106')).toBe(2)
      await world.db.inTransaction((tx) =>
        world.fleet.settings.report(tx, 'tk106', {
          applied: 1,
          refused: { revision: 2, field: 'layout.compartments.0.range', problem: 'is too narrow' },
        }),
      )
      expect(await technician.got(path)).toMatchObject({
        wanted: { revision: 2 },
        reported: { applied: 1, refused: { revision: 2, field: 'layout.compartments.0.range' } },
      })
    })

    it('are wanted anew, with another cadence and broker, and are told as tried, kept and taken back', async () => {
      const { id } = await addTruck(world, { name: '沪A·00008', device: 'tk107' })
      const path = `/api/assets/${id}/settings`
      const administrator = await asTechnician(world, 'administrator')
      const cadence = { sampleIntervalMs: 5_000, recordIntervalMs: 30_000, outOfRangeRecordIntervalMs: 10_000 }
      const wishes = { cadence, brokerUrl: 'mqtts://other.example:8883', ...REASON }
      expect(await technician.ask('PATCH', path, wishes)).toMatchObject({ status: 403 })
      for (const [wrong, field] of [
        [{ ...cadence, recordIntervalMs: 600_000 }, 'cadence.recordIntervalMs'],
        [{ ...cadence, outOfRangeRecordIntervalMs: 12_000 }, 'cadence.outOfRangeRecordIntervalMs'],
      ] as const)
        expect(await administrator.ask('PATCH', path, { ...wishes, cadence: wrong })).toMatchObject({
          status: 422,
          body: { field },
        })
      expect(await administrator.ask('PATCH', path, wishes)).toMatchObject({ status: 200 })
      const report = (reported: ReportedSettings) =>
        world.db.inTransaction((tx) => world.fleet.settings.report(tx, 'tk107', reported))
      const { wanted } = (await technician.got(path)) as { wanted: { hash: string; layout: WantedLayout } }
      expect(wanted).toMatchObject({ revision: 2, cadence, brokerUrl: wishes.brokerUrl })
      expect(wanted.hash).toBe(settingsHash({ layout: wanted.layout, cadence, broker: { url: wishes.brokerUrl } }))
      await report({ applied: 1, hash: '00'.repeat(8), trying: 2, refused: null })
      expect(await technician.got(path)).toMatchObject({ reported: { applied: 1, trying: 2, hash: '00'.repeat(8) } })
      const others = [{ field: 'cadence', problem: 'no' }]
      await report({ applied: 1, refused: { revision: 2, field: '', problem: 'silence', takenBack: true, others } })
      expect(await technician.got(path)).toMatchObject({
        reported: { trying: null, hash: null, refused: { takenBack: true, others } },
      })
      expect(await technician.ask('POST', `${path}/send-again`, REASON)).toMatchObject({ status: 200 })
      expect(await technician.got(path)).toMatchObject({ wanted: { revision: 3, cadence, hash: wanted.hash } })
      expect(world.register.wantedRevisions().get('tk107')).toBe(3)
      expect(await administrator.ask('PATCH', path, { cadence: null, ...REASON })).toMatchObject({ status: 200 })
      expect(await technician.got(path)).toMatchObject({
        wanted: { revision: 4, cadence: null, brokerUrl: wishes.brokerUrl },
      })
    })
  })
})
