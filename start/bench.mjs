import { join } from 'node:path'
import { run } from './install.mjs'
import { prepareOrExit } from './prepare.mjs'

const names = ['wire', 'ingest', 'latency', 'map', 'archive', 'audit', 'fleet', 'series', 'edge', 'uplink', 'recorder']
const [name, ...args] = process.argv.slice(2)
if (!names.includes(name)) {
  console.error(`npm run bench -- NAME [--json]; NAME is one of: ${names.join(', ')}`)
  process.exit(2)
}
await prepareOrExit()
const { code } = await run(
  process.execPath,
  ['--import', 'tsx', '--conditions=source', join('bench', `${name}.ts`), ...args],
  { inherit: true },
)
process.exit(code)
