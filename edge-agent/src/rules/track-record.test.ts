import { type LayoutGroup, toInteger } from '@coldrx/protocol'
import { expect, test } from 'vitest'
import type { ChannelSample, Tick, TrackSample } from '../sampling/tick.ts'
import { TEST_LAYOUT } from '../testing/recorder-fixture.ts'
import { createTrackRecord } from './track-record.ts'

const [vehicle, compartment] = TEST_LAYOUT.groups as [LayoutGroup, LayoutGroup]
const gnss = { unit: 'deg', decimals: 5, source: 'gnss' } as const
const LAYOUT = {
  ...TEST_LAYOUT,
  groups: [
    {
      ...vehicle,
      channels: [
        { ...gnss, id: 'gnss.latitude', quantity: 'latitude' as const },
        { ...gnss, id: 'gnss.longitude', quantity: 'longitude' as const },
        { ...gnss, id: 'gnss.speed', quantity: 'speed' as const, unit: 'km/h', decimals: 0 },
        ...vehicle.channels,
      ],
    },
    compartment,
  ],
}
const ok = (integer: number): ChannelSample => ({ integer, mark: 'ok' })
const metres = (north: number, east: number) => ({
  latitude: Number((31 + north / 111_195).toFixed(5)),
  longitude: Number((121 + east / 95_313).toFixed(5)),
})

/** North at 10 m/s for 25 s, then east. */
function fixAt(second: number): TrackSample {
  const place = second <= 25 ? metres(second * 10, 0) : metres(250, (second - 25) * 10)
  return { ...place, atMs: second * 1_000, speed: ok(36) }
}

/** A tick each 10 s, with a fix each second. */
function tickAt(second: number, mark: 'ok' | 'void' = 'ok'): Tick {
  const { latitude, longitude } = fixAt(second)
  const channel = { decimals: 5 }
  return {
    monotonicMs: second * 1_000,
    utcMs: null,
    track: mark === 'void' ? [] : Array.from({ length: 10 }, (_, at) => fixAt(second - 9 + at)),
    samples: new Map([
      ['gnss.latitude', mark === 'ok' ? ok(toInteger(latitude, channel)) : { integer: null, mark }],
      ['gnss.longitude', mark === 'ok' ? ok(toInteger(longitude, channel)) : { integer: null, mark }],
      ['gnss.speed', ok(36)],
      ['power', ok(1)],
    ]),
  }
}

test('records the corner between two records, as it was received, for the vehicle alone', () => {
  const record = createTrackRecord({ layout: LAYOUT })
  const kept = [10, 20, 30, 40, 50, 60, 70].map((second) => record.observe(tickAt(second), second % 60 === 10))
  expect(kept.flat().map(({ monotonicMs }) => monotonicMs)).toEqual([26_000])
  const { latitude, longitude } = fixAt(26)
  expect(kept.flat()[0]?.samples).toEqual({
    integers: [Math.round(latitude * 1e5), Math.round(longitude * 1e5), 36, 1],
    marks: ['ok', 'ok', 'ok', 'ok'],
    of: 'vehicle',
  })
})

test('a lost position ends the line where it was known last', () => {
  const record = createTrackRecord({ layout: LAYOUT })
  expect(record.observe(tickAt(10), true)).toEqual([])
  expect(record.observe(tickAt(20), false)).toEqual([])
  expect(record.observe(tickAt(70, 'void'), true).map(({ monotonicMs }) => monotonicMs)).toEqual([20_000])
})

test('without a receiver, or where every sample is recorded, there is nothing to add', () => {
  expect(createTrackRecord({ layout: TEST_LAYOUT }).observe(tickAt(10), true)).toEqual([])
  const { track: _, ...alone } = tickAt(20)
  const record = createTrackRecord({ layout: LAYOUT })
  expect([10, 20, 30].flatMap((second) => record.observe({ ...alone, monotonicMs: second * 1_000 }, true))).toEqual([])
})
