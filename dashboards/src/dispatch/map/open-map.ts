import { baseMapFiles } from 'virtual:base-map'
import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { baseStyle } from './base-style.ts'
import { drawGlyphsBeside } from './glyphs-beside.ts'
import { type MapLook, readMapLook } from './map-look.ts'
import type { MapSettings } from './map-settings.ts'
import { linkProgramsBeside } from './programs-beside.ts'

// By default the library starts its worker from a blob, which the content security policy forbids.
setWorkerUrl(workerUrl)

export interface BaseParts {
  readonly settings: MapSettings
  readonly language: 'zh-CN' | 'en'
}

export interface OpenMapParts extends BaseParts {
  readonly container: HTMLElement
  readonly label: string
  readonly center: readonly [longitude: number, latitude: number]
  readonly zoom: number
  readonly onProblem: (problem: string) => void
}

/** All of China. */
export const HOME_VIEW = { center: [104.5, 36], zoom: 3.3 } as const

/** A map of the base alone, flat and north up: a dispatcher who turned it by accident would not find back. */
export function openMap({ container, label, settings, language, center, zoom, onProblem }: OpenMapParts): MapLibreMap {
  const map = new MapLibreMap({
    container,
    style: baseStyle({ settings, language, look: readMapLook(), files: baseMapFiles }),
    center: [...center],
    zoom,
    minZoom: 1.5,
    maxZoom: Math.max(16, settings.tiles?.maxZoom ?? 0),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    fadeDuration: 0,
    maxPixelRatio: 2,
    localIdeographFontFamily: 'sans-serif',
    locale: { 'Map.Title': label },
  } as ConstructorParameters<typeof MapLibreMap>[0])
  drawGlyphsBeside(map)
  linkProgramsBeside(map, onProblem)
  map.on('webglcontextrestored', () => linkProgramsBeside(map, onProblem))
  map.keyboard.disableRotation()
  map.touchZoomRotate.disableRotation()
  map.on('error', ({ error }) => onProblem(error.message))
  return map
}

/** The same map in other colours or words; what lies upon it must be put there again. */
export function redressMap(map: MapLibreMap, { settings, language }: BaseParts): MapLook {
  const look = readMapLook()
  map.setStyle(baseStyle({ settings, language, look, files: baseMapFiles }), { diff: false })
  drawGlyphsBeside(map)
  return look
}
