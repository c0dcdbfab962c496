import type { Position, Ring } from './geo-json.ts'

export interface BorderedArea {
  /** areas of one group are of the same province */
  readonly group: string
  readonly rings: readonly Ring[]
}

export interface BorderLines {
  /** between two areas of one group */
  readonly within: readonly Ring[]
  /** between groups, and where only the sea or another country is beyond */
  readonly around: readonly Ring[]
}

interface Edge {
  readonly ends: readonly [from: string, to: string]
  readonly groups: string[]
}

/**
 * The borders of many areas as lines, each drawn once although two areas share it, and simplified between the points
 * where lines meet: neighbours keep the same border, without a sliver between them.
 */
export function borderLines(areas: readonly BorderedArea[], toleranceDegrees: number): BorderLines {
  const positions = new Map<string, Position>()
  const edges = new Map<string, Edge>()
  const keyOf = (position: Position): string => {
    const key = `${position[0]},${position[1]}`
    if (!positions.has(key)) positions.set(key, position)
    return key
  }
  for (const { group, rings } of areas) {
    for (const ring of rings) {
      for (const [index, position] of ring.entries()) {
        const [from, to] = [keyOf(position), keyOf(ring[index + 1] ?? ring[0] ?? position)]
        if (from === to) continue
        const key = from < to ? `${from} ${to}` : `${to} ${from}`
        const edge = edges.get(key)
        if (edge === undefined) edges.set(key, { ends: [from, to], groups: [group] })
        else edge.groups.push(group)
      }
    }
  }
  const isWithin = ({ groups: [first, second] }: Edge) => second !== undefined && first === second
  const lines = (chosen: readonly Edge[]) =>
    chain(chosen).map((keys) =>
      simplify(
        keys.flatMap((key) => [positions.get(key)].filter((position) => position !== undefined)),
        toleranceDegrees,
      ),
    )
  const all = [...edges.values()]
  return { within: lines(all.filter(isWithin)), around: lines(all.filter((edge) => !isWithin(edge))) }
}

/** Edges joined to lines that end where more or fewer than two of them meet, and to rings. */
function chain(edges: readonly Edge[]): string[][] {
  const neighbours = new Map<string, Set<string>>()
  const join = (from: string, to: string) => {
    const known = neighbours.get(from)
    if (known === undefined) neighbours.set(from, new Set([to]))
    else known.add(to)
  }
  for (const { ends } of edges) {
    join(ends[0], ends[1])
    join(ends[1], ends[0])
  }
  const meetings = new Set([...neighbours].filter(([, { size }]) => size !== 2).map(([key]) => key))
  const firstOf = (key: string): string | undefined => neighbours.get(key)?.values().next().value
  const lines: string[][] = []
  const walkFrom = (start: string) => {
    for (let next = firstOf(start); next !== undefined; next = firstOf(start)) {
      const line = [start]
      for (let [key, to] = [start, next as string | undefined]; to !== undefined; ) {
        line.push(to)
        neighbours.get(key)?.delete(to)
        neighbours.get(to)?.delete(key)
        key = to
        to = meetings.has(key) ? undefined : firstOf(key)
      }
      lines.push(line)
    }
  }
  for (const key of meetings) walkFrom(key)
  // What is left are rings that touch nothing: islands.
  for (const key of neighbours.keys()) walkFrom(key)
  return lines
}

/** Douglas and Peucker's, with a stack instead of recursion: a border has thousands of points. */
export function simplify(line: Ring, tolerance: number): Ring {
  const kept = new Uint8Array(line.length)
  kept[0] = kept[line.length - 1] = 1
  const stack: [number, number][] = [[0, line.length - 1]]
  for (let part = stack.pop(); part !== undefined; part = stack.pop()) {
    const [first, last] = part
    let [farthest, distance] = [-1, tolerance]
    for (let index = first + 1; index < last; index += 1) {
      const away = distanceTo(line[index], line[first], line[last])
      if (away > distance) [farthest, distance] = [index, away]
    }
    if (farthest < 0) continue
    kept[farthest] = 1
    stack.push([first, farthest], [farthest, last])
  }
  return line.filter((_, index) => kept[index] === 1)
}

function distanceTo(point: Position | undefined, from: Position | undefined, to: Position | undefined): number {
  if (point === undefined || from === undefined || to === undefined) return 0
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / length
  const share = Math.min(1, Math.max(0, along))
  return Math.hypot(point[0] - from[0] - share * dx, point[1] - from[1] - share * dy)
}
