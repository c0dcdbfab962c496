import { join } from 'node:path'
import { run } from './install.mjs'
import { readOptions, wholeNumber } from './options.mjs'
import { prepareOrExit } from './prepare.mjs'

const { options, problems } = readOptions(process.argv.slice(2), {
  kills: { default: 1_000, parse: wholeNumber(1, 1_000_000), needs: 'a whole number of kills' },
  trucks: { default: 3, parse: wholeNumber(1, 50), needs: 'a whole number from 1 to 50' },
  seed: { default: Date.now() % 1_000_000, parse: wholeNumber(0, 2 ** 31), needs: 'a whole number' },
})
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exit(2)
}
await prepareOrExit()
const args = ['--kills', options.kills, '--trucks', options.trucks, '--seed', options.seed].map(String)
const { code } = await run(
  process.execPath,
  ['--import', 'tsx', '--conditions=source', join('e2e', 'soak.ts'), ...args],
  { inherit: true },
)
process.exit(code)
