import type { RecorderDatabase } from './database.ts'

/** What a cloud without records can be given from here. */
export interface KeptHere {
  /** by epoch, how many frames are here; an epoch of which none is left is not named */
  readonly frames: ReadonlyMap<string, number>
  readonly documents: number
}

export function countKept(db: RecorderDatabase): KeptHere {
  const frames = db.prepare<[], { epoch: string; frames: number }>(
    'SELECT epoch, count(*) AS frames FROM frames GROUP BY epoch',
  )
  return {
    frames: new Map(frames.all().map(({ epoch, frames: count }) => [epoch, count])),
    documents: db.prepare<[], number>('SELECT count(*) FROM documents').pluck().get() ?? 0,
  }
}
