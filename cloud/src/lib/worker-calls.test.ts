import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { WorkerCalls } from './worker-calls.ts'

type Calls = { readonly work: (argument: undefined) => null }

it.each([
  ['process.exit(3)', 'the worker thread ended with code 3'],
  ["throw new Error('out of order')", 'out of order'],
])('rejects calls of a worker that ends by %s, those under way and those to come', async (end, message) => {
  const code = `require('node:worker_threads').parentPort.on('message', () => { ${end} })`
  const calls = new WorkerCalls<Calls>(new Worker(code, { eval: true }))
  const underWay = [calls.call('work', undefined), calls.call('work', undefined)]
  for (const call of underWay) await expect(call).rejects.toThrow(message)
  await expect(calls.call('work', undefined)).rejects.toThrow(message)
})
