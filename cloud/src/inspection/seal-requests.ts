import { decodeFrame, ProtocolError } from '@coldrx/protocol'
import type { PublishCommand } from '../feed/watch-leases.ts'
import type { FrameReader, StoredFrame } from '../frames/frame-log.ts'

const LOOK_EVERY_MS = 250
/** A device that hears it seals at once; one that does not answer by then is out of reach, and a person waits. */
const LONGEST_WAIT_MS = 8_000
/** A seal that comes now stands in the next few frames. */
const FRAMES_AHEAD = 64

export interface SealRequests {
  /** The number of the sealed frame that follows; undefined: none came while somebody can be kept waiting. */
  sealAfter(frame: { readonly device: string; readonly epoch: string; readonly n: number }): Promise<number | undefined>
}

/** Asks a device to seal now (docs/wire.md "Command"), and looks for the seal among the frames, whichever instance stores it. */
export function createSealRequests({
  frames,
  publishCommand,
  isConnected,
  pause,
}: {
  readonly frames: Pick<FrameReader, 'frames'>
  readonly publishCommand: PublishCommand
  /** nobody is kept waiting for a device that is away: nothing reaches it, and nothing is kept for it */
  readonly isConnected: (device: string) => Promise<boolean>
  readonly pause: (ms: number) => Promise<unknown>
}): SealRequests {
  return {
    async sealAfter({ device, epoch, n }) {
      if (!(await isConnected(device))) return undefined
      try {
        await publishCommand(device, { type: 'seal' })
      } catch {
        // without a broker no device hears it; whoever asks is told what is not sealed
        return undefined
      }
      for (let waitedMs = 0; ; waitedMs += LOOK_EVERY_MS) {
        const sealed = (await frames.frames(device, epoch, n + 1, n + FRAMES_AHEAD)).find(isSealed)
        if (sealed !== undefined) return sealed.n
        if (waitedMs >= LONGEST_WAIT_MS) return undefined
        await pause(LOOK_EVERY_MS)
      }
    },
  }
}

/** What is no frame is not sealed either. */
export function isSealed({ bytes }: StoredFrame): boolean {
  try {
    return decodeFrame(bytes).seal !== undefined
  } catch (error) {
    if (error instanceof ProtocolError) return false
    throw error
  }
}
