import type { Feature, FeatureCollection } from 'geojson'
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'
import type { Track, TrackPoint } from '../contract.ts'
import type { ToDisplay } from '../map/display-datum.ts'
import { readMapLook } from '../map/map-look.ts'
import { stretchesOf } from './track-points.ts'

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] }

export function dressTrack(map: MapLibreMap): void {
  const look = readMapLook()
  for (const source of ['track', 'ends', 'cursor']) map.addSource(source, { type: 'geojson', data: EMPTY })
  map.addLayer({
    id: 'track edge',
    type: 'line',
    source: 'track',
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': look.surface, 'line-width': 7 },
  })
  map.addLayer({
    id: 'track',
    type: 'line',
    source: 'track',
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': look.accent, 'line-width': 4 },
  })
  map.addLayer({
    id: 'ends',
    type: 'circle',
    source: 'ends',
    paint: {
      'circle-radius': 7,
      'circle-color': ['case', ['get', 'last'], look.accent, look.surface],
      'circle-stroke-color': ['case', ['get', 'last'], look.surface, look.accent],
      'circle-stroke-width': 3,
    },
  })
  map.addLayer({
    id: 'cursor',
    type: 'circle',
    source: 'cursor',
    paint: {
      'circle-radius': 8,
      'circle-color': look.ink,
      'circle-stroke-color': look.surface,
      'circle-stroke-width': 3,
    },
  })
}

/** What it drew reaches from west and south to east and north; undefined: there was nothing. */
export function drawTrack(
  map: MapLibreMap,
  track: Track,
  toDisplay: ToDisplay,
): [number, number, number, number] | undefined {
  const place = ([, latitude, longitude]: TrackPoint) => toDisplay(longitude, latitude)
  const set = (source: string, features: Feature[]) =>
    void map.getSource<GeoJSONSource>(source)?.setData({ type: 'FeatureCollection', features })
  const stretches = stretchesOf(track).map((stretch) => stretch.map(place))
  set('track', [
    {
      type: 'Feature',
      properties: {},
      geometry: { type: 'MultiLineString', coordinates: stretches.filter((one) => one.length > 1) },
    },
  ])
  const [first, last] = [track.points[0], track.points.at(-1)]
  if (first === undefined || last === undefined) {
    set('ends', [])
    return undefined
  }
  set(
    'ends',
    [first, last].map((point, index) => ({
      type: 'Feature',
      properties: { last: index === 1 },
      geometry: { type: 'Point', coordinates: place(point) },
    })),
  )
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [longitude, latitude] of stretches.flat()) {
    west = Math.min(west, longitude)
    east = Math.max(east, longitude)
    south = Math.min(south, latitude)
    north = Math.max(north, latitude)
  }
  return [west, south, east, north]
}
