import type { Risk } from '../truck-view.ts'

/** A canvas knows no custom properties: the tokens are read for it, anew with each theme. */
export interface MapLook {
  readonly water: string
  readonly land: string
  readonly home: string
  readonly border: string
  readonly borderSoft: string
  readonly label: string
  readonly halo: string
  readonly ink: string
  readonly surface: string
  readonly accent: string
  readonly risks: Readonly<Record<Risk, string>>
}

export function readMapLook(): MapLook {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    water: token('--map-water'),
    land: token('--map-land'),
    home: token('--map-home'),
    border: token('--map-border'),
    borderSoft: token('--map-border-soft'),
    label: token('--map-label'),
    halo: token('--map-halo'),
    ink: token('--ink'),
    surface: token('--surface'),
    accent: token('--accent'),
    risks: {
      alarm: token('--out-of-range-solid'),
      out: token('--out-of-range-solid'),
      unrecorded: token('--out-of-range-solid'),
      silent: token('--offline-solid'),
      fault: token('--unknown-solid'),
      attention: token('--unknown-solid'),
      fine: token('--in-range-solid'),
    },
  }
}
