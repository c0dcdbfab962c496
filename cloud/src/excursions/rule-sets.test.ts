import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApiWorld } from '../testing/api-world.ts'
import { type Account, addOrganisation, openAccount, type World } from '../testing/fixtures/records.ts'
import { DeviceFold } from './device-fold.ts'
import { newDeviceState } from './device-state.ts'
import type { FrameItem } from './frame-items.ts'
import { type RuleSet, USUAL_RULES } from './rule-set.ts'
import { readRulesInForce } from './rules-in-force.ts'

let world: World
let quality: Account

beforeAll(async () => {
  world = await createApiWorld()
  const { organisation_id: organisationId } = await world.db.reader
    .selectFrom('asset')
    .select('organisation_id')
    .limit(1)
    .executeTakeFirstOrThrow()
  quality = await openAccount(world, 'quality', organisationId)
})
afterAll(() => world.close())

const put = (scope: string, rules: unknown, scopeId?: string) =>
  quality.ask('PUT', '/api/rule-sets', { scope, rules, ...(scopeId === undefined ? {} : { scopeId }) })

describe('sets of rules', () => {
  it.each([
    [{ keepFiringMinutes: 61 }, 'rules.keepFiringMinutes'],
    [{ windows: [{ ...USUAL_RULES.windows[0], side: 'over' }] }, 'rules.windows.0.side'],
    [{ windows: [USUAL_RULES.windows[0], USUAL_RULES.windows[0]] }, 'rules.windows.1.id'],
    [{ ranges: [{ minCelsius: 8, maxCelsius: 2 }] }, 'rules.ranges.0.maxCelsius'],
    [{ door: { seconds: 60, severity: 'loud' } }, 'rules.door.severity'],
    [{ nonsense: 1 }, 'rules.nonsense'],
  ])('are refused where %j stands, and the field is named', async (part, field) => {
    expect(await put('organisation', { ...USUAL_RULES, ...part })).toMatchObject({ status: 400, body: { field } })
  })

  it('belong to something that there is', async () => {
    expect(await put('asset', USUAL_RULES, 'none')).toMatchObject({ status: 422, body: { field: 'scopeId' } })
    expect(await put('asset', USUAL_RULES)).toMatchObject({ status: 400, body: { field: 'scopeId' } })
    const elsewhere = await openAccount(world, 'quality', await addOrganisation(world, 'Another'))
    const { id } = await world.db.reader.selectFrom('asset').select('id').limit(1).executeTakeFirstOrThrow()
    const taken = await elsewhere.ask('PUT', '/api/rule-sets', { scope: 'asset', scopeId: id, rules: USUAL_RULES })
    expect(taken).toMatchObject({ status: 422 })
  })

  it('hold from their version on, the narrowest first, and every version stays', async () => {
    const [asset] = await world.db.reader
      .selectFrom('device')
      .select(['id', 'asset_id'])
      .where('id', '=', 'tk001')
      .execute()
    const beginMs = world.clock.nowMs()
    const lenient: RuleSet = { ...USUAL_RULES, keepFiringMinutes: 10 }
    const strict: RuleSet = { ...USUAL_RULES, keepFiringMinutes: 0 }
    world.clock.ms = beginMs + 1_000
    expect(await put('organisation', lenient)).toMatchObject({ status: 200, body: { version: 1 } })
    world.clock.ms = beginMs + 2_000
    const set = await put('asset', strict, asset?.asset_id ?? '')
    expect(set).toMatchObject({ status: 200, body: { version: 1, rules: { keepFiringMinutes: 0 } } })
    world.clock.ms = beginMs + 3_000
    const id = (set.body as { id: string }).id
    expect(await quality.ask('DELETE', `/api/rule-sets/${id}`)).toMatchObject({ status: 204 })
    const versions = await quality.ask('GET', `/api/rule-sets/${id}/versions`)
    expect(versions.body).toMatchObject([
      { version: 2, rules: null },
      { version: 1, rules: { keepFiringMinutes: 0 } },
    ])
    const rulesAt = await (await readRulesInForce(world.db.reader))('tk001')
    const heldAt = [500, 1_500, 2_500, 3_500].map((ms) => rulesAt(beginMs + ms, 'c1')[0].rules.keepFiringMinutes)
    expect(heldAt).toEqual([5, 10, 0, 10])
    const { items } = (await quality.ask('GET', '/api/audit?limit=5')).body as { items: { action: string }[] }
    expect(items.map(({ action }) => action)).toEqual(expect.arrayContaining(['rule-set.set', 'rule-set.end']))
  })
})

