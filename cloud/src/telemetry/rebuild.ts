import type { FrameReader } from '../frames/frame-log.ts'
import type { Db } from '../lib/database.ts'
import { dropProjection } from './projection-tables.ts'
import { Projector } from './projector.ts'
import {
  createProjections,
  openTelemetryDatabase,
  PROJECTION_NAMES,
  type ProjectionName,
  type ProjectionSet,
} from './telemetry-database.ts'

/**
 * Positions of a log that was restored from a copy are given again, to other frames: what was derived from the lost
 * ones must go, or the new ones would never be read.
 */
export async function beginAgainIfLogWasSetBack(
  db: Db,
  { frames, projections }: { readonly frames: FrameReader; readonly projections: ProjectionSet },
): Promise<void> {
  const lastPosition = await frames.lastPosition()
  const furthest = db.prepare<[], number>('SELECT max(position) FROM cursors').pluck().get() ?? 0
  if (furthest <= lastPosition) return
  db.transaction(() => {
    for (const projection of projections.all) dropProjection(db, projection)
  }).immediate()
}

export function isProjectionName(name: string): name is ProjectionName {
  return PROJECTION_NAMES.some((known) => known === name)
}

/** `coldrx-cloud rebuild NAME`: drops one projection and derives it again from the log. The server must not be running. */
export async function rebuildProjection(
  name: ProjectionName,
  {
    telemetryPath,
    frames,
    publicKeyOf,
  }: {
    readonly telemetryPath: string
    readonly frames: FrameReader
    readonly publicKeyOf: (device: string) => Uint8Array | undefined
  },
): Promise<{ readonly name: ProjectionName; readonly frames: number }> {
  const db = openTelemetryDatabase(telemetryPath)
  try {
    const projections = createProjections(db, { publicKeyOf, changes: { truck: () => {}, alarm: () => {} } })
    const projection = projections.all.find((candidate) => candidate.name === name)
    if (projection === undefined) throw new Error(`there is no projection ${name}`)
    db.transaction(() => dropProjection(db, projection)).immediate()
    const projector = new Projector({ db, frames, projections })
    await projector.catchUp()
    return { name, frames: projector.cursors().get(name) ?? 0 }
  } finally {
    db.close()
  }
}
