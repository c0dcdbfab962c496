import { type Layout, parseLayoutDocument } from '@coldrx/protocol'
import type { Point } from '@influxdata/influxdb-client'
import { LRUCache } from 'lru-cache'
import type { StoredFrame } from '../frames/frame-log.ts'
import { decodeWith, toLogged } from '../projections/decoding.ts'
import { isGoodClock, ownOffsetMs } from '../projections/own-clock.ts'
import type { ReadModel } from '../telemetry/read-model.ts'
import { pointsOfFrame } from './points.ts'

const LAYOUTS_IN_MEMORY = 1_000

/** @returns what a frame gives; undefined: its layout, or its place in time, is not known yet */
export type FramePoints = (stored: StoredFrame) => Promise<readonly Point[] | undefined>

export function createFramePoints(readModel: Pick<ReadModel, 'layoutDocument' | 'unsureFrames'>): FramePoints {
  const layouts = new LRUCache<string, Layout>({ max: LAYOUTS_IN_MEMORY })

  async function layoutOf(hash: string): Promise<Layout | undefined> {
    const known = layouts.get(hash)
    if (known !== undefined) return known
    const bytes = await readModel.layoutDocument(hash)
    if (bytes === undefined) return undefined
    const { layout } = parseLayoutDocument(bytes)
    layouts.set(hash, layout)
    return layout
  }

  return async function framePoints(stored) {
    const logged = toLogged(stored)
    // bytes that are no frame, now or later; verify tells of them
    if (logged.frame === undefined) return []
    const { header } = logged.frame
    const layout = await layoutOf(header.layout)
    if (layout === undefined) return undefined
    const decoded = decodeWith(logged, logged.frame, layout)
    if (typeof decoded === 'string') return []
    if (isGoodClock(header.clock)) return pointsOfFrame(decoded, ownOffsetMs(header))
    const { device, epoch, n } = stored
    const [placed] = await readModel.unsureFrames({ device, epoch, fromN: n, toN: n })
    return placed === undefined ? undefined : pointsOfFrame(decoded, placed.offsetMs)
  }
}
