import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { MapLook } from './map-look.ts'
import type { MapSettings } from './map-settings.ts'

const PROVINCES_FROM = 3.2
/** From here on the fine borders are drawn instead of the coarse ones. */
const NEAR_FROM = 5.5
/** What a border may be off by on the screen; twice as fine has twice as many corners to draw. */
const PIXEL = 0.8
/** What a tile has of its neighbours, in pixels: as much as the widest line needs. The usual 128 more than double what is drawn. */
const LINE_BUFFER = 8

export interface BaseStyleParts {
  readonly settings: MapSettings
  readonly look: MapLook
  readonly language: 'zh-CN' | 'en'
  /** addresses of the bundled base map's files */
  readonly files: Readonly<Record<'countries' | 'provinces' | 'land' | 'borders' | 'names', string>>
}

/**
 * The world under the trucks. There is no `glyphs` address on purpose: without one MapLibre draws all letters from the
 * fonts of the machine, and asks nobody.
 */
export function baseStyle({ settings, look, language, files }: BaseStyleParts): StyleSpecification {
  const background: LayerSpecification = {
    id: 'background',
    type: 'background',
    paint: { 'background-color': look.water },
  }
  if (settings.tiles !== null) {
    const { url, maxZoom } = settings.tiles
    return {
      version: 8,
      sources: { tiles: { type: 'raster', tiles: [url], tileSize: 256, maxzoom: maxZoom } },
      layers: [background, { id: 'tiles', type: 'raster', source: 'tiles' }],
    }
  }
  const name = language === 'en' ? 'en' : 'zh'
  return {
    version: 8,
    sources: {
      countries: { type: 'geojson', data: files.countries, tolerance: 0.2, buffer: LINE_BUFFER },
      provinces: { type: 'geojson', data: files.provinces, tolerance: PIXEL, buffer: LINE_BUFFER },
      near: { type: 'geojson', data: files.land, tolerance: PIXEL, buffer: LINE_BUFFER },
      borders: { type: 'geojson', data: files.borders, tolerance: PIXEL, buffer: LINE_BUFFER },
      names: { type: 'geojson', data: files.names },
    },
    layers: [
      background,
      {
        id: 'land',
        type: 'fill',
        source: 'countries',
        paint: { 'fill-color': ['case', ['get', 'home'], look.home, look.land], 'fill-antialias': false },
      },
      {
        id: 'near',
        type: 'fill',
        source: 'near',
        minzoom: NEAR_FROM,
        // an expression as that of `land`, so that the two share a shader: making one takes time in the middle of a zoom
        paint: { 'fill-color': ['case', ['has', 'home'], look.home, look.home], 'fill-antialias': false },
      },
      {
        id: 'cities',
        type: 'line',
        source: 'borders',
        minzoom: NEAR_FROM,
        filter: ['!', ['get', 'province']],
        paint: { 'line-color': look.borderSoft, 'line-width': 1 },
      },
      {
        id: 'provinces near',
        type: 'line',
        source: 'borders',
        minzoom: NEAR_FROM,
        filter: ['get', 'province'],
        paint: { 'line-color': look.border, 'line-width': 1.3 },
      },
      {
        id: 'provinces',
        type: 'line',
        source: 'provinces',
        minzoom: PROVINCES_FROM,
        maxzoom: NEAR_FROM,
        paint: { 'line-color': look.border, 'line-width': 1, 'line-opacity': 0.8 },
      },
      {
        id: 'borders',
        type: 'line',
        source: 'countries',
        filter: ['!', ['get', 'home']],
        paint: { 'line-color': look.border, 'line-width': 1.2 },
      },
      {
        id: 'borders of home',
        type: 'line',
        source: 'countries',
        maxzoom: NEAR_FROM,
        filter: ['get', 'home'],
        paint: { 'line-color': look.border, 'line-width': 1.4 },
      },
      ...[
        { rank: 0, from: 0, until: 5, size: 12 },
        { rank: 1, from: PROVINCES_FROM + 0.6, until: 7.5, size: 12 },
        { rank: 2, from: NEAR_FROM + 0.5, until: 24, size: 12 },
      ].map(
        ({ rank, from, until, size }): LayerSpecification => ({
          id: `names ${rank}`,
          type: 'symbol',
          source: 'names',
          minzoom: from,
          maxzoom: until,
          filter: ['all', ['==', ['get', 'rank'], rank], ['!=', ['get', name], '']],
          layout: { 'text-field': ['get', name], 'text-size': size, 'text-font': ['sans-serif'], 'text-padding': 6 },
          paint: { 'text-color': look.label, 'text-halo-color': look.halo, 'text-halo-width': 1.2 },
        }),
      ),
    ],
  }
}
