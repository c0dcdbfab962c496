import type * as z from 'zod/mini'
import type { alarmSchema, hintSchema, seriesSchema, truckSchema } from '../src/dispatch/contract.ts'
import { type FakeCompartment, type FakeTruck, positionAt, tenth } from './fake-fleet.ts'

/** As they travel: times are ISO text. */
type TruckWire = z.input<typeof truckSchema>
type HintWire = z.input<typeof hintSchema>
type AlarmWire = z.input<typeof alarmSchema>
type SeriesWire = z.input<typeof seriesSchema>

const iso = (atMs: number) => new Date(atMs).toISOString()
const CARRIES_VALUE = ['ok', 'range', 'frozen']

export interface Cadence {
  readonly sampleIntervalMs: number
  readonly recordIntervalMs: number
  readonly frameIntervalMs: number
}

/** Up to when a truck's values have arrived in frames. */
export function recordedUntilMs(
  truck: FakeTruck,
  { recordIntervalMs, frameIntervalMs }: Cadence,
  nowMs: number,
): number {
  const frameEnd = Math.floor((truck.silentSinceMs ?? nowMs) / frameIntervalMs) * frameIntervalMs
  return Math.floor(frameEnd / recordIntervalMs) * recordIntervalMs
}

interface FakeChannel {
  readonly id: string
  readonly quantity: 'temperature' | 'humidity' | 'defrost'
  readonly unit: string
  readonly decimals: number
  readonly source: string
  readonly sampleAt: (atMs: number) => { value: number | null; mark: string }
}

export function channelsOf({ id: compartment, probes, defrost }: FakeCompartment): FakeChannel[] {
  const measured = probes.flatMap(({ id, celsiusAt, humidity, markAt }): FakeChannel[] => {
    const sample = (valueAt: (atMs: number) => number) => (atMs: number) => {
      const mark = markAt(atMs)
      return { value: CARRIES_VALUE.includes(mark) ? tenth(valueAt(atMs)) : null, mark }
    }
    const common = { source: id, decimals: 1 }
    return [
      { id: `${id}.temperature`, quantity: 'temperature', unit: 'Cel', ...common, sampleAt: sample(celsiusAt) },
      ...(humidity
        ? [
            {
              id: `${id}.humidity`,
              quantity: 'humidity' as const,
              unit: '%',
              ...common,
              sampleAt: sample((atMs) => 62 + Math.sin(atMs / 900_000) * 6),
            },
          ]
        : []),
    ]
  })
  if (defrost === undefined) return measured
  const { fromMs, toMs } = defrost
  const sampleAt = (atMs: number) => ({ value: atMs >= fromMs && atMs < toMs ? 1 : 0, mark: 'ok' })
  return [
    ...measured,
    { id: `${compartment}.defrost`, quantity: 'defrost', unit: '1', decimals: 0, source: 'inputs', sampleAt },
  ]
}

function peakOf({ probes, alarmSinceMs }: FakeCompartment, untilMs: number): number {
  let peak = Number.NEGATIVE_INFINITY
  for (let atMs = alarmSinceMs ?? untilMs; atMs <= untilMs; atMs += 60_000) {
    for (const { celsiusAt, markAt } of probes) if (markAt(atMs) === 'ok') peak = Math.max(peak, tenth(celsiusAt(atMs)))
  }
  return Number.isFinite(peak) ? peak : 0
}

const isDefrosting = ({ defrost }: FakeCompartment, atMs: number) =>
  defrost === undefined ? null : atMs >= defrost.fromMs && atMs < defrost.toMs

