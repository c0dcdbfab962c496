import type { Position, Ring } from './geo-json.ts'

interface Node {
  readonly position: Position
  readonly neighbours: Set<string>
}

/**
 * The borders of many areas as lines, each drawn once although two areas share it, and simplified between the points
 * where more than two lines meet: neighbours keep the same border, without a sliver between them.
 */
export function borderLines(rings: readonly Ring[], toleranceDegrees: number): Ring[] {
  const nodes = new Map<string, Node>()
  const keyOf = ([x, y]: Position) => `${x},${y}`
  const nodeOf = (position: Position): Node => {
    const key = keyOf(position)
    const node = nodes.get(key) ?? { position, neighbours: new Set() }
    nodes.set(key, node)
    return node
  }
  for (const ring of rings) {
    for (const [index, from] of ring.entries()) {
      const to = ring[index + 1] ?? ring[0]
      if (to === undefined || keyOf(from) === keyOf(to)) continue
      nodeOf(from).neighbours.add(keyOf(to))
      nodeOf(to).neighbours.add(keyOf(from))
    }
  }

  /** Takes the edges out as it goes along them. */
  function walk(startKey: string, nextKey: string): Ring {
    const line: Ring = []
    let [key, next] = [startKey, nextKey as string | undefined]
    while (next !== undefined) {
      const [from, to] = [nodes.get(key), nodes.get(next)]
      if (from === undefined || to === undefined) break
      if (line.length === 0) line.push(from.position)
      line.push(to.position)
      const isThrough = to.neighbours.size === 2 && !junctions.has(next)
      from.neighbours.delete(next)
      to.neighbours.delete(key)
      key = next
      next = isThrough ? to.neighbours.values().next().value : undefined
    }
    return line
  }

  const junctions = new Set([...nodes].filter(([, { neighbours }]) => neighbours.size !== 2).map(([key]) => key))
  const lines: Ring[] = []
  const takeFrom = (key: string) => {
    for (let next = firstOf(nodes, key); next !== undefined; next = firstOf(nodes, key)) lines.push(walk(key, next))
  }
  for (const key of junctions) takeFrom(key)
  // What is left are rings that touch nothing: islands.
  for (const key of nodes.keys()) takeFrom(key)
  return lines.map((line) => simplify(line, toleranceDegrees))
}

function firstOf(nodes: ReadonlyMap<string, Node>, key: string): string | undefined {
  return nodes.get(key)?.neighbours.values().next().value
}

/** Douglas and Peucker's, with a stack instead of recursion: a border has thousands of points. */
function simplify(line: Ring, tolerance: number): Ring {
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
