import {
  type AssignedTrip,
  type ClockQuality,
  carriesValue,
  isOutOfRange,
  type Layout,
  type LayoutChannel,
  type Mark,
} from '@coldrx/protocol'
import type { AlarmState } from '../alarms/alarm-desk.ts'
import { type Moment, momentWallMs } from '../clock/moment.ts'
import type { RecordedHandover } from '../documents/handovers.ts'
import type { RecordingState } from '../recorder/recording.ts'
import type { CompartmentState, RangeState } from '../rules/compartment-watch.ts'
import { sampleValue, trustedValue, type WatchedCompartment, watchedCompartments } from '../rules/observation.ts'
import type { Tick } from '../sampling/tick.ts'
import type { LoadingFacts } from '../trips/loading-check.ts'
import type { TripProgress } from '../trips/trip-progress.ts'
import type { LinkBudgetState } from '../uplink/link-budget.ts'
import type { NetworkState } from '../uplink/network-state.ts'
import { type CabAlarms, cabAlarms } from './cab-alarms.ts'
import { type CabTrip, cabTrip } from './cab-trip.ts'

/** What `GET /api/cab` answers. Times are ISO texts in UTC. */
export interface CabState {
  readonly device: string
  readonly assetName: string
  readonly at: string
  readonly clock: ClockQuality
  readonly network: { readonly state: NetworkState; readonly since: string; readonly link: LinkBudgetState }
  readonly recording: {
    readonly state: 'ok' | 'fault'
    readonly lastRecordedAt: string | null
    readonly problem: string | null
    readonly framesTotal: number
    readonly framesWaiting: number
  }
  readonly position: { readonly latitude: number; readonly longitude: number; readonly speedKmh: number | null } | null
  readonly positionMark: Mark
  readonly powerOn: boolean | null
  readonly compartments: readonly CabCompartment[]
  readonly alarms: CabAlarms
  readonly trip: CabTrip | null
}

export interface CabCompartment {
  readonly id: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly range: { readonly minCelsius: number; readonly maxCelsius: number } | null
  readonly state: RangeState
  readonly since: string
  /** the one furthest out of range, else the mean; null when no probe can be relied on */
  readonly temperatureCelsius: number | null
  readonly humidityPercent: number | null
  readonly doorOpen: boolean | null
  readonly defrosting: boolean | null
  readonly probes: readonly {
    readonly id: string
    readonly temperatureCelsius: number | null
    readonly humidityPercent: number | null
    readonly mark: Mark
  }[]
}

export interface CabSources {
  readonly device: string
  readonly layout: Layout
  readonly monotonicMs: number
  readonly wallMs: number
  readonly clock: ClockQuality
  readonly network: { readonly state: NetworkState; readonly since: Moment; readonly link: LinkBudgetState }
  readonly recording: Omit<RecordingState, 'unrecordedSinceMs'>
  /** null before the first tick */
  readonly tick: Tick | null
  readonly compartments: readonly CompartmentState[]
  readonly alarms: AlarmState
  readonly trip: AssignedTrip | null
  readonly progress: TripProgress | null
  /** that this device recorded, by shipment */
  readonly handovers: ReadonlyMap<string, RecordedHandover>
}

const NOTHING_YET: Tick = { monotonicMs: 0, samples: new Map(), utcMs: null }
const toIso = (ms: number): string => new Date(ms).toISOString()