describe('a fold by rules of its own', () => {
  const MINUTE = 60_000
  const row = (minute: number, celsius: number, others: Partial<Extract<FrameItem, { kind: 'compartment' }>> = {}) => ({
    ...{ kind: 'compartment' as const, atMs: minute * MINUTE, origin: { epoch: 'e', n: minute, monotonicMs: 0 } },
    ...{ compartment: 'c1', boot: 'e 1', range: { minCelsius: 2, maxCelsius: 8 }, recordIntervalMs: MINUTE },
    ...{ probes: [{ source: 'p1', celsius }], humidityPercent: [], doorOpen: null, ...others },
  })
  const event = (minute: number, code: string, subject: string, detail: Record<string, string> = {}): FrameItem => ({
    ...{ kind: 'event', atMs: minute * MINUTE, origin: { epoch: 'e', n: minute, monotonicMs: 0 } },
    ...{ code, subject, detail, compartment: null, range: undefined },
  })
  const at = (minute: number, latitude: number, speedKmh: number): FrameItem => ({
    ...{ kind: 'vehicle', atMs: minute * MINUTE, origin: { epoch: 'e', n: minute, monotonicMs: 0 } },
    ...{ position: { latitude, longitude: 121 }, speedKmh, powerOn: null },
  })

  function drawn(rules: Partial<RuleSet>, items: readonly FrameItem[]) {
    const inForce = { id: 'own', version: 3, rules: { ...USUAL_RULES, critical: null, ...rules } }
    const fold = new DeviceFold(newDeviceState(), () => [inForce])
    for (const item of items) fold.take(item)
    return [...fold.takeClosed(), ...fold.open()].map(({ kind, severity, openedAtMs, closedAtMs, rule }) => [
      ...[kind, severity, rule.text],
      ...[openedAtMs, closedAtMs].map((ms) => (ms === null ? null : ms / MINUTE)),
    ])
  }
  const span = (from: number, to: number, celsius: number) =>
    Array.from({ length: to - from }, (_, minute) => row(from + minute, celsius))

  it('waits for a consecutive window, adds up a cumulative one, and takes the gravest of them', () => {
    const windows: RuleSet['windows'] = [
      { ...USUAL_RULES.windows[0], id: 'long', minutes: 30, severity: 'warning' } as RuleSet['windows'][number],
      { ...USUAL_RULES.windows[0], id: 'often', kind: 'cumulative', minutes: 40 } as RuleSet['windows'][number],
    ]
    const rest = span(20, 40, 5)
    expect(drawn({ windows }, [...span(0, 20, 9), ...rest])).toEqual([])
    expect(drawn({ windows }, [...span(0, 20, 9), ...rest, ...span(40, 59, 9)])).toEqual([])
    expect(drawn({ windows }, [...span(0, 20, 9), ...rest, ...span(40, 61, 9)])).toEqual([
      ['temperature', 'gsp', 'often', 40, null],
    ])
    expect(drawn({ windows }, span(0, 31, 9))).toEqual([['temperature', 'warning', 'long', 0, null]])
  })

  it('by a range of its own, for one compartment', () => {
    const ranges = [{ compartment: 'c1', minCelsius: 15, maxCelsius: 25 }]
    expect(drawn({ ranges }, span(0, 3, 20))).toEqual([])
    expect(drawn({ ranges }, span(0, 3, 5))).toEqual([['temperature', 'gsp', 'below-range', 0, null]])
    const ofOther = [{ compartment: 'c2', minCelsius: 15, maxCelsius: 25 }]
    expect(drawn({ ranges: ofOther }, span(0, 3, 5))).toEqual([])
  })

  it('draws two probes of a compartment as one', () => {
    const probes = (one: number, other: number) => [
      { source: 'p1', celsius: one },
      { source: 'p2', celsius: other },
    ]
    const items = [
      row(0, 0, { probes: probes(9, 5) }),
      row(1, 0, { probes: probes(9, 9) }),
      row(2, 0, { probes: probes(5, 9) }),
    ]
    expect(drawn({}, items)).toEqual([['temperature', 'gsp', 'above-range', 0, null]])
  })

  it('tells of a critical value before the range is left, of a fast rise and of damp air', () => {
    const critical = { marginCelsius: 0.5, severity: 'gsp' } as const
    expect(drawn({ critical }, span(0, 3, 7.6))).toEqual([['critical', 'gsp', 'critical', 0, null]])
    expect(drawn({ critical }, span(0, 3, 7.4))).toEqual([])
    const rate = { celsius: 2, overMinutes: 5, severity: 'warning' } as const
    expect(drawn({ rate }, [row(0, 4), row(4, 6)])).toEqual([['rate', 'warning', 'rate', 4, null]])
    expect(drawn({ rate }, [row(0, 4), row(6, 6)])).toEqual([])
    const humidity = { minPercent: 35, maxPercent: 75, minutes: 2, severity: 'notice' } as const
    const damp = [0, 1, 2].map((minute) => row(minute, 5, { humidityPercent: [80] }))
    expect(drawn({ humidity }, damp)).toEqual([['humidity', 'notice', 'humidity', 0, null]])
  })

  it('tells where a truck must not be, stands, or has left its way', () => {
    const offRoute: RuleSet['offRoute'] = {
      points: [
        { latitude: 31, longitude: 121 },
        { latitude: 32, longitude: 121 },
      ],
      metres: 500,
      minutes: 5,
      severity: 'warning',
    }
    const east = { latitude: 31.5, longitude: 121.02 }
    const off = [0, 3, 6].map((minute) => ({ ...at(minute, 31.5, 60), position: east }) as FrameItem)
    expect(drawn({ offRoute }, off)).toEqual([['off-route', 'warning', 'off-route', 0, null]])
    expect(drawn({ offRoute }, [at(0, 31.5, 60), at(9, 31.6, 60)])).toEqual([])
    const stands = Array.from({ length: 40 }, (_, minute) => at(minute + 1, 31, 0))
    expect(drawn({}, stands)).toEqual([])
    expect(drawn({}, [event(0, 'trip-started', 't1'), ...stands])).toEqual([
      ['unplanned-stop', 'notice', 'unplanned-stop', 1, null],
    ])
    const atStop = [event(0, 'trip-started', 't1'), event(0, 'geofence-entered', 's1', { trip: 't1' })]
    expect(drawn({}, [...atStop, ...stands])).toEqual([])
    const forbidden = [
      event(0, 'geofence-entered', 'f1', { kind: 'forbidden' }),
      event(3, 'geofence-left', 'f1'),
      at(9, 31, 50),
    ]
    expect(drawn({}, forbidden)).toEqual([['forbidden-place', 'warning', 'forbidden-place', 0, 3]])
  })

  it('goes on over a gap, which counts to neither side', () => {
    const state = newDeviceState()
    const fold = new DeviceFold(state, () => [{ id: 'own', version: 1, rules: USUAL_RULES }])
    for (const minute of [0, 1, 2, 50, 51]) fold.take(row(minute, 9))
    expect(fold.open()).toMatchObject([{ cumulativeMinutes: 3, longestMinutes: 3, degreeMinutes: 3, openedAtMs: 0 }])
  })
})
