import type { Map as MapLibreMap } from 'maplibre-gl'

type Style = MapLibreMap['style']
type Layer = Style['_layers'][string]
export type Variant = Parameters<MapLibreMap['painter']['programCache']['getProgram']>[0]
type Configuration = NonNullable<Variant['programConfiguration']>
type ConfigurationClass = new (layer: Layer, zoom: number, isOf: (property: string) => boolean) => Configuration

const ANY_ZOOM = 10

/** Which shader programs a style will come to need, so that they can be made before they are. */
export interface ProgramWishes {
  /** what the library asked for by itself; it says how to ask */
  learn(variant: Variant): void
  /** of all layers, once for each change of them; none before something was learned */
  next(style: Style): Variant[]
}

export function createProgramWishes(): ProgramWishes {
  let learned: Variant | undefined
  let told: readonly string[] = []

  return {
    learn(variant) {
      if (variant.programConfiguration) learned ??= variant
    },
    next(style) {
      if (learned === undefined || told.length === style._order.length) return []
      const example = learned
      const known = new Set(told)
      told = [...style._order]
      return told.flatMap((id) => {
        const layer = style._layers[id]
        return layer === undefined || known.has(id) ? [] : variantsOf(layer, example)
      })
    },
  }
}

function variantsOf(layer: Layer, example: Variant): Variant[] {
  const Configuration = example.programConfiguration?.constructor as ConfigurationClass
  const variant = (name: string, part = ''): Variant => ({
    ...example,
    name,
    programConfiguration: new Configuration(layer, ANY_ZOOM, (property) => property.startsWith(part)),
    defines: [],
  })
  if (layer.type === 'fill') {
    const hasEdge = layer.getPaintProperty('fill-antialias') !== false
    return [variant('fill'), ...(hasEdge ? [variant('fillOutline')] : [])]
  }
  if (layer.type === 'line' || layer.type === 'circle') return [variant(layer.type)]
  if (layer.type !== 'symbol') return []
  return [
    ...(layer.getLayoutProperty('text-field') === undefined ? [] : [variant('symbolSDF', 'text')]),
    ...(layer.getLayoutProperty('icon-image') === undefined ? [] : [variant('symbolIcon', 'icon')]),
  ]
}
