import { setMaxListeners } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from './build.mjs'
import { install, root } from './install.mjs'
import { positiveNumber, readOptions, wholeNumber } from './options.mjs'
import { createProcesses } from './processes.mjs'
import { startWorld } from './run-world.mjs'
import { takeLock } from './running-lock.mjs'

const port = { default: undefined, parse: wholeNumber(1, 65_535), needs: 'a port from 1 to 65535' }
const { options, problems } = readOptions(process.argv.slice(2), {
  trucks: { default: 3, parse: wholeNumber(1, 50), needs: 'a whole number from 1 to 50' },
  rooms: { default: 1, parse: wholeNumber(0, 20), needs: 'a whole number from 0 to 20' },
  boxes: { default: 1, parse: wholeNumber(0, 20), needs: 'a whole number from 0 to 20' },
  data: { default: join(root, '.coldrx'), parse: (text) => resolve(text), needs: 'a directory' },
  'http-port': port,
  'mqtt-port': port,
  speed: { default: 1, parse: positiveNumber(600), needs: 'a number above 0, at most 600' },
})
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exit(1)
}

const { data } = options
const startedMs = Date.now()
const say = (text) => console.log(`[${((Date.now() - startedMs) / 1_000).toFixed(0).padStart(3)} s] ${text}`)

// Aborted by a signal or a failure, and never taken back: from then on nothing starts any more. npm passes a Ctrl-C on
// that the terminal has sent already, so a second one means no more than the first.
const ending = new AbortController()
const { signal } = ending
setMaxListeners(0, signal)
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => ending.abort())

let failure
let releaseLock
let processes
try {
  mkdirSync(data, { recursive: true })
  releaseLock = takeLock({ file: join(data, 'running.pid'), data })
  processes = createProcesses({ data, say, signal })
  const { compiled } = await install({ withTests: false, say, signal })
  await build({ say, signal })
  await compiled
  await startWorld({ options, processes, startedMs, say, signal })
  await new Promise((end) => (signal.aborted ? end() : signal.addEventListener('abort', end)))
} catch (error) {
  if (!signal.aborted) failure = error.message
  ending.abort()
}
if (processes !== undefined) {
  say('stopping …')
  await processes.stopAll()
  say(`stopped; the records stay in ${data}`)
}
releaseLock?.()
// last, where it is read
if (failure !== undefined) console.error(failure)
process.exit(failure === undefined ? 0 : 1)
