import type { Scope } from '../access/actor.ts'
import type { IsVisible } from '../audit/audit-search.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { DocumentStore } from '../documents/document-store.ts'
import type { Fleet } from '../fleet/fleet.ts'
import type { FrameReader } from '../frames/frame-log.ts'
import type { ReadModel } from '../telemetry/read-model.ts'
import type { Shipments } from '../trips/shipments.ts'
import type { Trips } from '../trips/trips.ts'
import { FINDABLE_KINDS, type FindableKinds } from './findable.ts'
import type { Inspections } from './inspections.ts'
import { assetKind } from './kinds/asset-kind.ts'
import { deviceKind } from './kinds/device-kind.ts'
import { probeKind } from './kinds/probe-kind.ts'
import { shipmentKind } from './kinds/shipment-kind.ts'
import { tripKind } from './kinds/trip-kind.ts'
import { ProofBundles } from './proof-bundle.ts'
import type { SealRequests } from './seal-requests.ts'

/** What an inspector's view is made of. */
export interface Inspection {
  readonly inspections: Inspections
  readonly kinds: FindableKinds
  readonly readModel: Pick<ReadModel, 'recorded'>
  readonly documents: Pick<DocumentStore, 'ofId'>
  readonly proofs: ProofBundles
}

export function createFindableKinds({
  db,
  fleet,
  trips,
  shipments,
}: {
  readonly db: BusinessDatabase
  readonly fleet: Fleet
  readonly trips: Trips
  readonly shipments: Shipments
}): FindableKinds {
  const { reader } = db
  return {
    asset: assetKind({ fleet, reader }),
    trip: tripKind({ trips, reader }),
    shipment: shipmentKind({ shipments, trips, reader }),
    device: deviceKind({ fleet }),
    probe: probeKind({ fleet, reader }),
  }
}

/** What nobody can find can be seen by nobody but who sees everything. */
export function visibilityBy(kinds: FindableKinds): IsVisible {
  return async (scope: Scope, kind: string, id: string) => {
    const known = FINDABLE_KINDS.find((one) => one === kind)
    return known !== undefined && (await kinds[known].open(scope, id)) !== undefined
  }
}

export function createInspection({
  inspections,
  kinds,
  readModel,
  frames,
  sealRequests,
  documents,
}: {
  readonly inspections: Inspections
  readonly kinds: FindableKinds
  readonly readModel: Pick<ReadModel, 'recorded' | 'layoutDocument'>
  readonly frames: FrameReader
  readonly sealRequests: SealRequests
  readonly documents: Pick<DocumentStore, 'ofId'>
}): Inspection {
  return { inspections, kinds, readModel, documents, proofs: new ProofBundles({ frames, readModel, sealRequests }) }
}
