import { expect, test } from 'vitest'
import type { Compartment, Hint, Truck } from './contract.ts'
import { byRisk, toTruckView } from './truck-view.ts'

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
    flags: { broken: 0, forks: 0, quarantined: 0 },
    position: null,
    positionMark: null,
    powerOn: true,
    compartments: [compartment(parts)],
    ...rest,
  }
}

const alarm = (openedAt: number) => ({ id: 'a', openedAt, peakCelsius: 9.4, channel: 'p1.temperature' })

function hint(value: number | null, rest: Partial<Hint> = {}): Hint {
  return {
    device: 'tk001',
    at: NOW - 1_000,
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

const only = (view: ReturnType<typeof toTruckView>) => {
  const [first] = view.compartments
  if (first === undefined) throw new Error('no compartment')
  return first
}

test('trucks are sorted by what must be looked at first', () => {
  const trucks = [
    truck('fine'),
    truck('fault', { values: [null], mark: 'timeout' }),
    truck('silent', { at: NOW - 30 * MINUTE }, { online: false }),
    truck('out', { values: [9] }),
    truck('alarm-new', { values: [9], alarm: alarm(NOW - MINUTE) }),
    truck('alarm-old', { values: [4], alarm: alarm(NOW - 40 * MINUTE) }),
  ]
  const views = trucks.map((one) => toTruckView(one, undefined, NOW)).sort(byRisk)
  expect(views.map(({ truck: { device } }) => device)).toEqual([
    'alarm-old',
    'alarm-new',
    'out',
    'silent',
    'fault',
    'fine',
  ])
})

test('the value furthest out stands for the compartment, else the mean of the good ones', () => {
  expect(only(toTruckView(truck('a', { values: [8.2, 1, 5] }), undefined, NOW))).toMatchObject({
    state: 'out',
    celsius: 1,
    celsiusOf: { kind: 'probe', source: 'p2' },
  })
  expect(only(toTruckView(truck('a', { values: [4, 5] }), undefined, NOW))).toMatchObject({
    state: 'in',
    celsius: 4.5,
    celsiusOf: { kind: 'mean', of: 2 },
  })
})

test('both ends of a range are still in range', () => {
  expect(only(toTruckView(truck('a', { values: [2, 8] }), undefined, NOW)).state).toBe('in')
})

test('a value older than three record intervals proves nothing', () => {
  const at = (ageMs: number) => only(toTruckView(truck('a', { at: NOW - ageMs }), undefined, NOW))
  expect(at(3 * MINUTE)).toMatchObject({ state: 'in', freshness: 'current' })
  expect(at(3 * MINUTE + 1)).toMatchObject({ state: 'unknown', freshness: 'old', celsius: 4.5 })
})

test('a cold room records every half hour, and is not old before', () => {
  const room = truck('r', { at: NOW - 80 * MINUTE }, { kind: 'room' })
  expect(only(toTruckView(room, undefined, NOW)).freshness).toBe('current')
})

test('an online truck is not silent while its next frame may still be on its way', () => {
  expect(toTruckView(truck('a', { at: NOW - 7 * MINUTE }), undefined, NOW).risk).toBe('fine')
  expect(toTruckView(truck('a', { at: NOW - 9 * MINUTE }), undefined, NOW).risk).toBe('silent')
})

test('a newer hint is shown as provisional, an older one not at all', () => {
  const live = only(toTruckView(truck('tk001', { values: [4] }), hint(9.3), NOW))
  expect(live).toMatchObject({
    state: 'out',
    celsius: 9.3,
    provisional: true,
    outSinceMs: NOW - MINUTE,
    doorOpen: true,
  })
  const overtaken = toTruckView(truck('tk001', { values: [4] }), hint(9.3, { at: NOW - 2 * MINUTE }), NOW)
  expect(only(overtaken)).toMatchObject({ state: 'in', celsius: 4, provisional: false, doorOpen: false })
  expect(overtaken.powerOn).toBe(true)
})

test('a hint without a number is not hidden behind the last good record', () => {
  const { probes, state } = only(toTruckView(truck('tk001', { values: [4] }), hint(null), NOW))
  expect(probes[0]?.temperature).toMatchObject({ value: null, mark: 'timeout', provisional: true })
  expect(state).toBe('unknown')
})

test('a frozen value is shown but proves no state', () => {
  const view = toTruckView(truck('a', { values: [4], mark: 'frozen' }), undefined, NOW)
  expect(only(view)).toMatchObject({ state: 'unknown', celsius: null })
  expect(only(view).probes[0]?.temperature?.value).toBe(4)
  expect(view.risk).toBe('fault')
})

test('without limits nothing is in range', () => {
  expect(only(toTruckView(truck('a', { range: null }), undefined, NOW)).state).toBe('unknown')
})
