import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { root, run } from './install.mjs'

/**
 * Packs what a truck needs for machines like this one (native code is that of the machine it is packed on):
 * dist/coldrx-edge-VERSION-PLATFORM-ARCH.tar.gz for the first time, and the same signed, .release, for `coldrx-edge update`.
 * Nothing is downloaded or compiled where it is unpacked. --key FILE: an Ed25519 key, PEM; without one a key for development
 * is made and kept in .cache. Its public half, which trucks trust, goes beside the release.
 */
const { values } = parseArgs({ options: { key: { type: 'string' } } })
const keyFile = values.key === undefined ? developmentKey() : resolve(values.key)
const { version } = JSON.parse(readFileSync(join(root, 'edge-agent/package.json'), 'utf8'))
const name = `coldrx-edge-${version}-${process.platform}-${process.arch}`
const out = join(root, 'dist')
const stage = join(out, name)
const PREBUILT = `prebuilds/${process.platform}-${process.arch}`

await build({ say: (text) => console.error(text) })
rmSync(stage, { recursive: true, force: true })
mkdirSync(join(stage, 'bin'), { recursive: true })
for (const [from, to] of [
  ['edge-agent/dist/main.js', 'dist/main.js'],
  ['edge-agent/dist/recorder-worker.js', 'dist/recorder-worker.js'],
  ['dashboards/dist/pages/cab', 'pages/cab'],
  ['edge-agent/packaging/coldrx-edge.service', 'coldrx-edge.service'],
  ['edge-agent/packaging/agent.example.json', 'agent.example.json'],
  ['e2e/independent/coldrx_verify.py', 'coldrx_verify.py'],
  ['docs/install-edge.md', 'INSTALL.md'],
  ['LICENSE', 'LICENSE'],
]) {
  cpSync(join(root, from), join(stage, to), { recursive: true })
}
writeFileSync(join(stage, 'package.json'), `${JSON.stringify({ name: 'coldrx-edge', version, type: 'module' })}\n`)
writeFileSync(
  join(stage, 'bin/coldrx-edge'),
  `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
exec "\${COLDRX_NODE:-node}" "$here/../dist/main.js" "$@"
`,
  { mode: 0o755 },
)
for (const folder of packagesNeededBy(['better-sqlite3', 'serialport', 'pino'])) {
  const to = join(stage, relative(root, folder))
  cpSync(folder, to, { recursive: true, filter: isNeeded })
}
const packed = await run('tar', ['--owner=0', '--group=0', '-czf', `${stage}.tar.gz`, '-C', out, name])
if (packed.code !== 0) throw new Error(packed.output)
const signed = await run(process.execPath, [
  join(stage, 'dist/main.js'),
  ...['sign-release', '--folder', stage, '--archive', `${stage}.tar.gz`, '--key', keyFile, '--out', `${stage}.release`],
])
if (signed.code !== 0) throw new Error(signed.output)
const publicKey = createPublicKey(readFileSync(keyFile, 'utf8')).export({ type: 'spki', format: 'pem' })
writeFileSync(join(out, 'release-key.pem'), publicKey)
console.error(`signed: ${relative(root, `${stage}.release`)}, to be trusted by dist/release-key.pem`)
console.log(relative(root, `${stage}.tar.gz`))

function developmentKey() {
  const file = join(root, '.cache', 'release-key.pem')
  if (existsSync(file)) return file
  const { privateKey } = generateKeyPairSync('ed25519')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  return file
}

/** Folders of the packages, and of all that they need in turn. */
function packagesNeededBy(names) {
  const found = new Set()
  const take = (wanted, from) => {
    const folder = folderOf(wanted, from)
    if (folder === null) throw new Error(`${wanted}, which ${relative(root, from)} needs, is not installed`)
    if (found.has(folder)) return
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    found.add(folder)
    // it fetches what is compiled here already
    for (const next of Object.keys(dependencies)) if (next !== 'prebuild-install') take(next, folder)
  }
  for (const wanted of names) take(wanted, root)
  return found
}

/** As Node looks for a package: beside, then above. */
function folderOf(wanted, from) {
  for (let at = from; at.startsWith(root); at = dirname(at)) {
    const folder = join(at, 'node_modules', wanted)
    if (existsSync(join(folder, 'package.json'))) return folder
  }
  return null
}

/** SQLite's sources, what a compiler leaves behind and code for other machines are ten times the rest. */
function isNeeded(path) {
  const inside = relative(root, path)
  if (/\/prebuilds\//.test(inside)) return inside.includes(PREBUILT)
  if (/better-sqlite3\/(deps|src|binding\.gyp)/.test(inside)) return false
  if (/better-sqlite3\/build\/Release\//.test(inside)) return inside.endsWith('better_sqlite3.node')
  if (/better-sqlite3\/build\/(?!Release$)/.test(inside)) return false
  return !/\.(map|md|ts)$/.test(inside) || inside.endsWith('LICENSE.md')
}
