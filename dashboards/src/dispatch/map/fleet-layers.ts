import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { RISKS } from '../truck-view.ts'
import type { MapLook } from './map-look.ts'

export const TRUCKS_SOURCE = 'trucks'
/** Holds the selected truck alone, so that it is seen where others would swallow it in a cluster. */
export const SELECTED_SOURCE = 'selected'

/** From here on plates fit beside their trucks. */
const NAMES_FROM = 8.5

const byRisk = (property: string, values: readonly string[]): ExpressionSpecification => [
  'match',
  ['get', property],
  ...(RISKS.flatMap((_, index) => [index, values[index] ?? '']) as [number, string]),
  values.at(-1) ?? '',
]

/** Clusters say how many and how bad the worst is, in colour and shape; trucks say their risk, and near by their plate. */
export function fleetLayers(look: MapLook): LayerSpecification[] {
  const isCluster: ExpressionSpecification = ['has', 'point_count']
  const colours = RISKS.map((risk) => look.risks[risk])
  const name = {
    'text-field': ['get', 'name'],
    'text-size': 12,
    'text-font': ['sans-serif'],
    'text-anchor': 'left',
    'text-offset': [1.2, 0],
  } as const
  const written = { 'text-color': look.ink, 'text-halo-color': look.surface, 'text-halo-width': 1.6 }
  return [
    {
      id: 'clusters',
      type: 'circle',
      source: TRUCKS_SOURCE,
      filter: isCluster,
      paint: {
        'circle-color': look.surface,
        'circle-stroke-color': byRisk('worst', colours),
        'circle-stroke-width': 4,
        'circle-radius': ['interpolate', ['linear'], ['get', 'point_count'], 2, 14, 100, 20, 1_000, 28],
      },
    },
    {
      id: 'cluster counts',
      type: 'symbol',
      source: TRUCKS_SOURCE,
      filter: isCluster,
      layout: {
        'text-field': ['to-string', ['get', 'point_count']],
        'text-size': 12,
        'text-font': ['sans-serif'],
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': look.ink },
    },
    {
      id: 'cluster risks',
      type: 'symbol',
      source: TRUCKS_SOURCE,
      filter: ['all', isCluster, ['<', ['get', 'worst'], RISKS.indexOf('fine')]],
      layout: {
        'icon-image': byRisk('worst', RISKS),
        'icon-size': 0.75,
        'icon-offset': [22, -18],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
    {
      id: 'trucks',
      type: 'symbol',
      source: TRUCKS_SOURCE,
      filter: ['!', isCluster],
      layout: {
        'icon-image': byRisk('risk', RISKS),
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        // the gravest lies on top
        'symbol-sort-key': ['-', 0, ['get', 'risk']],
      },
    },
    {
      id: 'names of trucks',
      type: 'symbol',
      source: TRUCKS_SOURCE,
      minzoom: NAMES_FROM,
      filter: ['!', isCluster],
      layout: { ...name, 'symbol-sort-key': ['get', 'risk'] } as object,
      paint: written,
    },
    {
      id: 'selected ring',
      type: 'circle',
      source: SELECTED_SOURCE,
      paint: {
        'circle-color': look.surface,
        'circle-opacity': 0.75,
        'circle-stroke-color': look.accent,
        'circle-stroke-width': 3,
        'circle-radius': 19,
      },
    },
    {
      id: 'selected',
      type: 'symbol',
      source: SELECTED_SOURCE,
      layout: { 'icon-image': byRisk('risk', RISKS), 'icon-allow-overlap': true },
    },
    {
      // by itself: a layer of both would need a shader of its own, made in the moment of the first click
      id: 'selected name',
      type: 'symbol',
      source: SELECTED_SOURCE,
      layout: { ...name, 'text-size': 14, 'text-offset': [1.7, 0], 'text-allow-overlap': true } as object,
      paint: written,
    },
  ]
}
