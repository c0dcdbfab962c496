import { type Actor, systemActor } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import { pharmacyOf } from '../fleet/device-import.ts'
import { createFleet } from '../fleet/fleet.ts'
import type { People } from '../identity/people.ts'
import { CHINA_OFFSET_MS, DAY_MS } from '../lib/china-day.ts'
import type { Clock } from '../lib/clock.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { createGeofences } from './geofences.ts'
import { createShipments, type ShipmentPlan, type Shipments } from './shipments.ts'
import { LIVE_TRIP_STATES } from './trip-lifecycle.ts'
import { createTrips, type StopPlan } from './trips.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** It drives the simulated route from Shanghai to Hangzhou, and is shortly before the stop in Jiaxing at first. */
const TRUCK = 'tk001'
const CHILLED = { minCelsius: 2, maxCelsius: 8 }
const FROZEN = { minCelsius: -25, maxCelsius: -15 }

const DEPOT = {
  name: { zh: '澄江中心药库', en: 'Chengjiang central store' },
  address: '上海市闵行区莘庄工业区 18 号',
  position: { latitude: 31.1712, longitude: 121.3956 },
}
const JIAXING = {
  name: { zh: '嘉善服务区交接点', en: 'Jiashan hand-over point' },
  address: '浙江省嘉兴市嘉善县 G60 沿线 3 号',
  position: { latitude: 30.8315, longitude: 120.8642 },
}
const HANGZHOU = {
  name: { zh: '杭州仁和分药库', en: 'Hangzhou branch store' },
  address: '浙江省杭州市上城区 7 号',
  position: { latitude: 30.3018, longitude: 120.1892 },
}

/**
 * What a dispatcher of the simulated trucks would have before them: a trip under way with shipments aboard, one planned
 * for tomorrow, a shipment that nobody has put on a trip, and fences. On a later day the one of before is brought to its
 * end and today's is made; where people have put the truck on a trip of their own, nothing is.
 */