export function cabState({
  device,
  layout,
  monotonicMs,
  wallMs,
  clock,
  network,
  recording,
  tick,
  compartments,
  alarms,
  trip,
  progress,
  handovers,
}: CabSources): CabState {
  const latest = tick ?? NOTHING_YET
  const sinceText = (moment: Moment): string => toIso(momentWallMs(moment, { monotonicMs, wallMs }))
  const { state: recordingState, problem, framesTotal, framesWaiting, lastRecordedAtMs } = recording
  const power = channelOf(layout, 'power')
  const shown = watchedCompartments(layout).map((watched) => {
    const state = compartments.find(({ id }) => id === watched.id)
    const group = layout.groups.find(({ id }) => id === watched.id)
    return {
      id: watched.id,
      name: group?.name ?? { zh: watched.id, en: watched.id },
      range: watched.range,
      state: state?.state ?? 'unknown',
      since: sinceText(state?.since ?? { wallMs }),
      temperatureCelsius: shownTemperature(watched, latest),
      humidityPercent: mean(trusted(watched.humidities, latest), 1),
      doorOpen: watched.door === null ? null : switchOf(latest, watched.door),
      defrosting: watched.defrost === null ? null : switchOf(latest, watched.defrost),
      probes: probesOf(watched, latest),
    }
  })
  const powerOn = power === undefined ? null : switchOf(latest, power)
  const facts = loadingFacts({ compartments: shown, powerOn, recording }, alarms)
  return {
    device,
    assetName: layout.asset.name,
    at: toIso(wallMs),
    clock,
    network: { state: network.state, since: sinceText(network.since), link: network.link },
    recording: {
      ...{ state: recordingState, problem, framesTotal, framesWaiting },
      lastRecordedAt: lastRecordedAtMs === null ? null : toIso(lastRecordedAtMs),
    },
    ...positionOf(layout, latest),
    powerOn,
    alarms: cabAlarms(alarms, sinceText),
    trip: trip && cabTrip(trip, handovers, progress, facts),
    compartments: shown,
  }
}

/** What a step of the loading order is judged by. */
export function loadingFacts(
  {
    compartments,
    powerOn,
    recording,
  }: Pick<CabState, 'compartments' | 'powerOn'> & { readonly recording: Pick<RecordingState, 'state'> },
  alarms: AlarmState,
): LoadingFacts {
  return {
    ...{ compartments, powerOn, isRecording: recording.state === 'ok' },
    alarms: alarms.open.map(({ subject }) => subject),
  }
}

function channelOf(layout: Layout, quantity: LayoutChannel['quantity']): LayoutChannel | undefined {
  return layout.groups.flatMap((group) => group.channels).find((channel) => channel.quantity === quantity)
}

function positionOf(layout: Layout, tick: Tick): Pick<CabState, 'position' | 'positionMark'> {
  const [latitude, longitude, speed] = (['latitude', 'longitude', 'speed'] as const).map((quantity) => {
    const channel = channelOf(layout, quantity)
    return channel === undefined ? { value: null, mark: 'void' as const } : sampleValue(tick, channel)
  })
  const position =
    latitude?.mark !== 'ok' || latitude.value === null || longitude?.value == null
      ? null
      : { latitude: latitude.value, longitude: longitude.value, speedKmh: speed?.value ?? null }
  return { position, positionMark: latitude?.mark ?? 'void' }
}

function switchOf(tick: Tick, channel: LayoutChannel): boolean | null {
  const value = trustedValue(tick, channel)
  return value === null ? null : value !== 0
}

function trusted(channels: readonly LayoutChannel[], tick: Tick): number[] {
  return channels.map((channel) => trustedValue(tick, channel)).filter((value) => value !== null)
}

function shownTemperature({ range, temperatures }: WatchedCompartment, tick: Tick): number | null {
  const values = trusted(temperatures, tick)
  const outside = range === null ? [] : values.filter((value) => isOutOfRange(value, range))
  if (range === null || outside.length === 0) return mean(values, 1)
  const distance = (value: number): number => Math.max(range.minCelsius - value, value - range.maxCelsius)
  return outside.reduce((furthest, value) => (distance(value) > distance(furthest) ? value : furthest))
}

function mean(values: readonly number[], decimals: number): number | null {
  if (values.length === 0) return null
  return Number((values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(decimals))
}

function probesOf({ temperatures, humidities }: WatchedCompartment, tick: Tick): CabCompartment['probes'] {
  return temperatures.map((channel) => {
    const humidity = humidities.find(({ source }) => source === channel.source)
    const { value, mark } = sampleValue(tick, channel)
    return {
      id: channel.source,
      temperatureCelsius: carriesValue(mark) ? value : null,
      humidityPercent: humidity === undefined ? null : sampleValue(tick, humidity).value,
      mark,
    }
  })
}
