import type { Feature, FeatureCollection } from 'geojson'
import type { GeoJSONSource, LngLatBoundsLike, MapGeoJSONFeature, Map as MapLibreMap, PointLike } from 'maplibre-gl'
import type { Places } from '../fleet/fleet-messages.ts'
import type { Geofence } from '../trips/records.ts'
import { RISKS } from '../truck-view.ts'
import { type ToDisplay, toDisplayOf } from './display-datum.ts'
import { addFences, drawFences } from './fence-layers.ts'
import { fleetLayers, SELECTED_SOURCE, TRUCKS_SOURCE } from './fleet-layers.ts'
import { readMapLook } from './map-look.ts'
import type { MapSettings } from './map-settings.ts'
import { openMap, redressMap } from './open-map.ts'
import { createPlaceChanges, type PlaceChanges, type View } from './place-changes.ts'
import { drawRiskImage, IMAGE_RATIO } from './risk-images.ts'

const CLUSTER_RADIUS = 46
const CLUSTER_UNTIL_ZOOM = 10
/** What is just outside is drawn too, so that a small pan shows no gap. */
const VIEW_MARGIN = 0.4
const NEAR_ZOOM = 11
/** Where a truck is among the cities around it. */
const SHOWN_ZOOM = 7.5
const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] }

export interface Camera {
  readonly center: readonly [longitude: number, latitude: number]
  readonly zoom: number
}

export interface FleetMapParts {
  readonly container: HTMLElement
  readonly label: string
  readonly settings: MapSettings
  readonly language: 'zh-CN' | 'en'
  readonly camera: Camera
  readonly nameAt: (index: number) => string
  readonly fenceName: (fence: Geofence) => string
  readonly onSelect: (index: number | null) => void
  /** the person took the map into their own hands */
  readonly onMovedByHand: () => void
  readonly onCamera: (camera: Camera) => void
  readonly onProblem: (problem: string) => void
}

/** The fleet on the map: clusters and risks, drawn from columns of places, and a camera that can follow one of them. */
export class FleetMap {
  readonly #parts: FleetMapParts
  readonly #map: MapLibreMap
  readonly #toDisplay: ToDisplay
  readonly #changes: PlaceChanges
  #places: Places | undefined
  #shown: ReadonlySet<number> | null = null
  #selected: number | null = null
  #followed: number | null = null
  #isReady = false
  #updating: Promise<unknown> | undefined
  /** what the map shows of the selected truck; setting the same again would paint the whole map again */
  #drawnSelected = ''
  /** where the mouse is, until the pointer fits it */
  #pointed: PointLike | undefined
  #fences: readonly Geofence[] = []