export async function ensureDemoTrips({
  db,
  sealedFields,
  audit,
  people,
  clock,
}: {
  readonly db: BusinessDatabase
  readonly sealedFields: SealedFields
  readonly audit: AuditLog
  readonly people: People
  readonly clock: Clock
}): Promise<void> {
  const organisationId = await pharmacyOf(db.reader)
  const fleet = createFleet({ db, clock, audit, onCommit: () => Promise.resolve() })
  if (organisationId === undefined || !(await fleet.assets.isTruckInService(organisationId, TRUCK))) return
  const driver = (await people.list()).find(
    ({ organisation, roles }) => organisation?.id === organisationId && roles.includes('driver'),
  )
  if (driver === undefined) return

  const nowMs = clock.nowMs()
  const known = await db.reader
    .selectFrom('trip')
    .select(['id', 'number', 'state', 'planned_departure_ms'])
    .where('device', '=', TRUCK)
    .execute()
  const today = startOfDay(nowMs)
  // a trip of the demo made just after midnight departed the day before
  const isOfToday = ({ number, planned_departure_ms: atMs }: (typeof known)[number]) =>
    startOfDay(atMs) === today || (DEMO_NUMBER.test(number) && number.startsWith(numberOf(nowMs, 'T')))
  const live = known.filter(({ state }) => LIVE_TRIP_STATES.some((one) => one === state))
  const isDone = known.some((trip) => isOfToday(trip) && trip.state !== 'planned' && trip.state !== 'cancelled')
  if (isDone || live.some(({ number, state }) => !DEMO_NUMBER.test(number) || state !== 'under-way')) return
  const departedMs = nowMs - 50 * MINUTE_MS
  const actor: Actor = { ...systemActor('demo-trips'), organisationId }
  const scope = { actor, reach: 'all' } as const
  const company = {
    isUsableDevice: (owner: string, device: string) => fleet.assets.isTruckInService(owner, device),
    isDriver: (_: string, personId: string) => Promise.resolve(personId === driver.id),
  }
  const tripsAt = (atMs: number) => createTrips({ db, audit, sealedFields, company, clock: { nowMs: () => atMs } })
  const shipmentsAt = (atMs: number) =>
    createShipments({
      ...{ db, audit, sealedFields, clock: { nowMs: () => atMs } },
      // nobody is connected yet
      onTripTouched: () => Promise.resolve(),
      compartments: { rangeOf: (...asked) => fleet.assets.rangeOf(...asked) },
    })
  const trips = tripsAt(departedMs)
  const shipments = shipmentsAt(departedMs - 15 * MINUTE_MS)

  const isFirst = known.length === 0
  for (const trip of known)
    if (trip.state === 'under-way') await finish(trip.id)
    else if (DEMO_NUMBER.test(trip.number) && trip.state === 'planned' && trip.planned_departure_ms < today + DAY_MS)
      await trips.apply(scope, trip.id, 'cancel', { reason: '演示从今天重新开始 The demonstration begins anew today' })
  const numberFor = (atMs: number) => {
    const sequence = known.filter(({ number }) => number.startsWith(numberOf(atMs, 'T'))).length + 1
    return `${numberOf(atMs, 'T')}-${String(sequence).padStart(2, '0')}`
  }

  const made = await trips.plan(scope, {
    ...{ number: numberFor(nowMs), device: TRUCK, driverId: driver.id, plannedDepartureMs: departedMs },
    stops: [
      stopAt(DEPOT, departedMs - 30 * MINUTE_MS, departedMs + 10 * MINUTE_MS),
      stopAt(JIAXING, nowMs - 10 * MINUTE_MS, nowMs + 40 * MINUTE_MS),
      stopAt(HANGZHOU, nowMs + HOUR_MS, nowMs + 2.5 * HOUR_MS),
    ],
  })
  const aboard = await shipments.add(scope, shipmentsOf(numberOf(nowMs, 'S')))
  const [depot, jiaxing, hangzhou] = made.stops.map(({ id }) => id)
  const places = [
    { compartment: 'c1', toStopId: jiaxing ?? '' },
    { compartment: 'c1', toStopId: hangzhou ?? '' },
    { compartment: 'c2', toStopId: hangzhou ?? '' },
  ]
  // the last one has no place: it waits for a trip
  for (const [at, place] of places.entries()) {
    const { id } = aboard[at] ?? { id: '' }
    await shipments.assign(scope, id, { tripId: made.id, fromStopId: depot ?? '', ...place })
  }
  await trips.apply(scope, made.id, 'release', {})
  await trips.apply(scope, made.id, 'start-loading', {})
  for (const [at, { compartment }] of places.entries()) await load(shipments, at, compartment)
  await trips.apply(scope, made.id, 'depart', {})
  // no track leads back to before the simulation
  await db.inTransaction(async (tx) => {
    await tx
      .updateTable('trip_stop')
      .set({ state: 'left', arrived_at_ms: departedMs - 25 * MINUTE_MS, left_at_ms: departedMs })
      .where('id', '=', depot ?? '')
      .execute()
    const subject = { kind: 'trip' as const, id: made.id }
    await audit.append(tx, { actor, action: 'stop.leave', subject, details: { stop: depot ?? '', atMs: departedMs } })
  })

  const tomorrowMs = today + DAY_MS + 8 * HOUR_MS
  await trips.plan(scope, {
    ...{ number: numberFor(tomorrowMs), device: TRUCK, driverId: driver.id },
    plannedDepartureMs: tomorrowMs,
    stops: [
      stopAt(HANGZHOU, tomorrowMs - 30 * MINUTE_MS, tomorrowMs),
      stopAt(JIAXING, tomorrowMs + 1.5 * HOUR_MS, tomorrowMs + 2 * HOUR_MS),
      stopAt(DEPOT, tomorrowMs + 3 * HOUR_MS, tomorrowMs + 4 * HOUR_MS),
    ],
  })

  if (!isFirst) return
  const geofences = createGeofences({ db, audit, clock })
  for (const [kind, { name, position }, radiusMetres] of [
    ['depot', DEPOT, 400],
    ['customer', HANGZHOU, 300],
  ] as const) {
    await geofences.add(scope, { kind, name, fence: { shape: 'circle', centre: position, radiusMetres } })
  }

  /** Delivered and ended when its last stop expected it, as the truck would have told. */
  async function finish(id: string): Promise<void> {
    const trip = await trips.get(scope, id)
    const endedMs = trip.stops.at(-1)?.windowToMs ?? trip.plannedDepartureMs
    const delivering = shipmentsAt(endedMs)
    const aboardOf = await delivering.list(scope, { tripId: id, states: ['in-transit'], limit: 200, after: undefined })
    for (const { id: shipment, consignee } of aboardOf)
      await delivering.handOver(scope, shipment, {
        ...{ kind: 'delivered', atMs: endedMs, taker: consignee },
        ...{ temperatureCelsius: null, note: null, documentId: null },
      })
    await tripsAt(endedMs).apply(scope, id, 'complete', {})
  }

  async function load(from: Shipments, at: number, compartment: string): Promise<void> {
    const { id, boxes } = aboard[at] ?? { id: '', boxes: [] }
    const temperatureCelsius = compartment === 'c1' ? 4.8 : -19.6
    await from.load(scope, id, { boxes: boxes.map(({ code }) => code), temperatureCelsius })
  }
}

const DEMO_NUMBER = /^T\d{8}-\d\d$/

function stopAt(place: Pick<StopPlan, 'name' | 'address' | 'position'>, windowFromMs: number, windowToMs: number) {
  return { ...place, geofenceRadiusMetres: 300, windowFromMs, windowToMs }
}

function shipmentsOf(prefix: string): ShipmentPlan[] {
  const goods = [
    { consignee: '嘉善第一门诊部', zh: '甘精胰岛素注射液', en: 'Insulin glargine', range: CHILLED, boxes: 2 },
    {
      consignee: '仁和门诊部 吴医生',
      zh: '四价流感疫苗',
      en: 'Influenza vaccine, quadrivalent',
      range: CHILLED,
      boxes: 3,
    },
    { consignee: '杭州仁和分药库', zh: '水痘减毒活疫苗', en: 'Varicella vaccine, live', range: FROZEN, boxes: 1 },
    { consignee: '仁和门诊部 吴医生', zh: '注射用重组人生长激素', en: 'Somatropin', range: CHILLED, boxes: 1 },
  ]
  return goods.map(({ consignee, zh, en, range, boxes }, at) => {
    const number = `${prefix}-${String(at + 1).padStart(2, '0')}`
    return {
      ...{ number, consignee, consigneePhone: null, goods: { zh, en }, range, timeBudgetMinutes: 30 },
      boxes: Array.from({ length: boxes }, (_, box) => `${number}-${box + 1}`),
    }
  })
}

function startOfDay(atMs: number): number {
  return Math.floor((atMs + CHINA_OFFSET_MS) / DAY_MS) * DAY_MS - CHINA_OFFSET_MS
}

/** With the day in China: T20260301. */
function numberOf(atMs: number, letter: 'T' | 'S'): string {
  return `${letter}${new Date(atMs + CHINA_OFFSET_MS).toISOString().slice(0, 10).replaceAll('-', '')}`
}
