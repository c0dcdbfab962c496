/** Values that move believably and are a function of time alone, so that any span of the past can be asked for. */
export interface FakeProbe {
  readonly id: string
  readonly celsiusAt: (atMs: number) => number
  readonly humidity: boolean
  /** undefined: good */
  readonly markAt: (atMs: number) => string
}

export interface FakeCompartment {
  readonly id: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly range: { readonly minCelsius: number; readonly maxCelsius: number }
  readonly probes: readonly FakeProbe[]
  readonly doorOpen: boolean | null
  /** over, or running */
  readonly defrost?: { readonly fromMs: number; readonly toMs: number }
  readonly alarmSinceMs: number | null
}

export interface FakeTruck {
  readonly device: string
  readonly name: string
  readonly online: boolean
  /** nothing was recorded after */
  readonly silentSinceMs: number | null
  readonly gaps: readonly { readonly fromMs: number; readonly toMs: number; readonly reason: string }[]
  readonly powerOn: boolean
  readonly notRecording: { readonly since: string; readonly problem: string } | null
  readonly flags: { readonly broken: number; readonly forks: number; readonly quarantined: number }
  /** by how much its hints are stamped too late */
  readonly clockAheadMs: number
  readonly route: readonly (readonly [latitude: number, longitude: number])[]
  readonly startedMs: number
  readonly compartments: readonly FakeCompartment[]
}

const MINUTE = 60_000
const CHILLED = { zh: '前舱 冷藏', en: 'Front, chilled' }
const FROZEN = { zh: '后舱 冷冻', en: 'Rear, frozen' }

export const tenth = (value: number): number => Math.round(value * 10) / 10

const good: FakeProbe['markAt'] = () => 'ok'

/** A compressor's saw-tooth with a slow drift and a little noise that belongs to its moment. */
function body({
  setpoint,
  swing,
  periodMs,
  phase,
}: {
  setpoint: number
  swing: number
  periodMs: number
  phase: number
}) {
  return (atMs: number): number => {
    const turn = (((atMs / periodMs + phase) % 1) + 1) % 1
    const tooth = turn < 0.65 ? turn / 0.65 : (1 - turn) / 0.35
    const noise = Math.sin(atMs / 7_919 + phase * 40) * 0.06 + Math.sin(atMs / 2_711 + phase * 90) * 0.04
    return setpoint + swing * (tooth - 0.5) + Math.sin(atMs / 5_400_000 + phase) * 0.25 + noise
  }
}

const warming =
  (celsiusAt: (atMs: number) => number, fromMs: number, perMinute: number, most: number) => (atMs: number) =>
    celsiusAt(atMs) + Math.min(most, (Math.max(0, atMs - fromMs) / MINUTE) * perMinute)

function probe(
  id: string,
  celsiusAt: (atMs: number) => number,
  { humidity = true, markAt = good }: Partial<FakeProbe> = {},
): FakeProbe {
  return { id, celsiusAt, humidity, markAt }
}

const IN_ORDER = {
  online: true,
  silentSinceMs: null,
  gaps: [],
  powerOn: true,
  notRecording: null,
  flags: { broken: 0, forks: 0, quarantined: 0 },
  clockAheadMs: 0,
}

