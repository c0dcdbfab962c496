import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

/**
 * Starts `<folder of from>/<name>.ts` where the program runs from source, `<folder of the bundle>/<name>.js` where it
 * is bundled: each worker is its own entry of the bundle. `COLDRX_BUNDLED_WORKERS`, set where tests run from source over
 * fresh bundles, names the folder of those: to load a worker's source anew takes seconds for each.
 */
export function startWorker(from: string, name: string, workerData: unknown): Worker {
  if (!from.endsWith('.ts')) return new Worker(new URL(`./${name}.js`, from), { workerData })
  const bundles = process.env.COLDRX_BUNDLED_WORKERS
  if (bundles !== undefined) return new Worker(join(bundles, 'cloud', 'dist', `${name}.js`), { workerData })
  const url = new URL(`./${name}.ts`, from).href
  // Node 20 does not apply --import hooks to a worker's own entry file: register tsx first, then import it
  const entry = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))})
    .then(({ register }) => { register(); return import(${JSON.stringify(url)}) })`
  return new Worker(entry, { eval: true, execArgv: ['--conditions=source'], workerData })
}
