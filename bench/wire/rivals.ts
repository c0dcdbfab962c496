import { brotliCompressSync, constants } from 'node:zlib'
import { toNumber } from '@coldrx/protocol'
import { Encoder } from 'cbor-x'
import type { Window } from './framing.ts'
import type { MinuteSeries } from './minute-series.ts'

// plain CBOR: records are an extension that a stranger's decoder does not know
const cbor = new Encoder({ useRecords: false, variableMapSize: true })

const envelope = ({ n, from }: Window): Record<string, unknown> => ({
  device: 'tk001',
  epoch: '0a1b2c3d4e5f',
  n,
  boot: 12,
  monotonicMs: 3_600_000 + from * 60_000,
  wallMs: 1_782_864_000_000 + from * 60_000,
  clock: 'gnss',
})

function rowsOf(series: MinuteSeries, { from, rows }: Window): Record<string, number | null>[] {
  const channels = series.layout.groups.flatMap((group) => group.channels)
  return Array.from({ length: rows }, (_, row) => ({
    t: row * 60,
    ...Object.fromEntries(
      channels.map((channel) => {
        const integer = series.columns.get(channel.id)?.[from + row] ?? null
        return [channel.id, integer === null ? null : toNumber(integer, channel)]
      }),
    ),
  }))
}

export function jsonRows(series: MinuteSeries, window: Window): Uint8Array {
  return Buffer.from(JSON.stringify({ ...envelope(window), rows: rowsOf(series, window) }))
}

export function cborRows(series: MinuteSeries, window: Window): Uint8Array {
  return cbor.encode({ ...envelope(window), rows: rowsOf(series, window) })
}

/** The best of the usual: integers in columns, as differences, squeezed. */
export function cborColumnsBrotli(series: MinuteSeries, window: Window): Uint8Array {
  const { from, rows } = window
  const columns = [...series.columns.values()].map((column) => {
    let last = 0
    return column.slice(from, from + rows).map((value) => {
      if (value === null) return null
      const difference = value - last
      last = value
      return difference
    })
  })
  const times = Array.from({ length: rows }, (_, row) => (row === 0 ? 0 : 60))
  const plain = cbor.encode({ ...envelope(window), times, columns })
  return brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } })
}

/** Bytes a value that an ideal coder of each channel's differences would need, knowing how often each occurs. */
export function deltaEntropyBytes(series: MinuteSeries): number {
  let bits = 0
  let values = 0
  for (const column of series.columns.values()) {
    const present = column.filter((value) => value !== null)
    const counts = new Map<number, number>()
    for (let at = 1; at < present.length; at++) {
      const difference = (present[at] ?? 0) - (present[at - 1] ?? 0)
      counts.set(difference, (counts.get(difference) ?? 0) + 1)
    }
    for (const count of counts.values()) bits -= count * Math.log2(count / (present.length - 1))
    values += present.length
  }
  return bits / 8 / values
}
