import { hasValidCrc } from './crc16.ts'

/** Longest RTU frame (Modbus over Serial Line V1.02 §2.5.1). */
const MAX_FRAME_BYTES = 256

/**
 * A slave drops an unfinished request after 3.5 silent characters. Timers of a busy machine are not that
 * exact, so the silence allowed here is longer, and shorter than any master's time-out.
 */
const SILENCE_MS = 100

export type RequestReader = { readonly push: (bytes: Buffer, nowMs: number) => Buffer[] }

/** Cuts requests out of bytes that arrive split, merged or with noise between them. */
export function createRequestReader(): RequestReader {
  let pending = Buffer.alloc(0)
  let lastByteMs = 0
  return {
    push(bytes, nowMs) {
      if (nowMs - lastByteMs > SILENCE_MS) pending = Buffer.alloc(0)
      lastByteMs = nowMs
      pending = Buffer.concat([pending, bytes])
      const requests: Buffer[] = []
      let at = 0
      while (pending.length - at >= 4) {
        const rest = pending.subarray(at)
        const length = requestLength(rest)
        if (length !== undefined && length <= MAX_FRAME_BYTES && rest.length < length) {
          // It may still be completed, unless a whole request stands behind the noise that looked like its start.
          if (!holdsRequestLater(rest)) break
          at += 1
          continue
        }
        if (length !== undefined && length <= MAX_FRAME_BYTES && hasValidCrc(rest.subarray(0, length))) {
          requests.push(Buffer.from(rest.subarray(0, length)))
          at += length
        } else at += 1
      }
      pending = Buffer.from(pending.subarray(Math.max(at, pending.length - MAX_FRAME_BYTES)))
      return requests
    },
  }
}

function holdsRequestLater(bytes: Buffer): boolean {
  for (let at = 1; bytes.length - at >= 4; at += 1) {
    const length = requestLength(bytes.subarray(at))
    if (length !== undefined && length <= bytes.length - at && hasValidCrc(bytes.subarray(at, at + length))) return true
  }
  return false
}

/** Length that the function code implies; undefined while too few bytes are there to say. */
function requestLength(bytes: Buffer): number | undefined {
  switch (bytes.readUInt8(1)) {
    case 7:
    case 11:
    case 12:
    case 17:
      return 4
    case 15:
    case 16: {
      const byteCount = bytes[6]
      return byteCount === undefined ? 9 : 9 + byteCount
    }
    case 22:
      return 10
    case 23: {
      const byteCount = bytes[10]
      return byteCount === undefined ? 13 : 13 + byteCount
    }
    case 43:
      return 7
    default:
      return 8
  }
}
