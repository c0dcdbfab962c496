import type { Reason } from '../attention.ts'
import type { Alarm, Names, Range, Truck } from '../contract.ts'
import type { Risk, TruckView } from '../truck-view.ts'
import type { FleetStatus, HeardHint } from './fleet-source.ts'

/** What a screen wants to see of the fleet. */
export interface Wish {
  /** part of a plate or a device */
  readonly text: string
  /** empty: all */
  readonly risks: readonly Risk[]
}

export type ToDesk =
  /** `run`: comes back with all that is told, so that nothing from before a stop is taken for news of after it */
  | { readonly kind: 'start'; readonly run: number }
  | { readonly kind: 'stop' }
  | { readonly kind: 'find'; readonly wish: Wish }
  /** the trucks that are on the screen; they are told whole, again and again */
  | { readonly kind: 'look'; readonly devices: readonly string[] }
  /** the truck whose curves are on the screen: its hints are told too */
  | { readonly kind: 'follow'; readonly device: string | null }

/** One that has been heard of: its index in all arrays never changes until the next start. */
export interface Listed {
  readonly index: number
  readonly device: string
  readonly name: string
  readonly kind: Truck['kind']
}

export interface OpenAlarm {
  readonly id: string
  readonly device: string
  readonly truckName: string
  readonly compartment: string
  readonly compartmentName: Names
  readonly openedAt: number
  readonly closedAt: null
  readonly peakCelsius: number
  readonly range: Range | null
}

export interface AlarmLists {
  /** from the trucks, which always say all of their open alarms; the longest open first */
  readonly open: readonly OpenAlarm[]
  readonly recent: readonly Alarm[]
  /** trucks with something that speaks against their records */
  readonly doubted: readonly { readonly device: string; readonly name: string; readonly doubts: readonly Reason[] }[]
}

/** Columns by index, so that thousands of trucks cross over without an object each. */
export interface Places {
  /** indexes in RISKS */
  readonly risks: Uint8Array
  /** WGS-84; NaN: no position yet */
  readonly longitudes: Float64Array
  readonly latitudes: Float64Array
}

export type FromDesk = Told & { readonly run: number }

export type Told =
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'status'; readonly status: FleetStatus; readonly unreadable: number; readonly aheadMs: number }
  | { readonly kind: 'listed'; readonly listed: readonly Listed[] }
  | {
      readonly kind: 'places'
      readonly places: Places
      /** by RISKS, of the whole fleet */
      readonly counts: readonly number[]
    }
  /** those that fit the wish, most urgent first */
  | { readonly kind: 'order'; readonly order: Uint32Array }
  | { readonly kind: 'views'; readonly views: readonly TruckView[] }
  | { readonly kind: 'hints'; readonly device: string; readonly hints: readonly HeardHint[] }
  | { readonly kind: 'alarms'; readonly alarms: AlarmLists }
