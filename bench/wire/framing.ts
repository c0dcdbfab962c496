import { deepStrictEqual } from 'node:assert'
import {
  type ColumnSamples,
  createLayoutDocument,
  decodeFrame,
  decodeSections,
  encodeFrame,
  encodeMeasurements,
  type Measurements,
  sm3,
  toHex,
  toUtf8,
} from '@coldrx/protocol'
import type { MinuteSeries } from './minute-series.ts'

export interface Window {
  /** number of the frame */
  readonly n: number
  /** index of its first minute */
  readonly from: number
  readonly rows: number
}

export function windowsOf({ minutes }: MinuteSeries, rows: number): Window[] {
  return Array.from({ length: Math.floor(minutes / rows) }, (_, n) => ({ n: 2_000 + n, from: n * rows, rows }))
}

export function valuesIn(series: MinuteSeries, { from, rows }: Window): number {
  let values = 0
  for (const column of series.columns.values()) {
    values += column.slice(from, from + rows).filter((value) => value !== null).length
  }
  return values
}

/** The frame of a window as an agent would make it, without a seal. Throws unless it decodes to what went in. */
export function encodeWindow(series: MinuteSeries, window: Window): Uint8Array {
  const groups = series.layout.groups.map(
    (group, groupIndex): Measurements => ({
      groupIndex,
      times: Array.from({ length: window.rows }, (_, row) => row * 60),
      columns: group.channels.map((channel) => toSamples(series, channel.id, window)),
    }),
  )
  const bytes = encodeFrame({
    header: {
      device: 'tk001',
      epoch: '0a1b2c3d4e5f',
      n: window.n,
      boot: 12,
      monotonicMs: 3_600_000 + window.from * 60_000,
      wallMs: 1_782_864_000_000 + window.from * 60_000,
      clock: 'gnss',
      prompt: false,
      layout: toHex(createLayoutDocument(series.layout).hash),
    },
    // random to look at, the same in each run
    seed: sm3(toUtf8(`seed ${window.n}`)).subarray(0, 16),
    sections: encodeMeasurements(groups),
  })
  const decoded = decodeSections(decodeFrame(bytes), series.layout).map((section) =>
    section.kind === 'measurements' ? section.measurements : section,
  )
  deepStrictEqual(decoded, groups, 'a frame decodes to something else')
  return bytes
}

function toSamples({ columns, missing }: MinuteSeries, id: string, { from, rows }: Window): ColumnSamples {
  const integers = columns.get(id)?.slice(from, from + rows) ?? []
  return { integers, marks: integers.map((integer) => (integer === null ? missing : 'ok')) }
}
