import type { Layout } from '@coldrx/protocol'
import type { Bus, CoilCommand, ReadOutcome } from '../buses/bus.ts'
import type { Log, OpenLine } from '../buses/line.ts'
import { wait } from '../buses/wait.ts'
import type { AgentConfig } from '../config.ts'
import { createGnssReceiver } from '../gnss/receiver.ts'
import { REFERENCE_UTC_MS } from '../gnss/time-trust.ts'
import type { GnssCounts } from '../gnss/tracker.ts'
import { createFrozenDetector } from '../probes/frozen.ts'
import { type ProfileSet, probeProfile } from '../probes/profile.ts'
import { createBusSource } from './bus-source.ts'
import { nextGridPointMs, skippedGridPoints } from './grid.ts'
import type { ChannelSample, MonotonicClock, Tick } from './tick.ts'

/** Lines open and a receiver speaks within this time of a start: the first sample should find them. */
const FIRST_TICK_AFTER_MS = 1_500

/** Every line is handed on by then with what it has, so that a tick ends before the next point of the grid. */
const POLL_SHARE_OF_INTERVAL = 0.8

export interface SamplerStats {
  readonly ticks: number
  /** points of the grid that were not sampled because the tick before them took too long */
  readonly skippedTicks: number
  readonly lines: Readonly<Record<string, Bus['counts']>>
  readonly gnss: GnssCounts | null
}

export interface Sampler {
  start(): void
  /** Ends the tick under way without handing it on, closes all lines. */
  stop(): Promise<void>
  /**
   * Settles when sampling has ended: resolves after stop(), rejects with what onTick threw. A reading that cannot be
   * recorded must end the program, not be dropped; left unhandled, the rejection does so.
   */
  readonly finished: Promise<void>
  /** Waits for its turn on that line, between the readings. */
  setCoil(bus: string, command: CoilCommand): Promise<ReadOutcome>
  readonly stats: SamplerStats
}

export interface SamplerOptions {
  readonly config: AgentConfig
  readonly layout: Layout
  readonly profiles: ProfileSet
  readonly clock: MonotonicClock
  readonly openPort: OpenLine
  readonly onTick: (tick: Tick) => void | Promise<void>
  /** earliest UTC that a receiver may be believed to say */
  readonly referenceUtcMs?: number
  readonly log: Log
}

export function createSampler({
  config,
  layout,
  profiles,
  clock,
  openPort,
  onTick,
  referenceUtcMs = REFERENCE_UTC_MS,
  log,
}: SamplerOptions): Sampler {
  const { sampleIntervalMs } = config.cadence
  const nowMs = (): number => clock.nowMs()
  const channelIds = layout.groups.flatMap((group) => group.channels.map((channel) => channel.id))
  const frozen = createFrozenDetector({
    stuckAfterSamples: Math.ceil(config.plausibility.stuckAfterMs / sampleIntervalMs),
    probes: config.buses
      .flatMap((bus) => bus.probes)
      .map(({ id, compartment, profile }) => ({ id, compartment, profile: probeProfile(profiles, profile) })),
  })
  const sources = config.buses.map((bus) =>
    createBusSource({ config: bus, profiles, frozen, openLine: openPort, nowMs, log }),
  )
  const { gnss: gnssConfig } = config
  const gnss =
    gnssConfig === undefined
      ? null
      : createGnssReceiver({
          id: gnssConfig.id,
          settings: gnssConfig,
          staleMs: gnssConfig.staleMs,
          fastestKmh: gnssConfig.fastestKmh,
          referenceUtcMs,
          trackUnitMs: layout.timeUnitMs,
          openLine: openPort,
          nowMs,
          log,
        })
  const stopping = new AbortController()
  let ticks = 0
  let skippedTicks = 0
  let loop: Promise<void> | null = null
  let settle: { resolve: () => void; reject: (error: unknown) => void } | null = null
  const finished = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject }
  })

  async function takeTick(monotonicMs: number): Promise<Tick> {
    const position = gnss?.at(monotonicMs)
    const track = gnss?.takeTrack(monotonicMs) ?? []
    const place = gnss?.placeAt(monotonicMs) ?? null
    const deadlineMs = monotonicMs + sampleIntervalMs * POLL_SHARE_OF_INTERVAL
    const taken = new Map<string, ChannelSample>(
      (await Promise.all(sources.map((source) => source.sample(deadlineMs)))).flat(),
    )
    if (position !== undefined) {
      taken.set('gnss.latitude', position.latitude)
      taken.set('gnss.longitude', position.longitude)
      taken.set('gnss.speed', position.speed)
    }
    const samples = new Map(
      channelIds.map((id): [string, ChannelSample] => {
        const sample = taken.get(id)
        if (sample === undefined) throw new Error(`channel ${id} of the layout has no source in the configuration`)
        return [id, sample]
      }),
    )
    return { monotonicMs, samples, utcMs: position?.utcMs ?? null, track, place }
  }

  async function run(): Promise<void> {
    const { signal } = stopping
    const originMs = nextGridPointMs(nowMs() + FIRST_TICK_AFTER_MS, Number.NEGATIVE_INFINITY, layout.timeUnitMs)
    let gridMs = originMs
    while (!signal.aborted) {
      // timers may fire early by a fraction of a millisecond
      for (let leftMs = gridMs - nowMs(); leftMs > 0 && !signal.aborted; leftMs = gridMs - nowMs()) {
        await wait(Math.ceil(leftMs), signal)
      }
      if (signal.aborted) return
      const tick = await takeTick(gridMs)
      // what the closing lines left unanswered is no fault of the probes
      if (signal.aborted) return
      await onTick(tick)
      ticks++
      const nextMs = originMs + nextGridPointMs(nowMs() - originMs, gridMs - originMs, sampleIntervalMs)
      skippedTicks += skippedGridPoints(gridMs, nextMs, sampleIntervalMs)
      gridMs = nextMs
    }
  }

  async function stop(): Promise<void> {
    stopping.abort()
    await Promise.all([...sources.map((source) => source.bus.stop()), gnss?.stop()])
    await loop
    settle?.resolve()
  }

  return {
    start() {
      if (loop !== null) return
      for (const { bus } of sources) bus.start()
      gnss?.start()
      loop = run().catch((error: unknown) => settle?.reject(error))
    },
    stop,
    finished,
    async setCoil(id, command) {
      const source = sources.find(({ bus }) => bus.id === id)
      return source === undefined
        ? { mark: 'open', reason: `there is no line ${id}` }
        : await source.bus.setCoil(command)
    },
    get stats() {
      return {
        ticks,
        skippedTicks,
        lines: Object.fromEntries(sources.map(({ bus }) => [bus.id, bus.counts])),
        gnss: gnss?.counts ?? null,
      }
    },
  }
}
