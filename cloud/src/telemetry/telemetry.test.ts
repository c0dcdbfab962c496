import { toHex } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FAKE_LAYOUT, FakeTruck } from '../testing/fake-truck.ts'
import { TelemetryWorld } from '../testing/telemetry-world.ts'
import type { Changes, Hint } from './read-model.ts'

const minute = 60_000

describe.each(['sqlite', 'postgres'] as const)('telemetry on %s', (engine) => {
  let truck: FakeTruck
  let world: TelemetryWorld
  let t0: number

  beforeEach(async () => {
    truck = new FakeTruck()
    t0 = truck.wallOffsetMs
    world = await TelemetryWorld.openOn(engine, truck)
  })

  afterEach(async () => {
    await world.remove()
  })

  const rowsAt = (fromMinute: number, ...celsius: (number | null)[]) => ({
    rows: celsius.map((value, at) => ({
      monotonicMs: (fromMinute + at) * minute,
      samples: { 'p1.temperature': value, 'p1.humidity': 60.5, 'c1.door': 0 },
    })),
  })

  const snapshot = async () => {
    const found = await world.telemetry.truck('tk001')
    if (found === undefined) throw new Error('no truck')
    return found.truck
  }

  const span = (from: number, to: number) => ({ device: 'tk001', fromMs: t0 + from * minute, toMs: t0 + to * minute })

  it('shows a registered truck before its first frame, and what its frames say then', async () => {
    expect(await snapshot()).toMatchObject({ name: 'tk001', frames: 0, compartments: [], online: false })
    await world.take(
      truck,
      truck.open(),
      truck.frame({
        rows: [
          {
            monotonicMs: minute,
            samples: {
              'gnss.latitude': 31.1,
              'gnss.longitude': 121.2,
              'gnss.speed': 60,
              power: 1,
              'p1.temperature': 4,
            },
          },
          {
            monotonicMs: 2 * minute,
            samples: {
              'gnss.latitude': [null, 'void'],
              'gnss.longitude': [null, 'void'],
              power: 0,
              'p1.temperature': 4.5,
              'c1.door': 1,
            },
          },
        ],
      }),
    )
    const shown = await snapshot()
    expect(shown).toMatchObject({
      name: 'Test truck',
      kind: 'truck',
      online: true,
      lastRecordedAtMs: t0 + 2 * minute,
      frames: 2,
      flags: { broken: 0, forks: 0, quarantined: 0 },
      position: { latitude: 31.1, longitude: 121.2, speedKmh: 60, atMs: t0 + minute },
      positionMark: 'void',
      powerOn: false,
    })
    const [front, rear] = shown.compartments
    expect(front).toMatchObject({ id: 'c1', range: { minCelsius: 2, maxCelsius: 8 }, doorOpen: true, alarm: null })
    expect(front?.channels[0]).toMatchObject({ id: 'p1.temperature', value: 4.5, mark: 'ok', atMs: t0 + 2 * minute })
    expect(rear?.channels[0]).toMatchObject({ id: 'p2.temperature', value: null, mark: null, atMs: null })
  })

  it('keeps the newest value when an older frame comes late', async () => {
    const frames = [truck.open(), truck.frame(rowsAt(1, 4)), truck.frame(rowsAt(2, 5)), truck.frame(rowsAt(3, 6))]
    await world.take(truck, frames[3], frames[0])
    await world.take(truck, frames[1], frames[2])
    expect((await snapshot()).compartments[0]?.channels[0]).toMatchObject({ value: 6, atMs: t0 + 3 * minute })
  })

  it('decodes frames later when their layout comes later, in a frame or with a birth', async () => {
    const opening = truck.open()
    await world.take(truck, truck.frame(rowsAt(1, 4, 9.5)), truck.frame(rowsAt(3, 9.9)))
    expect(await snapshot()).toMatchObject({ frames: 2, compartments: [], flags: { broken: 0 } })
    await world.take(truck, opening)
    expect((await snapshot()).compartments[0]).toMatchObject({ alarm: { peakCelsius: 9.9 } })

    const second = new FakeTruck({
      device: 'tk002',
      layout: { ...FAKE_LAYOUT, asset: { kind: 'truck', name: 'Second' } },
    })
    second.open()
    await world.take(second, second.frame(rowsAt(1, 4)))
    expect((await world.telemetry.truck('tk002'))?.truck.compartments).toEqual([])
    await world.learnLayout(second)
    // on a slow machine the lease may lapse in between, and is taken again
    await expect
      .poll(async () => (await world.telemetry.truck('tk002'))?.truck)
      .toMatchObject({ name: 'Second', compartments: [{ channels: [{ value: 4 }, {}, {}] }, {}] })
  })

  it('draws a curve with every value and mark as recorded, and the gaps', async () => {
    await world.take(truck, truck.open(), truck.frame(rowsAt(1, 4, null, 4.2)), truck.frame(rowsAt(8, 4.4)))
    truck.boot = 2
    truck.wallOffsetMs += 10 * minute
    await world.take(
      truck,
      truck.frame(rowsAt(0, 5)),
      truck.frame({
        ...rowsAt(2, 5.2),
        events: [{ monotonicMs: 2 * minute, code: 'gap', detail: { reason: 'disk full' } }],
      }),
    )
    const series = await world.telemetry.series({ ...span(2, 60), compartment: 'c1' })
    expect(series).toMatchObject({ recordIntervalMs: minute, range: { minCelsius: 2, maxCelsius: 8 } })
    expect(series?.channels[0]).toMatchObject({ id: 'p1.temperature', quantity: 'temperature', decimals: 1 })
    expect(series?.channels[0]?.points.map(([at, ...rest]) => [(at - t0) / minute, ...rest])).toEqual([
      [2, null, 'timeout'],
      [3, 4.2, 'ok'],
      [8, 4.4, 'ok'],
      [10, 5, 'ok'],
      [12, 5.2, 'ok'],
    ])
    expect(
      series?.gaps.map(({ fromMs, toMs, reason }) => [(fromMs - t0) / minute, (toMs - t0) / minute, reason]),
    ).toEqual([
      [3, 8, 'no-sample'],
      [8, 10, 'restart'],
      [10, 12, 'disk full'],
    ])
    expect(await world.telemetry.series({ ...span(0, 1), compartment: 'nowhere' })).toBeUndefined()
    expect(await world.telemetry.series({ ...span(0, 1), device: 'nobody', compartment: 'c1' })).toBeUndefined()
  })

  it('takes the interval that the asset undertook to keep, not that of its kind', async () => {
    const cadence = { recordIntervalMs: 10 * minute, outOfRangeRecordIntervalMs: minute }
    const slow = new FakeTruck({ device: 'tk002', layout: { ...FAKE_LAYOUT, cadence } })
    await world.take(
      slow,
      slow.open(),
      slow.frame(rowsAt(1, 4)),
      slow.frame(rowsAt(15, 4.2)),
      slow.frame(rowsAt(50, 4.1)),
    )
    const series = await world.telemetry.series({ ...span(0, 60), device: 'tk002', compartment: 'c1' })
    expect(series?.recordIntervalMs).toBe(10 * minute)
    expect((await world.telemetry.truck('tk002'))?.truck.recordIntervalMs).toBe(10 * minute)
    expect(series?.gaps.map(({ fromMs, toMs }) => [(fromMs - t0) / minute, (toMs - t0) / minute])).toEqual([[15, 50]])
  })

  it('draws a gap as far as the span reaches into it', async () => {
    await world.take(truck, truck.open(), truck.frame(rowsAt(1, 4, 4)), truck.frame(rowsAt(20, 4, 4)))
    const gapsIn = async (from: number, to: number) =>
      (await world.telemetry.series({ ...span(from, to), compartment: 'c1' }))?.gaps.map(
        ({ fromMs, toMs }) => [(fromMs - t0) / minute, (toMs - t0) / minute] as const,
      )
    expect(await gapsIn(0, 30)).toEqual([[2, 20]])
    expect(await gapsIn(0, 10)).toEqual([[2, 10]])
    expect(await gapsIn(10, 30)).toEqual([[10, 20]])
    expect(await gapsIn(5, 6)).toEqual([[5, 6]])
    expect(await gapsIn(20, 21)).toEqual([])
  })

  it('tells the track, without places that were not received', async () => {
    const place = (at: number, latitude: number | readonly [null, 'void']) => ({
      monotonicMs: at * minute,
      samples: { 'gnss.latitude': latitude, 'gnss.longitude': 121, 'gnss.speed': 50 },
    })
    await world.take(
      truck,
      truck.open(),
      truck.frame({ rows: [place(1, 31.1), place(2, [null, 'void']), place(3, 31.3)] }),
    )
    expect(await world.telemetry.track(span(0, 9))).toEqual({
      points: [
        [t0 + minute, 31.1, 121, 50],
        [t0 + 3 * minute, 31.3, 121, 50],
      ],
    })
    expect(await world.telemetry.track({ ...span(0, 1), device: 'nobody' })).toBeUndefined()
  })

  it('tells what happened, newest first, without the anchors of the clock', async () => {
    const event = (at: number, code: string, subject = '') => ({ monotonicMs: at * minute, code, subject })
    await world.take(
      truck,
      truck.open(),
      truck.frame({
        ...rowsAt(1, 4),
        events: [event(1, 'door-opened', 'c1'), event(2, 'anchor'), { ...event(2, 'gap'), detail: { reason: 'full' } }],
      }),
      truck.frame({ ...rowsAt(3, 4), events: [event(3, 'door-closed', 'c1'), event(9, 'of-next-year')] }),
    )
    const told = async (from: number, to: number) =>
      (await world.telemetry.events(span(from, to)))?.map(({ atMs, code, subject, detail }) => [
        ...[(atMs - t0) / minute, code, subject, detail],
      ])
    expect(await told(1, 8)).toEqual([
      [3, 'door-closed', 'c1', {}],
      [2, 'gap', '', { reason: 'full' }],
      [1, 'door-opened', 'c1', {}],
    ])
    expect(await told(9, 9)).toEqual([[9, 'of-next-year', '', {}]])
    expect(await world.telemetry.events({ ...span(0, 1), device: 'nobody' })).toBeUndefined()
  })

  it('tells a restart behind the end that it followed, though their clocks differ', async () => {
    await world.take(
      truck,
      truck.open(),
      truck.frame({ ...rowsAt(1, 4), events: [{ monotonicMs: 2 * minute, code: 'stopped' }] }),
    )
    truck.boot = 2
    // by its clock a second before the other one ended
    truck.wallOffsetMs = t0 + 2 * minute - 1_000
    await world.take(truck, truck.frame({ monotonicMs: 0, events: [{ monotonicMs: 0, code: 'started' }] }))
    const told = await world.telemetry.events(span(1, 5))
    expect(told?.map(({ code, atMs }) => [code, atMs - t0])).toEqual([
      ['started', 2 * minute - 1_000],
      ['stopped', 2 * minute],
    ])
  })

  it('places a boot again when its clock becomes good', async () => {
    const badMs = Date.UTC(2000, 0, 1)
    await world.take(
      truck,
      truck.open({ clock: 'none', wallMs: badMs }),
      truck.frame({ ...rowsAt(1, 4), clock: 'rtc', wallMs: badMs + minute }),
    )
    expect((await snapshot()).lastRecordedAtMs).toBe(badMs + minute)
    await world.take(
      truck,
      truck.frame({
        monotonicMs: 2 * minute,
        clock: 'none',
        wallMs: 0,
        events: [{ monotonicMs: 2 * minute, code: 'anchor', detail: { utcMs: t0 + 2 * minute, clock: 'gnss' } }],
      }),
    )
    expect((await snapshot()).lastRecordedAtMs).toBe(t0 + minute)
    // nearer than the anchor
    await world.take(truck, truck.frame({ ...rowsAt(1.5, 4), wallMs: t0 + 1.5 * minute + 700 }))
    const series = await world.telemetry.series({ ...span(0, 9), compartment: 'c1' })
    expect(series?.channels[0]?.points.map(([at]) => at - t0)).toEqual([minute + 700, 1.5 * minute + 700])
  })

  it('checks every seal by the registered key, across holes, and flags what does not fit', async () => {
    const frames = [truck.open(), truck.frame(rowsAt(1, 4)), truck.frame({ ...rowsAt(2, 4), sealed: true })]
    await world.take(truck, frames[2], frames[0])
    await world.take(truck, frames[1])
    expect((await snapshot()).flags.broken).toBe(0)
    const forged = truck.frame({ ...rowsAt(3, 4), sealed: true })
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1
    await world.take(truck, forged)
    expect((await snapshot()).flags.broken).toBe(1)
    const cut = truck.frame(rowsAt(4, 4))
    await world.take(truck, cut.subarray(0, cut.length - 3))
    expect((await snapshot()).flags.broken).toBe(2)
  })

  it('flags times that no calendar has, and goes on', async () => {
    const odd = new FakeTruck({ device: 'tk002', layout: { ...FAKE_LAYOUT, timeUnitMs: minute } })
    const anchor = (atMs: number, utcMs: number) =>
      odd.frame({ monotonicMs: 0, clock: 'none', events: [{ monotonicMs: atMs, code: 'anchor', detail: { utcMs } }] })
    const late = { monotonicMs: 2 ** 38 * minute, samples: { 'p1.temperature': 4 } }
    await world.take(odd, odd.open(), odd.frame({ monotonicMs: 0, rows: [late] }))
    await world.take(odd, anchor((2 ** 53 - 1) * minute, t0), anchor(0, 2 ** 48), odd.frame(rowsAt(5, 4)))
    expect((await world.telemetry.truck('tk002'))?.truck).toMatchObject({
      flags: { broken: 2 },
      frames: 5,
      lastRecordedAtMs: t0 + 5 * minute,
    })
  })

  it('tells a reader of another process every open alarm, and every one that closed meanwhile', async () => {
    const many = new FakeTruck({ device: 'tk002' })
    world.keys.set('tk002', toHex(many.key.publicKey))
    const frames = [many.open(), ...Array.from({ length: 101 }, (_, at) => many.frame(rowsAt(100 + 2 * at, 9, 4)))]
    await world.take(truck, truck.open(), truck.frame(rowsAt(1, 9)))
    await world.take(many, ...frames)
    await world.reopen()
    const ofFirst = async () =>
      (await world.telemetry.changesSince('another.7')).alarms
        .filter(({ device }) => device === 'tk001')
        .map(({ closedAtMs }) => closedAtMs !== null)
    expect(await ofFirst()).toEqual([false])
    await world.take(truck, truck.frame(rowsAt(2, 4)))
    expect(await ofFirst()).toEqual([true])
    expect(await world.telemetry.alarms({ state: 'all' })).toHaveLength(102)
    const of = (...devices: string[]) => world.telemetry.alarms({ state: 'all', limit: 1, devices: new Set(devices) })
    expect(await of('tk001', 'tk009')).toMatchObject([{ device: 'tk001' }])
    expect([await of('tk009'), await of()]).toEqual([[], []])
  })

  it('closes what an epoch left open by the first row in range of a later one', async () => {
    await world.take(truck, truck.open(), truck.frame(rowsAt(1, 9, 9.5)))
    const next = new FakeTruck({ key: truck.key, epoch: '000000000002', wallOffsetMs: t0 + 5 * minute })
    await world.take(next, next.open(), next.frame(rowsAt(1, 9)))
    expect(
      (await world.telemetry.alarms({ state: 'open' })).map(({ openedAtMs }) => (openedAtMs - t0) / minute),
    ).toEqual([6, 1])
    await world.take(next, next.frame(rowsAt(2, 4)))
    expect(
      (await world.telemetry.alarms({ state: 'all' })).map(({ closedAtMs }) => ((closedAtMs ?? 0) - t0) / minute),
    ).toEqual([7, 7])
    expect((await snapshot()).compartments[0]?.alarm).toBeNull()
  })

  it('takes a device up when it is registered later', async () => {
    const stranger = new FakeTruck({ device: 'tk002' })
    await world.take(stranger, stranger.open({ sealed: true }))
    world.keys.set('tk002', Buffer.from(new FakeTruck().key.publicKey).toString('hex'))
    await world.reopen()
    expect((await world.telemetry.truck('tk002'))?.truck.flags.broken).toBe(1)
    expect((await world.telemetry.trucks()).trucks.map(({ device }) => device)).toEqual(['tk001', 'tk002'])
  })

  it('begins again when the log was set back, and goes on when a number comes twice', async () => {
    const frames = [truck.open(), truck.frame(rowsAt(1, 4)), truck.frame(rowsAt(2, 5))]
    await world.take(truck, ...frames)
    await world.changeLog('DELETE FROM frames WHERE n = 1')
    await world.take(truck, frames[1])
    expect(await snapshot()).toMatchObject({ frames: 3, compartments: [{ channels: [{ value: 5 }, {}, {}] }, {}] })
    await world.changeLog('DELETE FROM frames WHERE n > 0')
    await world.reopen()
    await world.telemetry.caughtUp()
    expect(await snapshot()).toMatchObject({ frames: 1, compartments: [{ channels: [{ value: null }, {}, {}] }, {}] })
  })

  it('tells that an alarm is no more when a late frame moves its beginning', async () => {
    const told: Changes[] = []
    world.telemetry.onChange((changes) => told.push(changes))
    const { cursor } = await world.telemetry.trucks()
    const [open, cold, rising, hot] = [
      truck.open(),
      truck.frame(rowsAt(1, 4, 5)),
      truck.frame(rowsAt(3, 9.2, 9.4)),
      truck.frame(rowsAt(5, 9.6, 9.8)),
    ]
    await world.take(truck, open, cold, hot)
    await vi.waitFor(() => expect(told.at(-1)?.alarms).toHaveLength(1))
    const before = told.at(-1)?.alarms[0]?.id
    await world.take(truck, rising)
    await vi.waitFor(() => expect(told.at(-1)?.removedAlarms).toEqual([before]))
    const now = (await snapshot()).compartments[0]?.alarm?.id
    expect(told.at(-1)?.alarms.map(({ id }) => id)).toEqual([now])
    expect(await world.telemetry.changesSince(cursor)).toMatchObject({
      alarms: [{ id: now }],
      removedAlarms: [before],
    })
  })

  it('tells what changed, once per commit and for a feed that comes back', async () => {
    const told: Changes[] = []
    const hints: Hint[] = []
    const end = world.telemetry.onChange((changes) => told.push(changes))
    world.telemetry.onHint((hint) => hints.push(hint))
    const { cursor } = await world.telemetry.trucks()
    expect(await world.telemetry.changesSince(cursor)).toEqual({
      cursor,
      trucks: [],
      alarms: [],
      removedAlarms: [],
    })
    await world.take(truck, truck.open(), truck.frame(rowsAt(1, 4, 9.2)))
    await vi.waitFor(() =>
      expect(told.at(-1)?.alarms).toMatchObject([{ device: 'tk001', compartment: 'c1', closedAtMs: null }]),
    )
    expect(told.at(-1)?.trucks).toMatchObject([{ device: 'tk001', frames: 2 }])
    const after = await world.telemetry.changesSince(cursor)
    expect(after.trucks.map(({ device }) => device)).toEqual(['tk001'])
    expect(after.alarms).toHaveLength(1)
    expect((await world.telemetry.changesSince(after.cursor)).trucks).toEqual([])
    world.telemetry.connectionChanged('tk001', false)
    await vi.waitFor(() => expect(told.at(-1)?.trucks).toMatchObject([{ online: false, onlineSinceMs: null }]))
    expect((await world.telemetry.changesSince(after.cursor)).trucks).toHaveLength(1)
    end()
    const before = told.length
    world.telemetry.connectionChanged('tk001', true)
    const hint: Hint = { device: 'tk001', atMs: 1, clock: 'gnss', samples: {}, outOfRangeSinceMs: {} }
    world.telemetry.hintArrived(hint)
    expect(hints).toEqual([hint])
    expect(told).toHaveLength(before)
    await world.reopen()
    // the cursor is as good after a restart, only who is connected is not known from before
    expect(await world.telemetry.changesSince(after.cursor)).toMatchObject({ trucks: [{ frames: 2 }], alarms: [] })
    expect((await world.telemetry.changesSince(cursor)).alarms).toHaveLength(1)
    expect(await world.telemetry.health()).toMatchObject({ frames: 2 })
  })
})
