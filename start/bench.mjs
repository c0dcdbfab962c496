import { join } from 'node:path'
import { build } from './build.mjs'
import { install, run } from './install.mjs'

const names = ['wire', 'ingest', 'latency']
const [name, ...args] = process.argv.slice(2)
if (!names.includes(name)) {
  console.error(`npm run bench -- NAME [--json]; NAME is one of: ${names.join(', ')}`)
  process.exit(2)
}
const say = (text) => console.error(text)
await install({ withTests: true, say })
await build({ say })
const { code } = await run(
  process.execPath,
  ['--import', 'tsx', '--conditions=source', join('bench', `${name}.ts`), ...args],
  { inherit: true },
)
process.exit(code)