  constructor(parts: FleetMapParts) {
    this.#parts = parts
    this.#toDisplay = toDisplayOf(parts.settings)
    this.#changes = createPlaceChanges({ toDisplay: this.#toDisplay, nameAt: parts.nameAt })
    this.#map = openMap({ ...parts, ...parts.camera })
    this.#map.on('style.load', () => this.#dress())
    this.#map.on('moveend', () => this.#onMoved())
    this.#map.on('dragstart', () => parts.onMovedByHand())
    this.#map.on('click', (event) => {
      void this.#onClick(this.#map.queryRenderedFeatures(event.point, { layers: this.#pointLayers() })[0])
    })
    this.#map.on('mousemove', ({ point }) => this.#point(point))
  }

  /** `shown`: those that fit what is looked for; null: all */
  setPlaces(places: Places, shown: ReadonlySet<number> | null): void {
    this.#places = places
    this.#shown = shown
    this.#draw()
    this.#drawSelected()
    this.#keepUp()
  }

  setFences(fences: readonly Geofence[]): void {
    this.#fences = fences
    this.#drawFences()
  }

  select(index: number | null): void {
    this.#selected = index
    this.#drawSelected()
  }

  /** The camera goes with it until somebody drags the map. */
  follow(index: number | null): void {
    this.#followed = index
    if (index === null) return
    const at = this.#placeOf(index)
    if (at !== undefined) this.#map.easeTo({ center: at, zoom: Math.max(this.#map.getZoom(), NEAR_ZOOM) })
  }

  /** Brings a truck into the picture without leaving the scale that the person chose, unless that shows a whole country. */
  show(index: number): void {
    const at = this.#placeOf(index)
    if (at !== undefined) this.#map.easeTo({ center: at, zoom: Math.max(this.#map.getZoom(), SHOWN_ZOOM) })
  }

  showAll(): void {
    const bounds = this.#boundsOfAll()
    if (bounds !== undefined) this.#map.fitBounds(bounds, { padding: 60, maxZoom: 9, duration: 600 })
  }

  zoomBy(steps: number): void {
    this.#map.easeTo({ zoom: this.#map.getZoom() + steps, duration: 250 })
  }

  redress({ language, label }: { readonly language: 'zh-CN' | 'en'; readonly label: string }): void {
    this.#isReady = false
    this.#map.getCanvas().setAttribute('aria-label', label)
    redressMap(this.#map, { settings: this.#parts.settings, language })
  }

  remove(): void {
    this.#isReady = false
    this.#map.remove()
  }

  #dress(): void {
    const look = readMapLook()
    for (const risk of RISKS) {
      if (!this.#map.hasImage(risk)) this.#map.addImage(risk, drawRiskImage(risk, look), { pixelRatio: IMAGE_RATIO })
    }
    this.#map.addSource(TRUCKS_SOURCE, {
      type: 'geojson',
      data: NOTHING,
      cluster: true,
      clusterRadius: CLUSTER_RADIUS,
      clusterMaxZoom: CLUSTER_UNTIL_ZOOM,
      clusterProperties: {
        worst: ['min', ['get', 'risk']],
        urgent: ['+', ['case', ['<=', ['get', 'risk'], 1], 1, 0]],
      },
    })
    this.#map.addSource(SELECTED_SOURCE, { type: 'geojson', data: NOTHING })
    addFences(this.#map, look)
    for (const layer of fleetLayers(look)) this.#map.addLayer(layer)
    this.#changes.forget()
    this.#drawnSelected = '[]'
    this.#isReady = true
    this.#updating = undefined
    this.#drawFences()
    this.#drawSelected()
    this.#draw()
  }

  #drawFences(): void {
    if (!this.#isReady) return
    const names = this.#fences.map(this.#parts.fenceName)
    drawFences(this.#map, this.#fences, { toDisplay: this.#toDisplay, nameOf: (index) => names[index] ?? '' }).catch(
      (error: unknown) => this.#parts.onProblem(String(error)),
    )
  }

  #draw(): void {
    // One at a time: what changes meanwhile is told by the next.
    if (!this.#isReady || this.#places === undefined || this.#updating !== undefined) return
    const diff = this.#changes.next(this.#places, this.#shown, this.#view())
    if (diff === undefined) return
    const updating: Promise<unknown> | undefined = this.#map
      .getSource<GeoJSONSource>(TRUCKS_SOURCE)
      ?.updateData(diff)
      .catch((error: unknown) => this.#parts.onProblem(String(error)))
      .finally(() => {
        if (this.#updating !== updating) return
        this.#updating = undefined
        // what changed meanwhile, and the rest of what were too many changes for one go
        this.#draw()
      })
    this.#updating = updating
  }

  #view(): View {
    const bounds = this.#map.getBounds()
    const [west, east] = [bounds.getWest(), bounds.getEast()]
    const [south, north] = [bounds.getSouth(), bounds.getNorth()]
    const [beyondX, beyondY] = [(east - west) * VIEW_MARGIN, (north - south) * VIEW_MARGIN]
    return {
      west: west - beyondX,
      east: east + beyondX,
      south: south - beyondY,
      north: north + beyondY,
      degreesPerPixel: (east - west) / Math.max(1, this.#map.getCanvas().clientWidth),
    }
  }

  #onMoved(): void {
    const { lng, lat } = this.#map.getCenter()
    this.#parts.onCamera({ center: [lng, lat], zoom: this.#map.getZoom() })
    this.#draw()
  }

  #keepUp(): void {
    const at = this.#followed === null ? undefined : this.#placeOf(this.#followed)
    if (at !== undefined && !this.#map.isMoving()) this.#map.easeTo({ center: at, duration: 800 })
  }

  #placeOf(index: number): [number, number] | undefined {
    const [longitude, latitude] = [this.#places?.longitudes[index], this.#places?.latitudes[index]]
    if (longitude === undefined || latitude === undefined || Number.isNaN(longitude)) return undefined
    return this.#toDisplay(longitude, latitude)
  }

  #boundsOfAll(): LngLatBoundsLike | undefined {
    let [west, south, east, north] = [180, 90, -180, -90]
    for (let index = 0; index < (this.#places?.risks.length ?? 0); index += 1) {
      if (this.#shown !== null && !this.#shown.has(index)) continue
      const at = this.#placeOf(index)
      if (at === undefined) continue
      west = Math.min(west, at[0])
      east = Math.max(east, at[0])
      south = Math.min(south, at[1])
      north = Math.max(north, at[1])
    }
    return west > east ? undefined : [west, south, east, north]
  }

  /** A mouse moves far more often than anybody looks at its pointer; while the map itself moves, it stays as it is. */
  #point(at: PointLike): void {
    const isAsked = this.#pointed !== undefined
    this.#pointed = at
    if (isAsked) return
    requestAnimationFrame(() => {
      const point = this.#pointed
      this.#pointed = undefined
      const layers = this.#pointLayers()
      if (point === undefined || layers.length === 0 || this.#map.isMoving()) return
      const isOver = this.#map.queryRenderedFeatures(point, { layers }).length > 0
      this.#map.getCanvas().style.cursor = isOver ? 'pointer' : ''
    })
  }

  #pointLayers(): string[] {
    return this.#isReady ? ['trucks', 'clusters'] : []
  }

  async #onClick(feature: MapGeoJSONFeature | undefined): Promise<void> {
    if (feature === undefined) {
      this.#parts.onSelect(null)
      return
    }
    if (feature.layer.id === 'trucks') {
      this.#parts.onSelect(Number(feature.id))
      return
    }
    const source = this.#map.getSource<GeoJSONSource>(TRUCKS_SOURCE)
    const zoom = await source?.getClusterExpansionZoom(Number(feature.properties.cluster_id))
    if (zoom === undefined || feature.geometry.type !== 'Point') return
    const [longitude = 0, latitude = 0] = feature.geometry.coordinates
    this.#map.easeTo({ center: [longitude, latitude], zoom: zoom + 0.2 })
  }

  #drawSelected(): void {
    if (!this.#isReady) return
    const index = this.#selected
    const at = index === null ? undefined : this.#placeOf(index)
    const features: Feature[] =
      index === null || at === undefined
        ? []
        : [
            {
              type: 'Feature',
              properties: { risk: this.#places?.risks[index] ?? 0, name: this.#parts.nameAt(index) },
              geometry: { type: 'Point', coordinates: at },
            },
          ]
    const drawn = JSON.stringify(features)
    if (drawn === this.#drawnSelected) return
    this.#drawnSelected = drawn
    const source = this.#map.getSource<GeoJSONSource>(SELECTED_SOURCE)
    source
      ?.setData({ type: 'FeatureCollection', features })
      .catch((error: unknown) => this.#parts.onProblem(String(error)))
  }
}
