import type { FrameReader } from '../frames/frame-log.ts'
import type { SqlDatabase } from '../lib/sql.ts'
import { beginNewJournal } from '../projections/change-journal.ts'
import { Leases } from '../projections/leases.ts'
import { dropProjection } from '../projections/projection-tables.ts'
import { Projector } from '../projections/projector.ts'
import type { PublicKeyOf } from './key-ring.ts'
import {
  createProjections,
  LEASE_NAMES,
  openTelemetryDatabase,
  PROJECTION_NAMES,
  type ProjectionName,
  type ProjectionSet,
  type TelemetryPlace,
} from './telemetry-database.ts'

/**
 * Positions of a log that was restored from a copy are given again, to other frames: what was derived from the lost
 * ones must go, or the new ones would never be read.
 */
export async function beginAgainIfLogWasSetBack(
  db: SqlDatabase,
  { frames, projections }: { readonly frames: FrameReader; readonly projections: ProjectionSet },
): Promise<void> {
  // before the log: another instance may commit and work in more meanwhile
  const cursor = await db.get<{ position: number | null }>('SELECT max(position) AS position FROM cursors')
  const lastPosition = await frames.lastPosition()
  if ((cursor?.position ?? 0) <= lastPosition) return
  await db.transaction(async (tx) => {
    for (const projection of projections.all) await dropProjection(tx, projection)
    await beginNewJournal(tx)
  })
}

export function isProjectionName(name: string): name is ProjectionName {
  return PROJECTION_NAMES.some((known) => known === name)
}

/** `coldrx-cloud rebuild NAME`: drops one projection and derives it again from the log. No server may be running. */
export async function rebuildProjection(
  name: ProjectionName,
  {
    place,
    frames,
    publicKeyOf,
  }: {
    readonly place: TelemetryPlace
    readonly frames: FrameReader
    readonly publicKeyOf: PublicKeyOf
  },
): Promise<{ readonly name: ProjectionName; readonly frames: number }> {
  const db = await openTelemetryDatabase(place)
  try {
    const projections = createProjections({ publicKeyOf })
    const projection = projections.all.find((candidate) => candidate.name === name)
    if (projection === undefined) throw new Error(`there is no projection ${name}`)
    if (db.engine === 'postgres') await assertNobodyLeads(db)
    await db.transaction(async (tx) => {
      await dropProjection(tx, projection)
      await beginNewJournal(tx)
    })
    const projector = new Projector({ db, frames, projections: projections.all })
    await projector.catchUp()
    return { name, frames: (await projector.cursors()).get(name) ?? 0 }
  } finally {
    await db.close()
  }
}

async function assertNobodyLeads(db: SqlDatabase): Promise<void> {
  const leases = new Leases({ db, holder: 'rebuild', names: LEASE_NAMES })
  const { taken } = await leases.tend()
  await leases.release()
  if (taken.length < LEASE_NAMES.length) throw new Error('a coldrx-cloud works on this database: stop it first')
}
