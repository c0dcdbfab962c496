import { expect, test } from 'vitest'
import type { Compartment, Truck } from './contract.ts'
import type { HeardHint } from './fleet/fleet-source.ts'
import { byRisk, type TruckViewParts, toTruckView } from './truck-view.ts'

const NOW = Date.UTC(2026, 2, 1, 8)
const MINUTE = 60_000

interface CompartmentParts extends Partial<Compartment> {
  readonly values?: readonly (number | null)[]
  readonly mark?: string
  readonly at?: number
}

function compartment({ values = [4, 5], mark = 'ok', at = NOW - MINUTE, ...rest }: CompartmentParts = {}): Compartment {
  return {
    id: 'c1',
    name: { zh: '前舱', en: 'Front' },
    range: { minCelsius: 2, maxCelsius: 8 },
    doorOpen: false,
    defrosting: false,
    alarm: null,
    channels: values.map((value, index) => ({
      id: `p${index + 1}.temperature`,
      quantity: 'temperature',
      unit: 'Cel',
      decimals: 1,
      source: `p${index + 1}`,
      value,
      mark,
      at,
    })),
    ...rest,
  }
}

function truck(device: string, parts: CompartmentParts = {}, rest: Partial<Truck> = {}): Truck {
  return {
    device,
    name: device,
    kind: 'truck',
    online: true,
    onlineSince: NOW - 60 * MINUTE,
    lastRecordedAt: parts.at ?? NOW - MINUTE,
    frames: 9,
    recordIntervalMs: MINUTE,
    flags: { broken: 0, forks: 0, quarantined: 0 },
    position: null,
    positionMark: null,
    powerOn: true,
    notRecording: null,
    compartments: [compartment(parts)],
    ...rest,
  }
}

const alarm = (openedAt: number) => ({ id: 'a', openedAt, peakCelsius: 9.4, channel: 'p1.temperature' })

function hint(value: number | null, rest: Partial<HeardHint> = {}): HeardHint {
  return {
    device: 'tk001',
    at: NOW - 1_000,
    arrivedAtMs: NOW - 500,
    clock: 'gnss',
    samples: {
      'p1.temperature': { value, mark: value === null ? 'timeout' : 'ok' },
      'c1.door': { value: 1, mark: 'ok' },
      power: { value: 0, mark: 'ok' },
    },
    outOfRangeSince: { c1: value !== null && value > 8 ? NOW - MINUTE : null },
    ...rest,
  }
}

function view(shown: Truck, hintOf?: HeardHint, rest: Partial<TruckViewParts> = {}) {
  return toTruckView({ truck: shown, hint: hintOf, isFeedLive: true, nowMs: NOW, ...rest })
}

const only = (shown: ReturnType<typeof toTruckView>) => {
  const [first] = shown.compartments
  if (first === undefined) throw new Error('no compartment')
  return first
}

test('trucks are sorted by what must be looked at first', () => {
  const trucks = [
    truck('fine'),
    truck('attention', {}, { powerOn: false }),
    truck('fault', { values: [null], mark: 'timeout' }),
    truck('unrecorded', {}, { notRecording: { since: NOW - MINUTE, problem: 'database or disk is full' } }),
    truck('silent', { at: NOW - 30 * MINUTE }, { online: false }),
    truck('out', { values: [9] }),
    truck('alarm-new', { values: [9], alarm: alarm(NOW - MINUTE) }),
    truck('alarm-old', { values: [4], alarm: alarm(NOW - 40 * MINUTE) }),
  ]
  const views = trucks.map((one) => view(one)).sort(byRisk)
  expect(views.map(({ truck: { device } }) => device)).toEqual([
    'alarm-old',
    'alarm-new',
    'out',
    'unrecorded',
    'silent',
    'fault',
    'attention',
    'fine',
  ])
})

test('the value furthest out stands for the compartment, else the mean of the good ones', () => {
  expect(only(view(truck('a', { values: [8.2, 1, 5] })))).toMatchObject({
    state: 'out',
    celsius: 1,
    celsiusOf: { kind: 'probe', source: 'p2' },
  })
  expect(only(view(truck('a', { values: [4, 5] })))).toMatchObject({
    state: 'in',
    celsius: 4.5,
    celsiusOf: { kind: 'mean', of: 2 },
  })
})

test('both ends of a range are still in range', () => {
  expect(only(view(truck('a', { values: [2, 8] }))).state).toBe('in')
})

test('a value older than three record intervals proves nothing', () => {
  const at = (ageMs: number) => only(view(truck('a', { at: NOW - ageMs })))
  expect(at(3 * MINUTE)).toMatchObject({ state: 'in', freshness: 'current' })
  expect(at(3 * MINUTE + 1)).toMatchObject({ state: 'unknown', freshness: 'old', celsius: 4.5 })
})

test('a cold room records every half hour, and is not old before', () => {
  const room = truck('r', { at: NOW - 80 * MINUTE }, { kind: 'room', recordIntervalMs: 30 * MINUTE })
  expect(only(view(room)).freshness).toBe('current')
})

test('an online truck is not silent while its next frame may still be on its way, but its values are called old', () => {
  const late = view(truck('a', { at: NOW - 7 * MINUTE }))
  expect(late.risk).toBe('attention')
  expect(late.reasons).toEqual([{ kind: 'old', atMs: NOW - 7 * MINUTE }])
  expect(view(truck('a', { at: NOW - 9 * MINUTE })).risk).toBe('silent')
})

