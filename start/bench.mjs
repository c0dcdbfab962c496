import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { install, root, run } from './install.mjs'

const names = readdirSync(join(root, 'bench'))
  .filter((file) => /^[a-z-]+\.bench\.ts$/.test(file))
  .map((file) => file.replace('.bench.ts', ''))
const [name, ...args] = process.argv.slice(2)
if (name === undefined || !existsSync(join(root, 'bench', `${name}.bench.ts`))) {
  console.error(`npm run bench -- NAME [--json]; NAME is one of: ${names.join(', ')}`)
  process.exit(2)
}
const say = (text) => console.error(text)
await install({ withTests: true, say })
await build({ say })
const { code } = await run(
  process.execPath,
  ['--import', 'tsx', '--conditions=source', join('bench', `${name}.bench.ts`), ...args],
  { inherit: true },
)
process.exit(code)
