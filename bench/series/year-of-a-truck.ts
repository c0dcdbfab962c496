import type { Layout, LayoutChannel } from '@coldrx/protocol'
import { FakeTruck } from '../../cloud/src/testing/fake-truck.ts'
import type { TelemetryWorld } from '../../cloud/src/testing/telemetry-world.ts'
import { POSITION_CHANNELS, vehicleWith } from '../layout-parts.ts'
import { createGaussian } from '../wire/simulated.ts'

export const MINUTE_MS = 60_000
const HOURS = 365 * 24
export const YEAR_MS = HOURS * 60 * MINUTE_MS
const FRAMES_AT_ONCE = 250
const MINUTES_BETWEEN_DELIVERIES = 95
const MINUTES_DOORS_OPEN = 5

const probe = (source: string): LayoutChannel[] => [
  { id: `${source}.temperature`, quantity: 'temperature', unit: 'Cel', decimals: 1, source },
]
const LAYOUT: Layout = {
  v: 1,
  timeUnitMs: 1_000,
  asset: { kind: 'truck', name: 'bench' },
  groups: [
    vehicleWith(POSITION_CHANNELS),
    {
      ...{ id: 'c1', kind: 'compartment', name: { zh: '前舱', en: 'Front' } },
      range: { minCelsius: 2, maxCelsius: 8 },
      channels: [...probe('p1'), ...probe('p2')],
    },
    {
      ...{ id: 'c2', kind: 'compartment', name: { zh: '后舱', en: 'Rear' } },
      range: { minCelsius: -25, maxCelsius: -15 },
      channels: [...probe('p3'), ...probe('p4')],
    },
  ],
}

export function createYearlyTruck(startMs: number): FakeTruck {
  return new FakeTruck({ layout: LAYOUT, wallOffsetMs: startMs })
}

/** A row a minute for a year in frames of an hour, through log and projections; the same readings in each run. */
export async function driveAYear(world: TelemetryWorld, truck: FakeTruck): Promise<void> {
  const noise = createGaussian(31)
  let frames = [truck.open()]
  for (let hour = 0; hour < HOURS; hour++) {
    const rows = Array.from({ length: 60 }, (_, minute) => {
      const at = hour * 60 + minute
      return { monotonicMs: at * MINUTE_MS, samples: samplesAt(at, noise) }
    })
    frames.push(truck.frame({ rows }))
    if (frames.length < FRAMES_AT_ONCE && hour < HOURS - 1) continue
    await world.take(truck, ...frames)
    frames = []
  }
}

function samplesAt(minute: number, noise: () => number): Record<string, number> {
  const sinceDelivery = minute % MINUTES_BETWEEN_DELIVERIES
  const warmth = sinceDelivery < MINUTES_DOORS_OPEN ? sinceDelivery * 0.5 : 2.5 * Math.exp(-sinceDelivery / 15)
  const season = 0.6 * Math.sin((2 * Math.PI * minute * MINUTE_MS) / YEAR_MS)
  const celsius = (setpoint: number): number => setpoint + season + warmth + 0.05 * noise()
  return {
    ...{ 'p1.temperature': celsius(4.2), 'p2.temperature': celsius(4.5) },
    ...{ 'p3.temperature': celsius(-20), 'p4.temperature': celsius(-19.6) },
    'gnss.latitude': 31.2 + Math.sin(minute / 700) + noise() / 1e5,
    'gnss.longitude': 120.5 + Math.cos(minute / 900) + noise() / 1e5,
    'gnss.speed': sinceDelivery < 12 ? 0 : 60,
  }
}
