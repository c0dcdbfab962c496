import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dieWithThisProcess, killGroup } from './guard.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')

const stampFile = join(root, 'node_modules', '.coldrx-install.json')
const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')

/** What must be compiled or fetched for this machine. No other package of ours needs a script of its own to be installed. */
const NATIVE = ['better-sqlite3', '@serialport/bindings-cpp']

/**
 * Installs what the lock names, unless it is there already; `withTests` adds what only tests and checks need. Pages and
 * programs can be built as soon as it is done; what runs them waits for `compiled` as well.
 *
 * @returns {Promise<{ compiled: Promise<void> }>}
 */
export async function install({ withTests, say, signal }) {
  const problem = nodeProblem(process.versions.node)
  if (problem !== undefined) throw new Error(problem)
  const wanted = lockHash()
  const found = readStamp(stampFile)
  if (found.lock === wanted && (found.withTests || !withTests)) return { compiled: Promise.resolve() }
  say(`installing packages${withTests ? '' : ' (first start: a few minutes, most of it compiling SQLite)'} …`)
  // typescript and tsx come all the same: vue and vite name them as optional peers, and npm can leave those out only
  // together with the optional packages that vite needs
  const quietly = ['--no-audit', '--no-fund', '--loglevel=error']
  const args = ['ci', '--ignore-scripts', ...quietly, ...(withTests ? [] : ['--omit=dev'])]
  const { code, output } = await run('npm', args, { cwd: root, signal })
  if (code !== 0) throw new Error(installProblem({ output, missing: missingTools() }))
  const compiled = compile({ quietly, signal }).then(() =>
    writeFileSync(stampFile, JSON.stringify({ lock: wanted, withTests })),
  )
  // told to whoever waits for it
  compiled.catch(() => undefined)
  return { compiled }
}

async function compile({ quietly, signal }) {
  const { code, output } = await run('npm', ['rebuild', ...quietly, ...NATIVE], { cwd: root, signal })
  if (code !== 0) throw new Error(installProblem({ output, missing: missingTools() }))
  const sqlite = spawnSync(process.execPath, ['-e', "new (require('better-sqlite3'))(':memory:')"], { cwd: root })
  if (sqlite.status !== 0)
    throw new Error(`SQLite was installed and does not load:\n${lastPart(String(sqlite.stderr))}`)
}

/** The pages are built by Vite 8, which asks for these versions. */
export function nodeProblem(version) {
  const [major, minor] = version.split('.').map(Number)
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return undefined
  return `ColdRx needs Node 20.19 or newer (of 22: 22.12 or newer); this is ${version}.`
}

/** @param {{ output: string, missing: readonly string[] }} failure what npm printed, and which tools are not there */
export function installProblem({ output, missing }) {
  if (missing.length > 0 && /gyp|better-sqlite3/.test(output))
    return `SQLite could not be compiled for this machine, because ${missing.join(', ')} cannot be found: install a C++ compiler, make and python3 (Debian: apt-get install build-essential python3) and start again.`
  return `npm failed:\n${lastPart(output)}`
}

const lastPart = (text) => text.trim().slice(-2_000)

const missingTools = () =>
  ['make', process.env.CXX?.split(' ')[0] || 'g++', 'python3'].filter((tool) => !isOnPath(tool))

export function isOnPath(tool) {
  // unquoted: a path may have a wildcard, as Debian keeps a folder for each version
  return spawnSync('sh', ['-c', 'command -v $0', tool]).status === 0
}

/** What an earlier run left to recognise its work by; nothing if it was interrupted while writing it. */
export function readStamp(file) {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  } catch {
    return {}
  }
}

/**
 * Runs a command to its end and gives its exit code and what it printed. It is killed with all that it started when
 * `signal` aborts, and does not outlive this process; `inherit` leaves it in our terminal and its Ctrl-C instead.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, inherit?: boolean, signal?: AbortSignal }} [how]
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function run(command, args, { cwd = root, env = process.env, inherit = false, signal } = {}) {
  signal?.throwIfAborted()
  const stdio = inherit ? 'inherit' : ['ignore', 'pipe', 'pipe']
  const child = spawn(command, args, { cwd, env, stdio, detached: !inherit })
  const release = inherit ? () => undefined : dieWithThisProcess(child)
  const kill = () => killGroup(child)
  signal?.addEventListener('abort', kill)
  try {
    const outcome = await outcomeOf(child)
    signal?.throwIfAborted()
    return outcome
  } finally {
    signal?.removeEventListener('abort', kill)
    release()
  }
}

function outcomeOf(child) {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
