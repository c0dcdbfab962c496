import { afterEach, describe, expect, it } from 'vitest'
import { SILENT_LOG } from '../buses/line.ts'
import { openLine } from '../buses/open-line.ts'
import { parseConfig } from '../config.ts'
import { layoutFor, timeUnitMs } from '../layout.ts'
import { loadProfiles } from '../probes/profile.ts'
import { agentDocument } from '../testing/agent-document.ts'
import { rmc } from '../testing/nmea.ts'
import { openPtyLine, type PtyLine } from '../testing/pty-line.ts'
import { withRegisters } from '../testing/register-slaves.ts'
import { answering, createRtuSlaves, type RtuSlaves, silent, withCrc } from '../testing/rtu-slaves.ts'
import { until } from '../testing/until.ts'
import { nextGridPointMs, skippedGridPoints } from './grid.ts'
import { createSampler, type Sampler } from './sampler.ts'
import type { Tick } from './tick.ts'

const INTERVAL_MS = 1_000
const cleanups: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

interface Truck {
  readonly sampler: Sampler
  readonly ticks: Tick[]
  readonly lines: readonly [PtyLine, PtyLine, PtyLine]
  readonly slaves: readonly [RtuSlaves, RtuSlaves]
  nowMs(): number
  latest(channel: string): unknown
}

/** Two lines and a receiver on pseudo-terminals, all answering. */
function startTruck(onTick: (tick: Tick) => void | Promise<void> = () => undefined): Truck {
  const lines = [openPtyLine(), openPtyLine(), openPtyLine()] as const
  const slaves = [createRtuSlaves(lines[0]), createRtuSlaves(lines[1])] as const
  slaves[0].behave(1, answering(43, 652))
  slaves[0].behave(2, withRegisters({ 3: { 1: 505, 2: 0, 3: 6_120, 4: 0, 401: 0 } }))
  slaves[0].behave(9, (request) => [{ bytes: withCrc([9, request.functionCode, 1, 0b1110]) }])
  slaves[1].behave(1, answering(700, 0xff4c))
  const begunAtMs = performance.now()
  const nowMs = (): number => performance.now() - begunAtMs
  const speaking = setInterval(
    () => lines[2].write(Buffer.from(rmc(Math.round(Date.UTC(2026, 10, 25) + nowMs())))),
    250,
  )

  const document = agentDocument()
  document.cadence = { sampleIntervalMs: INTERVAL_MS, recordIntervalMs: 5_000, outOfRangeRecordIntervalMs: 5_000 }
  Object.assign(document.buses[0] ?? {}, { path: lines[0].path, timeoutMs: 100 })
  Object.assign(document.buses[1] ?? {}, { path: lines[1].path, timeoutMs: 100 })
  Object.assign(document.gnss ?? {}, { path: lines[2].path })
  const config = parseConfig(document)
  const profiles = loadProfiles()
  const ticks: Tick[] = []
  const sampler = createSampler({
    config,
    layout: layoutFor(config, profiles),
    profiles,
    clock: { nowMs },
    openPort: openLine,
    onTick(tick) {
      ticks.push(tick)
      return onTick(tick)
    },
    log: SILENT_LOG,
  })
  cleanups.push(
    () => {
      clearInterval(speaking)
      for (const line of lines) line.unplug()
    },
    () => sampler.stop(),
  )
  sampler.start()
  return { sampler, ticks, lines, slaves, nowMs, latest: (channel) => ticks.at(-1)?.samples.get(channel) }
}

describe('sampling grid', () => {
  it('goes to the next point, never back to one that was passed', () => {
    expect(nextGridPointMs(1, Number.NEGATIVE_INFINITY, 1_000)).toBe(1_000)
    expect(nextGridPointMs(1_400, 1_000, 1_000)).toBe(2_000)
    expect(nextGridPointMs(3_400, 1_000, 1_000)).toBe(4_000)
    expect(skippedGridPoints(1_000, 4_000, 1_000)).toBe(2)
  })
})

