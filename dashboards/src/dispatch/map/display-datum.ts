import gcoord from 'gcoord'
import type { MapSettings } from './map-settings.ts'

/** From where something is (WGS-84, as everything is kept) to where this map draws it. */
export type ToDisplay = (longitude: number, latitude: number) => [longitude: number, latitude: number]

export function toDisplayOf({ tiles }: MapSettings): ToDisplay {
  if (tiles?.datum !== 'gcj02') return (longitude, latitude) => [longitude, latitude]
  return (longitude, latitude) => gcoord.transform([longitude, latitude], gcoord.WGS84, gcoord.GCJ02)
}

/** The way back, for a place that was chosen on this map. */
export function fromDisplayOf({ tiles }: MapSettings): ToDisplay {
  if (tiles?.datum !== 'gcj02') return (longitude, latitude) => [longitude, latitude]
  return (longitude, latitude) => gcoord.transform([longitude, latitude], gcoord.GCJ02, gcoord.WGS84)
}
