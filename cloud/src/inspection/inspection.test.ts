import { toHex } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PublishCommand } from '../feed/watch-leases.ts'
import { type Asker, createApiWorld } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { FakeTruck } from '../testing/fake-truck.ts'
import { TelemetryWorld } from '../testing/telemetry-world.ts'

const MINUTE_MS = 60_000
const BEGIN_MS = Date.UTC(2026, 1, 20)

interface Found {
  readonly items: readonly { readonly kind: string; readonly id: string; readonly title: string }[]
}

describe.each(eachEngine)('the view of an inspector on %s', (_, openPlace) => {
  let at: TestPlace
  let recorded: TelemetryWorld
  let world: Awaited<ReturnType<typeof createApiWorld>>
  let inspector: Asker
  let truck: FakeTruck
  let onCommand: PublishCommand

  beforeEach(async () => {
    at = await openPlace()
    truck = new FakeTruck({ wallOffsetMs: BEGIN_MS })
    onCommand = () => Promise.resolve()
    recorded = await TelemetryWorld.open(truck)
    const frames = [truck.open()]
    for (let n = 1; n <= 12; n++) {
      const celsius = n === 6 ? 9.5 : 4
      const rows = [0, 1].map((row) => ({
        monotonicMs: (2 * n + row) * MINUTE_MS,
        samples: { 'p1.temperature': celsius, 'p1.humidity': 60, 'p2.temperature': -20, 'c1.door': 0 },
      }))
      frames.push(truck.frame({ rows, sealed: n % 3 === 0 }))
    }
    await recorded.take(truck, ...frames)
    world = await createApiWorld({
      place: at.place,
      devices: [{ device: truck.device, publicKey: toHex(truck.key.publicKey) }, 'tk002'],
      recordings: { readModel: recorded.telemetry, frames: recorded.frameLog },
      publishCommand: (device, command) => onCommand(device, command),
    })
    inspector = await world.as('inspector')
  })
  afterEach(async () => {
    await world.close()
    await recorded.remove()
    await at.remove()
  })

  const instant = (minutes: number): string => new Date(BEGIN_MS + minutes * MINUTE_MS).toISOString()

  async function opened(purpose = '飞行检查 2026-03'): Promise<string> {
    const { status, body } = await inspector('POST', '/api/inspections', { purpose, reference: 'SH-2026-17' })
    expect(status).toBe(201)
    return (body as { id: string }).id
  }

  async function assetId(inspection: string): Promise<string> {
    const { body } = await inspector('GET', `/api/inspection/search?inspection=${inspection}&q=tk001`)
    return (body as Found).items.find(({ kind }) => kind === 'asset')?.id ?? ''
  }

  const looks = async () =>
    (
      await world.db.reader
        .selectFrom('audit_entry')
        .select(['action', 'subject_kind', 'subject_id', 'reason', 'details'])
        .where('action', 'like', 'inspection.%')
        .orderBy('sequence')
        .execute()
    ).map(({ details, ...look }) => ({ ...look, details: JSON.parse(details) as Record<string, unknown> }))

  it('finds by a part of a name, opens what belongs to it, and keeps every look with its purpose', async () => {
    const inspection = await opened()
    const found = await inspector('GET', `/api/inspection/search?inspection=${inspection}&q=TK00`)
    expect((found.body as Found).items.map(({ kind, title }) => `${kind} ${title}`).sort()).toEqual([
      'asset tk001',
      'asset tk002',
      'device tk001',
      'device tk002',
    ])
    const id = await assetId(inspection)
    const record = await inspector('GET', `/api/inspection/asset/${id}?inspection=${inspection}`)
    expect(record).toMatchObject({
      status: 200,
      body: {
        ...{ kind: 'asset', title: 'tk001', record: { id, state: 'in-service', device: 'tk001' } },
        organisation: { name: { zh: '澄江大药房' } },
        related: [{ kind: 'device', id: 'tk001' }],
        recordings: [{ device: 'tk001', compartment: null, from: null, to: null }],
      },
    })
    const device = await inspector('GET', `/api/inspection/device/tk001?inspection=${inspection}`)
    expect(device.body).toMatchObject({ record: { keys: [{ publicKey: toHex(truck.key.publicKey), until: null }] } })
    expect(await looks()).toMatchObject([
      { action: 'inspection.open', subject_id: inspection, reason: '飞行检查 2026-03' },
      { action: 'inspection.look', subject_kind: 'inspection', details: { part: 'search', found: 4 } },
      { action: 'inspection.look', details: { part: 'search' } },
      { subject_kind: 'asset', subject_id: id, reason: '飞行检查 2026-03', details: { inspection, part: 'record' } },
      { subject_kind: 'device', subject_id: 'tk001', details: { inspection, part: 'record' } },
    ])
  })

  it('says what the frames say of a span', async () => {
    const inspection = await opened()
    const span = `from=${instant(0)}&to=${instant(60)}`
    const { status, body } = await inspector(
      'GET',
      `/api/inspection/device/tk001/readings?inspection=${inspection}&${span}`,
    )
    expect(status).toBe(200)
    const { compartments } = body as { compartments: { compartment: string; channels: Record<string, unknown>[] }[] }
    const front = compartments.find(({ compartment }) => compartment === 'c1')
    expect(front?.channels.find(({ channel }) => channel === 'p1.temperature')).toMatchObject({
      ...{ samples: 24, samplesNotGood: 0, coveredMinutes: 23, outOfRangeMinutes: 2, excursionCount: 1 },
      minimum: { value: 4, at: instant(2) },
      maximum: { value: 9.5, at: instant(12) },
      excursions: [{ from: instant(12), to: instant(14), peakCelsius: 9.5, samples: 2 }],
    })
    const far = `from=${instant(0)}&to=${instant(60 * 24 * 32)}`
    const refused = await inspector('GET', `/api/inspection/device/tk001/readings?inspection=${inspection}&${far}`)
    expect(refused).toMatchObject({ status: 400, body: { field: 'to' } })
  })

  it('gives the frames of a span from seal to seal, as they came', async () => {
    const inspection = await opened()
    const response = await world.app.request(
      `/api/inspection/device/tk001/proofs?inspection=${inspection}&from=${instant(10)}&to=${instant(11)}`,
      { headers: { cookie: await world.cookieOf('inspector') } },
    )
    expect(response.headers.get('content-disposition')).toContain('.ndjson')
    const lines = (await response.text())
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as Record<string, Record<string, unknown>>)
    expect(lines[0]).toMatchObject({ format: 'coldrx-proof/1', device: 'tk001' })
    // rows of 10:00 and 10:01 are in frame 5; its neighbours reach into the span; seals are on 3, 6, 9
    expect(lines.find((line) => 'run' in line)?.run).toMatchObject({ first: 4, last: 6, before: { n: 3 } })
    expect(lines.filter((line) => 'frame' in line).length).toBe(3)
    expect(lines.at(-1)).toEqual({ end: { runs: 1, frames: 3, documents: 0 } })
  })

  it('needs an inspection of one’s own that is open', async () => {
    const inspection = await opened()
    const quality = await world.as('quality')
    const path = `/api/inspection/search?inspection=${inspection}&q=tk001`
    expect(await quality('GET', path)).toMatchObject({ status: 404, body: { field: 'inspection' } })
    expect(await inspector('GET', '/api/inspection/search?q=tk001')).toMatchObject({ status: 400 })
    world.clock.ms += 11 * 3_600_000
    expect((await inspector('GET', path)).status).toBe(200)
    expect((await inspector('POST', `/api/inspections/${inspection}/close`)).status).toBe(200)
    expect(await inspector('GET', path)).toMatchObject({ status: 409, body: { field: 'inspection' } })
    const another = await opened()
    world.clock.ms += 11 * 3_600_000
    await world.as('inspector').then((again) => (inspector = again))
    world.clock.ms += 2 * 3_600_000
    expect((await inspector('GET', `/api/inspection/search?inspection=${another}&q=tk`)).status).toBe(409)
  })

  it('keeps what an inspector opens elsewhere, too, and nothing of what others do', async () => {
    const inspection = await opened('投诉 17')
    const id = await assetId(inspection)
    await inspector('GET', `/api/assets/${id}`)
    await (await world.as('dispatcher'))('GET', `/api/assets/${id}`)
    expect((await looks()).at(-1)).toMatchObject({
      ...{ action: 'inspection.look', subject_kind: 'asset', subject_id: id, reason: '投诉 17' },
      details: { inspection, part: 'page', route: 'GET /api/assets/{asset}' },
    })
    expect((await looks()).filter(({ details }) => details.part === 'page').length).toBe(1)
  })

  it('shows quality what is of its organisation, and nothing of another', async () => {
    const theirs = await world.db.inTransaction(async (tx) => {
      const organisation = await world.people.addOrganisation(tx, { kind: 'pharmacy', name: { zh: '乙', en: 'B' } })
      return organisation.id
    })
    const actor = { kind: 'system', id: 'test', organisationId: theirs, roles: [] } as const
    const other = await world.fleet.write({ scope: { actor, reach: 'organisation' } }, (write) =>
      world.fleet.assets.add(write, { kind: 'truck', name: 'tk001-theirs' }),
    )
    const quality = await world.as('quality')
    const { body } = await quality('POST', '/api/inspections', { purpose: '自查' + '预演' })
    const { id: inspection } = body as { id: string }
    const found = await quality('GET', `/api/inspection/search?inspection=${inspection}&q=tk001&kind=asset`)
    expect((found.body as Found).items.map(({ title }) => title)).toEqual(['tk001'])
    const path = (id: string) => `/api/inspection/asset/${id}?inspection=${inspection}`
    const refused = await quality('GET', path(other.id))
    const nowhere = await quality('GET', path('00000000-0000-4000-8000-000000000000'))
    const bare = ({ status, body: told }: { status: number; body: unknown }) => [
      status,
      { ...(told as object), requestId: 0 },
    ]
    expect(bare(refused)).toEqual(bare(nowhere))
    expect(refused.status).toBe(404)
    const history = await inspector('GET', `/api/inspection/asset/${other.id}/history?inspection=${await opened()}`)
    expect(history.body).toMatchObject({ items: [{ action: 'inspection.look' }, { action: 'asset.add' }] })
  })

  describe('asked for proofs of a span that ends in frames without a seal', () => {
    const later = (minute: number, sealed: boolean) =>
      truck.frame({ rows: [{ monotonicMs: minute * MINUTE_MS, samples: { 'p1.temperature': 4 } }], sealed })

    async function proofs(): Promise<{ since: string | null; runs: Record<string, unknown>[]; frames: number }> {
      const inspection = await opened()
      const path = `/api/inspection/device/tk001/proofs?inspection=${inspection}&from=${instant(20)}&to=${instant(59)}`
      const response = await world.app.request(path, { headers: { cookie: await world.cookieOf('inspector') } })
      expect(response.status).toBe(200)
      const lines = (await response.text())
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { run?: Record<string, unknown>; frame?: string })
      return {
        since: response.headers.get('coldrx-unsealed-since'),
        runs: lines.map(({ run }) => run).filter((run) => run !== undefined),
        frames: lines.filter(({ frame }) => frame !== undefined).length,
      }
    }

    it('has the device seal them first, and takes that frame along', async () => {
      recorded.telemetry.connectionChanged('tk001', true)
      await recorded.take(truck, later(30, false), later(31, false))
      const asked: unknown[] = []
      onCommand = async (device, command) => {
        asked.push([device, command])
        await recorded.take(truck, later(32, true))
      }
      const { since, runs, frames } = await proofs()
      expect(asked).toEqual([['tk001', { type: 'seal' }]])
      expect(since).toBeNull()
      // 10 to 12 with the seal before, then the two and the one that seals them
      expect(runs).toEqual([expect.objectContaining({ first: 10, last: 15 })])
      expect(runs[0]).not.toHaveProperty('unsealed')
      expect(frames).toBe(6)
    })

    it('keeps nobody waiting for a device that is away, and says from when on no seal proves them', async () => {
      await recorded.take(truck, later(30, false), later(31, false))
      recorded.telemetry.connectionChanged('tk001', false)
      const asked = vi.fn<PublishCommand>(() => Promise.resolve())
      onCommand = asked
      expect(await proofs()).toMatchObject({ since: instant(30), frames: 5 })
      expect(asked).not.toHaveBeenCalled()
    })

    it('says from when on no seal proves them, where the device does not answer or no broker is there', async () => {
      recorded.telemetry.connectionChanged('tk001', true)
      await recorded.take(truck, later(30, false), later(31, false))
      const unsealed = { frames: 2, since: instant(30) }
      expect(await proofs()).toMatchObject({ since: instant(30), runs: [{ last: 14, unsealed }], frames: 5 })
      onCommand = () => Promise.reject(new Error('the broker is gone'))
      expect(await proofs()).toMatchObject({ since: instant(30), runs: [{ last: 14, unsealed }] })
    })

    it('asks nothing of a device whose newest frame is sealed', async () => {
      recorded.telemetry.connectionChanged('tk001', true)
      onCommand = () => Promise.reject(new Error('nobody should be asked'))
      expect(await proofs()).toMatchObject({ since: null, runs: [{ last: 12 }] })
    })
  })
})
