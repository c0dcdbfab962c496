/** `[latitude, longitude, km/h towards the next point, minutes of stop at this point]`, WGS-84. */
type Waypoint = readonly [latitude: number, longitude: number, speedKmh: number, stopMinutes?: number]

export type Route = { readonly id: string; readonly waypoints: readonly Waypoint[] }

export type RoutePlace = { readonly latitude: number; readonly longitude: number; readonly courseDegrees: number }

const EARTH_METRES = 6_371_000
const radians = (degrees: number): number => (degrees * Math.PI) / 180

type Position = readonly [latitude: number, longitude: number, ...rest: unknown[]]

export function distanceMetres([latA, lonA]: Position, [latB, lonB]: Position): number {
  const north = radians(latB - latA)
  const east = radians(lonB - lonA) * Math.cos(radians((latA + latB) / 2))
  return EARTH_METRES * Math.hypot(north, east)
}

/** A route there and back as one closed way, measured in metres. */
export type Way = {
  readonly lengthMetres: number
  readonly placeAt: (metres: number) => RoutePlace
  readonly limitKmhAt: (metres: number) => number
  /** The next stop at or after a distance; `atMetres` may be beyond the length when the way begins anew. */
  readonly nextStop: (metres: number) => { atMetres: number; minutes: number }
}

export function createWay(route: Route): Way {
  const there = route.waypoints
  // Back along the same points: the limit of a stretch belongs to the point it begins with on the way out.
  const back = there
    .slice(1, -1)
    .map((point, index): Waypoint => [point[0], point[1], there[index]?.[2] ?? point[2], point[3] ?? 0])
    .reverse()
  const last = there.at(-1)
  const beforeLast = there.at(-2)
  if (last === undefined || beforeLast === undefined) throw new Error(`route ${route.id} has fewer than two points`)
  const turning: Waypoint = [last[0], last[1], beforeLast[2], last[3] ?? 0]
  const points = [...there.slice(0, -1), turning, ...back]
  const starts: number[] = []
  let length = 0
  points.forEach((point, index) => {
    starts.push(length)
    length += distanceMetres(point, points[(index + 1) % points.length] ?? point)
  })

  const legAt = (metres: number): { index: number; inside: number } => {
    const at = ((metres % length) + length) % length
    let index = starts.findIndex((start) => start > at) - 1
    if (index < 0) index = points.length - 1
    return { index, inside: at - (starts[index] ?? 0) }
  }
  const pointAt = (index: number): Waypoint => points[index % points.length] ?? turning

  return {
    lengthMetres: length,
    limitKmhAt: (metres) => pointAt(legAt(metres).index)[2],
    placeAt(metres) {
      const { index, inside } = legAt(metres)
      const from = pointAt(index)
      const to = pointAt(index + 1)
      const part = Math.min(1, inside / Math.max(distanceMetres(from, to), 1))
      const east = radians(to[1] - from[1]) * Math.cos(radians((from[0] + to[0]) / 2))
      const course = (Math.atan2(east, radians(to[0] - from[0])) * 180) / Math.PI
      return {
        latitude: from[0] + (to[0] - from[0]) * part,
        longitude: from[1] + (to[1] - from[1]) * part,
        courseDegrees: (course + 360) % 360,
      }
    },
    nextStop(metres) {
      const turns = Math.floor(metres / length)
      const at = metres - turns * length
      const stops = points.flatMap((point, index) =>
        (point[3] ?? 0) > 0 ? [{ atMetres: starts[index] ?? 0, minutes: point[3] ?? 0 }] : [],
      )
      const ahead = stops.find(({ atMetres }) => atMetres > at)
      if (ahead !== undefined) return { atMetres: ahead.atMetres + turns * length, minutes: ahead.minutes }
      const first = stops[0] ?? { atMetres: 0, minutes: 0 }
      return { atMetres: first.atMetres + (turns + 1) * length, minutes: first.minutes }
    },
  }
}
