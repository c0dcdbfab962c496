import { isDeepStrictEqual } from 'node:util'
import type { Truck } from '../world.ts'
import { readIndependently } from './run.ts'
import { framesOf } from './system-frames.ts'

/** What each truck has recorded, read by the verifier of another language: its numbers must be ours. @returns how many frames */
export async function verifyIndependently(trucks: readonly Truck[], data: string): Promise<number> {
  let frames = 0
  for (const truck of trucks) {
    const { document, heads, values, events } = framesOf(truck, data)
    const report = await readIndependently('frames', document)
    for (const [what, found, ours] of [
      ['heads', report.heads, heads],
      ['values', report.values, values],
      ['events', report.events, events],
    ] as const) {
      if (!isDeepStrictEqual(found, ours))
        throw new Error(`${truck.device}: the independent verifier reads other ${what}`)
    }
    frames += heads.length
  }
  return frames
}
