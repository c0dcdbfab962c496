import { afterEach, describe, expect, it } from 'vitest'
import { FakeTruck } from '../../testing/fake-truck.ts'
import { TelemetryWorld } from '../../testing/telemetry-world.ts'

const minute = 60_000
const DAYS = 9
const NOT_RECORDED = [2_000, 2_600] as const
const EXCURSION = 5_003
const DAY = 24 * 60 * minute
const LONG_DAYS = 75
const EXCURSION_DAY = 3
const UNSURE_DAY = 20

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

  it('of weeks draws what is over and what is not, each boot and clock where it stands', async () => {
    const truck = new FakeTruck()
    world = await TelemetryWorld.openOn(engine, truck)
    const restart = { atDay: 40, laterMs: 90 * minute }
    const frames = [truck.open()]
    for (let day = 0; day < LONG_DAYS; day++) {
      if (day === restart.atDay) {
        truck.boot = 2
        truck.wallOffsetMs += restart.atDay * DAY + restart.laterMs
      }
      const firstMs = (day < restart.atDay ? day : day - restart.atDay) * DAY
      const rows = Array.from({ length: 48 }, (_, row) => ({
        monotonicMs: firstMs + row * 30 * minute,
        samples: {
          'p1.temperature': day === EXCURSION_DAY && row === 5 ? 11.5 : 4,
          ...{ 'gnss.latitude': 31 + day / 1_000, 'gnss.longitude': 121 },
        },
      }))
      // a clock that is not good is set right by the frames around it
      frames.push(truck.frame({ rows, ...(day === UNSURE_DAY ? { clock: 'rtc', wallMs: 1_000 } : {}) }))
    }
    const [late] = frames.splice(EXCURSION_DAY + 1, 1)
    await world.take(truck, ...frames)
    await world.take(truck, late)

    const t0 = truck.wallOffsetMs - restart.atDay * DAY - restart.laterMs
    const utcOf = (day: number, row: number): number =>
      t0 + day * DAY + row * 30 * minute + (day < restart.atDay ? 0 : restart.laterMs)
    const span = { device: truck.device, fromMs: t0, toMs: utcOf(LONG_DAYS, 0) }
    const series = await world.telemetry.series({ ...span, compartment: 'c1', buckets: 4_000 })
    expect(series?.bucketMs).toBe(30 * minute)
    const [temperature] = series?.channels ?? []
    expect(temperature?.points).toHaveLength(LONG_DAYS * 48)
    const peaks = (temperature?.band ?? []).filter(([, , greatest]) => greatest === 11.5)
    expect(peaks.map(([atMs]) => Math.floor((atMs - t0) / (30 * minute)))).toEqual([EXCURSION_DAY * 48 + 5])
    const track = await world.telemetry.track(span)
    expect(track?.points).toHaveLength(LONG_DAYS * 48)
    for (const day of [0, EXCURSION_DAY, UNSURE_DAY, restart.atDay - 1, restart.atDay, LONG_DAYS - 1]) {
      expect(track?.points).toContainEqual([utcOf(day, 7), 31 + day / 1_000, 121, null])
    }
    const week = { ...span, fromMs: utcOf(UNSURE_DAY - 4, 0), toMs: utcOf(UNSURE_DAY + 4, 0) - 1 }
    expect((await world.telemetry.track(week))?.points).toHaveLength(8 * 48)
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