describe('sampler on pseudo-terminals', () => {
  it('hands on every channel of the layout at points of the grid', async () => {
    const truck = startTruck()
    await until('the time is trusted', () => (truck.ticks.at(-1)?.utcMs ?? null) !== null)
    const tick = truck.ticks.at(-1)
    expect(Object.fromEntries(tick?.samples ?? [])).toEqual({
      'gnss.latitude': { integer: 3_123_040, mark: 'ok' },
      'gnss.longitude': { integer: 12_147_368, mark: 'ok' },
      'gnss.speed': { integer: 72, mark: 'ok' },
      power: { integer: 1, mark: 'ok' },
      'p1.temperature': { integer: 43, mark: 'ok' },
      'p1.humidity': { integer: 652, mark: 'ok' },
      'p2.temperature': { integer: 505, mark: 'ok' },
      'p2.humidity': { integer: 6_120, mark: 'ok' },
      'c1.door': { integer: 0, mark: 'ok' },
      'p3.temperature': { integer: -180, mark: 'ok' },
      'p3.humidity': { integer: 700, mark: 'ok' },
      'c2.door': { integer: 1, mark: 'ok' },
      'c2.defrost': { integer: 1, mark: 'ok' },
    })
    const [first] = truck.ticks
    for (const { monotonicMs } of truck.ticks) expect((monotonicMs - (first?.monotonicMs ?? 0)) % INTERVAL_MS).toBe(0)
    expect((first?.monotonicMs ?? 1) % timeUnitMs(INTERVAL_MS)).toBe(0)
    // both quantities of a probe came in one request
    const perTick = truck.slaves[0].requests.filter((request) => request.unit === 1).length / truck.ticks.length
    expect(perTick).toBeLessThan(1.5)
  })

  it('never repeats an old value for a probe that does not answer, nor for a line that is lost', async () => {
    const truck = startTruck()
    await until('all is read', () => truck.ticks.length >= 2)
    truck.slaves[0].behave(2, silent)
    truck.lines[1].unplug()
    const seen = truck.ticks.length
    await until('two more ticks were taken', () => truck.ticks.length >= seen + 2)
    expect(truck.latest('p1.temperature')).toEqual({ integer: 43, mark: 'ok' })
    expect(truck.latest('p2.temperature')).toEqual({ integer: null, mark: 'timeout' })
    expect(truck.latest('p2.humidity')).toEqual({ integer: null, mark: 'timeout' })
    expect(truck.latest('p3.temperature')).toEqual({ integer: null, mark: 'open' })
  })

  it('skips and counts the points that a slow tick passes over', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let running = 0
    const truck = startTruck(async () => {
      running++
      expect(running).toBe(1)
      await held
      running--
    })
    await until('a tick is held', () => truck.ticks.length === 1)
    const heldAtMs = truck.ticks[0]?.monotonicMs ?? 0
    await until('two points have passed', () => truck.nowMs() > heldAtMs + 2.5 * INTERVAL_MS)
    expect(truck.ticks).toHaveLength(1)
    release()
    await until('the next tick was taken', () => truck.ticks.length === 2)
    const step = (truck.ticks[1]?.monotonicMs ?? 0) - heldAtMs
    expect(step).toBeGreaterThanOrEqual(3 * INTERVAL_MS)
    expect(truck.sampler.stats.skippedTicks).toBe(step / INTERVAL_MS - 1)
  })

  it('ends with the error of a tick that could not be recorded', async () => {
    const truck = startTruck(() => Promise.reject(new Error('disk full')))
    await expect(truck.sampler.finished).rejects.toThrow('disk full')
    expect(truck.ticks).toHaveLength(1)
  })

  it('stops in the middle of a tick without handing it on, and leaves nothing running', async () => {
    const truck = startTruck()
    truck.slaves[0].behave(1, silent)
    await until('the silent probe was asked', () => truck.slaves[0].requests.length > 0)
    await truck.sampler.stop()
    await truck.sampler.finished
    expect(truck.ticks.filter((tick) => tick.samples.get('p2.temperature')?.mark !== 'ok')).toEqual([])
    const before = truck.ticks.length
    const asked = truck.slaves[0].requests.length
    await until('another point has passed', () => truck.nowMs() % INTERVAL_MS < 20)
    expect([truck.ticks.length, truck.slaves[0].requests.length]).toEqual([before, asked])
  })
})
