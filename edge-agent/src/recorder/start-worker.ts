import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { RecorderWorkerData } from './worker-messages.ts'

/**
 * `worker.ts` beside this file when run from source, `recorder-worker.js` beside the bundle. `COLDRX_BUNDLED_WORKERS`, set
 * where tests run from source over fresh bundles, names the folder of those: to load the source anew takes seconds.
 */
export function startRecorderWorker(workerData: RecorderWorkerData): Worker {
  const from = import.meta.url
  if (!from.endsWith('.ts')) return new Worker(new URL('./recorder-worker.js', from), { workerData })
  const bundles = process.env.COLDRX_BUNDLED_WORKERS
  if (bundles !== undefined)
    return new Worker(join(bundles, 'edge-agent', 'dist', 'recorder-worker.js'), { workerData })
  const entry = JSON.stringify(new URL('./worker.ts', from).href)
  // Node 20 does not apply `--import` to the entry file of a worker: register tsx first, then import the file
  const boot = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))})
    .then(({ register }) => { register(); return import(${entry}) })`
  return new Worker(boot, { eval: true, execArgv: ['--conditions=source'], workerData })
}
