import {
  decodeFrame,
  decodeSections,
  type Frame,
  type FrameHeader,
  type Layout,
  ProtocolError,
  peekHeader,
  type Section,
} from '@coldrx/protocol'
import type { StoredFrame } from '../frames/frame-log.ts'
import type { DecodedFrame, LoggedFrame } from './projection.ts'

export interface ReadFrame extends LoggedFrame {
  /** what is wrong with bytes that are no frame */
  readonly problem: string
}

/** Device, epoch and number are those of the row. */
export function toLogged({ position, device, epoch, n, bytes }: StoredFrame): ReadFrame {
  const named = { position, device, epoch, n }
  try {
    const frame = decodeFrame(bytes)
    return { ...named, header: frame.header, frame, problem: '' }
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
    return { ...named, header: readHeader(bytes), frame: undefined, problem: error.message }
  }
}

function readHeader(bytes: Uint8Array): FrameHeader | undefined {
  try {
    return peekHeader(bytes)
  } catch (error) {
    if (error instanceof ProtocolError) return undefined
    throw error
  }
}

/** The sections, or what is wrong with them. */
export function decodeWith(logged: LoggedFrame, frame: Frame, layout: Layout): DecodedFrame | string {
  let sections: Section[]
  try {
    sections = decodeSections(frame, layout)
  } catch (error) {
    if (error instanceof ProtocolError) return error.message
    throw error
  }
  return { ...logged, header: frame.header, layout, sections }
}
