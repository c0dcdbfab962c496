import type {
  DeviceState,
  GeofencesMessage,
  LayoutDocument,
  LinkReport,
  ReleaseOrder,
  ReleasePart,
  TripMessage,
} from '@coldrx/protocol'
import type { Log } from '../buses/line.ts'
import type { FrameBase } from '../recorder/frame-sections.ts'
import type { Recorder } from '../recorder/recorder.ts'
import type { RecorderStatus } from '../recorder/recorder-file.ts'
import type { LinkBudget } from './link-budget.ts'
import type { NetworkState } from './network-state.ts'

export interface UplinkOptions {
  readonly broker: { readonly url: string; readonly secret: string }
  readonly device: string
  readonly agentVersion: string
  readonly document: LayoutDocument
  readonly recorder: Pick<
    Recorder,
    | 'outbox'
    | 'acknowledge'
    | 'openEpoch'
    | 'checkpoint'
    | 'status'
    | 'kept'
    | 'waitAgain'
    | 'nextDocument'
    | 'acknowledgeDocument'
  >
  /** monotonic time, wall and clock as they are now */
  readonly now: () => Omit<FrameBase, 'boot'>
  readonly random: () => number
  /** what the link carries is counted there; without it nothing is spared */
  readonly budget?: Pick<LinkBudget, 'add' | 'thrift'>
  readonly log: Log
  /** over how long the fleet spreads after the broker closed its connections */
  readonly spreadMs?: number
  /** how long a broker that refuses us is left alone */
  readonly refusedMs?: number
  /** how long frames may be under way without any acknowledgement before the link counts as half-open */
  readonly ackTimeoutMs?: number
  readonly onNetworkChanged?: (state: NetworkState) => void
  readonly onRecorderChanged?: (status: RecorderStatus) => void
  /** what each birth says of settings, updates, trip, geofences, link and recording */
  readonly reported?: () => Reported
  /** what hints say of the link now and then */
  readonly linkReport?: () => LinkReport
  readonly onTrip?: (message: TripMessage) => void
  readonly onGeofences?: (message: GeofencesMessage) => void
  readonly onUpdateOrder?: (order: ReleaseOrder) => void
  readonly onReleasePart?: (part: ReleasePart) => void
  /** what came on down/settings, whatever it is */
  readonly onSettings?: (payload: Uint8Array) => void
  /** the cloud answered the birth: it can be reached, and says what it has */
  readonly onAnswered?: () => void
  readonly onDocumentAcknowledged?: () => void
}

export type Reported = Pick<
  Extract<DeviceState, { online: true }>,
  'settings' | 'update' | 'tripRevision' | 'geofencesRevision' | 'link' | 'notRecording'
>
