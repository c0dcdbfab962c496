import { expect, test } from 'vitest'
import { createProgramWishes } from './program-wishes.ts'

class Configuration {
  readonly cacheKey: string
  constructor(layer: { id: string }, _zoom: number, isOf: (property: string) => boolean) {
    this.cacheKey = ['text-color', 'icon-color', 'fill-color'].filter(isOf).join(' ') + layer.id
  }
}

const layer = (type: string, properties: Record<string, unknown> = {}) => ({
  type,
  getPaintProperty: (name: string) => properties[name],
  getLayoutProperty: (name: string) => properties[name],
})

function styleOf(layers: Record<string, ReturnType<typeof layer>>) {
  const _layers = Object.fromEntries(Object.entries(layers).map(([id, one]) => [id, { id, ...one }]))
  return { _order: Object.keys(layers), _layers } as never
}

const learned = (programConfiguration: object | null) => ({ name: 'fill', programConfiguration, defines: [] }) as never

test('nothing is wished for before the library has asked for the program of a layer', () => {
  const wishes = createProgramWishes()
  const style = styleOf({ roads: layer('line') })
  wishes.learn(learned(null))
  expect(wishes.next(style)).toEqual([])
  wishes.learn(learned(new Configuration({ id: '' }, 0, () => false)))
  expect(wishes.next(style).map(({ name }) => name)).toEqual(['line'])
})

test('each layer is wished for once: areas with their edges, letters and pictures apart, tiles and background not', () => {
  const wishes = createProgramWishes()
  wishes.learn(learned(new Configuration({ id: '' }, 0, () => false)))
  const layers = {
    background: layer('background'),
    tiles: layer('raster'),
    land: layer('fill', { 'fill-antialias': false }),
    fences: layer('fill'),
    dots: layer('circle'),
    trucks: layer('symbol', { 'icon-image': 'truck', 'text-field': 'name' }),
    names: layer('symbol', { 'text-field': 'name' }),
  }
  const told = () => wishes.next(styleOf(layers)).map(({ name, programConfiguration: of }) => [name, of?.cacheKey])
  expect(told()).toEqual([
    ['fill', 'text-color icon-color fill-colorland'],
    ['fill', 'text-color icon-color fill-colorfences'],
    ['fillOutline', 'text-color icon-color fill-colorfences'],
    ['circle', 'text-color icon-color fill-colordots'],
    ['symbolSDF', 'text-colortrucks'],
    ['symbolIcon', 'icon-colortrucks'],
    ['symbolSDF', 'text-colornames'],
  ])
  expect(told()).toEqual([])
  Object.assign(layers, { track: layer('line') })
  expect(told().map(([name]) => name)).toEqual(['line'])
})
