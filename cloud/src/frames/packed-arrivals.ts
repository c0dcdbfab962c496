import type { FrameArrival } from './frame-log.ts'

/** Arrivals in one block that moves to the other thread without being copied again. */
export interface PackedArrivals {
  readonly devices: readonly string[]
  readonly receivedAtMs: readonly number[]
  readonly lengths: readonly number[]
  readonly bytes: ArrayBuffer
}

export function packArrivals(arrivals: readonly FrameArrival[]): PackedArrivals {
  const lengths = arrivals.map(({ bytes }) => bytes.length)
  const block = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0))
  let at = 0
  for (const { bytes } of arrivals) {
    block.set(bytes, at)
    at += bytes.length
  }
  return {
    devices: arrivals.map(({ device }) => device),
    receivedAtMs: arrivals.map(({ receivedAtMs }) => receivedAtMs),
    lengths,
    bytes: block.buffer,
  }
}

export function unpackArrivals({ devices, receivedAtMs, lengths, bytes }: PackedArrivals): FrameArrival[] {
  let at = 0
  return devices.map((device, index) => {
    const length = lengths[index] ?? 0
    const arrival = { device, receivedAtMs: receivedAtMs[index] ?? 0, bytes: Buffer.from(bytes, at, length) }
    at += length
    return arrival
  })
}
