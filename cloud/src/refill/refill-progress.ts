import type { FrameReader } from '../frames/frame-log.ts'
import type { Birth } from '../ingest/device-messages.ts'

/** What a device said it keeps, beside what the log and the document store have of it. */
export interface DeviceRefill {
  readonly device: string
  /**
   * - `complete`: all that the device keeps is here
   * - `under-way`: some is not here yet
   * - `silent`: it has not answered
   * - `untold`: an older program, which does not say what it keeps
   */
  readonly state: 'complete' | 'under-way' | 'silent' | 'untold'
  readonly frames: number
  readonly framesKept: number
  readonly documents: number
  readonly documentsKept: number
}

export interface RefillStores {
  readonly frames: Pick<FrameReader, 'numbers'>
  /** how many documents of the device are stored */
  readonly countDocuments: (device: string) => Promise<number>
}

/** By what the device said when it was asked: what it has recorded since is under way like any other frame. */
export async function progressOf(
  device: string,
  birth: Birth | undefined,
  { frames, countDocuments }: RefillStores,
): Promise<DeviceRefill> {
  const none = { device, frames: 0, framesKept: 0, documents: 0, documentsKept: 0 }
  if (birth === undefined) return { ...none, state: 'silent' }
  const { epochs, documentsKept } = birth
  if (documentsKept === undefined) return { ...none, state: 'untold' }
  let state: DeviceRefill['state'] = 'complete'
  let [found, framesKept] = [0, 0]
  for (const { epoch, nextN, kept = 0 } of epochs) {
    const here = countBelow(nextN, await frames.numbers(device, epoch))
    if (here < kept) state = 'under-way'
    found += here
    framesKept += kept
  }
  const documents = await countDocuments(device)
  if (documents < documentsKept) state = 'under-way'
  return { device, state, frames: found, framesKept, documents, documentsKept }
}

function countBelow(nextN: number, ranges: readonly (readonly [number, number])[]): number {
  return ranges.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, nextN - 1) - from + 1), 0)
}

export function formatRefill({ device, state, frames, framesKept, documents, documentsKept }: DeviceRefill): string {
  if (state === 'silent') return `${device}: has not answered; it is asked again as soon as it is connected`
  if (state === 'untold') return `${device}: runs an older program, which does not say what it keeps`
  const counts = `${frames} of ${framesKept} frames, ${documents} of ${documentsKept} documents`
  return `${device}: ${counts}${state === 'complete' ? ', complete' : ''}`
}
