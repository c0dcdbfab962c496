import type { RecorderCore } from './recorder-core.ts'
import type { RecorderErrorCode } from './recorder-error.ts'
import type { RecorderSettings, RecorderStatus } from './recorder-file.ts'

/** What the worker is started with. */
export type RecorderWorkerData = RecorderSettings

export type RecorderOperation =
  | 'record'
  | 'closeAndSeal'
  | 'checkpoint'
  | 'outbox'
  | 'acknowledge'
  | 'openEpoch'
  | 'status'
  | 'lastEvents'
  | 'keepDocument'
  | 'document'
  | 'progressOf'
  | 'keepProgress'
  | 'nextDocument'
  | 'acknowledgeDocument'
  | 'documentsOfKind'
  | 'trip'
  | 'keepTrip'
  | 'keptAlarms'
  | 'keepAlarms'
  | 'newestSms'
  | 'queueSms'
  | 'changeSms'
  | 'waitAgain'
  | 'kept'
  | 'close'

export type OperationArguments<T extends RecorderOperation> = Parameters<RecorderCore[T]>
export type OperationResult<T extends RecorderOperation> = ReturnType<RecorderCore[T]>

export interface RecorderRequest {
  readonly id: number
  readonly operation: RecorderOperation
  readonly parameters: readonly unknown[]
}

interface Failure {
  readonly code: RecorderErrorCode
  readonly message: string
}

export type RecorderReply =
  | { readonly kind: 'opened'; readonly status: RecorderStatus }
  /** the worker runs, and tries again at each request */
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure }
