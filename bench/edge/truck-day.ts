import type { Tick } from '../../edge-agent/src/index.ts'

export const DAY_KINDS = ['quiet', 'moving', 'alarm'] as const
export type DayKind = (typeof DAY_KINDS)[number]

export const SAMPLE_INTERVAL_MS = 10_000
export const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const PROBES = 8
const METRES_PER_DEGREE = 111_320

type Sample = { readonly integer: number; readonly mark: 'ok' }
const ok = (value: number): Sample => ({ integer: Math.round(value), mark: 'ok' })

/**
 * A truck with eight probes in two compartments. `quiet`: it stands, doors closed. `moving`: it drives for ten hours and
 * opens a door at each of twelve stops for four minutes. `alarm`: as that, and the cooling of one compartment fails for three hours.
 */
export function* ticksOf(kind: DayKind): Generator<Tick> {
  const drive = createDrive()
  for (let atMs = SAMPLE_INTERVAL_MS; atMs <= DAY_MS; atMs += SAMPLE_INTERVAL_MS) {
    const isMoving = kind !== 'quiet' && isDriving(atMs)
    const fixes = drive(atMs, isMoving)
    const last = fixes.at(-1)
    if (last === undefined) throw new RangeError('a tick has fixes')
    const doors = [doorOpen(kind, 0, atMs), doorOpen(kind, 1, atMs)]
    const samples = new Map<string, Sample>([
      ['gnss.latitude', ok(last.latitude * 1e5)],
      ['gnss.longitude', ok(last.longitude * 1e5)],
      ['gnss.speed', ok(last.speedKmh)],
      ['power', ok(1)],
      ['c1.door', ok(doors[0] ? 1 : 0)],
      ['c2.door', ok(doors[1] ? 1 : 0)],
    ])
    for (let probe = 0; probe < PROBES; probe++) {
      const compartment = probe < PROBES / 2 ? 0 : 1
      samples.set(`p${probe + 1}.temperature`, ok(celsiusAt(kind, compartment, probe, atMs) * 10))
      samples.set(
        `p${probe + 1}.humidity`,
        ok(620 + 40 * Math.sin(atMs / 900_000 + probe) + noise(atMs, probe + 40) * 6),
      )
    }
    const track = fixes.map(({ atMs: fixMs, latitude, longitude, speedKmh }) => ({
      ...{ atMs: fixMs, latitude, longitude },
      speed: ok(speedKmh),
    }))
    const { latitude, longitude, speedKmh } = last
    const place = { atMs, latitude, longitude, speedKmh, isParked: !isMoving, began: null }
    yield { monotonicMs: atMs, samples, utcMs: null, track, place }
  }
}

/** Minutes since midnight at which it stops; each stop takes 20 of them. */
const STOPS = Array.from({ length: 12 }, (_, at) => 480 + at * 50)

const minuteOf = (atMs: number): number => atMs / MINUTE_MS

function isDriving(atMs: number): boolean {
  const minute = minuteOf(atMs)
  return minute >= 450 && minute < 1_050 && !STOPS.some((stop) => minute >= stop && minute < stop + 20)
}

function doorOpen(kind: DayKind, compartment: number, atMs: number): boolean {
  if (kind === 'quiet') return false
  const minute = minuteOf(atMs)
  return STOPS.some((stop, at) => at % 2 === compartment && minute >= stop + 5 && minute < stop + 9)
}

function celsiusAt(kind: DayKind, compartment: number, probe: number, atMs: number): number {
  // a compressor that goes on and off around its setpoint, every twelve minutes
  const cycle = 0.5 * Math.sin((atMs / (12 * MINUTE_MS)) * 2 * Math.PI + compartment)
  const setpoint = compartment === 0 ? 5 : -20
  const minute = minuteOf(atMs)
  const stop =
    kind === 'quiet' ? undefined : STOPS.findLast((start, at) => at % 2 === compartment && minute >= start + 5)
  const sinceOpen = stop === undefined ? Number.POSITIVE_INFINITY : minute - stop - 5
  const warmth = sinceOpen < 4 ? sinceOpen * 0.35 : 1.4 * Math.exp(-(sinceOpen - 4) / 8)
  const failing = kind === 'alarm' && compartment === 0 ? failureWarmth(atMs) : 0
  return setpoint + cycle + warmth + failing + probe * 0.1 + noise(atMs, probe) * 0.05
}

/** From 12:00 to 15:00 the compartment goes towards the air outside, then back. */
function failureWarmth(atMs: number): number {
  const [fromMs, toMs] = [12 * HOUR_MS, 15 * HOUR_MS]
  const towards = (sinceMs: number): number => 20 * (1 - Math.exp(-sinceMs / (3 * HOUR_MS)))
  if (atMs < fromMs) return 0
  return atMs < toMs ? towards(atMs - fromMs) : towards(toMs - fromMs) * Math.exp(-(atMs - toMs) / (HOUR_MS / 2))
}

/** A winding road, a fix a second; a truck that stands is where it stopped, as the filter has it. */
function createDrive() {
  let latitude = 31.2
  let longitude = 121.4
  return (atMs: number, isMoving: boolean) =>
    Array.from({ length: SAMPLE_INTERVAL_MS / 1_000 }, (_, second) => {
      const fixMs = atMs - SAMPLE_INTERVAL_MS + (second + 1) * 1_000
      const speedKmh = isMoving ? 55 + 20 * Math.sin(fixMs / 90_000) : 0
      const heading = 0.9 * Math.sin(fixMs / 240_000) + 0.5 * Math.sin(fixMs / 55_000)
      const degrees = speedKmh / 3.6 / METRES_PER_DEGREE
      latitude += degrees * Math.cos(heading)
      longitude += degrees * Math.sin(heading)
      return { atMs: fixMs, latitude, longitude, speedKmh }
    })
}

/** −1 to 1, the same for the same moment. */
function noise(atMs: number, of: number): number {
  let mixed = Math.imul(atMs / 1_000 + of * 7_919, 0x9e3779b1)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b)
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 31 - 1
}
