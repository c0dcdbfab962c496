import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeTruck } from '../testing/fake-truck.ts'
import { TelemetryWorld } from '../testing/telemetry-world.ts'

const MINUTE = 60_000
const DAY = 86_400_000

describe.each(['sqlite', 'postgres'] as const)('trucks whose clock is wrong, on %s', (engine) => {
  let truck: FakeTruck
  let world: TelemetryWorld
  let trueMs: number

  beforeEach(async () => {
    truck = new FakeTruck()
    trueMs = truck.wallOffsetMs
    world = await TelemetryWorld.openOn(engine, truck)
  })

  afterEach(() => world.remove())

  /** Two rows a frame; the temperature is the minute since the start, so that each is told apart. */
  const frame = (fromMinute: number, offsetMs: number, clock: 'none' | 'rtc' | 'gnss') =>
    truck.frame({
      rows: [fromMinute, fromMinute + 1].map((minute) => ({
        monotonicMs: minute * MINUTE,
        samples: { 'p1.temperature': 4 + minute / 10, 'gnss.latitude': 31 + minute / 100, 'gnss.longitude': 121 },
      })),
      ...{ clock, wallMs: Math.max(0, offsetMs + fromMinute * MINUTE) },
    })

  const anchor = (minute: number) =>
    truck.frame({
      events: [
        {
          ...{ monotonicMs: minute * MINUTE, code: 'anchor' },
          detail: { utcMs: trueMs + minute * MINUTE, clock: 'gnss' },
        },
      ],
      ...{ clock: 'gnss', wallMs: trueMs + minute * MINUTE },
    })

  /** The minutes at which readings and places stand, in their order, with the tenths of their temperatures. */
  async function placed() {
    const span = { device: 'tk001', fromMs: trueMs, toMs: trueMs + 60 * MINUTE }
    const series = await world.telemetry.series({ ...span, compartment: 'c1' })
    const track = await world.telemetry.track(span)
    return {
      readings: series?.channels[0]?.points.map(([at, value]) => [
        (at - trueMs) / MINUTE,
        Math.round(((value ?? 0) - 4) * 10),
      ]),
      places: track?.points.map(([at, latitude]) => [(at - trueMs) / MINUTE, Math.round((latitude - 31) * 100)]),
    }
  }
  const RIGHT = [1, 2, 3, 4, 5, 6].map((minute) => [minute, minute])

  it.each([
    ['of 1970', 0, 'none'],
    ['of 2007', Date.UTC(2007, 0, 1), 'none'],
    ['that is a day ahead', Number.NaN, 'rtc'],
  ] as const)('readings under a clock %s stand where they belong once the time is known', async (_, wallMs, clock) => {
    const offsetMs = Number.isNaN(wallMs) ? trueMs + DAY : wallMs
    await world.take(
      truck,
      truck.open({ clock, wallMs: offsetMs }),
      frame(1, offsetMs, clock),
      frame(3, offsetMs, clock),
    )
    expect((await placed()).readings).toEqual([])
    await world.take(truck, anchor(5), frame(5, trueMs, 'gnss'))
    expect(await placed()).toEqual({ readings: RIGHT, places: RIGHT })
  })

  it('a clock that was set back in the middle changes no order', async () => {
    await world.take(
      truck,
      truck.open({ clock: 'rtc', wallMs: trueMs }),
      frame(1, trueMs, 'rtc'),
      frame(3, trueMs - DAY, 'rtc'),
      anchor(5),
      frame(5, trueMs, 'gnss'),
    )
    expect(await placed()).toEqual({ readings: RIGHT, places: RIGHT })
  })

  it('what comes late and out of order stands where it belongs too', async () => {
    const frames = [
      truck.open({ clock: 'none', wallMs: 0 }),
      frame(1, 0, 'none'),
      frame(3, 0, 'none'),
      anchor(5),
      frame(5, trueMs, 'gnss'),
    ]
    for (const late of [4, 3, 1, 2, 0]) await world.take(truck, frames[late])
    expect(await placed()).toEqual({ readings: RIGHT, places: RIGHT })
  })
})
