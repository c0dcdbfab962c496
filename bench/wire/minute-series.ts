import type { Layout, LayoutChannel, Mark } from '@coldrx/protocol'

/** What each channel gave at each minute: an integer (× 10^−decimals), or null where there was nothing to read. */
export interface MinuteSeries {
  readonly name: string
  readonly layout: Layout
  /** by channel id, all equally long */
  readonly columns: ReadonlyMap<string, readonly (number | null)[]>
  readonly minutes: number
  /** why a number is missing */
  readonly missing: Mark
}

export const PROBES = ['p1', 'p2', 'p3', 'p4'] as const
export type Probe = (typeof PROBES)[number]

export interface ProbeSeries {
  /** physical values by minute */
  readonly temperature: readonly (number | null)[]
  readonly humidity?: readonly (number | null)[]
}

export interface Position {
  readonly latitude: number
  readonly longitude: number
  readonly speedKmh: number
}

const POSITION_DECIMALS = 5

export interface SeriesSource {
  readonly name: string
  readonly probes: Readonly<Record<Probe, ProbeSeries>>
  readonly positions: readonly (Position | null)[]
  /** decimal places that the probes' registers have */
  readonly probeDecimals: number
  readonly withSpeed: boolean
}

/** Four probes in two compartments and a receiver, as numbers of a frame. */
export function toMinuteSeries({ name, probes, positions, probeDecimals, withSpeed }: SeriesSource): MinuteSeries {
  const columns = new Map<string, readonly (number | null)[]>()
  const minutes = Math.min(positions.length, ...PROBES.map((probe) => probes[probe].temperature.length))
  const add = (
    channel: Pick<LayoutChannel, 'id' | 'quantity' | 'unit' | 'decimals' | 'source'>,
    values: readonly (number | null)[],
  ): LayoutChannel => {
    const scaled = values.slice(0, minutes).map((value) => (value === null ? null : scale(value, channel.decimals)))
    columns.set(channel.id, scaled)
    return channel
  }
  const gnss = (quantity: 'latitude' | 'longitude', unit: string): LayoutChannel =>
    add(
      { id: `gnss.${quantity}`, quantity, unit, decimals: POSITION_DECIMALS, source: 'gnss' },
      positions.map((position) => position?.[quantity] ?? null),
    )
  const speed = (): LayoutChannel =>
    add(
      { id: 'gnss.speed', quantity: 'speed', unit: 'km/h', decimals: 0, source: 'gnss' },
      positions.map((position) => position?.speedKmh ?? null),
    )
  const probe = (source: Probe): LayoutChannel[] => {
    const { temperature, humidity } = probes[source]
    const common = { decimals: probeDecimals, source } as const
    const first = add({ id: `${source}.temperature`, quantity: 'temperature', unit: 'Cel', ...common }, temperature)
    if (humidity === undefined) return [first]
    return [first, add({ id: `${source}.humidity`, quantity: 'humidity', unit: '%', ...common }, humidity)]
  }
  const layout: Layout = {
    v: 1,
    timeUnitMs: 1_000,
    asset: { kind: 'truck', name: 'bench' },
    groups: [
      {
        id: 'vehicle',
        kind: 'vehicle',
        name: { zh: '车辆', en: 'Vehicle' },
        channels: [gnss('latitude', 'deg'), gnss('longitude', 'deg'), ...(withSpeed ? [speed()] : [])],
      },
      {
        id: 'c1',
        kind: 'compartment',
        name: { zh: '前舱', en: 'Front' },
        range: { minCelsius: 2, maxCelsius: 10 },
        channels: [...probe('p1'), ...probe('p2')],
      },
      {
        id: 'c2',
        kind: 'compartment',
        name: { zh: '后舱', en: 'Rear' },
        range: { minCelsius: -25, maxCelsius: -8 },
        channels: [...probe('p3'), ...probe('p4')],
      },
    ],
  }
  return { name, layout, columns, minutes, missing: 'timeout' }
}

// + 0: no −0 among the integers
const scale = (value: number, decimals: number): number => Math.round(value * 10 ** decimals) + 0
