import type { TemperatureRange } from '@coldrx/protocol'

export interface Names {
  readonly zh: string
  readonly en: string
}

export interface OpenAlarm {
  readonly id: string
  readonly openedAtMs: number
  readonly peakCelsius: number
  readonly channel: string
}

export interface AlarmRecord {
  readonly id: string
  readonly device: string
  readonly truckName: string
  readonly compartment: string
  readonly compartmentName: Names
  readonly openedAtMs: number
  readonly closedAtMs: number | null
  readonly peakCelsius: number
  readonly range: TemperatureRange
  readonly channel: string
}
