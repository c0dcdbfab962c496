import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { carriedLayout, decodeFrame, decodeSections, type Layout, toNumber } from '@coldrx/protocol'
import Database from 'better-sqlite3'
import type { Truck } from '../world.ts'
import type { FramesDocument, IndependentReport } from './run.ts'

interface FrameRow {
  readonly epoch: string
  readonly n: number
  readonly bytes: Buffer
  readonly head: Buffer
}

export interface SystemFrames {
  readonly document: FramesDocument
  /** as the recorder computed them when it closed the frames */
  readonly heads: IndependentReport['heads']
  /** as our own decoder reads them */
  readonly values: IndependentReport['values']
}

/** The frames of a truck as its own recorder holds them, with what we ourselves make of them. */
export function framesOf(truck: Truck, data: string): SystemFrames {
  const database = new Database(join(truck.directory, 'agent', 'recorder.db'), { readonly: true })
  try {
    const rows = database.prepare<[], FrameRow>('SELECT epoch, n, bytes, head FROM frames ORDER BY epoch, n').all()
    const epochs = [...new Set(rows.map(({ epoch }) => epoch))]
    return {
      document: {
        publicKey: publicKeyOf(truck.device, data),
        device: truck.device,
        epochs: epochs.map((epoch) => ({
          epoch,
          frames: rows.filter((row) => row.epoch === epoch).map(({ bytes }) => bytes.toString('hex')),
        })),
      },
      values: decodeValues(rows),
      heads: rows.map(({ epoch, n, head }) => [epoch, n, head.toString('hex')]),
    }
  } finally {
    database.close()
  }
}

function publicKeyOf(device: string, data: string): string {
  const { devices } = JSON.parse(readFileSync(join(data, 'fleet', 'devices.json'), 'utf8')) as {
    devices: { device: string; publicKey: string }[]
  }
  return devices.find((registered) => registered.device === device)?.publicKey ?? ''
}

function decodeValues(rows: readonly FrameRow[]): IndependentReport['values'] {
  let layout: Layout | undefined
  return rows.flatMap(({ bytes }) => {
    const frame = decodeFrame(bytes)
    layout = carriedLayout(frame)?.layout ?? layout
    if (layout === undefined) throw new Error(`frame ${frame.header.n} came before any layout`)
    const { timeUnitMs } = layout
    const { epoch, n, monotonicMs } = frame.header
    return decodeSections(frame, layout).flatMap((section) => {
      if (section.kind !== 'measurements') return []
      const { group, measurements } = section
      return group.channels.flatMap((channel, at) =>
        measurements.times.map((time, row): IndependentReport['values'][number] => {
          const integer = measurements.columns[at]?.integers[row] ?? null
          const mark = measurements.columns[at]?.marks[row] ?? 'void'
          const value = integer === null ? null : toNumber(integer, channel)
          return [epoch, n, group.id, channel.id, monotonicMs + time * timeUnitMs, value, mark]
        }),
      )
    })
  })
}
