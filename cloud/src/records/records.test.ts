import { toHex } from '@coldrx/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BusinessDatabasePlace } from '../business-database/business-database.ts'
import { drawPages } from '../testing/drawn-pages.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { FakeTruck } from '../testing/fake-truck.ts'
import { TelemetryWorld } from '../testing/telemetry-world.ts'
import { createTripWorld, type TripWorld } from '../testing/trip-world.ts'

const MINUTE_MS = 60_000
const BEGIN_MS = Date.UTC(2026, 2, 1)

describe('records of what was measured', () => {
  let at: TestPlace
  let recorded: TelemetryWorld
  let trips: TripWorld
  let truck: FakeTruck
  let shipment: string

  beforeAll(async () => {
    const [sqlite] = eachEngine
    if (sqlite === undefined) throw new Error('there is no engine')
    at = await sqlite[1]()
    truck = new FakeTruck({ wallOffsetMs: BEGIN_MS })
    recorded = await TelemetryWorld.open(truck)
    const frames = [truck.open()]
    for (let n = 1; n <= 12; n++) {
      // two hours are missing between the eighth and the ninth
      const late = n > 8 ? 120 : 0
      const rows = [0, 1].map((row) => ({
        monotonicMs: (2 * n + row + late) * MINUTE_MS,
        samples: { 'p1.temperature': n === 6 ? 9.5 : 4, 'p1.humidity': 60, 'p2.temperature': -20, 'c1.door': 0 },
      }))
      frames.push(truck.frame({ rows, sealed: n % 3 === 0 }))
    }
    await recorded.take(truck, ...frames)
    const devices = [{ device: truck.device, publicKey: toHex(truck.key.publicKey) }, 'tk002']
    trips = await createTripWorld(at as { place: BusinessDatabasePlace }, {
      ...{ devices, recordings: { readModel: recorded.telemetry, frames: recorded.frameLog } },
    })
    shipment = await trips.assigned('W-1')
    await trips.depart([shipment])
    trips.world.clock.ms = BEGIN_MS + 200 * MINUTE_MS
  })
  afterAll(async () => {
    await trips.world.close()
    await recorded.remove()
    await at.remove()
  })

  async function fetched(path: string, role: Parameters<TripWorld['world']['cookieOf']>[0] = 'quality') {
    const cookie = await trips.world.cookieOf(role)
    const response = await trips.world.app.request(path, { headers: { cookie } })
    return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()), headers: response.headers }
  }

  it('tells all of a trip in both languages, and the same bytes each time', async () => {
    const path = `/api/trips/${trips.trip.id}/temperature-record`
    const first = await fetched(path)
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    trips.world.clock.ms += MINUTE_MS
    const again = await fetched(path, 'inspector')
    expect(Buffer.compare(first.bytes, again.bytes)).toBe(0)
    const text = (await drawPages(first.bytes, 1)).map((page) => page.text).join('\n')
    for (const word of ['运输温湿度记录', '澄江大药房', 'T-1', 'W-1', '全部数据帧由设备 SM2 签名逐帧链接验证', '缺失'])
      expect(text).toContain(word)
    const english = await fetched(`${path}?language=en`)
    expect((await drawPages(english.bytes, 1)).map((page) => page.text).join('\n')).toMatch(
      /Transport temperature record[\s\S]*Every frame is chained[\s\S]*Alarms and what was done[\s\S]*All recorded points/,
    )
  })

  it('names what was opened in the audit, by whoever it was', async () => {
    const rows = await trips.world.db.reader
      .selectFrom('audit_entry')
      .select(['action', 'subject_id', 'details'])
      .where('action', '=', 'trip.open-record')
      .execute()
    expect(rows[0]).toMatchObject({ subject_id: trips.trip.id, details: expect.stringContaining('"format":"pdf"') })
  })

  it('gives the points of a shipment as lines, of its compartment alone, with the gap among them', async () => {
    const { status, bytes } = await fetched(`/api/shipments/${shipment}/temperature-points?language=en`, 'dispatcher')
    expect(status).toBe(200)
    const text = Buffer.from(bytes).toString('utf8')
    expect(text.startsWith('\uFEFFTime UTC+8,Time UTC,')).toBe(true)
    const lines = text.trim().split('\r\n').slice(1)
    expect(lines.filter((line) => line.includes('gap'))).toHaveLength(1)
    expect(lines.filter((line) => line.includes(',Temperature,9.5,') && line.endsWith('out of range'))).toHaveLength(2)
    expect(lines.filter((line) => line.includes('-20'))).toEqual([])
  })

  it('says that frames were changed, where they were', async () => {
    await recorded.changeLog('UPDATE frames SET bytes = (SELECT bytes FROM frames WHERE n = 8) WHERE n = 7')
    const { bytes } = await fetched(`/api/trips/${trips.trip.id}/temperature-record?language=en`)
    const text = (await drawPages(bytes, 1)).map((page) => page.text).join('\n')
    expect(text).toMatch(/Warning: frames do not fit|cannot be proved|not all can be proved/)
    expect(text).not.toContain('Every frame is chained')
  })

  it('shows nobody what they may not see, and nothing of what has not departed', async () => {
    const path = `/api/trips/${trips.trip.id}/temperature-record`
    expect((await fetched(path, 'driver')).status).toBe(403)
    const later = await trips.made<{ id: string }>('/api/trips', {
      ...{ number: 'T-2', device: null, driver: null, plannedDeparture: new Date(BEGIN_MS).toISOString() },
      stops: ['A', 'B'].map((en) => ({
        ...{ name: { zh: en, en }, address: en, position: { latitude: 31, longitude: 121 } },
        ...{ windowFrom: new Date(BEGIN_MS).toISOString(), windowTo: new Date(BEGIN_MS).toISOString() },
      })),
    })
    expect((await fetched(`/api/trips/${later.id}/temperature-record`)).status).toBe(409)
  })
})
