import type { FeatureCollection } from 'geojson'
import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl'
import type { Fence, Geofence } from '../trips/records.ts'
import type { ToDisplay } from './display-datum.ts'
import { centreOf, outlineOf, reachMetresOf } from './fence-outline.ts'
import type { MapLook } from './map-look.ts'

const AREAS_SOURCE = 'fences'
const MARKS_SOURCE = 'fence marks'
/** A smaller one is no more than a speck: a mark stands for it. */
const SMALLEST_SEEN_PIXELS = 10
const METRES_AROUND_THE_EARTH = 40_075_016
const TILE_PIXELS = 512

/** From which zoom on the fence itself is large enough to be seen. */
export function seenFromZoom(fence: Fence): number {
  const { latitude } = centreOf(fence)
  const metresAPixel = reachMetresOf(fence) / SMALLEST_SEEN_PIXELS
  return Math.log2((METRES_AROUND_THE_EARTH * Math.cos((latitude * Math.PI) / 180)) / (TILE_PIXELS * metresAPixel))
}

/** On the map below what drives there: areas, a mark for each that is too small to be seen, and their names. */
export function addFences(map: MapLibreMap, look: MapLook, below?: string): void {
  const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] }
  for (const source of [AREAS_SOURCE, MARKS_SOURCE]) map.addSource(source, { type: 'geojson', data: nothing })
  const colour = ['case', ['get', 'isForbidden'], look.risks.out, look.accent] as never
  const layers: LayerSpecification[] = [
    {
      ...{ id: 'fence areas', type: 'fill', source: AREAS_SOURCE },
      paint: { 'fill-color': colour, 'fill-opacity': 0.16 },
    },
    {
      ...{ id: 'fence outlines', type: 'line', source: AREAS_SOURCE },
      paint: { 'line-color': colour, 'line-width': 2 },
    },
    {
      ...{ id: 'fence marks', type: 'circle', source: MARKS_SOURCE },
      filter: ['<', ['zoom'], ['get', 'seenFrom']],
      paint: {
        'circle-color': look.surface,
        'circle-radius': 5,
        'circle-stroke-color': colour,
        'circle-stroke-width': 3,
      },
    },
    {
      ...{ id: 'fence names', type: 'symbol', source: MARKS_SOURCE },
      layout: {
        'text-field': ['get', 'name'],
        'text-size': 12,
        'text-font': ['sans-serif'],
        'text-anchor': 'top',
        'text-offset': [0, 0.8],
        'text-optional': true,
      },
      paint: { 'text-color': look.ink, 'text-halo-color': look.surface, 'text-halo-width': 1.6 },
    },
  ]
  for (const layer of layers) map.addLayer(layer, below)
}

export function drawFences(
  map: MapLibreMap,
  fences: readonly Pick<Geofence, 'kind' | 'fence'>[],
  { toDisplay, nameOf }: { readonly toDisplay: ToDisplay; readonly nameOf: (index: number) => string },
): Promise<unknown> {
  const areas: FeatureCollection['features'] = []
  const marks: FeatureCollection['features'] = []
  for (const [index, { kind, fence }] of fences.entries()) {
    const { latitude, longitude } = centreOf(fence)
    const isForbidden = kind === 'forbidden'
    areas.push({
      ...{ type: 'Feature', properties: { isForbidden } },
      geometry: { type: 'Polygon', coordinates: [outlineOf(fence).map((at) => toDisplay(at.longitude, at.latitude))] },
    })
    marks.push({
      ...{ type: 'Feature', properties: { isForbidden, name: nameOf(index), seenFrom: seenFromZoom(fence) } },
      geometry: { type: 'Point', coordinates: toDisplay(longitude, latitude) },
    })
  }
  const set = (source: string, features: FeatureCollection['features']) =>
    map.getSource<GeoJSONSource>(source)?.setData({ type: 'FeatureCollection', features })
  return Promise.all([set(AREAS_SOURCE, areas), set(MARKS_SOURCE, marks)])
}
