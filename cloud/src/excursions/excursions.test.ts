import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BusinessDatabase, openBusinessDatabase } from '../business-database/business-database.ts'
import { silentLog } from '../lib/log.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { type FakeRow, FakeTruck } from '../testing/fake-truck.ts'
import { TelemetryWorld } from '../testing/telemetry-world.ts'
import type { Episode } from './episode.ts'
import { createEpisodeStore, type EpisodeStore } from './episode-store.ts'
import { ExcursionDesk } from './excursion-desk.ts'

const MINUTE = 60_000

const row = (minute: number, celsius: number | null, others: FakeRow['samples'] = {}): FakeRow => ({
  monotonicMs: minute * MINUTE,
  samples: { 'p1.temperature': celsius, 'c1.door': 0, ...others },
})

describe.each(eachEngine)('episodes on %s', (name, openPlace) => {
  let test: TestPlace
  let db: BusinessDatabase
  let world: TelemetryWorld
  let truck: FakeTruck
  let desk: ExcursionDesk
  let store: EpisodeStore
  let nowMs: number

  const utc = (minute: number): number => truck.wallOffsetMs + minute * MINUTE

  function newDesk(): ExcursionDesk {
    return new ExcursionDesk({
      ...{ db, frames: world.frameLog, readModel: world.telemetry, isExpected: () => true },
      ...{ clock: { nowMs: () => nowMs }, log: silentLog, onFailure: (error) => void Promise.reject(error) },
    })
  }

  beforeEach(async () => {
    truck = new FakeTruck()
    test = await openPlace()
    db = await openBusinessDatabase(test.place)
    world = await TelemetryWorld.openOn(name === 'SQLite' ? 'sqlite' : 'postgres', truck)
    nowMs = utc(0)
    desk = newDesk()
    store = createEpisodeStore(db.reader)
  })
  afterEach(async () => {
    await desk.stop()
    await db.close()
    await world.remove()
    await test.remove()
  })

  async function take(minute: number, ...frames: (Uint8Array | undefined)[]): Promise<void> {
    nowMs = utc(minute)
    world.nowMs = nowMs
    await world.take(truck, ...frames)
    await desk.look()
  }

  const all = async (): Promise<readonly Episode[]> => store.list({ devices: undefined, limit: 100 })
  const told = async (): Promise<string[]> =>
    (await store.changesAfter(0, 1_000)).map(({ change, episode }) => `${change} ${episode.kind}`)

  it('are one for a value that flaps each minute for an hour: one opening, one closing', async () => {
    await take(0, truck.open())
    for (let minute = 1; minute <= 60; minute += 3) {
      const rows = [0, 1, 2].map((at) => row(minute + at, (minute + at) % 2 === 0 ? 5 : 8.4))
      await take(minute + 2, truck.frame({ rows }))
    }
    const [open] = await all()
    expect(open).toMatchObject({ kind: 'temperature', severity: 'gsp', closedAtMs: null, openedAtMs: utc(1) })
    for (const minute of [61, 62, 64, 66]) await take(minute, truck.frame({ rows: [row(minute, 5)] }))
    expect(await all()).toMatchObject([
      {
        ...{ id: open?.id, openedAtMs: utc(1), closedAtMs: utc(60), peakCelsius: 8.4, peakAtMs: utc(1) },
        ...{ limit: { side: 'above', celsius: 8 }, rule: { id: 'usual', version: 1, text: 'above-range' } },
        ...{ cumulativeMinutes: 30, longestMinutes: 1, degreeMinutes: 12, revisedBecause: 'live', seenAtMs: utc(3) },
      },
    ])
    const changes = await told()
    expect(changes.filter((change) => change !== 'changed temperature')).toEqual([
      ...['opened temperature', 'closed temperature'],
    ])
  })

  it('are extended, joined and opened in the past by frames that come late, which say so', async () => {
    await take(0, truck.open())
    const frames = [5, 5, 9, 5, 5, 5, 5, 5, 5, 5, 5, 9, 5, 5, 5, 5, 5, 5, 5, 5].map((celsius, at) =>
      truck.frame({ rows: [row(at + 1, celsius)] }),
    )
    // minutes 1, 3 and 12 on: the hole between was not there yet
    await take(14, frames[0], frames[2], ...frames.slice(11))
    const [first] = await all()
    expect(await all()).toMatchObject([{ openedAtMs: utc(3), closedAtMs: utc(13), cumulativeMinutes: 1 }])
    // those of the hole: two of five minutes' rest between them are two
    await take(15, ...frames.slice(3, 11))
    expect(await all()).toMatchObject([
      { openedAtMs: utc(12), closedAtMs: utc(13), revisedBecause: 'late-frames', seenAtMs: utc(15) },
      { id: first?.id, openedAtMs: utc(3), closedAtMs: utc(4), revisedBecause: 'late-frames', seenAtMs: utc(14) },
    ])
    // the one that opens it earlier keeps whoever took it
    await take(16, frames[1])
    expect((await all()).map(({ id }) => id)).toContain(first?.id)
  })

  it('come out the same when everything is drawn again, and tell nothing twice', async () => {
    await take(0, truck.open())
    for (let minute = 1; minute <= 30; minute++) {
      const celsius = minute > 5 && minute < 12 ? 9 : minute > 20 ? 1 : 5
      await take(minute, truck.frame({ rows: [row(minute, celsius)] }))
    }
    const before = { episodes: await all(), changes: await store.changesAfter(0, 1_000) }
    expect(before.episodes.map(({ limit }) => limit?.side)).toEqual(['below', 'above'])
    await db.reader.deleteFrom('episode_state').where('is_head', '=', 0).execute()
    desk = newDesk()
    // the one before is not heard of for long enough
    nowMs += MINUTE
    await desk.look()
    await desk.rebuild()
    expect({ episodes: await all(), changes: await store.changesAfter(0, 1_000) }).toEqual(before)
    // what is gone comes back as it was, under the ids that it had
    await db.reader.deleteFrom('episode').execute()
    await desk.rebuild()
    const lasting = ({ openedAtMs, closedAtMs, id, kind, peakCelsius, degreeMinutes, mktCelsius, limit }: Episode) => ({
      ...{ openedAtMs, closedAtMs, id, kind, peakCelsius, degreeMinutes, mktCelsius, limit },
    })
    expect((await all()).map(lasting)).toEqual(before.episodes.map(lasting))
    // and it goes on from there
    await take(31, truck.frame({ rows: [row(31, 5)] }))
    await take(40, truck.frame({ rows: [row(36, 5)] }))
    expect((await all())[0]).toMatchObject({ id: before.episodes[0]?.id, closedAtMs: utc(31) })
  })

  it('do not open and do not end by a probe that is faulty', async () => {
    await take(0, truck.open())
    await take(1, truck.frame({ rows: [row(1, 5)] }))
    const fault = { monotonicMs: 2 * MINUTE, code: 'probe-fault', subject: 'p1', detail: { mark: 'range' } }
    await take(2, truck.frame({ rows: [row(2, null)], events: [fault] }))
    await take(3, truck.frame({ rows: [row(3, 45)] }))
    await take(4, truck.frame({ rows: [row(4, null)] }))
    await take(6, truck.frame({ rows: [row(6, null)] }))
    expect(await all()).toMatchObject([{ kind: 'probe-fault', compartment: 'c1' }])
    const recovered = { monotonicMs: 7 * MINUTE, code: 'probe-recovered', subject: 'p1' }
    await take(7, truck.frame({ rows: [row(7, 5)], events: [recovered] }))
    await take(8, truck.frame({ rows: [row(8, 9)] }))
    expect((await all()).map(({ kind }) => kind)).toEqual(['temperature', 'probe-fault'])
    // it stays open, and its minutes stand still, while nothing can be believed
    for (const minute of [9, 10, 11, 20]) await take(minute, truck.frame({ rows: [row(minute, null)] }))
    expect((await all()).find(({ kind }) => kind === 'temperature')).toMatchObject({
      ...{ closedAtMs: null, cumulativeMinutes: 1 },
    })
  })

  it('are one with the alarm of the truck', async () => {
    await take(0, truck.open())
    const alarm = (minute: number, code: string, kind: string, detail: Record<string, string | number> = {}) => ({
      ...{ monotonicMs: minute * MINUTE, code, subject: 'c1', detail: { alarm: kind, id: `a-${kind}`, ...detail } },
    })
    const ahead = alarm(1, 'alarm-raised', 'trend', { minutes: 12, soonest: 9, latest: 20, channel: 'p1.temperature' })
    await take(1, truck.frame({ rows: [row(1, 6)], events: [ahead] }))
    expect(await all()).toMatchObject([
      { kind: 'trend', minutesLeft: { low: 9, likely: 12, high: 20 }, severity: 'warning' },
    ])
    const out = alarm(2, 'alarm-raised', 'out-of-range', { celsius: 8.6, channel: 'p1.temperature' })
    const passed = alarm(2, 'alarm-cleared', 'trend')
    await take(2, truck.frame({ rows: [row(2, 8.6)], events: [out, passed] }))
    await take(3, truck.frame({ rows: [row(3, 5)] }))
    // the truck wants it back for longer than the cloud does
    await take(4, truck.frame({ rows: [row(4, 5)], events: [alarm(4, 'alarm-cleared', 'out-of-range')] }))
    await take(10, truck.frame({ rows: [row(10, 5)] }))
    const found = (await all()).filter(({ kind }) => kind !== 'trend')
    expect(found).toMatchObject([{ kind: 'temperature', openedAtMs: utc(2), closedAtMs: utc(4), peakCelsius: 8.6 }])
  })

  it('tell of a door, of power, and of a truck that is not heard of', async () => {
    await take(0, truck.open())
    for (let minute = 1; minute <= 7; minute++) {
      await take(minute, truck.frame({ rows: [row(minute, 5, { 'c1.door': 1, power: minute > 6 ? 0 : 1 })] }))
    }
    expect((await all()).map(({ kind, openedAtMs }) => [kind, openedAtMs])).toEqual([
      ['power', utc(7)],
      ['door', utc(1)],
    ])
    await take(30)
    expect((await all())[0]).toMatchObject({ kind: 'silence', openedAtMs: utc(7), closedAtMs: null })
    await take(31)
    const position = (await store.changesAfter(0, 1_000)).at(-1)?.position
    await take(32)
    expect((await store.changesAfter(0, 1_000)).at(-1)?.position).toBe(position)
    await take(40, truck.frame({ rows: [row(8, 5, { power: 1 })] }))
    expect(await all()).toMatchObject([
      { kind: 'silence', closedAtMs: utc(40), cumulativeMinutes: 33 },
      // no later row says that it is over, and none is to be expected any more
      { kind: 'power', closedAtMs: utc(8) },
      { kind: 'door', closedAtMs: utc(8) },
    ])
    const end = { monotonicMs: 9 * MINUTE, code: 'stopped' }
    await take(41, truck.frame({ rows: [row(9, 5, { power: 1 })], events: [end] }))
    await take(120)
    expect((await all()).filter(({ kind }) => kind === 'silence')).toHaveLength(1)
  })

  it('are found by device, time and state, a page after the other', async () => {
    await take(0, truck.open())
    for (let minute = 10; minute <= 60; minute += 10) {
      const rows = Array.from({ length: 10 }, (_, at) => row(minute - 9 + at, (minute - 9 + at) % 20 < 3 ? 9 : 5))
      await take(minute, truck.frame({ rows }))
    }
    const every = await all()
    expect(every.length).toBeGreaterThan(2)
    const pages: string[] = []
    let after: readonly [number, string] | undefined
    for (;;) {
      const some = await store.list({ devices: new Set([truck.device]), limit: 1, after })
      const [first] = some
      if (first === undefined) break
      pages.push(first.id)
      after = [first.openedAtMs, first.id]
    }
    expect(pages).toEqual(every.map(({ id }) => id))
    expect(await store.list({ devices: new Set(['other']), limit: 9 })).toEqual([])
    expect(
      (await store.list({ devices: undefined, state: 'open', limit: 9 })).map(({ closedAtMs }) => closedAtMs),
    ).toEqual([null])
    const span = { device: truck.device, fromMs: utc(21), toMs: utc(22) }
    expect(await store.episodesOf(span)).toHaveLength(1)
    expect(await store.episodesOf({ ...span, compartment: 'c2' })).toEqual([])
  })
})
