import type { IconName } from './icons.ts'

/** A part of the console that has a place in its navigation. */
export interface Area {
  readonly key: string
  readonly icon: IconName
  /** the name of its first route; the shell marks the area whose `routes` hold the current one */
  readonly route: string
  readonly routes: readonly string[]
  /** whoever has one of these sees it; empty: everybody who is signed in */
  readonly roles: readonly string[]
}

/** What somebody may open. The server decides; this only keeps doors out of sight that would not open. */
export function areasFor(areas: readonly Area[], roles: readonly string[]): Area[] {
  return areas.filter((area) => area.roles.length === 0 || area.roles.some((role) => roles.includes(role)))
}
