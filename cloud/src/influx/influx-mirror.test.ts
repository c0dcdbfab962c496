import { afterEach, describe, expect, it } from 'vitest'
import type { Episode, EpisodeChange } from '../excursions/episode.ts'
import { silentLog } from '../lib/log.ts'
import { createChannelWorld } from '../testing/channel-world.ts'
import { FakeTruck } from '../testing/fake-truck.ts'
import { startFakeInflux } from '../testing/providers/fake-influx.ts'
import { TelemetryWorld } from '../testing/telemetry-world.ts'
import { createFramePoints } from './frame-points.ts'
import { InfluxMirror } from './influx-mirror.ts'
import { createInfluxWriter, InfluxUnavailableError } from './influx-writer.ts'

const MINUTE_MS = 60_000
const closes: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (let close = closes.pop(); close !== undefined; close = closes.pop()) await close()
})

async function createWorld(over: { readonly token?: string } = {}) {
  const truck = new FakeTruck({ device: 'tk001' })
  const [telemetryWorld, business, influx] = await Promise.all([
    TelemetryWorld.open(truck),
    createChannelWorld(),
    startFakeInflux(),
  ])
  closes.push(
    () => telemetryWorld.remove(),
    () => business.close(),
    () => influx.stop(),
  )
  const changes: EpisodeChange[] = []
  /** as it is after a start */
  const mirror = () =>
    new InfluxMirror({
      ...{ db: business.db, clock: business.clock, frames: telemetryWorld.frameLog, log: silentLog },
      framePoints: createFramePoints(telemetryWorld.telemetry),
      episodes: { changesAfter: async (position) => changes.filter((one) => one.position > position) },
      writer: createInfluxWriter({ ...influx.settings, ...over }),
      onFailure: (error) => {
        throw error
      },
    })
  const rows = (fromMinute: number, celsius: readonly (number | null)[]) => ({
    rows: celsius.map((value, at) => ({
      monotonicMs: (fromMinute + at) * MINUTE_MS,
      samples: { 'p1.temperature': value },
    })),
  })
  const temperatures = () =>
    [...influx.fields]
      .filter(([key]) => /channel=p1\.temperature,\S* temperature /.test(key))
      .map(([, value]) => Number(value))
  return { truck, world: telemetryWorld, influx, mirror, rows, temperatures, changes, db: business.db }
}

async function untilDone(mirror: InfluxMirror): Promise<void> {
  while (await mirror.step());
}

describe('the mirror in InfluxDB', () => {
  it('has each sample once, over an outage, a lost answer and a restart', async () => {
    const { truck, world, influx, mirror, rows, temperatures } = await createWorld()
    await world.take(truck, truck.open(), truck.frame(rows(1, [4.1, 4.2])))
    await untilDone(mirror())
    expect(temperatures()).toEqual([4.1, 4.2])
    const troubles = [
      [{ status: 503, headers: { 'retry-after': '7' } }, 7_000],
      [{ status: 429 }, undefined],
      ['lost', undefined],
    ] as const
    for (const [trouble, afterMs] of troubles) {
      await world.take(truck, truck.frame(rows(10 + influx.asked.length * 10, [5 + influx.asked.length / 10])))
      influx.troubles.push(trouble)
      const failed: unknown = await mirror()
        .step()
        .catch((error: unknown) => error)
      expect(failed).toBeInstanceOf(InfluxUnavailableError)
      expect(failed).toMatchObject({ afterMs })
    }
    await untilDone(mirror())
    expect(temperatures().length).toBe(5)
    const asked = influx.asked.length
    await untilDone(mirror())
    expect(influx.asked.length).toBe(asked)
  })

  it('shows no number that is not vouched for', async () => {
    const { truck, world, influx, mirror, rows, temperatures } = await createWorld()
    await world.take(truck, truck.open(), truck.frame(rows(1, [4.1, null])))
    await untilDone(mirror())
    expect(temperatures()).toEqual([4.1])
    expect([...influx.fields.keys()].filter((key) => key.includes(' temperature_fault ')).length).toBeGreaterThan(0)
  })

  it('waits for what is not known yet, while others go on', async () => {
    const { truck, world, mirror, rows, temperatures, db } = await createWorld()
    truck.open()
    const early = truck.frame(rows(1, [6.5]))
    await world.take(truck, early)
    await untilDone(mirror())
    expect(temperatures()).toEqual([])
    const waiting = () => db.reader.selectFrom('mirror_waiting').selectAll().execute()
    expect((await waiting()).length).toBe(1)
    await world.learnLayout(truck)
    await untilDone(mirror())
    expect(temperatures()).toEqual([6.5])
    expect(await waiting()).toEqual([])
  })

  it('waits, too, where its token is refused', async () => {
    const { truck, world, mirror, rows, influx } = await createWorld({ token: 'other' })
    await world.take(truck, truck.open(), truck.frame(rows(1, [4])))
    await expect(mirror().step()).rejects.toThrow('HTTP 401')
    expect(influx.fields.size).toBe(0)
  })

  it('passes a point that is refused for good, and loses none beside it', async () => {
    const { truck, world, mirror, rows, influx, temperatures } = await createWorld()
    influx.state.refusedMeasurement = 'temperature=9.9'
    await world.take(truck, truck.open(), truck.frame(rows(1, [4.1, 9.9, 4.3])))
    await untilDone(mirror())
    expect(temperatures()).toEqual([4.1, 4.3])
  })

  it('has episodes: open, over, and those that never were', async () => {
    const { mirror, influx, changes } = await createWorld()
    const episode: Episode = {
      ...{ id: 'e1', fingerprint: 'f', device: 'tk001', compartment: 'c1', kind: 'temperature', severity: 'gsp' },
      ...{ rule: { id: 'r', version: 1 }, limit: { side: 'above', celsius: 8 }, openedAtMs: 1_760_000_000_000 },
      ...{
        closedAtMs: null,
        peakCelsius: 9.5,
        peakAtMs: null,
        degreeMinutes: 3,
        cumulativeMinutes: 2,
        longestMinutes: 2,
      },
      ...{ mktCelsius: null, minutesLeft: null, revision: 1, revisedBecause: 'live', seenAtMs: 1_760_000_000_000 },
    }
    const open = () => [...influx.fields].filter(([key]) => key.includes(' open ')).map(([, value]) => value)
    changes.push({ position: 1, episode, change: 'opened' })
    await untilDone(mirror())
    expect(open()).toEqual(['1'])
    changes.push({ position: 2, episode: { ...episode, closedAtMs: episode.openedAtMs + 600_000 }, change: 'closed' })
    await untilDone(mirror())
    expect(open()).toEqual(['1', '0'])
    changes.push({ position: 3, episode, change: 'withdrawn' })
    await untilDone(mirror())
    expect(open()).toEqual(['0', '0'])
  })
})
