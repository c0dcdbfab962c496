import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = new URL('..', import.meta.url).pathname.replace(/\/$/, '')

const stampFile = join(root, 'node_modules', '.coldrx-install.json')
const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')

/** Installs what the lock names, unless it is there already; `withTests` adds what only tests and checks need. */
export async function install({ withTests, say }) {
  const wanted = lockHash()
  const found = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : undefined
  if (found?.lock === wanted && (found.withTests || !withTests)) return
  say(`installing packages${withTests ? '' : ' (first start: a few minutes, most of it compiling SQLite)'} …`)
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(withTests ? [] : ['--omit=dev'])]
  const { code, output } = await run('npm', args, { cwd: root })
  if (code !== 0) throw new Error(installProblem(output))
  if (!canLoadSqlite()) throw new Error(compilerProblem)
  writeFileSync(stampFile, JSON.stringify({ lock: wanted, withTests }))
}

const compilerProblem =
  'SQLite could not be compiled for this machine: install a C++ compiler, make and python3 (Debian: apt-get install build-essential python3) and start again.'

function installProblem(output) {
  const missing = ['make', 'g++', 'python3'].filter((tool) => !isOnPath(tool))
  if (missing.length > 0 || /gyp ERR|not found: make|better-sqlite3/.test(output))
    return `${compilerProblem} Missing: ${missing.join(', ') || 'see above'}.`
  return `npm ci failed:\n${output.slice(-2_000)}`
}

function canLoadSqlite() {
  return spawnSync(process.execPath, ['-e', "new (require('better-sqlite3'))(':memory:')"], { cwd: root }).status === 0
}

export function isOnPath(tool) {
  return spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0
}

/**
 * Runs a command to its end and gives its exit code and what it printed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, inherit?: boolean }} [how]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { cwd = root, env = process.env, inherit = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: inherit ? 'inherit' : ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
