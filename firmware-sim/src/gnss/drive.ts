import type { Random } from '../random.ts'
import type { RoutePlace, Way } from './route.ts'

type DriveState = RoutePlace & { readonly speedKmh: number; readonly metres: number }

/** A truck on its way: speeds up, keeps about the limit, brakes for its stops, waits there. */
export type Drive = { readonly advance: (seconds: number) => DriveState }

const ACCELERATION = 0.35
const BRAKING = 0.6

export function createDrive({
  way,
  startFraction,
  random,
}: {
  way: Way
  startFraction: number
  random: Random
}): Drive {
  // Half of the closed way is the route out.
  let metres = startFraction * (way.lengthMetres / 2)
  let speed = 0
  let mood = 0
  let waitSeconds = 0
  let stop = way.nextStop(metres)

  const step = (seconds: number): void => {
    if (waitSeconds > 0) {
      waitSeconds -= seconds
      return
    }
    const left = stop.atMetres - metres
    if (left < 1 || (speed < 0.5 && left < 5)) {
      speed = 0
      waitSeconds = stop.minutes * 60
      metres = stop.atMetres
      stop = way.nextStop(metres)
      return
    }
    // Traffic: a slow wander of a few per cent around the limit.
    mood += -mood * 0.02 * seconds + 0.012 * random.gaussian() * Math.sqrt(seconds)
    const wanted = (way.limitKmhAt(metres) / 3.6) * Math.min(Math.max(0.96 + mood, 0.75), 1.05)
    const allowed = Math.min(wanted, Math.sqrt(2 * BRAKING * Math.max(left - 1, 0)) + 0.3)
    speed += Math.min(Math.max(allowed - speed, -2 * BRAKING * seconds), ACCELERATION * seconds)
    metres += Math.min(Math.max(speed, 0.2) * seconds, left)
  }

  return {
    advance(seconds) {
      for (let left = seconds; left > 0; left -= 1) step(Math.min(1, left))
      return { ...way.placeAt(metres), speedKmh: speed * 3.6, metres }
    },
  }
}
