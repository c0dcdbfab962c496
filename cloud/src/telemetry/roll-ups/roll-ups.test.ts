import { afterEach, describe, expect, it } from 'vitest'
import { FakeTruck } from '../../testing/fake-truck.ts'
import { TelemetryWorld } from '../../testing/telemetry-world.ts'

const minute = 60_000
const DAYS = 9
const NOT_RECORDED = [2_000, 2_600] as const
const EXCURSION = 5_003

let world: TelemetryWorld | undefined
afterEach(() => world?.remove())

const isRecorded = (row: number): boolean => row < NOT_RECORDED[0] || row >= NOT_RECORDED[1]
const celsiusAt = (row: number): number => (row === EXCURSION ? 11.5 : 4 + (row % 7) / 10)

/** Nine days at a row a minute: one row out of range, and ten hours without any. */
function nineDays(truck: FakeTruck): Uint8Array[] {
  const frames = [truck.open()]
  const rows = Array.from({ length: DAYS * 24 * 60 }, (_, row) => row).filter(isRecorded)
  for (let from = 0; from < rows.length; from += 200) {
    frames.push(
      truck.frame({
        rows: rows.slice(from, from + 200).map((row) => ({
          monotonicMs: row * minute,
          samples: {
            ...{ 'p1.temperature': celsiusAt(row), 'p1.humidity': row === 7 ? [null, 'timeout'] : 50, 'c1.door': 0 },
            ...{ 'gnss.latitude': 31 + row / 100_000, 'gnss.longitude': 121, 'gnss.speed': 60 },
          },
        })),
      }),
    )
  }
  return frames
}

describe.each(['sqlite', 'postgres'] as const)('a long span on %s', (engine) => {
  it('comes in few buckets: no excursion is smoothed away, no gap joined, late and doubled frames in their place', async () => {
    const truck = new FakeTruck()
    world = await TelemetryWorld.openOn(engine, truck)
    const frames = nineDays(truck)
    const late = frames.splice(20, 3)
    await world.take(truck, ...frames)
    await world.take(truck, ...late, ...late, ...frames.slice(0, 5))
    const span = {
      device: truck.device,
      fromMs: truck.wallOffsetMs,
      toMs: truck.wallOffsetMs + DAYS * 24 * 60 * minute,
    }

    for (const buckets of [2_000, 100, 12]) {
      const series = await world.telemetry.series({ ...span, compartment: 'c1', buckets })
      const [temperature] = series?.channels ?? []
      const points = temperature?.points ?? []
      expect(points.length).toBeLessThanOrEqual(buckets)
      expect(points.length).toBeGreaterThan(buckets === 2_000 ? 800 : buckets * 0.7)
      const peaks = (temperature?.band ?? []).filter(([, , greatest]) => greatest === 11.5)
      expect(peaks).toHaveLength(1)
      expect(Math.abs((peaks[0]?.[0] ?? 0) - (span.fromMs + EXCURSION * minute))).toBeLessThan(series?.bucketMs ?? 0)
      expect(Math.min(...(temperature?.band ?? []).map(([, least]) => least ?? 0))).toBe(4)
      expect(points.every(([, value]) => value !== null && value >= 4 && value < 5)).toBe(true)
      const gap = {
        fromMs: span.fromMs + (NOT_RECORDED[0] - 1) * minute,
        toMs: span.fromMs + NOT_RECORDED[1] * minute,
        reason: 'no-sample',
      }
      expect(series).toMatchObject(
        buckets > 12
          ? { gaps: [gap], shorterGaps: { count: 0 } }
          : { gaps: [], shorterGaps: { count: 1, totalMs: 601 * minute } },
      )
    }
    const track = await world.telemetry.track(span)
    expect(track?.stepMs).toBe(15 * minute)
    // of the ten hours without a row so many quarters have none at all
    expect(track?.points).toHaveLength(DAYS * 24 * 4 - 39)
    expect(track?.points.at(-1)).toEqual([span.toMs - minute, 31 + (DAYS * 24 * 60 - 1) / 100_000, 121, 60])
  })

  it('of a short span draws the rows themselves, or as few buckets as are wanted', async () => {
    const truck = new FakeTruck()
    world = await TelemetryWorld.openOn(engine, truck)
    await world.take(truck, ...nineDays(truck).slice(0, 4))
    const span = { device: truck.device, fromMs: truck.wallOffsetMs, toMs: truck.wallOffsetMs + 600 * minute }
    const raw = await world.telemetry.series({ ...span, compartment: 'c1', buckets: 1_000 })
    expect(raw?.bucketMs).toBeUndefined()
    expect(raw?.channels[0]?.points).toHaveLength(600)
    const few = await world.telemetry.series({ ...span, compartment: 'c1', buckets: 11 })
    expect(few?.bucketMs).toBe(60 * minute)
    expect(few?.channels[0]?.points.length).toBeLessThanOrEqual(11)
    expect(few?.channels[0]?.band?.[3]?.slice(1)).toEqual([4, 4.6])
  })
})
