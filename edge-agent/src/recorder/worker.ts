import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { RecorderCore } from './recorder-core.ts'
import { toRecorderError } from './recorder-error.ts'
import type { RecorderReply, RecorderRequest, RecorderWorkerData } from './worker-messages.ts'

/*
 * The recorder's thread: fsync takes up to 200 ms on a card and an SM2 signature about 50 ms, either of which would
 * make the main thread miss the answers on its serial lines.
 */

function serve(port: MessagePort): void {
  const reply = (message: RecorderReply): void => port.postMessage(message)
  const core = new RecorderCore(workerData as RecorderWorkerData)
  port.on('message', (request: RecorderRequest) => {
    try {
      reply({ kind: 'done', id: request.id, result: perform(core, request) })
    } catch (error) {
      const { code, message } = toRecorderError(error)
      reply({ kind: 'failed', id: request.id, failure: { code, message } })
    }
    if (request.operation === 'close') port.close()
  })
  try {
    reply({ kind: 'opened', status: core.status() })
  } catch (error) {
    const { code, message } = toRecorderError(error)
    reply({ kind: 'refused', failure: { code, message } })
  }
}

/** The two ends are one program: recorder.ts types what it sends by `OperationArguments`. */
function perform(core: RecorderCore, { operation, parameters }: RecorderRequest): unknown {
  const method = core[operation] as (...values: readonly unknown[]) => unknown
  return method.apply(core, [...parameters])
}

if (parentPort === null) throw new Error('recorder/worker.ts runs as a worker thread only')
serve(parentPort)
