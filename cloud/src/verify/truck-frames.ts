import {
  decodeFrame,
  decodeSections,
  type FrameHeader,
  type Layout,
  ProtocolError,
  type Section,
} from '@coldrx/protocol'
import type { FrameReader } from '../frames/frame-log.ts'
import type { LayoutSet } from './verify-epochs.ts'
import { framesOfEpoch } from './verify-log.ts'

/** A frame of the log, decoded. Times of its rows and events are `monotonicAt`. */
export interface TruckFrame {
  readonly epoch: string
  readonly n: number
  readonly header: FrameHeader
  readonly layout: Layout
  readonly sections: readonly Section[]
}

export interface TruckFramesParts {
  readonly device: string
  readonly frames: FrameReader
  readonly layouts: LayoutSet
}

/** All frames of a device that can be decoded, epoch by epoch, by number. The others are told by the check of the epochs. */
export async function* truckFrames({ device, frames, layouts }: TruckFramesParts): AsyncGenerator<TruckFrame> {
  for (const { epoch } of await frames.epochs(device)) {
    for await (const { n, bytes } of framesOfEpoch(frames, device, epoch)) {
      try {
        const frame = decodeFrame(bytes)
        const layout = layouts.get(frame.header.layout)
        if (layout === undefined) continue
        yield { epoch, n, header: frame.header, layout, sections: decodeSections(frame, layout) }
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error
      }
    }
  }
}

export function monotonicAt({ header, layout }: Pick<TruckFrame, 'header' | 'layout'>, time: number): number {
  return header.monotonicMs + time * layout.timeUnitMs
}

/** What the truck's own wall clock was ahead of its monotonic one, as this frame says it. */
export function ownOffsetMs({ header }: Pick<TruckFrame, 'header'>): number {
  return header.wallMs - header.monotonicMs
}