test('a newer hint is shown as provisional, an older one not at all', () => {
  const live = only(view(truck('tk001', { values: [4] }), hint(9.3)))
  expect(live).toMatchObject({
    state: 'out',
    celsius: 9.3,
    provisional: true,
    outSinceMs: NOW - MINUTE,
    doorOpen: true,
    defrosting: false,
  })
  const overtaken = view(truck('tk001', { values: [4] }), hint(9.3, { at: NOW - 2 * MINUTE }))
  expect(only(overtaken)).toMatchObject({ state: 'in', celsius: 4, provisional: false, doorOpen: false })
  expect(overtaken.powerOn).toBe(true)
})

test('a hint without a number is not hidden behind the last good record', () => {
  const { probes, state } = only(view(truck('tk001', { values: [4] }), hint(null)))
  expect(probes[0]?.temperature).toMatchObject({ value: null, mark: 'timeout', provisional: true })
  expect(state).toBe('unknown')
})

test('a frozen value is shown but proves no state', () => {
  const shown = view(truck('a', { values: [4], mark: 'frozen' }))
  expect(only(shown)).toMatchObject({ state: 'unknown', celsius: null })
  expect(only(shown).probes[0]?.temperature?.value).toBe(4)
  expect(shown.risk).toBe('fault')
})

test('without limits nothing is in range', () => {
  expect(only(view(truck('a', { range: null }))).state).toBe('unknown')
})

test('a truck whose temperatures are right is still not in order with something wrong around them', () => {
  const reasons = (parts: CompartmentParts, rest: Partial<Truck> = {}) => {
    const { risk, reasons: found } = view(truck('a', parts, rest))
    return [risk, ...found.map(({ kind }) => kind)]
  }
  expect(reasons({})).toEqual(['fine'])
  expect(reasons({}, { powerOn: false })).toEqual(['attention', 'power-off'])
  expect(reasons({ doorOpen: true })).toEqual(['attention', 'door-open'])
  expect(reasons({}, { flags: { broken: 1, forks: 0, quarantined: 0 } })).toEqual(['attention', 'broken'])
  expect(reasons({}, { flags: { broken: 0, forks: 2, quarantined: 3 } })).toEqual(['attention', 'forks', 'quarantined'])
  // A garage has no sky, and the load in it is as safe as before.
  expect(reasons({}, { positionMark: 'void' })).toEqual(['fine', 'no-fix'])
  const [first, second] = compartment().channels
  if (first === undefined || second === undefined) throw new Error('no channels')
  const dead = { channels: [first, { ...second, value: null, mark: 'timeout' }] }
  expect(reasons(dead)).toEqual(['attention', 'probes'])
  // What went on before a truck fell silent may be why; where its door was then is past.
  expect(reasons({ doorOpen: true }, { online: false, powerOn: false })).toEqual(['silent', 'power-off'])
  // what it measures is lost until it says otherwise
  const notRecording = { since: NOW - MINUTE, problem: 'SQLITE_IOERR_WRITE: disk I/O error' }
  expect(reasons({}, { notRecording, online: false, powerOn: false })).toEqual([
    ...['unrecorded', 'not-recording', 'power-off'],
  ])
})

test('a hint stamped in the future hides nothing, and the clock is told', () => {
  const wrong = hint(4.5, { at: NOW + 24 * 60 * MINUTE, clock: 'rtc' })
  const shown = view(truck('tk001', { values: [9] }), wrong)
  expect(only(shown)).toMatchObject({ state: 'out', celsius: 9, provisional: false, doorOpen: false })
  expect(shown.reasons).toContainEqual({ kind: 'clock-ahead', aheadMs: 24 * 60 * MINUTE })
  expect(shown).toMatchObject({ clock: 'rtc', heardAtMs: NOW - 500 })
})

test('records stamped in the future prove nothing, and the next hint of a clock that was set beats them', () => {
  const ahead = truck('tk001', { values: [4], at: NOW + 60 * MINUTE })
  expect(only(view(ahead))).toMatchObject({ state: 'unknown', freshness: 'ahead' })
  expect(view(ahead).reasons.map(({ kind }) => kind)).toContain('clock-ahead')
  expect(only(view(ahead, hint(9.3)))).toMatchObject({ state: 'out', celsius: 9.3, doorOpen: true })
})

test('a clock that was never set is told', () => {
  expect(view(truck('a'), hint(4, { clock: 'none' })).reasons).toContainEqual({ kind: 'clock-unset' })
})

test('live is only what is of this moment', () => {
  const live = (parts: Partial<TruckViewParts>, hintOf = hint(4), rest: Partial<Truck> = {}) =>
    only(view(truck('tk001', {}, rest), hintOf, parts)).probes[0]?.temperature?.live
  expect(live({})).toBe(true)
  expect(live({ isFeedLive: false })).toBe(false)
  expect(live({}, hint(4, { at: NOW - 40_000 }))).toBe(false)
  expect(live({}, hint(4), { online: false })).toBe(false)
})

test('since when it is out is not taken from a hint that a record has overtaken', () => {
  const overtaken = hint(9, { at: NOW - 2 * MINUTE })
  expect(only(view(truck('tk001', { values: [4] }), overtaken)).outSinceMs).toBeNull()
})

test('probes that fail are told apart from such that never said anything', () => {
  const of = (parts: CompartmentParts) => only(view(truck('a', parts))).celsiusOf.kind
  const [channel] = compartment().channels
  if (channel === undefined) throw new Error('no channel')
  expect(of({ values: [null], mark: 'timeout' })).toBe('none')
  expect(of({ values: [4], mark: 'frozen' })).toBe('none')
  expect(of({ channels: [{ ...channel, value: null, mark: null, at: null }] })).toBe('never')
})
