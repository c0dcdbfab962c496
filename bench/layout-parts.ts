import type { LayoutChannel, LayoutGroup } from '@coldrx/protocol'

export const POSITION_CHANNELS: LayoutChannel[] = [
  { id: 'gnss.latitude', quantity: 'latitude', unit: 'deg', decimals: 5, source: 'gnss' },
  { id: 'gnss.longitude', quantity: 'longitude', unit: 'deg', decimals: 5, source: 'gnss' },
  { id: 'gnss.speed', quantity: 'speed', unit: 'km/h', decimals: 0, source: 'gnss' },
]

export function vehicleWith(channels: LayoutChannel[]): LayoutGroup {
  return { id: 'vehicle', kind: 'vehicle', name: { zh: '车辆', en: 'Vehicle' }, channels }
}

/** Of a probe that measures both. */
export function probeChannels(source: string): LayoutChannel[] {
  return [
    { id: `${source}.temperature`, quantity: 'temperature', unit: 'Cel', decimals: 1, source },
    { id: `${source}.humidity`, quantity: 'humidity', unit: '%', decimals: 1, source },
  ]
}
