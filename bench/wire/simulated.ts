import { createWeather, initialBody, relativeHumidity, STEP_SECONDS, stepBody } from '@coldrx/firmware-sim'
import type { Position, Probe, ProbeSeries } from './minute-series.ts'

const STEPS_PER_MINUTE = 60 / STEP_SECONDS
/** What firmware-sim gives its probes: noise of the sensor itself. */
const NOISE_CELSIUS = 0.03
const NOISE_PERCENT = 0.15
const START_MS = Date.UTC(2026, 6, 1)

export type Gaussian = () => number

/** Seeded: each run measures the same bytes. */
export function createGaussian(seed: number): Gaussian {
  let state = seed >>> 0
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 0.5) / 2 ** 32
  }
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}

/** A chilled and a frozen compartment on a summer's day; at each delivery the doors stand open for some minutes. */
export function simulateProbes(minutes: number): Record<Probe, ProbeSeries> {
  const chilled = { setpointCelsius: 5, volumeCubicMetres: 12, loadKg: 900 }
  const frozen = { setpointCelsius: -18, volumeCubicMetres: 8, loadKg: 500 }
  const [p1, p2] = simulateCompartment(chilled, minutes, [0, 0.3], 11)
  const [p3, p4] = simulateCompartment(frozen, minutes, [0, -0.4], 12)
  return { p1, p2, p3, p4 }
}

function simulateCompartment(
  size: { setpointCelsius: number; volumeCubicMetres: number; loadKg: number },
  minutes: number,
  offsetsCelsius: readonly [number, number],
  seed: number,
): [ProbeSeries, ProbeSeries] {
  const weatherAt = createWeather(seed)
  const noise = createGaussian(seed)
  const probes = offsetsCelsius.map((offset) => ({ offset, temperature: [] as number[], humidity: [] as number[] }))
  let body = initialBody(size)
  for (let minute = 0; minute < minutes; minute++) {
    const doorOpen = minute % 95 < 5 && minute > 95
    const weather = weatherAt(START_MS + minute * 60_000)
    for (let step = 0; step < STEPS_PER_MINUTE; step++) body = stepBody(size, body, { weather, doorOpen, unitOn: true })
    for (const { offset, temperature, humidity } of probes) {
      temperature.push(body.sensedCelsius + offset + NOISE_CELSIUS * noise())
      humidity.push(Math.min(100, relativeHumidity(body) + NOISE_PERCENT * noise()))
    }
  }
  const [first, second] = probes
  if (first === undefined || second === undefined) throw new RangeError('a compartment has two probes')
  return [first, second]
}

const METRES_PER_DEGREE = 111_320

/** A drive over winding roads: speed and heading wander from second to second, and it stands at each delivery. */
export function simulateDrive(minutes: number, everySeconds = 60): Position[] {
  const noise = createGaussian(21)
  const positions: Position[] = []
  let [latitude, longitude, heading, turning, speed] = [31.23, 121.47, 3.9, 0, 0]
  for (let second = 0; second < minutes * 60; second++) {
    const stopped = Math.floor(second / 60) % 95 < 12
    const limit = Math.floor(second / 60) % 95 < 30 ? 50 : 90
    const wanted = stopped ? 0 : limit * (0.92 + 0.04 * noise())
    speed = Math.max(0, speed + Math.min(1.3, Math.max(-2, wanted - speed)))
    turning = turning * 0.97 + 0.0015 * noise()
    if (speed > 0) heading += turning * (speed / 60)
    latitude += ((speed / 3.6) * Math.cos(heading)) / METRES_PER_DEGREE
    longitude += ((speed / 3.6) * Math.sin(heading)) / (METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180))
    if (second % everySeconds !== 0) continue
    // a receiver is right to about a metre
    const blur = (): number => (1.2 * noise()) / METRES_PER_DEGREE
    positions.push({ latitude: latitude + blur(), longitude: longitude + blur(), speedKmh: speed })
  }
  return positions
}
