import type { SeriesPlayer } from '../series/series-player.ts'
import {
  type BodySize,
  type BodyState,
  beginDefrost,
  evaporatorCelsius,
  initialBody,
  relativeHumidity,
  STEP_SECONDS,
  stepBody,
} from './body.ts'
import type { Weather } from './weather.ts'

type CompartmentAir = {
  readonly temperatureCelsius: number
  readonly relativeHumidity: number
  readonly evaporatorCelsius: number
  readonly loadCelsius: number
  readonly row?: number
}

/** One compartment of a running truck. Integrated only when somebody asks, so an idle truck costs nothing. */
export type Compartment = {
  readonly id: string
  readonly air: (nowMs: number) => CompartmentAir
  readonly state: (nowMs: number) => BodyState
  readonly doorOpen: () => boolean
  readonly setDoor: (open: boolean, nowMs: number) => void
  readonly setCompressor: (mode: 'auto' | 'off', nowMs: number) => void
  /** Over by itself after its time. */
  readonly startDefrost: (nowMs: number) => void
  readonly setPower: (on: boolean, nowMs: number) => void
  /** Overrides the weather; undefined gives it back. */
  readonly setOutside: (celsius: number | undefined, nowMs: number) => void
}

export type CompartmentOptions = {
  readonly id: string
  readonly size: BodySize
  readonly weather: (timeMs: number) => Weather
  readonly speed: number
  readonly startMs: number
  readonly series?: SeriesPlayer
}

export function createCompartment({ id, size, weather, speed, startMs, series }: CompartmentOptions): Compartment {
  const stepMs = STEP_SECONDS * 1000
  let before = initialBody(size)
  let after = before
  let steps = 0
  let door = false
  let compressor: 'auto' | 'off' = 'auto'
  let power = true
  let outsideCelsius: number | undefined

  /** Whole steps only, and a value between two of them: results do not depend on when somebody asks. */
  const advance = (nowMs: number): number => {
    const elapsedMs = Math.max(0, (nowMs - startMs) * speed)
    while (steps * stepMs <= elapsedMs) {
      const natural = weather(startMs + steps * stepMs)
      before = after
      after = stepBody(size, before, {
        weather: outsideCelsius === undefined ? natural : { ...natural, airCelsius: outsideCelsius },
        doorOpen: door,
        unitOn: power && compressor === 'auto',
      })
      steps += 1
    }
    return elapsedMs / stepMs - (steps - 1)
  }
  const between = (from: number, to: number, part: number): number =>
    from + (to - from) * Math.min(Math.max(part, 0), 1)

  return {
    id,
    air(nowMs) {
      const part = advance(nowMs)
      const played = series?.at(nowMs)
      return {
        temperatureCelsius: played?.temperature ?? between(before.sensedCelsius, after.sensedCelsius, part),
        relativeHumidity: played?.humidity ?? between(relativeHumidity(before), relativeHumidity(after), part),
        evaporatorCelsius: evaporatorCelsius(after),
        loadCelsius: after.loadCelsius,
        ...(played === undefined ? {} : { row: played.row }),
      }
    },
    state(nowMs) {
      advance(nowMs)
      return after
    },
    doorOpen: () => door,
    setDoor(open, nowMs) {
      advance(nowMs)
      door = open
    },
    setCompressor(mode, nowMs) {
      advance(nowMs)
      compressor = mode
    },
    startDefrost(nowMs) {
      advance(nowMs)
      after = beginDefrost(after)
    },
    setPower(on, nowMs) {
      advance(nowMs)
      power = on
    },
    setOutside(celsius, nowMs) {
      advance(nowMs)
      outsideCelsius = celsius
    },
  }
}