export function truckView(truck: FakeTruck, cadence: Cadence, nowMs: number): TruckWire {
  const atMs = recordedUntilMs(truck, cadence, nowMs)
  return {
    device: truck.device,
    name: truck.name,
    kind: 'truck',
    online: truck.online,
    onlineSince: truck.online ? iso(truck.startedMs) : null,
    lastRecordedAt: iso(atMs),
    frames: Math.floor((atMs - truck.startedMs) / cadence.frameIntervalMs),
    recordIntervalMs: cadence.recordIntervalMs,
    flags: truck.flags,
    position: { ...positionAt(truck, atMs), at: iso(atMs) },
    positionMark: 'ok',
    powerOn: truck.powerOn,
    notRecording: truck.notRecording,
    compartments: truck.compartments.map((compartment) => ({
      id: compartment.id,
      name: compartment.name,
      range: compartment.range,
      doorOpen: compartment.doorOpen,
      defrosting: isDefrosting(compartment, atMs),
      alarm:
        compartment.alarmSinceMs === null
          ? null
          : {
              id: `${truck.device}-${compartment.id}-1`,
              openedAt: iso(compartment.alarmSinceMs),
              peakCelsius: peakOf(compartment, nowMs),
              channel: `${compartment.probes[0]?.id}.temperature`,
            },
      channels: channelsOf(compartment).map(({ sampleAt, ...channel }) => ({
        ...channel,
        ...sampleAt(atMs),
        at: iso(atMs),
      })),
    })),
  }
}

export function hintView(truck: FakeTruck, nowMs: number): HintWire {
  const samples: Record<string, { value: number | null; mark: string }> = {}
  for (const compartment of truck.compartments) {
    for (const { id, sampleAt } of channelsOf(compartment)) samples[id] = sampleAt(nowMs)
    if (compartment.doorOpen !== null) {
      samples[`${compartment.id}.door`] = { value: compartment.doorOpen ? 1 : 0, mark: 'ok' }
    }
  }
  const { latitude, longitude, speedKmh } = positionAt(truck, nowMs)
  samples['gnss.latitude'] = { value: latitude, mark: 'ok' }
  samples['gnss.longitude'] = { value: longitude, mark: 'ok' }
  samples['gnss.speed'] = { value: speedKmh, mark: 'ok' }
  samples.power = { value: truck.powerOn ? 1 : 0, mark: 'ok' }
  return {
    device: truck.device,
    at: iso(nowMs + truck.clockAheadMs),
    clock: truck.clockAheadMs === 0 ? 'gnss' : 'rtc',
    samples,
    outOfRangeSince: Object.fromEntries(
      truck.compartments.map(({ id, alarmSinceMs }) => [id, alarmSinceMs === null ? null : iso(alarmSinceMs)]),
    ),
  }
}

export function alarmViews(truck: FakeTruck, nowMs: number): AlarmWire[] {
  return truck.compartments
    .filter(({ alarmSinceMs }) => alarmSinceMs !== null)
    .map((compartment) => ({
      id: `${truck.device}-${compartment.id}-1`,
      device: truck.device,
      truckName: truck.name,
      compartment: compartment.id,
      compartmentName: compartment.name,
      openedAt: iso(compartment.alarmSinceMs ?? nowMs),
      closedAt: null,
      peakCelsius: peakOf(compartment, nowMs),
      range: compartment.range,
      channel: `${compartment.probes[0]?.id}.temperature`,
    }))
}

export function seriesView(
  truck: FakeTruck,
  compartment: FakeCompartment,
  cadence: Cadence,
  fromMs: number,
  toMs: number,
  nowMs: number,
): SeriesWire {
  const { recordIntervalMs } = cadence
  const untilMs = Math.min(toMs, recordedUntilMs(truck, cadence, nowMs))
  const times: number[] = []
  for (let atMs = Math.ceil(fromMs / recordIntervalMs) * recordIntervalMs; atMs <= untilMs; atMs += recordIntervalMs) {
    if (!truck.gaps.some((gap) => atMs > gap.fromMs && atMs < gap.toMs)) times.push(atMs)
  }
  return {
    device: truck.device,
    compartment: compartment.id,
    range: compartment.range,
    recordIntervalMs,
    channels: channelsOf(compartment).map(({ sampleAt, ...channel }) => ({
      ...channel,
      points: times.map((atMs) => {
        const { value, mark } = sampleAt(atMs)
        return [atMs, value, mark]
      }),
    })),
    gaps: truck.gaps.filter((gap) => gap.toMs > fromMs && gap.fromMs < toMs),
  }
}
