import { type InjectionKey, inject, type ShallowRef } from 'vue'
import type { MapSettings } from './map-settings.ts'

/** undefined: not yet known */
export const MAP_SETTINGS: InjectionKey<ShallowRef<MapSettings | undefined>> = Symbol('map settings')

export function useMapSettings(): ShallowRef<MapSettings | undefined> {
  const settings = inject(MAP_SETTINGS)
  if (settings === undefined) throw new Error('no map settings are provided here')
  return settings
}
