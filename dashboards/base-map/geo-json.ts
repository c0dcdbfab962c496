export type Position = [longitude: number, latitude: number]
export type Ring = Position[]

export interface Feature<Properties = object> {
  readonly type: 'Feature'
  readonly properties: Properties
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: Ring[] }
    | { readonly type: 'MultiPolygon'; readonly coordinates: Ring[][] }
    | { readonly type: 'MultiLineString'; readonly coordinates: Ring[] }
    | { readonly type: 'Point'; readonly coordinates: Position }
}

export interface FeatureCollection<Properties = object> {
  readonly type: 'FeatureCollection'
  readonly features: readonly Feature<Properties>[]
}

export function ringsOf({ geometry }: Feature): Ring[] {
  switch (geometry.type) {
    case 'Polygon':
    case 'MultiLineString':
      return geometry.coordinates
    case 'MultiPolygon':
      return geometry.coordinates.flat()
    case 'Point':
      return []
  }
}

/** The middle of the largest ring by its area: where a name stands. */
export function middleOf(feature: Feature): Position {
  const largest = ringsOf(feature)
    .map((ring) => ({ ring, area: Math.abs(signedArea(ring)) }))
    .sort((left, right) => right.area - left.area)[0]?.ring
  if (largest === undefined) return [0, 0]
  const area = signedArea(largest)
  let [x, y] = [0, 0]
  eachEdge(largest, ([x1, y1], [x2, y2]) => {
    const cross = x1 * y2 - x2 * y1
    x += (x1 + x2) * cross
    y += (y1 + y2) * cross
  })
  return area === 0 ? (largest[0] ?? [0, 0]) : [x / (6 * area), y / (6 * area)]
}

function signedArea(ring: Ring): number {
  let twice = 0
  eachEdge(ring, ([x1, y1], [x2, y2]) => {
    twice += x1 * y2 - x2 * y1
  })
  return twice / 2
}

function eachEdge(ring: Ring, take: (from: Position, to: Position) => void): void {
  for (const [index, from] of ring.entries()) take(from, ring[(index + 1) % ring.length] ?? from)
}

export function roundPosition([longitude, latitude]: Position, decimals: number): Position {
  const scale = 10 ** decimals
  return [Math.round(longitude * scale) / scale, Math.round(latitude * scale) / scale]
}

/** Rounded, and without the points that then fall upon the one before. */
export function roundRing(ring: Ring, decimals: number): Ring {
  const rounded = ring.map((position) => roundPosition(position, decimals))
  return rounded.filter(
    ([x, y], index) => index === 0 || x !== rounded[index - 1]?.[0] || y !== rounded[index - 1]?.[1],
  )
}