/** tk001 in alarm, tk002 in good order but with gaps, tk003 gone silent. */
export function fakeFleet(nowMs: number): FakeTruck[] {
  const front = (phase: number) => body({ setpoint: 4.6, swing: 1.6, periodMs: 22 * MINUTE, phase })
  const rear = (phase: number) => body({ setpoint: -19.5, swing: 2.4, periodMs: 31 * MINUTE, phase })
  const doorOpened = nowMs - 19 * MINUTE
  return [
    {
      device: 'tk001',
      name: '沪A·D8231',
      ...IN_ORDER,
      startedMs: nowMs - 3 * 60 * MINUTE,
      route: [
        [31.2304, 121.4737],
        [31.1128, 121.381],
        [31.0322, 121.2277],
        [30.852, 121.02],
        [30.7522, 120.7585],
        [30.53, 120.68],
      ],
      compartments: [
        {
          id: 'c1',
          name: CHILLED,
          range: { minCelsius: 2, maxCelsius: 8 },
          doorOpen: true,
          alarmSinceMs: nowMs - 12 * MINUTE,
          probes: [
            probe('p1', warming(front(0), doorOpened, 0.42, 5.6)),
            probe('p2', warming(front(0.06), doorOpened, 0.3, 4.4)),
            probe('p3', front(0.03), { markAt: (atMs) => (atMs > nowMs - 26 * MINUTE ? 'timeout' : 'ok') }),
          ],
        },
        {
          id: 'c2',
          name: FROZEN,
          range: { minCelsius: -25, maxCelsius: -15 },
          doorOpen: false,
          alarmSinceMs: null,
          probes: [probe('p4', rear(0)), probe('p5', rear(0.1), { humidity: false })],
        },
      ],
    },
    {
      device: 'tk002',
      name: '浙A·7K092',
      ...IN_ORDER,
      gaps: [
        { fromMs: nowMs - 47 * MINUTE, toMs: nowMs - 38 * MINUTE, reason: 'restart' },
        { fromMs: nowMs - 5 * 60 * MINUTE, toMs: nowMs - 4.5 * 60 * MINUTE, reason: 'no-sample' },
      ],
      startedMs: nowMs - 2 * 60 * MINUTE,
      route: [
        [30.2741, 120.1551],
        [30.33, 120.35],
        [30.25, 120.58],
        [30.06, 120.86],
        [29.8683, 121.544],
      ],
      compartments: [
        {
          id: 'c1',
          name: CHILLED,
          range: { minCelsius: 2, maxCelsius: 8 },
          doorOpen: false,
          defrost: { fromMs: nowMs - 20 * MINUTE, toMs: nowMs - 12 * MINUTE },
          alarmSinceMs: null,
          probes: [probe('p1', front(0.4)), probe('p2', front(0.47)), probe('p3', front(0.44))],
        },
        {
          id: 'c2',
          name: FROZEN,
          range: { minCelsius: -25, maxCelsius: -15 },
          doorOpen: false,
          alarmSinceMs: null,
          probes: [probe('p4', rear(0.3)), probe('p5', rear(0.35))],
        },
      ],
    },
    {
      device: 'tk003',
      name: '苏E·3M518',
      ...IN_ORDER,
      online: false,
      silentSinceMs: nowMs - 47 * MINUTE,
      startedMs: nowMs - 6 * 60 * MINUTE,
      route: [
        [31.299, 120.5853],
        [31.4912, 120.3119],
        [31.811, 119.974],
      ],
      compartments: [
        {
          id: 'c1',
          name: CHILLED,
          range: { minCelsius: 2, maxCelsius: 8 },
          doorOpen: false,
          alarmSinceMs: null,
          probes: [probe('p1', front(0.7)), probe('p2', front(0.72)), probe('p3', front(0.77))],
        },
        {
          id: 'c2',
          name: FROZEN,
          range: { minCelsius: -25, maxCelsius: -15 },
          doorOpen: null,
          alarmSinceMs: null,
          probes: [probe('p4', rear(0.6)), probe('p5', rear(0.66))],
        },
      ],
    },
  ]
}

/** Where a truck is that drives its route once in eight hours. */
export function positionAt(truck: FakeTruck, atMs: number): { latitude: number; longitude: number; speedKmh: number } {
  const part = Math.min(1, Math.max(0, (atMs - truck.startedMs) / (8 * 60 * MINUTE)))
  const scaled = part * (truck.route.length - 1)
  const index = Math.min(truck.route.length - 2, Math.floor(scaled))
  const [from, to] = [truck.route[index] ?? [0, 0], truck.route[index + 1] ?? [0, 0]]
  const share = scaled - index
  const wiggle = Math.sin(scaled * 9) * 0.012
  return {
    latitude: from[0] + (to[0] - from[0]) * share + wiggle,
    longitude: from[1] + (to[1] - from[1]) * share + wiggle / 2,
    speedKmh: Math.round(68 + Math.sin(atMs / 61_000) * 14),
  }
}
