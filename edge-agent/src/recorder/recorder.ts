import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { RecorderError } from './recorder-error.ts'
import type { RecorderSettings, RecorderStatus } from './recorder-file.ts'
import { startRecorderWorker } from './start-worker.ts'
import type {
  OperationArguments,
  OperationResult,
  RecorderOperation,
  RecorderReply,
  RecorderRequest,
} from './worker-messages.ts'

type Asynchronous<T extends RecorderOperation> = (...values: OperationArguments<T>) => Promise<OperationResult<T>>

/** The recorder as the main thread sees it: each call settles when its transaction has, in the order of the calls. */
export interface Recorder {
  /** Resolves after the commit; rejects with RecorderError when nothing was committed. */
  readonly record: Asynchronous<'record'>
  readonly closeAndSeal: Asynchronous<'closeAndSeal'>
  readonly checkpoint: Asynchronous<'checkpoint'>
  readonly outbox: Asynchronous<'outbox'>
  readonly acknowledge: Asynchronous<'acknowledge'>
  readonly openEpoch: Asynchronous<'openEpoch'>
  readonly status: Asynchronous<'status'>
  readonly lastEvents: Asynchronous<'lastEvents'>
  /** Resolves after the commit of document and event. */
  readonly keepDocument: Asynchronous<'keepDocument'>
  readonly document: Asynchronous<'document'>
  readonly progressOf: Asynchronous<'progressOf'>
  /** Resolves after the commit of progress, events and document. */
  readonly keepProgress: Asynchronous<'keepProgress'>
  readonly nextDocument: Asynchronous<'nextDocument'>
  readonly acknowledgeDocument: Asynchronous<'acknowledgeDocument'>
  readonly documentsOfKind: Asynchronous<'documentsOfKind'>
  readonly trip: Asynchronous<'trip'>
  readonly keepTrip: Asynchronous<'keepTrip'>
  readonly keptAlarms: Asynchronous<'keptAlarms'>
  readonly keepAlarms: Asynchronous<'keepAlarms'>
  readonly newestSms: Asynchronous<'newestSms'>
  readonly queueSms: Asynchronous<'queueSms'>
  readonly changeSms: Asynchronous<'changeSms'>
  readonly waitAgain: Asynchronous<'waitAgain'>
  readonly kept: Asynchronous<'kept'>
  /** as it was when the recorder started; null where its file could not be opened: each call tries again */
  readonly opened: RecorderStatus | null
  /** why the file could not be opened */
  readonly refusal: string | null
  /** Rejects with RecorderError WORKER_ENDED if the worker dies; resolves after close(). */
  readonly ended: Promise<void>
  close(): Promise<void>
}

interface Pending {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: RecorderError) => void
}

/** @throws RecorderError when there is no recorder at all; one whose file cannot be opened (a full disk) is one */
export async function openRecorder(settings: RecorderSettings): Promise<Recorder> {
  const worker = startRecorderWorker(settings)
  const pending = new Map<number, Pending>()
  let nextId = 1
  let closing = false
  let cause: unknown
  worker.on('error', (error) => {
    cause = error
  })
  const ended = new Promise<void>((resolve, reject) => {
    worker.once('exit', (code) => {
      const error = new RecorderError('WORKER_ENDED', `the recorder's thread ended (exit ${code})`, { cause })
      for (const { reject: fail } of pending.values()) fail(error)
      pending.clear()
      if (closing) resolve()
      else reject(error)
    })
  })
  // whoever awaits `ended` hears of it; before that nobody may be listening
  ended.catch(() => undefined)

  const { opened, refusal } = await firstReply(worker, ended)
  worker.on('message', (reply: RecorderReply) => {
    if (reply.kind !== 'done' && reply.kind !== 'failed') return
    const waiter = pending.get(reply.id)
    pending.delete(reply.id)
    if (reply.kind === 'done') waiter?.resolve(reply.result)
    else waiter?.reject(new RecorderError(reply.failure.code, reply.failure.message))
  })

  function call<T extends RecorderOperation>(operation: T): Asynchronous<T> {
    return (...parameters) =>
      new Promise<OperationResult<T>>((resolve, reject) => {
        if (closing && operation !== 'close') {
          reject(new RecorderError('WORKER_ENDED', 'the recorder is closed'))
          return
        }
        const request: RecorderRequest = { id: nextId++, operation, parameters }
        pending.set(request.id, { resolve: (result) => resolve(result as OperationResult<T>), reject })
        worker.postMessage(request)
      })
  }

  return {
    record: call('record'),
    closeAndSeal: call('closeAndSeal'),
    checkpoint: call('checkpoint'),
    outbox: call('outbox'),
    acknowledge: call('acknowledge'),
    openEpoch: call('openEpoch'),
    status: call('status'),
    lastEvents: call('lastEvents'),
    keepDocument: call('keepDocument'),
    document: call('document'),
    progressOf: call('progressOf'),
    keepProgress: call('keepProgress'),
    nextDocument: call('nextDocument'),
    acknowledgeDocument: call('acknowledgeDocument'),
    documentsOfKind: call('documentsOfKind'),
    trip: call('trip'),
    keepTrip: call('keepTrip'),
    keptAlarms: call('keptAlarms'),
    keepAlarms: call('keepAlarms'),
    newestSms: call('newestSms'),
    queueSms: call('queueSms'),
    changeSms: call('changeSms'),
    waitAgain: call('waitAgain'),
    kept: call('kept'),
    opened,
    refusal,
    ended,
    async close() {
      if (closing) return await ended
      closing = true
      await call('close')()
      await ended
    },
  }
}

async function firstReply(worker: Worker, ended: Promise<void>): Promise<Pick<Recorder, 'opened' | 'refusal'>> {
  const [reply] = (await Promise.race([once(worker, 'message'), ended.then(() => [])])) as [RecorderReply?]
  if (reply?.kind === 'opened') return { opened: reply.status, refusal: null }
  if (reply?.kind === 'refused') return { opened: null, refusal: reply.failure.message }
  throw new RecorderError('WORKER_ENDED', 'the recorder did not start')
}
