import { join } from 'node:path'
import { run } from './install.mjs'
import { positiveNumber, readOptions, wholeNumber } from './options.mjs'
import { prepareOrExit } from './prepare.mjs'

const KINDS = [
  ...[
    'kill',
    'power-cut',
    'link-cut',
    'link-half-open',
    'link-slow',
    'link-lossy',
    'port-lost',
    'bus-noise',
    'receiver',
  ],
  ...['disk-full', 'power-cut-unsynced', 'clock-jump'],
]
const kinds = (text) => (text === 'all' || text.split(',').every((kind) => KINDS.includes(kind)) ? text : undefined)

const { options, problems } = readOptions(process.argv.slice(2), {
  // either so many kills, or hours of faults of all kinds
  kills: { default: undefined, parse: wholeNumber(1, 1_000_000), needs: 'a whole number of kills' },
  hours: { default: undefined, parse: positiveNumber(1_000), needs: 'hours, for example 0.5' },
  faults: { default: undefined, parse: kinds, needs: `"all", or some of ${KINDS.join(',')}` },
  trucks: { default: 3, parse: wholeNumber(1, 50), needs: 'a whole number from 1 to 50' },
  seed: { default: Date.now() % 1_000_000, parse: wholeNumber(0, 2 ** 31), needs: 'a whole number' },
})
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exit(2)
}
await prepareOrExit()
if (options.faults !== undefined && options.hours === undefined) options.hours = 1
const args = Object.entries(options).flatMap(([name, value]) =>
  value === undefined ? [] : [`--${name}`, String(value)],
)
const { code } = await run(
  process.execPath,
  ['--import', 'tsx', '--conditions=source', join('e2e', 'soak.ts'), ...args],
  { inherit: true },
)
process.exit(code)
